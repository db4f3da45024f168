"""A page under the strictest policy sees one element come and nothing else change, and everything works there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Dashboards, wait_for
from tabs import NAMES, Opens, Tab

HOST, BARE = "strict.test", "bare.test"
"""The same page twice: where the extension is turned on, and where it may not even look."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'nonce-c2VsbGVy'; style-src 'nonce-c2VsbGVy'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; "
        "sandbox allow-scripts allow-same-origin allow-forms"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "clipboard-read=(), clipboard-write=(), idle-detection=(), local-network-access=()",
    "Document-Policy": "force-load-at-top",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PATH = "/products/17"
FIELDS = {
    "textarea": ("document.querySelector('textarea')", "Kills 99.9% of bacteria"),
    "open root": ("trees.open.firstChild", "Relieves back pain"),
    "closed root": ("trees.closed.firstChild", "Relieves back pain"),
    "editor": ("document.querySelector('[contenteditable]')", "cures arthritis"),
    "frame": ("document.querySelector('iframe')", "Prevents cancer"),
}
"""Where a claim stands that can be rewritten, and its words. The title cannot: it is read only."""
WHAT = ("told", "held", "styles")
"""What the page can say of itself."""


@pytest.fixture(scope="module")
def strict(pem: Path) -> Iterator[Dashboards]:
    with Dashboards({f"{host}/": "strict.html" for host in (HOST, BARE)}, pem, headers=HEADERS) as running:
        yield running


@pytest.fixture(scope="module", params=NAMES)
def tab(request: pytest.FixtureRequest, strict: Dashboards, opens: Opens) -> Iterator[Tab]:
    with opens(request.param, strict, HOST, BARE) as opened:
        yield opened


def visit(tab: Tab, host: str) -> None:
    """Open the page, and on the host that is turned on wait until all of it is underlined."""
    tab.open(f"https://{host}{PATH}")
    wait_for(lambda: tab.run("document.readyState === 'complete' && ready()"), "the page never came up")
    if host == HOST:
        for element, _ in FIELDS.values():
            wait_for(lambda element=element: tab.marks(element), f"nothing is underlined in {element}")


def said(tab: Tab) -> list[str]:
    """The console, without what the browser says about the policy of this very page."""
    return [line for line in tab.said if "can escape its sandboxing" not in line]


def rest_on(tab: Tab, element: str) -> None:
    """Bring some words of a field to the middle of the window and rest the mouse on their underline."""
    tab.click(5, 5, press=False)
    tab.shows_nothing()
    mark = wait_for(lambda: tab.marks(element), f"nothing is underlined in {element}")[0]
    tab.click(mark["x"], mark["y"] - 4, press=False)


def text_in(tab: Tab, element: str) -> str:
    return tab.run(f"((one) => one.value ?? (one.contentDocument?.body ?? one).textContent)({element})")


def look_around(tab: Tab) -> None:
    """All that a seller does who reads and changes nothing."""
    for element, words in FIELDS.values():
        rest_on(tab, element)
        tab.shows(words)
    tab.press("F8")
    tab.press("F8")
    tab.push("Dismiss")
    tab.push("Back")
    tab.press("Escape")
    tab.shows_nothing()
    tab.push("Caveat: Stop")
    tab.push("Make 1 fix")
    tab.push("Close")
    tab.shows_nothing()
    rest_on(tab, FIELDS["frame"][0])
    tab.shows("Prevents")
    tab.push("Dismiss")
    tab.push("False alarm")
    tab.shows("Dismissed")
    tab.push("Reopen")
    tab.press("Escape")
    tab.shows_nothing()


def walk(tab: Tab) -> None:
    """What a seller does to the page alone."""
    tab.run("window.scrollTo(0, 400)")
    tab.run("window.scrollTo(0, 0)")


def test_the_page_sees_one_element_and_nothing_else(tab: Tab) -> None:
    visit(tab, BARE)
    walk(tab)
    bare, bare_held, bare_styles = (tab.run(f"page.{what}()") for what in WHAT)
    assert (bare["changes"], bare["violations"], bare["hosts"]) == ([], [], 0)
    visit(tab, HOST)
    look_around(tab)
    walk(tab)
    told = tab.run("page.told()")
    assert told == bare | {"changes": ["childList html caveat-overlay"], "hosts": 1}
    assert tab.run("page.held()") == bare_held
    assert said(tab) == []
    tab.turn("off", f"https://{HOST}")
    wait_for(lambda: tab.run("page.told().hosts") == 0, "the overlay stays on the page")
    assert tab.run("page.told()") == bare | {"changes": ["childList html caveat-overlay"] * 2}
    assert tab.run("page.held()") == bare_held
    assert tab.run("page.styles()") == bare_styles
    tab.turn("on", f"https://{HOST}")


@pytest.mark.parametrize("field", FIELDS)
def test_a_rewrite_is_applied_and_taken_back_there(tab: Tab, field: str) -> None:
    element, words = FIELDS[field]
    if not tab.run("location.href").startswith(f"https://{HOST}"):
        visit(tab, HOST)
    before = text_in(tab, element)
    rest_on(tab, element)
    tab.shows(words)
    tab.push("Apply", "Remove")
    tab.shows("The field now holds the rewrite.")
    assert words not in text_in(tab, element)
    tab.push("Undo")
    wait_for(lambda: text_in(tab, element) == before, "it is not taken back")
    wait_for(lambda: tab.marks(element), "what was taken back is not underlined")
    assert (said(tab), tab.run("page.told().violations")) == ([], [])
