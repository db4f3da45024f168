"""What runs in a page, as the engine itself tells: calls of the extension's own functions, and timers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

OURS = "chrome-extension://"


@dataclass(frozen=True)
class Calls:
    """Counts from now on. `taken` says them and begins anew."""

    session: CDPSession

    def taken(self) -> dict[str, int]:
        """How often each function of the extension's scripts was called."""
        counts: dict[str, int] = {}
        for script in self.session.send("Profiler.takePreciseCoverage")["result"]:
            for function in script["functions"] if script["url"].startswith(OURS) else []:
                count = function["ranges"][0]["count"]
                if count:
                    name = f"{function['functionName'] or '(unnamed)'} {script['url'].rsplit('/', 1)[-1]}"
                    counts[name] = counts.get(name, 0) + count
        return counts


@contextmanager
def counting(page: Page) -> Iterator[Calls]:
    """Have the engine count every call in this page; slower, so nothing is timed meanwhile."""
    session = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": False})
    calls = Calls(session)
    calls.taken()
    yield calls
    session.send("Profiler.stopPreciseCoverage")
    session.detach()


@dataclass
class Timers:
    """How many were set in a page, and which of them still wait."""

    count: int
    waiting: set[int]


@contextmanager
def armed(page: Page) -> Iterator[Timers]:
    """Follow the timers that are set in a page meanwhile; known once it is over."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    over: list[object] = []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.on("Tracing.tracingComplete", lambda told: over.append(told))
    session.send("Tracing.start", {"categories": "devtools.timeline", "transferMode": "ReportEvents"})
    timers = Timers(0, set())
    yield timers
    session.send("Tracing.end")
    while not over:
        page.wait_for_timeout(20)
    session.detach()
    once: dict[int, bool] = {}
    for event in sorted(events, key=lambda one: one["ts"]):
        told = event.get("args", {}).get("data", {})
        if event["name"] == "TimerInstall":
            timers.count += 1
            once[told["timerId"]] = told["singleShot"]
        elif event["name"] == "TimerRemove" or (event["name"] == "TimerFire" and once.get(told["timerId"])):
            once.pop(told["timerId"], None)
    timers.waiting |= once.keys()
