"""The long day in Firefox, in small: the event page ended and the server restarted amid edits, and nothing is lost.

The heap is all that JavaScript holds in the page's process, of the page, of the extension's own world and of what
drives the browser; compiled code is thrown away before it is measured, as Firefox does when memory is short.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import firefox
import pytest
from course import CHECK, LABELS, recorded
from edits import CLAIMS, Day
from servers import CaveatServer, Dashboards, Wire, wait_for
from tabs import FirefoxTab, Opens

pytestmark = pytest.mark.slow
SEED, EDITS, WARM, ENDS, AWAY = 21, 1_500, 400, 6, 3
HOST, OWN = "office.test", "caveat@caveat.invalid"
MEASURED = [f"Number {number} is {claim} and {claim}" for number, claim in enumerate(CLAIMS + CLAIMS[:3])]
HEAP = """
    const manager = Cc["@mozilla.org/memory-reporter-manager;1"].getService(Ci.nsIMemoryReporterManager);
    Services.obs.notifyObservers(null, "child-mmu-request");
    await new Promise((done) => manager.minimizeMemoryUsage(done));
    let held = 0;
    const add = (process, path, kind, units, amount) => {
        if (process.includes("//office.test") && path.startsWith("js-main-runtime/")) held += amount;
    };
    await new Promise((done) => manager.getReports(add, null, done, null, false));
    return held;
"""
ARROWS = {"ArrowRight": "\ue014", "Backspace": "\ue003", "Delete": "\ue017", "Enter": "\ue007"}


class Keys:
    """Keyboard and clipboard of Firefox; a frame's own document is given its keys itself."""

    def __init__(self, tab: FirefoxTab) -> None:
        self._tab, self._at = tab, 0
        (page,) = tab.browser.call("browsingContext.getTree", root=tab.browser.tab)["contexts"]
        self._frame = page["children"][0]["context"]

    def place(self, field: int, start: int, end: int) -> None:
        self._at = field
        self._tab.run(f"endurance.place({field}, {start}, {end})")

    def type(self, text: str) -> None:
        self._act([(kind, letter) for letter in text for kind in ("keyDown", "keyUp")])

    def insert(self, text: str) -> None:
        self.type(text)

    def press(self, key: str, times: int = 1, shift: bool = False) -> None:
        around = [("keyDown", firefox.KEYS["Shift"]), ("keyUp", firefox.KEYS["Shift"])] if shift else []
        self._act(around[:1] + [("keyDown", ARROWS[key]), ("keyUp", ARROWS[key])] * times + around[1:])

    def command(self, letter: str) -> None:
        held = [firefox.KEYS["Control"]] + ([firefox.KEYS["Shift"], "Z"] if letter == "y" else [letter])
        self._act([("keyDown", key) for key in held] + [("keyUp", key) for key in reversed(held)])

    def _act(self, keys: list[tuple[str, str]]) -> None:
        actions = [{"type": kind, "value": value} for kind, value in keys]
        self._tab.browser.call(
            "input.performActions", context=self._frame if self._at == 9 else self._tab.browser.tab,
            actions=[{"type": "key", "id": "keyboard", "actions": actions}],
        )  # fmt: skip


class Visit:
    """A seller in Firefox on the page with the twelve fields."""

    def __init__(self, tab: FirefoxTab, server: CaveatServer, wire: Wire) -> None:
        self.tab, self.server, self.wire = tab, server, wire
        self.keys = Keys(tab)
        self.day = Day(self.keys, tab.run("endurance.texts()"), SEED)
        self.dismissed = self.filled = 0

    def chrome(self, script: str) -> Any:
        """The value of a script in the browser's own window."""
        (window,) = self.tab.browser.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        told = self.tab.browser.call(
            "script.evaluate", expression=f"(async () => JSON.stringify(await (async () => {{ {script} }})()))()",
            target={"context": window["context"]}, awaitPromise=True,
        )  # fmt: skip
        assert told["type"] == "success", told
        return json.loads(told["result"].get("value") or "null")

    def event_page(self) -> str | None:
        """The name of the event page that runs now."""
        return self.chrome(
            f"const {{ backgroundState, views }} = WebExtensionPolicy.getByID('{OWN}').extension;"
            "const [page] = [...views].filter(({ viewType }) => viewType === 'background');"
            "return backgroundState === 'running' ? page?.contextId : null"
        )

    def end(self) -> None:
        """End the event page as an idle one is, though it may have something to do; what asks for it starts another."""
        before = wait_for(self.event_page, "the event page does not start")
        at_once = "{ disableResetIdleForTest: true }"
        self.chrome(f"await WebExtensionPolicy.getByID('{OWN}').extension.terminateBackground({at_once})")
        assert self.event_page() != before

    def compare(self, when: str) -> None:
        held = self.tab.run("endurance.texts()")
        assert held == self.day.texts, when

    def settle(self) -> None:
        """Wait until what the fields hold is what was checked last."""
        self.tab.run("document.activeElement.blur()")
        wait_for(lambda: self._checked() == self.day.texts, "the last edits are never checked", 45)

    def _checked(self) -> list[str | None]:
        checks = [one for one in self.wire.seen(CHECK) if one.status == 200]
        fields = checks[-1].body["fields"] if checks else []
        held = {one["label"]: one["text"].replace("\u00a0", " ") for one in fields}
        return [held.get(label) for label in LABELS]

    def dismiss(self) -> None:
        """Dismiss the finding that comes next."""
        self.tab.press("F8")
        self._choose("Dismiss")
        self._choose("False alarm")
        self.tab.press("Escape")
        self.dismissed += 1
        self.compare("after a dismissal")

    def _choose(self, name: str) -> None:
        """Press a button by the keyboard: the card may grow as the last answer comes, but its focus stays."""
        focus = f"""[...root.querySelectorAll(".card button")].filter((one) => one.textContent === {json.dumps(name)})
            .some((one) => (one.focus(), one.matches(":focus")))"""
        wait_for(lambda: self.tab.overlay(focus), f"no button {name}")
        self.tab.press("Enter")

    def fill(self, texts: list[str]) -> None:
        for at, text in enumerate(texts):
            self.day.select(0, len(self.day.texts[at]), at)
            self.keys.type(text)
            self.day.texts[at] = text.replace("\u00a0", " ")
            self.filled += len(text)

    def edits(self) -> int:
        """How many there were beside those that made the fields ready to be measured."""
        return self.tab.run("endurance.edits()") - self.filled

    def measure(self) -> tuple[dict[str, Any], int]:
        """What there is with the same text in the fields, and the heap then."""
        before = self.tab.run("endurance.raw()")
        self.fill(MEASURED)
        self.settle()
        self.compare("measured")
        self.tab.run("scrollTo(0, 0)")
        seen: list[dict[str, Any]] = [{}]

        def rests() -> bool:
            time.sleep(0.3)
            seen.append(self.counts())
            return seen[-1] == seen[-2] and seen[-1]["strips"] > 0

        wait_for(rests, "what is underlined does not come to rest")
        heap = self.heap()
        self.fill(before)
        return seen[-1], heap

    def counts(self) -> dict[str, Any]:
        count = "root.querySelectorAll('{}').length".format
        return {
            "underlined": len(self.tab.run("endurance.underlined()")),
            "strips": self.tab.overlay(count(".caveat-strip")),
            "others": self.tab.overlay(count(":not(.caveat-strip, .open *)")),
        }

    def heap(self) -> int:
        """Bytes in use once what is unused is collected, which the page's process does when it comes to it."""
        return [self.chrome(HEAP) for _ in range(4)][-1]


@pytest.fixture
def visit(server: CaveatServer, wire: Wire, pem: Path, opens: Opens) -> Iterator[Visit]:
    with Dashboards({f"{HOST}/endurance": "endurance.html"}, pem) as pages, opens("firefox", pages, HOST) as tab:
        assert isinstance(tab, FirefoxTab)
        tab.open(f"https://{HOST}/endurance")
        wait_for(lambda: tab.run("ready()"), "the page never comes up")
        yield Visit(tab, server, wire)


def away(visit: Visit) -> None:
    """The server is gone for a while, and the event page ends on top of that; both are back before the next edit."""
    visit.settle()
    visit.server.stop()
    for _ in range(AWAY):
        visit.dismiss()
    visit.end()
    visit.day.edit()
    visit.server.start()


def test_a_long_day_in_firefox(visit: Visit) -> None:
    visit.settle()
    started, ended, missed, base, heap = time.monotonic(), 0, False, None, 0
    while (done := visit.edits()) < EDITS:
        if done > WARM and base is None:
            base, heap = visit.measure()
        if ended < done * ENDS // EDITS:
            visit.settle()
            visit.end()
            visit.dismiss()
            ended += 1
            print(f"  {done} edits, {ended} event pages, {time.monotonic() - started:.0f} s", flush=True)
        if done > EDITS // 2 and not missed:
            missed = True
            away(visit)
        visit.day.edit()
    visit.settle()
    visit.compare("at the end")
    end, heap_then = visit.measure()
    print(f"base {base}, end {end}; heap {heap} and {heap_then}, x{heap_then / heap:.3f}; {visit.day.done}")
    print(f"{visit.dismissed} decisions, {time.monotonic() - started:.0f} s")
    assert visit.dismissed == AWAY + ENDS - 1
    assert [one[1:] for one in recorded(visit.server)] == [("dismissed", "false_alarm")] * visit.dismissed
    assert end == base
    assert 0 < heap_then <= heap * 1.1
    assert not [said for said in visit.tab.said if said.startswith(("error", "warn"))]
