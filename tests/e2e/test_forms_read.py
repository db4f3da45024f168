"""Every marketplace's form gives its listing through the extension's own reader, in one Chromium, without a server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from caveat import Listing
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


@pytest.mark.parametrize("form", READ, ids=lambda form: form.name)
def test_the_form_gives_its_listing(form: ReadForm, browser: chromium.Chromium) -> None:
    page = browser.open(form.url)
    read = page.evaluate("readForm()")
    page.close()
    got, wanted = (Listing.model_validate(one) for one in (read, json.loads((PAGES / f"{form.name}.json").read_text())))
    assert (got.marketplace, got.markets, got.key, got.brand) == (
        wanted.marketplace, wanted.markets, wanted.key, wanted.brand,
    )  # fmt: skip
    assert [(one.id, one.role, one.text) for one in got.fields] == [
        (one.id, one.role, one.text) for one in wanted.fields
    ]
    assert {one.name: one.value for one in got.facts} == {one.name: one.value for one in wanted.facts}
