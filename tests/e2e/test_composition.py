"""An input method composes Chinese and Japanese among underlined words, and nothing is lost, moved or sent half-done.

In Chromium what the input method does goes in over the debugging protocol, in Firefox through the browser's own door
for input methods. Each is the way a real one takes, so composition events, text and caret are the browser's own doing.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from servers import Dashboards, Wire, wait_for
from tabs import NAMES, Opens, Tab

HOST, BARE = "typing.test", "bare.test"
"""The same page twice: where the extension is turned on, and where it may not even look."""
PLACE = "bacteria and"
RECORDS = ("attributes", "characterData", "childList")
QUIET = 0.6
"""Longer than the pause in typing after which a field is checked."""


@dataclass(frozen=True)
class Composition:
    """What an input method shows at each key, a caret in it, and what it leaves; nothing where it is called off."""

    shown: tuple[str, ...]
    left: str

    def steps(self) -> list[tuple[str, int]]:
        return [(text.replace("|", ""), text.find("|") if "|" in text else len(text)) for text in self.shown]


COMPOSITIONS = {
    "pinyin": Composition(("n", "ni", "ni h", "ni hao", "你好"), "你好"),
    "kana": Composition(("k", "か", "かn", "かん", "かんじ", "か|んじ", "|かんじ", "漢字", "感じ", "幹事"), "感じ"),
    "called off": Composition(("k", "きょ", "きょう", "今日"), ""),
}


@dataclass
class Desk:
    """A browser with the page in both its places, and the wire to the server."""

    tab: Tab
    wire: Wire
    port: int

    def open(self, host: str, editor: str = "") -> None:
        self.tab.open(f"https://{host}/{editor and f'#{editor}'}")
        wait_for(lambda: self.tab.run("window.ready?.()"), "the page never came up")

    def state(self, field: str) -> dict[str, Any]:
        """What the field holds and was told; of an editor without what it shows meanwhile."""
        state = self.tab.run(f"typing.state('{field}')")
        if field == "editor":
            state["log"] = [one[:-1] for one in state["log"] if one[0] not in RECORDS]
        return state

    def marks(self, field: str) -> list[dict[str, float]]:
        return self.tab.marks(f"typing.field('{field}')")

    def underlined(self, field: str) -> str:
        """All words of the field that are underlined."""
        boxes = ", ".join(str(mark) for mark in self.marks(field))
        return " ".join(" ".join(self.tab.run(f"[{boxes}].map(typing.under)")).split())

    def sent(self) -> set[str]:
        """All texts of fields that went to the server."""
        return {field["text"] for check in self.wire.seen("/api/v1/check") for field in check.body["fields"]}

    def keys(self, field: str, steps: list[tuple[str, int]]) -> None:
        """Keys that go to the input method, each once the page has seen what the one before did."""
        for text, caret in steps:
            self.tab.compose(text, caret)
            wait_for(lambda text=text: text in self.state(field)["text"], f"{text!r} is not composed")

    def commit(self, field: str, left: str) -> None:
        """The seller chooses a conversion, or calls it off."""
        self.tab.commit(left)
        wait_for(lambda: "compositionend" in [name for name, *_ in self.state(field)["log"]], "it does not end")

    def compose(self, field: str, composition: Composition) -> None:
        """What the seller does: F8 and Escape are among the keys, and belong to the input method."""
        steps = composition.steps()
        self.keys(field, steps[:2])
        self.tab.press("F8")
        self.tab.press("Escape")
        self.keys(field, steps[2:])
        self.commit(field, composition.left)

    def among_marks(self, field: str, composition: Composition) -> None:
        """The same, while a check's answer comes in, a card opens, and more than the pause in typing goes by."""
        marks = len(self.marks(field))
        steps = composition.steps()
        with self.wire.holding():
            self.tab.type(" so")
            wait_for(lambda: "/api/v1/check" in self.wire.kept, "the words typed before are not checked")
            self.keys(field, steps[:2])
        answered = "![...root.querySelectorAll('.checking')].length"
        wait_for(lambda: self.tab.overlay(answered), "no answer came")
        mark = self.marks(field)[0]
        self.tab.click(mark["x"], mark["y"] - 3, press=False)
        self.tab.shows("99.9%" if "99.9%" in self.state(field)["text"] else "arthritis")
        assert len(self.marks(field)) == marks, "an answer that came amid a composition takes underlines away"
        self.tab.press("F8")
        self.tab.press("Escape")
        time.sleep(QUIET)
        self.keys(field, steps[2:])
        self.commit(field, composition.left)


@pytest.fixture(scope="module")
def folders(request: pytest.FixtureRequest) -> dict[str, Path]:
    """The real editors are built only where one is asked for."""
    wanted = any("editor" in item.name for item in request.session.items if item.fspath == request.node.fspath)
    return {"/editors/": request.getfixturevalue("editors")} if wanted else {}


@pytest.fixture(scope="module", params=NAMES)
def desk(
    request: pytest.FixtureRequest, pem: Path, folders: dict[str, Path], wire: Wire, opens: Opens
) -> Iterator[Desk]:
    with (
        Dashboards({f"{host}/": "typing.html" for host in (HOST, BARE)}, pem, folders) as shops,
        opens(request.param, shops, HOST, BARE) as tab,
    ):
        yield Desk(tab, wire, shops.port)


def compose(desk: Desk, field: str, place: str, composition: Composition, editor: str = "") -> None:
    """Compose on the bare page and on the one with the overlay; the fields are told the same and hold the same."""
    desk.open(BARE, editor)
    desk.tab.run(f"typing.place('{field}', '{place}')")
    desk.tab.type(" so")
    desk.compose(field, composition)
    bare = desk.state(field)
    desk.open(HOST, editor)
    wait_for(lambda: desk.marks(field), "nothing is underlined")
    before = desk.underlined(field)
    desk.tab.run(f"typing.place('{field}', '{place}')")
    desk.wire.exchanges.clear()
    desk.among_marks(field, composition)
    assert desk.state(field) == bare
    words = "".join(bare["text"].split())
    wait_for(lambda: words in {"".join(text.split()) for text in desk.sent()}, "what was composed is not checked")
    wait_for(lambda: desk.underlined(field) == before, f"underlined are {desk.underlined(field)!r}, not {before!r}")
    assert not any(half in text for text in desk.sent() for half in ("ni", "きょ", "かん", "k", "今日")), desk.sent()


CASES = [(name, field) for name in COMPOSITIONS for field in ("title", "text", "rich")]
FAST = [("pinyin", "title"), ("kana", "text"), ("called off", "rich")]


@pytest.mark.parametrize(
    ("name", "field"), [*FAST, *(pytest.param(*case, marks=pytest.mark.slow) for case in CASES if case not in FAST)]
)
def test_a_composition_is_left_alone(desk: Desk, name: str, field: str) -> None:
    compose(desk, field, PLACE, COMPOSITIONS[name])


@pytest.mark.slow
@pytest.mark.parametrize("editor", ["tiptap", "lexical", "codemirror"])
@pytest.mark.parametrize("name", COMPOSITIONS)
def test_a_composition_in_an_editor_is_left_alone(desk: Desk, editor: str, name: str) -> None:
    compose(desk, "editor", "It", COMPOSITIONS[name], editor)
