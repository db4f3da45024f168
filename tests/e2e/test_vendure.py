"""A real dashboard of one page: Vendure's own product form, in Angular with ProseMirror, saved by its own button."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import chromium
import firefox
import pytest
from forms import Form
from playwright.sync_api import Page, Playwright, expect
from seller import CLAIM, Seller, log_in
from servers import SERVER, CaveatServer, Exchange, Wire, free_port, wait_for
from tabs import FirefoxTab

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).parent / "vendure_shop"
NAME, DESCRIPTION = "#name", ".ProseMirror"
LOUD = ("error", "warning")
BAMBOO = {"title": "Lumo Bamboo Cutting Board 🎍", "description": "A board for everyday cooking 🎍."}
WALNUT = {"title": "Lumo Walnut Cutting Board", "description": f"A board for bread. {CLAIM}."}


@dataclass
class Shop:
    """A new shop with two products, served by Vendure from memory."""

    port: int

    @property
    def products(self) -> str:
        return f"http://localhost:{self.port}/admin/catalog/products"

    def stored(self, product: int) -> dict[str, str]:
        """The product as the shop gives it to its customers; empty as long as it gives nothing."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        query = json.dumps({"query": f"{{ product(id: {product}) {{ name description }} }}"})
        try:
            connection.request("POST", "/shop-api", query, {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())["data"]["product"] or {}
        except OSError:
            return {}
        finally:
            connection.close()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    if not (PROJECT / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=PROJECT, check=True)
    shop = Shop(free_port())
    folder = tmp_path_factory.mktemp("shop")
    environment = os.environ | {"VENDURE_DISABLE_TELEMETRY": "true"}
    with (folder / "log.txt").open("w") as log:
        command = ["node", str(PROJECT / "shop.js"), str(shop.port)]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(lambda: shop.stored(2), "the shop never had its products", 180)
            yield shop
        finally:
            process.terminate()
            process.wait(15)


@pytest.fixture(scope="module")
def logged_in(
    shop: Shop, server: CaveatServer, wire: Wire, playwright: Playwright, extension: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seller]:  # fmt: skip
    """Logged in to the dashboard, with Caveat paired and turned on for this site."""
    form = Form("vendure", "", shop.products, "description", DESCRIPTION, "description")
    hosts = {f"localhost:{shop.port}": shop.port, SERVER: wire.port}
    browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, extension)
    seller = Seller(form, browser, server, wire)
    seller.pair()
    page = browser.open(f"http://localhost:{shop.port}/admin/")
    log_in(page, page.get_by_placeholder, "Log in", "**/admin/")
    seller.turn_on()
    yield seller
    browser.close()


@pytest.fixture
def seller(logged_in: Seller) -> Iterator[Seller]:
    """On the dashboard's list of products; in the end nobody may have complained in the console."""
    logged_in.open()
    said: list[str] = []
    logged_in.page.on("console", lambda message: said.append(message.text) if message.type in LOUD else None)
    logged_in.page.on("pageerror", lambda error: said.append(str(error)))
    yield logged_in
    assert said == []
    logged_in.page.close()


def go_to(page: Page, name: str) -> None:
    """From the list to a product, as the dashboard does it: without loading a page."""
    page.get_by_role("link", name=name).click()
    expect(page.locator(NAME)).to_have_value(name)


def checked(seller: Seller, listing: dict[str, str], since: int = 0) -> Exchange:
    """The check of a listing with these texts."""

    def found() -> Exchange | None:
        return next((one for one in seller.wire.seen("/api/v1/check", since) if texts(one) == listing), None)

    return wait_for(found, f"no check of {listing}")


def texts(check: Exchange) -> dict[str, str]:
    return {one["id"]: one["text"] for one in check.body["fields"]}


def apply(seller: Seller, finding: dict[str, Any]) -> str:
    """Apply the first rewrite of the claim that the mouse rests on; what the field holds then."""
    already = len(seller.wire.exchanges)
    seller.point_at(seller.underlined())
    expect(seller.card).to_contain_text(finding["message"])
    seller.card.get_by_role("button", name="Apply", exact=True).or_(
        seller.card.get_by_role("button", name="Remove", exact=True)
    ).first.click()
    expect(seller.card).to_contain_text("The field now holds the rewrite.")
    wait_for(lambda: not seller.underlines(), "the rewritten words are still underlined")
    seller.card.get_by_role("button", name="Close", exact=True).click()

    def decided() -> Exchange | None:
        decisions = seller.wire.seen("/api/v1/decisions", already)
        return next((one for one in decisions if one.body["action"] == "applied"), None)

    return str(wait_for(decided, "the server never heard that the rewrite was applied").body["text_after"])


def test_what_caveat_rewrites_is_what_the_shop_keeps(seller: Seller, shop: Shop) -> None:
    page = seller.page
    go_to(page, BAMBOO["title"])
    first = checked(seller, BAMBOO)
    assert (first.body["marketplace"], first.body["key"]) == ("generic", "1")

    seller.type(f" {CLAIM}")
    finding = seller.finding(seller.checked(CLAIM))
    described = apply(seller, finding)
    page.keyboard.press("Control+z")
    expect(page.locator(DESCRIPTION)).to_have_text(f"{BAMBOO['description']} {CLAIM}")
    assert apply(seller, finding) == described
    assert CLAIM not in described and described.startswith(BAMBOO["description"])

    page.locator(NAME).click()
    page.keyboard.press("End")
    page.keyboard.type(f" {CLAIM}")
    named = {"title": f"{BAMBOO['title']} {CLAIM}", "description": described}
    (in_name,) = [one for one in checked(seller, named).answer["findings"] if one["field"] == "title"]
    name = apply(seller, in_name)
    expect(page.locator(NAME)).to_have_value(name)
    assert CLAIM not in name and name.startswith(BAMBOO["title"])

    assert shop.stored(1)["name"] == BAMBOO["title"], "it was saved before Save was pressed"
    page.get_by_role("button", name="Update").click()
    wait_for(lambda: shop.stored(1)["name"] == name, "the shop never got the name")
    html = described.replace("everyday", "<strong>everyday</strong>", 1)
    assert shop.stored(1)["description"] == f"<p>{html}</p>"
    page.reload()
    checked(seller, {"title": name, "description": described}, len(seller.wire.exchanges))


def test_the_overlay_follows_from_product_to_product(seller: Seller, shop: Shop) -> None:
    page, start = seller.page, len(seller.wire.exchanges)
    sold = {str(number): shop.stored(number)["name"] for number in (1, 2)}
    expect(page.get_by_role("link", name=sold["2"])).to_be_visible()
    pill = page.get_by_role("button", name="Caveat:")
    assert not pill.is_visible(), "the list is no listing"

    go_to(page, sold["2"])
    seller.underlined()
    assert checked(seller, WALNUT, start).body["key"] == "2"
    page.get_by_role("link", name="Products", exact=True).first.click()
    expect(pill).to_be_hidden()
    assert seller.underlines() == []

    go_to(page, sold["1"])
    expect(pill).to_be_visible()
    wait_for(lambda: "1" in names(seller.wire, start), "the first product was never checked")
    already = len(seller.wire.exchanges)
    page.evaluate("history.go(-2)")
    expect(page.locator(NAME)).to_have_value(sold["2"])
    seller.underlined()
    assert checked(seller, WALNUT, already).body["key"] == "2"
    already = len(seller.wire.exchanges)
    page.evaluate("history.go(2)")
    expect(page.locator(NAME)).to_have_value(sold["1"])
    wait_for(lambda: not seller.underlines(), "the other product's claim is still underlined")
    wait_for(lambda: "1" in names(seller.wire, already), "the first product was not checked again")
    assert names(seller.wire, start) == {key: {name} for key, name in sold.items()}


def names(wire: Wire, since: int) -> dict[str, set[str]]:
    """Which names were checked under each key."""
    found: dict[str, set[str]] = {}
    for check in wire.seen("/api/v1/check", since):
        found.setdefault(check.body["key"], set()).add(texts(check)["title"])
    return found


EDITOR = f"document.querySelector('{DESCRIPTION}')"
CLAIMED = f"""((editor) => {{
    const range = new Range();
    const text = editor.querySelector("p").lastChild;
    range.setStart(text, text.data.indexOf("{CLAIM}"));
    range.setEnd(text, range.startOffset + {len(CLAIM)});
    return range.getBoundingClientRect().toJSON();
}})({EDITOR})"""


@pytest.fixture
def visit(shop: Shop, extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FirefoxTab, Wire]]:
    """Firefox, logged in to the dashboard, with Caveat paired and turned on for this site; and what it sends."""
    if not firefox.browser():
        pytest.skip("Firefox is not installed (Debian package: firefox-esr)")
    folder = extension.with_name("firefox")
    own = json.loads((folder / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    server = CaveatServer(tmp_path_factory.mktemp("data"))
    server.start()
    with Wire(server.port) as wire:
        preferences = firefox.preferences(["localhost"], shop.port, wire.port, own)
        preferences += 'user_pref("network.proxy.no_proxies_on", "localhost");\n'
        with firefox.Firefox(tmp_path_factory.mktemp("profile"), preferences) as browser:
            browser.install(folder)
            tab = FirefoxTab(browser, shop.port, folder)
            tab.pair(server)
            tab.turn("on", "http://localhost")
            log_in_there(tab)
            yield tab, wire
    server.stop()


def log_in_there(tab: FirefoxTab) -> None:
    tab.open("http://localhost/admin/login")
    for name in ("username", "password"):
        wait_for(lambda name=name: tab.run(f"!!document.querySelector('#login_{name}')"), "no login")
        tab.run(f"document.querySelector('#login_{name}').focus()")
        tab.type("seller")
    tab.press("Enter")
    wait_for(lambda: not tab.run("location.pathname").endswith("login"), "not logged in")


def go(tab: FirefoxTab, name: str) -> None:
    """From the list to a product."""
    link = f"[...document.querySelectorAll('a')].find((one) => one.textContent.includes({json.dumps(name)}))"
    wait_for(lambda: tab.run(f"!!{link}"), "the product is not in the list")
    tab.run(f"{link}.click()")
    wait_for(lambda: tab.run(f"!!{EDITOR}"), "the product's page never came")


def described(tab: FirefoxTab) -> str:
    return tab.run(f"{EDITOR}.innerText")


def test_so_it_is_in_firefox(visit: tuple[FirefoxTab, Wire], shop: Shop) -> None:
    (tab, wire), kept = visit, shop.stored(2)
    tab.open("http://localhost/admin/catalog/products")
    go(tab, kept["name"])
    (mark,) = wait_for(lambda: tab.marks(EDITOR), "nothing is underlined")
    claim = tab.run(CLAIMED)
    assert abs(mark["x"] - (claim["left"] + claim["right"]) / 2) < 2
    assert claim["top"] < mark["y"] < claim["bottom"] + 2
    before = described(tab)

    tab.click(mark["x"], mark["y"], press=False)
    tab.push("Apply", "Remove")
    tab.shows("The field now holds the rewrite.")
    rewritten = described(tab)
    assert CLAIM not in rewritten
    tab.push("Close")
    tab.click(claim["left"] - 20, mark["y"])
    tab.press("Control", "z")
    wait_for(lambda: described(tab) == before, f"undo left {described(tab)!r}")
    tab.press("Control", "y")
    wait_for(lambda: described(tab) == rewritten, f"redo left {described(tab)!r}")
    assert shop.stored(2) == kept, "it was saved before Save was pressed"
    tab.run("[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Update').click()")
    wait_for(lambda: shop.stored(2)["description"] == f"<p>{rewritten}</p>", "the shop never got the description")

    already, other = len(wire.exchanges), shop.stored(1)["name"]
    tab.run("[...document.querySelectorAll('a')].find((one) => one.textContent.trim() === 'Products').click()")
    wait_for(lambda: not tab.run(f"!!{EDITOR}"), "the list did not come back")
    go(tab, other)
    wait_for(lambda: "1" in names(wire, already), "the other product is not checked")
    tab.run("history.go(-2)")
    wait_for(lambda: "2" in names(wire, already), "the first product is not checked again")
    assert names(wire, already) == {"1": {other}, "2": {kept["name"]}}
    assert [line for line in tab.said if line.startswith("error")] == []
