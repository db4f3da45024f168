"""The pages that are typed into, in two real Chromiums: one with the real extension and server, one with nothing."""

from __future__ import annotations

import html
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import listings
from chromium import Chromium, browser
from forms import Form
from granted import built, grant
from playwright.sync_api import Page, Playwright
from seller import Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, certificate, wait_for

FIELDS, CLAIMS = 12, 8
MANY, PARAGRAPHS = 600, 200
HOST = "sellercentral.amazon.com"
MARKED = "['stop', 'prove', 'platform', 'polish'].flatMap((verdict) => probe.underlines(verdict)).length"
FOUND = (
    "[...document.querySelector('caveat-overlay').shadowRoot.querySelectorAll('.count')].map((one) => +one.textContent)"
)


@dataclass(frozen=True)
class Sheet:
    """One page. `box` is what is clicked to type; `found` is how many claims the pill must come to count."""

    name: str
    box: str
    found: int
    body: str

    @property
    def url(self) -> str:
        return f"https://{HOST}/abis/listing/{self.name}?sku=BENCH-1"


@dataclass(frozen=True)
class Desk:
    """The same sheets in both browsers."""

    seller: Seller
    bare: Chromium

    @contextmanager
    def open(self, sheet: Sheet) -> Iterator[tuple[Page, Page]]:
        """The sheet with the extension, once its claims are marked, and the sheet without."""
        ours, other = self.seller.browser.open(sheet.url), self.bare.open(sheet.url)
        ours.bring_to_front()
        wait_for(lambda: ours.evaluate(MARKED), f"{sheet.name}: nothing was marked", 60)
        found = sum(ours.evaluate(FOUND))
        assert found >= sheet.found * 0.95, f"{sheet.name}: only {found} claims were found"
        yield ours, other
        for page in (ours, other):
            page.close()


@contextmanager
def desk(playwright: Playwright, *sheets: Sheet) -> Iterator[Desk]:
    """Both browsers, the extension paired and turned on."""
    if not browser():
        raise FileNotFoundError("Chromium is not installed")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        for sheet in sheets:
            (folder / sheet.name).with_suffix(".html").write_text(_page(sheet.body))
        routes = {f"{HOST}/abis/listing/{one.name}": str((folder / one.name).with_suffix(".html")) for one in sheets}
        dashboards = stack.enter_context(Dashboards(routes, certificate(folder)))
        server = CaveatServer(folder)
        server.start()
        stack.callback(server.stop)
        wire = stack.enter_context(Wire(server.port))
        hosts = {f"{HOST}:443": dashboards.port}
        bare = Chromium(playwright, folder / "bare", hosts)
        stack.callback(bare.close)
        loaded = grant(built(), f"https://{HOST}", folder / "extension")
        extended = Chromium(playwright, folder / "extended", hosts | {SERVER: wire.port}, loaded)
        stack.callback(extended.close)
        seller = Seller(Form("amazon", "", sheets[0].url, "", "", ""), extended, server, wire)
        seller.pair()
        seller.turn_on()
        yield Desk(seller, bare)


def form() -> Sheet:
    """Twelve fields of 1 kB in Amazon's structure: components with shadow roots, one row a field."""
    names = ["item_name-0", *(f"bullet_point-{number}" for number in range(FIELDS - 2)), "product_description-0"]
    rows = "".join(
        '<div class="row"><label>Field</label>'
        f'<kat-textarea name="{name}-value" value="{html.escape(text)}"></kat-textarea></div>'
        for name, text in zip(names, listings.passages(7, FIELDS, CLAIMS), strict=True)
    )
    return Sheet("form", "[name='bullet_point-0-value'] textarea", FIELDS * CLAIMS, rows)


def editor() -> Sheet:
    """One contenteditable editor of 200 paragraphs."""
    paragraphs = "".join(f"<p>{html.escape(text)}</p>" for text in listings.passages(8, PARAGRAPHS, MANY // PARAGRAPHS))
    look = "height: 400px; overflow: auto; border: 1px solid"
    box = f'<div id="d" contenteditable="true" role="textbox" aria-label="Product Description" style="{look}">'
    return Sheet("editor", "#d", MANY, f"{box}{paragraphs}</div>")


def textarea() -> Sheet:
    """The same text in one textarea."""
    text = "\n".join(listings.passages(8, PARAGRAPHS, MANY // PARAGRAPHS))
    box = f'<textarea id="d" style="width: 100%; height: 400px">{html.escape(text)}</textarea>'
    return Sheet("textarea", "#d", MANY, f"<label>Product Description{box}</label>")


def _page(body: str) -> str:
    return (
        '<!doctype html><html lang="en-US"><meta charset="utf-8"><title>Edit listing</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/page.css">'
        f'<script src="/assets/amazon.js" defer></script><main><form id="listing">{body}</form></main></html>'
    )
