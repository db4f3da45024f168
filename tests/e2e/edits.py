"""A long day of edits, drawn from a seed: what a person does to fields, and what the fields must hold afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

CLAIMS = (
    "Kills 99.9% of bacteria", "cures arthritis pain", "100% safe for babies", "FDA approved", "prevents mould",
    "eco-friendly and biodegradable", "the best board in the world", "antibacterial surface", "lasts a lifetime",
)  # fmt: skip
WORDS = (
    "board bamboo kitchen cloth handle groove bread meat side oil wash dry counter friend gift morning knife light "
    "heavy round corner drawer hook shelf pan pot dinner lemon onion garden guests family weekend stove table grain"
).split()
LONGEST = (75, 75, 160, 75, 160, 160, 160, 300, 220, 200, 75, 160)
LINES = (2, 5, 7, 11)
"""Fields that take a line break."""
CONTROLS = (0, 1, 2, 3, 5, 7, 10, 11)
"""Fields from which plain text is copied."""
WORD = re.compile(r"[^\s\U0001f000-\U0001ffff]+")


class Typist(Protocol):
    """Keyboard and clipboard of a browser; offsets are UTF-16 code units."""

    def place(self, field: int, start: int, end: int) -> None: ...
    def type(self, text: str) -> None: ...
    def press(self, key: str, times: int = 1, shift: bool = False) -> None: ...
    def command(self, letter: str) -> None: ...
    def insert(self, text: str) -> None: ...


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Day:
    """Draws one edit after the other, has the typist do it, and keeps in `texts` what must have come of it."""

    typist: Typist
    texts: list[str]
    seed: int
    longest: Sequence[int] = LONGEST
    at: int = 0
    left: int = 0
    """How many more edits stay in this field."""
    done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def edit(self) -> None:
        """One edit; every few of them another field."""
        if self.left <= 0:
            self.at, self.left = self.random.randrange(len(self.texts)), self.random.randint(1, 4)
        self.left -= 1
        name = self._kind()
        kind: Callable[[], None] = getattr(self, name)
        self.done[name] = self.done.get(name, 0) + 1
        kind()

    def _kind(self) -> str:
        text, longest = self.texts[self.at], self.longest[self.at]
        if len(text) > longest:
            return self.random.choice(("cut", "delete", "backspace", "cut", "cut"))
        if len(text) < longest // 3:
            return self.random.choice(("words", "claim", "paste"))
        kinds = (
            "words",
            "words",
            "words",
            "claim",
            "overtype",
            "by_keys",
            "backspace",
            "delete",
            "cut",
            "paste",
            "move",
        )
        more = ("commit", "undo", "undo_typed", "redo", "inside", "inside", "line")
        return self.random.choice(kinds + more)

    def put(self, start: int, end: int, new: str, at: int | None = None) -> None:
        """What an edit of [start, end) must leave."""
        at = self.at if at is None else at
        self.texts[at] = self.texts[at][:start] + new + self.texts[at][end:]

    def select(self, start: int, end: int, at: int | None = None) -> None:
        at = self.at if at is None else at
        text = self.texts[at]
        self.typist.place(at, units(text[:start]), units(text[:end]))

    def _word(self, at: int | None = None) -> tuple[int, int]:
        found = [match.span() for match in WORD.finditer(self.texts[self.at if at is None else at])]
        return self.random.choice(found)

    def _gap(self, new: str) -> tuple[int, str]:
        """A place between words, and the words with the blank that keeps them apart."""
        text = self.texts[self.at]
        if self.random.random() < 0.5:
            return len(text), f" {new}"
        return self._word()[0], f"{new} "

    def words(self, new: str | None = None) -> None:
        start, typed = self._gap(new or " ".join(self.random.sample(WORDS, self.random.randint(1, 2))))
        self.select(start, start)
        self.typist.type(typed)
        self.put(start, start, typed)

    def claim(self) -> None:
        self.words(self.random.choice(CLAIMS))

    def overtype(self) -> None:
        start, end = self._word()
        self.select(start, end)
        new = self.random.choice(WORDS)
        self.typist.type(new)
        self.put(start, end, new)

    def by_keys(self) -> None:
        """Select with the arrow keys, then type over it."""
        start, end = self._word()
        self.select(start, start)
        self.typist.press("ArrowRight", end - start, shift=True)
        new = self.random.choice(WORDS)
        self.typist.type(new)
        self.put(start, end, new)

    def backspace(self) -> None:
        start, end = self._word()
        count = self.random.randint(1, end - start)
        self.select(end, end)
        self.typist.press("Backspace", count)
        self.put(end - count, end, "")

    def delete(self) -> None:
        start, end = self._word()
        count = self.random.randint(1, end - start)
        self.select(start, start)
        self.typist.press("Delete", count)
        self.put(start, start + count, "")

    def _stretch(self) -> tuple[int, int]:
        """Some words in one line that leave others standing."""
        start, end = self._word()
        text = self.texts[self.at]
        line = text.find("\n", end)
        last = self.random.randint(end, min(end + 40, len(text) if line < 0 else line))
        return (start, last) if last - start < len(text.strip()) else (start, min(end, start + 1))

    def cut(self) -> None:
        self._cut_to(*self._stretch())

    def move(self) -> None:
        start, end = self._stretch()
        text = self.texts[self.at][start:end]
        self._cut_to(start, end)
        if self.at not in CONTROLS:
            return
        at = self.random.choice([0, len(self.texts[self.at])])
        self.select(at, at)
        self.typist.command("v")
        self.put(at, at, text)

    def _cut_to(self, start: int, end: int) -> None:
        self.select(start, end)
        self.typist.command("x")
        self.put(start, end, "")

    def _copied(self) -> str:
        """Some words of any control, on the clipboard."""
        source = self.random.choice(CONTROLS)
        start, end = self._word(source)
        self.select(start, end, source)
        self.typist.command("c")
        return self.texts[source][start:end]

    def paste(self) -> None:
        text = self._copied()
        start = self._word()[0]
        self.select(start, start)
        self.typist.command("v")
        self.put(start, start, text)

    def commit(self) -> None:
        """Words that come all at once, as from an input method or a list of emoji."""
        start, typed = self._gap(self.random.choice(("木の板", "竹砧板", "größer", "très beau")))
        self.select(start, start)
        self.typist.insert(typed)
        self.put(start, start, typed)

    def undo(self) -> None:
        """Paste, and take it back."""
        self._copied()
        start, end = self._word()
        self.select(start, end)
        self.typist.command("v")
        self.typist.command("z")

    def undo_typed(self) -> None:
        start, end = self._word()
        self.select(start, end)
        self.typist.command("x")
        self.typist.command("z")
        self.select(start, end)
        self.typist.type("x")
        self.typist.command("z")

    def redo(self) -> None:
        start, end = self._word()
        self.select(start, end)
        self.typist.command("x")
        self.typist.command("z")
        self.typist.command("y")
        self.put(start, end, "")

    def inside(self) -> None:
        """A letter more in the middle of a claim that is underlined, and often taken out again."""
        held = [claim for claim in CLAIMS if claim in self.texts[self.at]]
        if not held:
            self.claim()
            return
        claim = self.random.choice(held)
        middle = self.texts[self.at].index(claim) + len(claim) // 2
        self.select(middle, middle)
        self.typist.type("q")
        if self.random.random() < 0.6:
            self.typist.press("Backspace")
        else:
            self.put(middle, middle, "q")

    def line(self) -> None:
        if self.at not in LINES or self.texts[self.at].count("\n") > 4:
            self.words()
            return
        start = self._word()[0]
        self.select(start, start)
        self.typist.press("Enter")
        self.put(start, start, "\n")
