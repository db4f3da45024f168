"""A real dashboard: django-oscar's own product form, with TinyMCE and spec fields, saved into its own database."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromium
import pytest
from forms import Form, plain
from playwright.sync_api import Playwright, expect
from seller import CLAIM, Seller, log_in
from servers import SERVER, CaveatServer, Wire, free_port, wait_for

PROJECT = Path(__file__).parent / "oscar_shop"


@dataclass
class Shop:
    """A new shop with one product, served by Django's own server."""

    folder: Path
    port: int
    product: int = 0

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"

    def run(self, *command: str) -> str:
        """Run Python in the shop's project and return what it printed."""
        done = subprocess.run(
            [sys.executable, "-W", "ignore", *command], env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "OSCAR_FOLDER": str(self.folder), "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(PROJECT),
        }  # fmt: skip

    def stored(self) -> dict[str, Any]:
        """The product as the database holds it."""
        return json.loads(self.run(str(PROJECT / "stock.py"), str(self.product)))

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/dashboard/login/")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = Shop(tmp_path_factory.mktemp("shop"), free_port())
    shop.run("-m", "django", "migrate", "--run-syncdb", "--verbosity", "0")
    shop.product = int(shop.run(str(PROJECT / "stock.py")))
    with (shop.folder / "log.txt").open("w") as log:
        command = [sys.executable, "-W", "ignore", "-m", "django", "runserver", "--noreload", f"127.0.0.1:{shop.port}"]
        process = subprocess.Popen(command, env=shop.environment, stdout=log, stderr=log)
        try:
            wait_for(shop.answers, "the shop never answered", 60)
            yield shop
        finally:
            process.terminate()
            process.wait(15)


@pytest.fixture
def seller(
    shop: Shop, server: CaveatServer, wire: Wire, playwright: Playwright, extension: Path, tmp_path: Path
) -> Iterator[Seller]:  # fmt: skip
    """Logged in to the shop, on the product's page, with Caveat paired and turned on for this site."""
    url = f"{shop.origin}/dashboard/catalogue/products/{shop.product}/"
    form = Form("oscar", "", url, "description", "#id_description_ifr", "description")
    hosts = {f"localhost:{shop.port}": shop.port, SERVER: wire.port}
    browser = chromium.Chromium(playwright, tmp_path, hosts, extension)
    seller = Seller(form, browser, server, wire)
    seller.pair()
    page = browser.open(f"{shop.origin}/dashboard/login/")
    log_in(page, page.get_by_label, "Login", "**/dashboard/")
    seller.turn_on()
    seller.open()
    yield seller
    browser.close()


def test_a_claim_is_mended_and_saved_into_the_shop(seller: Seller, shop: Shop) -> None:
    first = seller.checked("A board for everyday cooking 🎍.")
    assert first.body["marketplace"] == "generic"
    assert {one["id"]: one["text"] for one in first.body["fields"]}["title"] == "Lumo Bamboo Cutting Board 🎍"
    assert {one["name"]: one["value"] for one in first.body["facts"]}.items() >= {
        "Weight": "1.2 kg", "Material": "Bamboo",
    }.items()  # fmt: skip

    seller.type(f" {CLAIM}")
    finding = seller.finding(seller.checked(CLAIM))
    seller.point_at(seller.underlined())
    expect(seller.card).to_contain_text(finding["message"])
    seller.card.get_by_role("button", name="Apply", exact=True).or_(
        seller.card.get_by_role("button", name="Remove", exact=True)
    ).first.click()
    expect(seller.card).to_contain_text("The field now holds the rewrite.")
    wait_for(lambda: not seller.underlines(), "the rewritten words are still underlined")

    seller.card.get_by_role("button", name="Close", exact=True).click()
    seller.page.get_by_role("button", name="Save and continue editing").click()
    seller.page.wait_for_load_state()
    wait_for(lambda: "everyday cooking" in shop.stored()["description"], "the shop lost the description")
    saved = plain(shop.stored()["description"])
    assert CLAIM not in saved
    assert saved.startswith("A board for everyday cooking 🎍.")
    assert shop.stored()["title"] == "Lumo Bamboo Cutting Board 🎍"


def test_a_claim_that_is_saved_anyway_is_in_the_shop_once(seller: Seller, shop: Shop) -> None:
    seller.browser.worker.evaluate("chrome.storage.local.set({guard: true})")
    seller.page.reload()
    seller.wire.exchanges.clear()
    seller.type(f" {CLAIM}")
    seller.checked(CLAIM)
    seller.underlined()
    sent: list[str] = []
    seller.page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    before = shop.stored()["description"]
    for press in ("Escape", "Save anyway"):
        seller.page.get_by_role("button", name="Save and continue editing").click()
        expect(seller.page.get_by_role("dialog", name="Stops still open")).to_be_visible()
        assert (sent, shop.stored()["description"]) == ([], before)
        if press == "Escape":
            seller.page.keyboard.press("Escape")
        else:
            seller.page.get_by_role("button", name=press).click()
    wait_for(lambda: CLAIM in shop.stored()["description"], "the shop has not got it")
    assert plain(shop.stored()["description"]).count(CLAIM) == 1
    expect(seller.page.get_by_role("button", name="Save and continue editing")).to_be_visible()
    assert sent == [seller.form.url]
    assert seller.decided("saved").body["text_after"].endswith(CLAIM)
