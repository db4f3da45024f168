"""Every marketplace's form gives its listing through the extension's own reader, in one Chromium, without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from caveat import Listing, marketplaces
from forms import READ, ReadForm
from playwright.sync_api import Playwright
from servers import PAGES, Dashboards


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, dashboards: Dashboards, bundles: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[chromium.Chromium]:
    hosts = {f"{form.host}:443": dashboards.port for form in READ}
    running = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts)
    running.context.add_init_script(path=bundles / "form.js")
    yield running
    running.close()


def test_the_extension_reads_no_site_before_it_is_asked_for(extension: Path) -> None:
    manifest = json.loads((extension / "manifest.json").read_text())
    assert manifest["host_permissions"] == ["http://127.0.0.1/*", "http://localhost/*"]
    assert "content_scripts" not in manifest
    assert manifest["permissions"] == ["storage", "scripting", "activeTab", "sidePanel"]
    hosts = {f"https://{host}/*" for shop in marketplaces.load().values() if shop.name != "demo" for host in shop.hosts}
    assert set(manifest["optional_host_permissions"]) == hosts | {"https://*/*", "http://*/*"}


def test_the_script_of_a_form_carries_no_marketplace(extension: Path) -> None:
    script = (extension / "form.js").read_text()
    hosts = {host for shop in marketplaces.load().values() if shop.name != "demo" for host in shop.hosts}
    assert not [host for host in hosts if host in script]


def test_a_field_that_is_not_found_is_named(browser: chromium.Chromium) -> None:
    page = browser.open(next(form.url for form in READ if form.name == "shopee"))
    page.evaluate("document.querySelector('.ql-editor').remove()")
    assert page.evaluate("missing()") == ["description"]
    page.evaluate("document.querySelector('main').remove()")
    assert page.evaluate("[missing(), readForm()]") == [["title", "description"], None]
    page.close()


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_the_form_gives_its_listing(form: ReadForm, browser: chromium.Chromium) -> None:
    page = browser.open(form.url)
    read = page.evaluate("readForm()")
    assert page.evaluate("missing()") == (["title"] if form.name == "amazon-aplus" else [])
    page.close()
    got, wanted = (Listing.model_validate(one) for one in (read, json.loads((PAGES / f"{form.name}.json").read_text())))
    assert (got.marketplace, got.markets, got.key, got.brand) == (
        wanted.marketplace, wanted.markets, wanted.key, wanted.brand,
    )  # fmt: skip
    assert [(one.id, one.role, one.text) for one in got.fields] == [
        (one.id, one.role, one.text) for one in wanted.fields
    ]
    assert {one.name: one.value for one in got.facts} == {one.name: one.value for one in wanted.facts}
