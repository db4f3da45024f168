"""What lives longer than it is looked at: a page whose extension is updated under it, and a tab that is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from forms import FORMS
from seller import CLAIM
from servers import Dashboards, Wire, wait_for
from tabs import NAMES, ChromiumTab, FirefoxTab, Opens, Tab

FORM = next(form for form in FORMS if form.name == "etsy")
FIELD = f"document.querySelector({FORM.box!r})"
GONE = "Caveat was updated."
INJECT = f"""(async () => {{
    const [tab] = await chrome.tabs.query({{ url: "https://{FORM.host}/*" }});
    await chrome.scripting.executeScript({{ target: {{ tabId: tab.id }}, files: ["content.js"] }});
}})()"""
"""Run what the extension runs in a page of a site that is just turned on."""


@dataclass
class Visit:
    """A seller with one claim in the form."""

    tab: Tab
    wire: Wire

    def open(self) -> None:
        self.wire.exchanges.clear()
        self.tab.open(FORM.url)
        self.begin()

    def begin(self) -> None:
        """Type the claim, and see it underlined."""
        self.checked(FORM.text)
        self.click()
        self.tab.press("Control", "End")
        self.tab.type(f" {CLAIM}")
        self.checked(CLAIM)
        wait_for(lambda: self.tab.marks(FIELD), "nothing is underlined")

    def click(self) -> None:
        box = self.tab.run(f"{FIELD}.getBoundingClientRect().toJSON()")
        self.tab.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def checked(self, words: str) -> None:
        def found() -> bool:
            checks = self.wire.seen("/api/v1/check")
            return any(one["text"].endswith(words) for check in checks for one in check.body["fields"])

        wait_for(found, f"no check of a text that ends with {words!r}", 30)

    def lines(self) -> list[str]:
        """What all the overlays of the page say, one string each."""
        script = "[...document.querySelectorAll('caveat-overlay')].map((one) => one.shadowRoot.textContent)"
        return self.tab.run(script)


@pytest.fixture(scope="module", params=NAMES)
def tab(request: pytest.FixtureRequest, dashboards: Dashboards, opens: Opens) -> Iterator[Tab]:
    with opens(request.param, dashboards, FORM.host) as opened:
        yield opened


@pytest.fixture
def visit(tab: Tab, wire: Wire) -> Visit:
    visit = Visit(tab, wire)
    visit.open()
    return visit


def test_a_hidden_tab_sleeps(visit: Visit) -> None:
    if not isinstance(visit.tab, FirefoxTab):
        pytest.skip("Playwright keeps each of its pages in sight")
    visit.tab.hide()
    wait_for(lambda: visit.tab.run("document.hidden"), "the tab is still in sight")
    visit.wire.exchanges.clear()
    typed = f"{FIELD}.value += ' Made of bamboo.', {FIELD}.dispatchEvent(new InputEvent('input', {{bubbles: true}}))"
    visit.tab.run(typed)
    visit.tab.run("new Promise((done) => setTimeout(done, 1500))")  # as long as three checks take to go out
    assert visit.wire.seen("/api/v1/check") == []
    visit.tab.show()
    wait_for(lambda: not visit.tab.run("document.hidden"), "the tab does not come back")
    visit.checked("Made of bamboo.")
    assert len(visit.wire.seen("/api/v1/check")) == 1


def test_after_an_update_one_line_offers_to_reload_or_the_new_one_goes_on(visit: Visit) -> None:
    """Chromium leaves the old script in the page, Firefox ends it."""
    tab = visit.tab
    visit.wire.exchanges.clear()
    tab.update()
    tab.aside(INJECT)
    if isinstance(tab, ChromiumTab):
        offers_to_reload(visit)
        visit.begin()
    else:
        visit.checked(CLAIM)
        tab.type(" Lot 5.")
        visit.checked("Lot 5.")
        wait_for(lambda: tab.marks(FIELD), "nothing is underlined")
        wait_for(lambda: tab.button("Caveat: Stop"), "the pill does not count")
    assert len(visit.lines()) == 1
    assert [said for said in tab.said if "error" in said.casefold()] == []


def offers_to_reload(visit: Visit) -> None:
    """Nothing is said before the seller does something; then one line is, whatever they do and whatever comes."""
    tab = visit.tab
    assert [GONE in line for line in visit.lines()] == [False]
    tab.type(" more")
    wait_for(lambda: any(GONE in line for line in visit.lines()), "nothing is said")
    tab.aside(INJECT)
    tab.type(" and more")
    tab.press("F8")
    tab.run("document.querySelector('#listing-title-input').focus()")
    (line,) = visit.lines()
    assert "not saved in the form would be lost" in line
    assert tab.overlay("root.querySelectorAll('[role=status]').length") == 1
    assert tab.button("Caveat: ") is None and tab.marks(FIELD) == []
    assert visit.wire.seen("/api/v1/check") == [], "a script of before, or a second one, still checks"
    assert tab.run("submitted()")[FORM.saved] == f"{FORM.text} {CLAIM} more and more"
    tab.run("window.before = true")
    tab.push("Reload")
    wait_for(lambda: tab.run("!window.before && document.readyState === 'complete'"), "the page was not loaded anew")


def test_nobody_has_to_reload(visit: Visit) -> None:
    if not isinstance(visit.tab, ChromiumTab):
        pytest.skip("nothing is asked there")
    visit.tab.update()
    visit.tab.type(" more")
    visit.tab.push("Close")
    wait_for(lambda: visit.lines() == [], "the line stays")
    visit.tab.type(" and more")
    visit.tab.press("F8")
    assert visit.lines() == []
    assert visit.tab.run("submitted()")[FORM.saved] == f"{FORM.text} {CLAIM} more and more"
