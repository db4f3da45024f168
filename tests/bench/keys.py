"""What the extension costs whoever types, and what it costs when nobody does.

Two real Chromiums on the same page, one with the real extension and the real server. Main-thread time is the browser's
own TaskDuration (DevTools protocol) in ticks of the thread, so that other programs do not count; from the first key
until the check after the last one has been painted. Whoever types rests after each few words, so that checks go out and
are answered while typing goes on. A key's latency is from its event to the end of the frame that shows it.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import Any

from pages import CLAIMS, FIELDS, MANY, PARAGRAPHS, Desk, Sheet, desk, editor, form, textarea
from playwright.sync_api import CDPSession, Page, sync_playwright
from report import Row, duration, interleaved
from rest import counting

REPETITIONS = 7
TYPED = "the tray stands in the hall and a lamp hangs over it, as ever "
RATE = 15
WORDS, REST = 16, 0.5
"""So many keys, then a rest of so many seconds."""
AFTER = 2.0
"""Seconds after the last key: the pause before a check, the check, and the painting of its answer."""
IDLE = 10.0
LATENCIES = """
    window.latencies = [];
    addEventListener("keydown", ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => latencies.push(performance.now() - timeStamp);
        port2.postMessage(null);
    }), { capture: true });
"""


@dataclass(frozen=True)
class Typed:
    """One round of typing, in seconds: of main thread a key, and from key to frame for 95 keys of 100."""

    busy: float
    late: float


def measure() -> list[Row]:
    """The form of twelve fields, while typing and at rest, and two fields with very many findings."""
    sheets = form(), editor(), textarea()
    with sync_playwright() as playwright, desk(playwright, *sheets) as both:
        listing, rich, plain = sheets
        rows = [
            *_typing(both, listing, f"{FIELDS} fields of 1 kB with {CLAIMS} claims", 5, 1.3),
            *_resting(both, listing),
        ]
        rows += _typing(both, rich, f"{MANY} findings in an editor of {PARAGRAPHS} paragraphs", 8, None)
        return rows + _typing(both, plain, f"{MANY} findings in a textarea", 8, None)


def _typing(both: Desk, sheet: Sheet, where: str, aim: float, late: float | None) -> list[Row]:
    with both.open(sheet) as (ours, bare):
        for page in (ours, bare):
            page.evaluate(LATENCIES)
            _type(page, sheet)  # warm up
        before = len(both.seller.wire.seen("/api/v1/check"))
        pairs = interleaved(REPETITIONS, lambda: _type(ours, sheet), lambda: _type(bare, sheet))
        checks = len(both.seller.wire.seen("/api/v1/check")) - before
        assert checks >= REPETITIONS, f"only {checks} checks while typing: the extension was not at work"
    us, them = zip(*pairs, strict=True)
    added = tuple((one.busy - other.busy) * 1e3 for one, other in pairs)
    ratios = tuple(one.late / other.late for one, other in pairs)
    busy = [duration((one.busy for one in side), "a key") for side in (us, them)]
    slow = [duration((one.late for one in side), "p95") for side in (us, them)]
    return [
        Row(f"main thread a key, {where}: added", *busy, added, unit="ms", aim=aim),
        Row(f"from key to frame, {where}", *slow, ratios, aim=late),
    ]


def _type(page: Page, sheet: Sheet) -> Typed:
    """Type in front of a text, so that all its marks move."""
    page.bring_to_front()
    page.locator(sheet.box).click(position={"x": 20, "y": 20})
    page.keyboard.press("Control+Home")
    page.wait_for_timeout(AFTER * 1e3)
    page.evaluate("latencies.length = 0")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _metrics(session)["TaskDuration"]
    due = time.monotonic()
    for number, key in enumerate(TYPED):
        page.wait_for_timeout(max(due - time.monotonic(), 0) * 1e3)
        page.keyboard.press("Space" if key == " " else key)
        due += REST if number % WORDS == WORDS - 1 else 1 / RATE
    page.wait_for_timeout(AFTER * 1e3)
    after = _metrics(session)["TaskDuration"]
    session.detach()
    late = page.evaluate("latencies")
    assert len(late) == len(TYPED)
    return Typed((after - before) / len(TYPED), statistics.quantiles(late, n=20)[-1] / 1e3)


def _resting(both: Desk, sheet: Sheet) -> list[Row]:
    """Nobody touches the page, in which a check has been painted and the caret blinks."""
    with both.open(sheet) as (ours, bare):
        for page in (ours, bare):
            page.evaluate(LATENCIES)
            _type(page, sheet)
        us, them = _idle(ours), _idle(bare)
        with counting(ours) as calls:
            time.sleep(IDLE)
            called = sum(calls.taken().values())
    drawn = us["LayoutCount"] + us["RecalcStyleCount"] - them["LayoutCount"] - them["RecalcStyleCount"]
    busy = [duration([side["TaskDuration"]], "") for side in (us, them)]
    added = (us["TaskDuration"] - them["TaskDuration"]) * 1e3
    return [
        Row(f"{IDLE:g} s idle: calls of functions of the extension", str(called), "", (called,), unit="", aim=0),
        Row(f"{IDLE:g} s idle: layouts and styles added", "", "", (drawn,), unit="", aim=0),
        Row(f"{IDLE:g} s idle: main thread added", *busy, (added,), unit="ms"),
    ]


def _idle(page: Page) -> dict[str, float]:
    page.bring_to_front()
    page.wait_for_timeout(AFTER * 1e3)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("HeapProfiler.collectGarbage")  # else the browser does, some time after the typing
    before = _metrics(session)
    time.sleep(IDLE)
    after = _metrics(session)
    session.detach()
    return {name: after[name] - before[name] for name in after}


def _metrics(session: CDPSession) -> dict[str, float]:
    answer: dict[str, list[dict[str, Any]]] = session.send("Performance.getMetrics")
    return {one["name"]: float(one["value"]) for one in answer["metrics"]}
