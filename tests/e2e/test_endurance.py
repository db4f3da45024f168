"""Two hours' worth of edits in twelve fields, while the worker dies and the server restarts: all kept, nothing leaks.

An edit is what the fields themselves hear of as one: a letter, a paste, an undo. Figures are printed (`pytest -s`).

The heap is all that V8 holds for the page's process, compiled code included: of the page, of the extension's own world
in it, and of what asks them here, which is a few lines, as none of Playwright's locators are used. It grows as long as
V8 finds functions that run often enough to be compiled: in one run it was 2.45 MB at first, 3.11 after 1,000 edits,
3.25 after 2,000, 3.40 after 3,000, 3.44 after 4,000, 3.50 after 6,000 and 3.58 after 10,000, and its objects 1.42 after
2,000 and 1.48 from 3,000 on, where V8 once made more room for the texts of numbers. So what is compared is the heap
after WARM edits, in which all that happens has happened, kills and restarts included, and the heap after another EDITS
with KILLS and RESTARTS of their own. Nodes are counted beside it; the worker's heap is no older than its last start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cdp import Debugger, Ear
from course import DECISIONS, Course, recorded
from edits import CLAIMS, Day
from servers import CaveatServer, Dashboards, Wire, wait_for
from tabs import ChromiumTab, Opens
from typist import Keys

pytestmark = pytest.mark.slow
SEED = 20
WARM, EDITS = 4_000, 10_000
KILLS, RESTARTS, DECIDED = 20, 5, 60
"""In EDITS; as often before."""
HOST, URL = "office.test", "https://office.test/endurance"
TALL = {"width": 1100, "height": 1700}
"""All fields are in sight, as only what is near it is underlined."""
MEASURED = [f"Number {number} is {claim} and {claim}" for number, claim in enumerate(CLAIMS + CLAIMS[:3])]
KINDS = ("dismissed", "applied", "applied, undone", "dismissed, reopened")
LIVE = ("Highlight", "OpaqueRange", "Range", "AbortController", "MutationObserver", "IntersectionObserver")


@pytest.fixture
def course(server: CaveatServer, wire: Wire, pem: Path, opens: Opens) -> Iterator[Course]:
    with Dashboards({f"{HOST}/endurance": "endurance.html"}, pem) as pages, opens("chromium", pages, HOST) as tab:
        assert isinstance(tab, ChromiumTab)
        tab.page.set_viewport_size(TALL)
        ear = Ear()
        with Debugger(tab.browser.profile, ear.hear) as debugger:
            tab.open(URL)
            keys = keys_of(debugger, "/endurance")
            day = Day(keys, keys.ask("endurance.texts()"), SEED)
            yield Course(tab, server, wire, debugger, ear, keys, day)


def keys_of(debugger: Debugger, url: str) -> Keys:
    """The keyboard of the newest page with this in its address, once it is ready."""
    keys = Keys(debugger, debugger.session("page", url))
    wait_for(lambda: keys.ask("window.ready?.()"), "the page never comes up")
    return keys


@dataclass(frozen=True)
class Measure:
    """What there is with the same text in the fields, once everything unused is collected."""

    heap: int
    objects: int
    """Of the heap, without compiled code."""
    nodes: int
    """Those that the browser's undo keeps are among them, up to 1,000 steps."""
    listeners: int
    held: int
    """Nodes that the extension's own world has looked at and that are still there."""
    live: dict[str, int]
    overlay: int
    """Nodes of the overlay's own."""
    underlined: int
    stored: dict[str, int]
    """What the extension keeps, and how long each is as JSON."""


def measure(course: Course) -> Measure:
    before = course.keys.ask("endurance.raw()")
    course.fill(MEASURED)
    course.settle()
    course.compare("measured")
    session = course.debugger.session("page", "/endurance")
    course.debugger.call("Performance.enable", session)
    for _ in range(3):
        course.debugger.call("HeapProfiler.collectGarbage", session)
    heap = course.debugger.call("Runtime.getHeapUsage", session)["usedSize"]
    told = {one["name"]: one["value"] for one in course.debugger.call("Performance.getMetrics", session)["metrics"]}
    kept = course.worker(
        "chrome.storage.local.get().then((all) => Object.fromEntries(Object.entries(all)"
        ".map(([name, value]) => [name, JSON.stringify(value).length])))"
    )
    overlay = course.keys.ask("document.querySelector('caveat-overlay').shadowRoot.querySelectorAll('*').length")
    live = {name: instances(course, session, name) for name in LIVE}
    marks = len(course.keys.ask("endurance.underlined()"))
    course.fill(before)
    return Measure(
        heap,
        course.debugger.objects(session),
        int(told["Nodes"]),
        int(told["JSEventListeners"]),
        instances(course, session, "Node"),
        live,
        overlay,
        marks,
        kept,
    )


def instances(course: Course, session: str, name: str) -> int:
    """How many objects of a class the extension's own world in the page holds."""
    worlds = course.ear.worlds[session].values()
    own = [one["id"] for one in worlds if one["origin"].startswith("chrome-extension://")]
    count = 0
    for world in own:
        call, group = course.debugger.call, {"objectGroup": "counted"}
        made = call("Runtime.evaluate", session, expression=f"{name}.prototype", contextId=world, **group)
        found = call("Runtime.queryObjects", session, prototypeObjectId=made["result"]["objectId"], **group)["objects"]
        told = call(
            "Runtime.callFunctionOn", session, functionDeclaration="function () { return this.length }",
            objectId=found["objectId"], returnByValue=True,
        )  # fmt: skip
        count += told["result"]["value"]
    course.debugger.call("Runtime.releaseObjectGroup", session, objectGroup="counted")
    return count


def memory(server: CaveatServer) -> str:
    assert server.process
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return next(line.split(":")[1].strip() for line in lines if line.startswith("VmRSS"))


def plan(course: Course) -> list[tuple[int, Callable[[], Any]]]:
    """What happens beside the edits, and after how many of them."""
    wire = course.wire
    lose = [None, None, lambda: wire.losing.add(DECISIONS)]
    kill = [None, course.kill]
    planned: list[tuple[int, Callable[[], Any]]] = []
    for turn in range(DECIDED * (WARM + EDITS) // EDITS):
        around = {"before": (lose + kill)[turn % 5], "after": kill[turn % 7 == 3]}
        planned.append(
            (EDITS * turn // DECIDED + 70, lambda turn=turn, around=around: course.decide(KINDS[turn % 4], **around))
        )
    for turn in range(RESTARTS * (WARM + EDITS) // EDITS):
        at = EDITS * turn // RESTARTS + 800
        planned.append((at, lambda turn=turn: course.restart(in_flight=turn % 2 == 0, seconds=1 + turn % RESTARTS)))
    return sorted(planned, key=lambda one: one[0])


def run(course: Course, edits: int, planned: list[tuple[int, Callable[[], Any]]]) -> None:
    started, begun, killed = time.monotonic(), course.keys.ask("endurance.edits()"), len(course.births)
    said = begun
    while (done := course.keys.ask("endurance.edits()")) < begun + edits:
        while planned and planned[0][0] <= done:
            planned.pop(0)[1]()
        if len(course.births) - killed < (done - begun) * KILLS // EDITS:
            course.kill(in_flight=len(course.births) % 5 == 4)
        course.day.edit()
        if done - said >= 500:
            course.compare(f"after {done} edits")
            said = done
            passed = time.monotonic() - started
            print(
                f"  {done} edits, {len(course.made)} decisions, {len(course.births)} kills, {passed:.0f} s", flush=True
            )


def test_two_hours_of_edits(course: Course) -> None:
    course.settle()
    planned = plan(course)
    started = time.monotonic()
    run(course, WARM, planned)
    base, killed = measure(course), len(course.births)
    print(f"base: {base}; server {memory(course.server)}")
    run(course, EDITS, planned)
    course.settle()
    course.compare("at the end")
    underlined = course.keys.ask("endurance.underlined()")
    assert underlined == on_a_fresh_page(course, course.keys.ask("endurance.raw()"))
    end = measure(course)
    print(f"end: {end}; server {memory(course.server)}")
    print(f"heap x{end.heap / base.heap:.3f}, its objects x{end.objects / base.objects:.3f}; {course.day.done}")
    print(f"{len(course.made)} decisions, {len(course.births)} kills, {course.ear.dying} calls cut off")
    print(f"{time.monotonic() - started:.0f} s")
    assert recorded(course.server) == course.made
    assert not course.ear.troubles, course.ear.troubles
    assert len({*course.births, course.born()}) > len(course.births) >= killed + KILLS
    assert end.heap <= base.heap * 1.1
    assert end.objects <= base.objects * 1.1
    assert (end.live, end.overlay, end.underlined, end.stored) == (
        base.live,
        base.overlay,
        base.underlined,
        base.stored,
    )
    assert end.listeners <= base.listeners * 1.1
    assert end.held <= base.held * 1.5


def on_a_fresh_page(course: Course, texts: list[str]) -> list[Any]:
    """What is underlined where the same texts are put into the fields once."""
    keys, typed, page = course.keys, course.day.texts, course.tab.browser.context.new_page()
    page.set_viewport_size(TALL)
    page.goto(f"{URL}?again")
    try:
        course.keys = course.day.typist = keys_of(course.debugger, "?again")
        course.day.texts = course.keys.ask("endurance.texts()")
        course.fill(texts)
        course.settle()
        return course.keys.ask("endurance.underlined()")
    finally:
        page.close()
        course.keys, course.day.typist, course.day.texts = keys, keys, typed
