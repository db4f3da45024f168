"""What the extension adds to the page's main thread for each key typed into a form of twelve full fields.

Two real Chromiums on the same page, one with the real extension and the real server. The time is the browser's own
TaskDuration (DevTools protocol) in ticks of the thread, so that other programs do not count; from the first key until
the check after the last one has been painted.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import listings
from chromium import Chromium, browser
from forms import Form
from playwright.sync_api import Page, Playwright, sync_playwright
from report import Row, duration, interleaved
from seller import Seller
from servers import CAVEAT, SERVER, CaveatServer, Dashboards, Wire, certificate, wait_for

REPETITIONS = 7
FIELDS, CLAIMS = 12, 8
TYPED = "the tray stands in the hall and a lamp hangs over it, as ever "
RATE = 15
AFTER = 2.0
"""Seconds after the last key: the pause before a check, the check, and the painting of its answer."""
URL = "https://sellercentral.amazon.com/abis/listing/edit?sku=BENCH-1"
FORM = Form("amazon", "", URL, "bullet_1", "[name='bullet_point-0-value']", "bullet_point-0-value")


def measure() -> list[Row]:
    """One row, in milliseconds a key."""
    if not browser():
        raise FileNotFoundError("Chromium is not installed")
    with sync_playwright() as playwright, _pages(playwright) as (ours, bare, wire):
        _type(ours), _type(bare)  # warm up
        before = len(wire.seen("/api/v1/check"))
        pairs = interleaved(REPETITIONS, lambda: _type(ours), lambda: _type(bare))
        checks = len(wire.seen("/api/v1/check")) - before
        assert checks >= REPETITIONS, f"only {checks} checks while typing: the extension was not at work"
        marked = len(ours.evaluate(MARKED))
        assert marked >= FIELDS * CLAIMS // 2, f"only {marked} claims were marked"
    us, them = zip(*pairs, strict=True)
    added = tuple((one - other) * 1e3 for one, other in pairs)
    what = f"main thread a key, {FIELDS} fields of 1 kB with {CLAIMS} claims: added by the extension"
    return [Row(what, duration(us, "a key"), duration(them, "a key"), added, unit="ms", aim=5)]


MARKED = "['stop', 'prove', 'platform', 'polish'].flatMap((verdict) => probe.underlines(verdict))"


@contextmanager
def _pages(playwright: Playwright) -> Iterator[tuple[Page, Page, Wire]]:
    """The form with the extension, its first marks painted; the form without; and what the server was asked."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        page = folder / "form.html"
        page.write_text(_form())
        routes = {URL.removeprefix("https://").split("edit")[0]: str(page)}
        dashboards = stack.enter_context(Dashboards(routes, certificate(folder)))
        server = CaveatServer(folder)
        server.start()
        stack.callback(server.stop)
        wire = stack.enter_context(Wire(server.port))
        hosts = {f"{FORM.host}:443": dashboards.port}
        bare = Chromium(playwright, folder / "bare", hosts)
        stack.callback(bare.close)
        extended = Chromium(playwright, folder / "extended", hosts | {SERVER: wire.port}, _extension())
        stack.callback(extended.close)
        seller = Seller(FORM, extended, server, wire)
        seller.pair()
        seller.open()
        wait_for(lambda: seller.page.evaluate(MARKED), "nothing was marked")
        yield seller.page, bare.open(URL), wire


def _extension() -> Path:
    """The folder that `caveat extension` tells people to load."""
    told = subprocess.run([*CAVEAT, "extension"], capture_output=True, text=True, check=True).stdout
    return next(Path(line.strip()) for line in told.splitlines() if Path(line.strip()).is_dir())


def _type(page: Page) -> float:
    """Seconds of main thread a key, while somebody types in front of a text so that all its marks move."""
    page.bring_to_front()
    page.locator(FORM.box).locator("textarea").click()
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(300)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy(session.send("Performance.getMetrics"))
    start = time.monotonic()
    for number, key in enumerate(TYPED):
        page.wait_for_timeout(max(start + number / RATE - time.monotonic(), 0) * 1e3)
        page.keyboard.press("Space" if key == " " else key)
    page.wait_for_timeout(AFTER * 1e3)
    after = _busy(session.send("Performance.getMetrics"))
    session.detach()
    return (after - before) / len(TYPED)


def _busy(metrics: dict[str, list[dict[str, float | str]]]) -> float:
    return next(float(one["value"]) for one in metrics["metrics"] if one["name"] == "TaskDuration")


def _form() -> str:
    """Amazon's structure: components with shadow roots, one row a field."""
    names = ["item_name-0", *(f"bullet_point-{number}" for number in range(FIELDS - 2)), "product_description-0"]
    rows = "".join(
        '<div class="row"><label>Field</label>'
        f'<kat-textarea name="{name}-value" value="{html.escape(text)}"></kat-textarea></div>'
        for name, text in zip(names, listings.passages(7, FIELDS, CLAIMS), strict=True)
    )
    return (
        '<!doctype html><html lang="en-US"><meta charset="utf-8"><title>Edit listing</title>'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/page.css">'
        f'<script src="/assets/amazon.js" defer></script><main><form id="listing">{rows}</form></main></html>'
    )
