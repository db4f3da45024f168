"""What happens to a seller in the course of a long day: edits, decisions, a dying worker, a server that goes away."""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from cdp import Debugger, Ear
from edits import Day
from servers import CaveatServer, Wire, wait_for
from tabs import ChromiumTab
from typist import Keys

LABELS = (
    "Title", "Item title", "Bullet point 1", "Bullet point 2", "Bullet point 3", "Bullet point 4", "Bullet point 5",
    "Description", "Product description", "Long description", "Search terms", "Keywords",
)  # fmt: skip
CHECK, DECISIONS = "/api/v1/check", "/api/v1/decisions"
CARD = "root.activeElement?.matches('[role=dialog]:popover-open') ? root.activeElement.innerText : ''"
AWAY = 60
"""How many things are done to the fields while the server is away."""
Happening = Callable[[], None]


@dataclass
class Course:
    """One seller on the page with the twelve fields, and all that is done to them."""

    tab: ChromiumTab
    """Its scripts are the page's only ones beside its own: Playwright's locators would bring theirs into the heap."""
    server: CaveatServer
    wire: Wire
    debugger: Debugger
    ear: Ear
    keys: Keys
    day: Day
    made: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Each decision, in order: about what, which, and why."""
    births: list[float] = field(default_factory=list)
    """When each worker that was killed had started."""

    def worker(self, script: str) -> Any:
        """The value of an expression in the worker, once it is awake."""
        wait_for(lambda: self.ear.worker, "the worker does not come back")
        session = self.debugger.session("service_worker", "background.js")
        told = self.debugger.call("Runtime.evaluate", session, expression=script, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    def kill(self, in_flight: bool = False) -> None:
        """End the worker, as the browser may at any time; the next message to it starts another."""
        self.births.append(self.born())
        before, process = self.ear.deaths, self.server.process
        if in_flight and process:
            self._freeze(process.pid)
        session = self.debugger.session("service_worker", "background.js")
        self.debugger.call("Target.closeTarget", targetId=self.debugger.sessions[session]["targetId"])
        wait_for(lambda: self.ear.deaths > before, "the worker does not die")
        if in_flight and process:
            os.kill(process.pid, signal.SIGCONT)

    def _freeze(self, process: int) -> None:
        """Stop the server while it has a check before it."""
        os.kill(process, signal.SIGSTOP)
        self.day.words()
        wait_for(lambda: self.wire.open, "no check is under way")

    def born(self) -> float:
        return self.worker("performance.timeOrigin")

    def settle(self) -> dict[str, Any]:
        """Wait until what stands in the fields is checked and underlined; the report."""
        self.keys.ask("document.activeElement.blur()")
        try:
            return wait_for(lambda: not self._unsettled() and self._report(), "", 25)
        except AssertionError:
            raise AssertionError(f"the page does not settle: {self._unsettled()}") from None

    def _report(self) -> dict[str, Any]:
        del self.wire.exchanges[:-50]
        return self.wire.seen(CHECK)[-1].answer

    def _unsettled(self) -> str:
        """What still is not as it will be."""
        checks = self.wire.seen(CHECK)
        if not checks or checks[-1].status != 200:
            return f"the last of {len(checks)} checks: {checks[-1:]}"
        held = {one["label"]: one["text"].replace("\u00a0", " ") for one in checks[-1].body["fields"]}
        checked = [held.get(label) for label in LABELS]
        if checked != self.day.texts:
            return f"checked was {checked}, the fields hold {self.day.texts}"
        open_ = [one for one in checks[-1].answer["findings"] if one["start"] is not None and not self._dismissed(one)]
        painted = self.keys.ask("endurance.underlined()")
        if len(open_) == len(painted):
            return ""
        sought = [(self.labels[one["field"]], one["start"], one["end"]) for one in open_]
        return f"of {sought} {painted} are underlined; {self.keys.ask('endurance.boxes()')}"

    def _dismissed(self, finding: dict[str, Any]) -> bool:
        """By the last decision about it, which may be younger than the report."""
        told = [action for about, action, _ in self.made if about == finding["fingerprint"]]
        return told[-1:] == ["dismissed"] or (not told and (finding["decision"] or {}).get("action") == "dismissed")

    def fill(self, texts: list[str]) -> None:
        """Put other texts in place of all that stands in the fields."""
        for at, text in enumerate(texts):
            self.day.select(0, len(self.day.texts[at]), at)
            self.keys.insert(text)
            self.day.texts[at] = text.replace("\u00a0", " ")

    def compare(self, when: str) -> None:
        """No edit is lost and none is doubled."""
        held = self.keys.ask("endurance.texts()")
        differ = [pair for pair in zip(held, self.day.texts, strict=True) if pair[0] != pair[1]]
        assert not differ, f"{when}, held and meant: {differ}"

    def decide(
        self, kind: str, before: Happening | None = None, after: Happening | None = None,
        report: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Open the card of a finding and decide; things may happen just before the click and just after it."""
        finding = self._choose(report or self.settle(), kind)
        while finding is None:
            assert not report, "no finding is left"
            finding = self._choose(self._claimed(), kind)
        self._show(finding)
        if before:
            before()
        if kind.startswith("dismissed"):
            self.tab.push("Dismiss")
            self.tab.push("False alarm")
            self.made.append((finding["fingerprint"], "dismissed", "false_alarm"))
        else:
            self.tab.push("Apply", "Remove")
            self.made.append((finding["fingerprint"], "applied", None))
        if after:
            after()
        self._finish(kind, finding)
        self.tab.press("Escape")
        self.compare(f"after {kind}")

    def _claimed(self) -> dict[str, Any]:
        """Type a claim into another field; the report then."""
        self.day.at = self.day.random.randrange(len(LABELS))
        self.day.claim()
        self.day.at = (self.day.at + 1) % len(LABELS)
        return self.settle()

    def _finish(self, kind: str, finding: dict[str, Any]) -> None:
        index = LABELS.index(finding["label"])
        if kind.startswith("applied"):
            self.tab.shows("The field now holds the rewrite.")
            if kind == "applied, undone":
                self.tab.push("Undo")
                self.tab.shows("Undone")
                self.made.append((finding["fingerprint"], "reopened", "undo"))
            else:
                self.day.texts[index] = rewritten(self.day.texts[index], finding)
        elif kind == "dismissed, reopened":
            self.tab.push("Reopen")
            self.made.append((finding["fingerprint"], "reopened", None))

    def _choose(self, report: dict[str, Any], kind: str) -> dict[str, Any] | None:
        """An open finding that the card can be told by, in a field whose text is still the one that was checked."""
        labels, settled = self.labels, {made[0] for made in self.made[-2:]}
        found = [
            one | {"label": labels[one["field"]]} for one in report["findings"]
            if one["start"] is not None and not self._dismissed(one)
        ]  # fmt: skip
        seen = [(one["label"], one["message"]) for one in found]
        fit = [
            one for one in found
            if seen.count((one["label"], one["message"])) == 1
            and one["fingerprint"] not in settled and one["label"] != LABELS[self.day.at]
        ]  # fmt: skip
        if kind.startswith("applied"):
            fit = [one for one in fit if one["suggestions"]]
        return self.day.random.choice(fit) if fit else None

    @property
    def labels(self) -> dict[str, str]:
        return {one["id"]: one["label"] for one in self.wire.seen(CHECK)[-1].body["fields"]}

    def _show(self, finding: dict[str, Any]) -> None:
        at = LABELS.index(finding["label"])
        self.keys.place(at, finding["start"], finding["start"])
        for _ in range(60):
            self.tab.press("F8")
            told = wait_for(lambda: self.tab.overlay(CARD), "the card never has the focus")
            if finding["message"] in told and f"{finding['label']} ·" in told:
                return
        raise AssertionError(f"F8 never came to {finding}")

    def restart(self, in_flight: bool, seconds: float) -> None:
        """The server goes away, amid a check or at rest, is missed for a while, and comes back on the same port."""
        report = self.settle()
        process = self.server.process
        assert process
        if in_flight:
            self._freeze(process.pid)
            process.kill()
            process.wait(15)
        else:
            self.server.stop()
        back = threading.Thread(target=lambda: (time.sleep(seconds), self.server.start()))
        back.start()
        self.decide("dismissed", report=report)
        self.decide("applied", before=self.kill, report=report)
        for _ in range(AWAY):
            self.day.edit()
        back.join()
        self.settle()


def recorded(server: CaveatServer) -> list[tuple[str, str, str | None]]:
    """The decisions that the server's database holds."""
    with closing(sqlite3.connect(server.folder / "caveat.sqlite3")) as database:
        return list(database.execute("SELECT fingerprint, action, reason FROM decision ORDER BY id"))


def rewritten(text: str, finding: dict[str, Any]) -> str:
    """The text with the first rewrite that the card offers; taking words out comes last there."""
    suggestion = sorted(finding["suggestions"], key=lambda one: one["kind"] == "remove")[0]
    coded = text.encode("utf-16-le")
    head, tail = coded[: suggestion["start"] * 2], coded[suggestion["end"] * 2 :]
    return head.decode("utf-16-le") + suggestion["text"].replace("\u00a0", " ") + tail.decode("utf-16-le")
