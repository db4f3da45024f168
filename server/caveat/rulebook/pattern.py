"""Reads a pattern as a rule author writes it, such as `{kill} ... {germ}` or `clinically (proven|tested)`.

| written     | means                                                                  |
|-------------|------------------------------------------------------------------------|
| `cure`      | the word in any regular form (in Japanese, Korean: of its last word)   |
| `=cure`     | just this form                                                         |
| `antibak*`  | any word that begins so (four letters at least)                        |
| `*free`     | any word that ends so                                                  |
| `{germ}`    | any phrase of the lexicon or shape `germ`                              |
| `(a|b c)`   | any of these phrases                                                   |
| `x?`        | x may be missing                                                       |
| `...`       | up to five words, in the same sentence; `...9` up to nine              |
"""

import re
from dataclasses import dataclass
from itertools import product

_PIECE = re.compile(
    r"\.\.\.(?P<gap>\d*)|\{(?P<slot>[a-z_0-9]+)\}(?P<s>\??)|\((?P<any>[^()]+)\)(?P<a>\??)|(?P<word>[^\s{}()]+)"
)
DEFAULT_GAP = 5


@dataclass(frozen=True)
class Slot:
    """One step of a pattern: a lexicon or shape by name, or phrases of its own."""

    name: str | None
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """Slots in order; `gaps[i]` is how many tokens may stand before slot i."""

    slots: tuple[Slot, ...]
    gaps: tuple[int, ...]
    source: str


def parse(source: str) -> list[Pattern]:
    """One pattern for each way of leaving the optional pieces out. ValueError says what is wrong."""
    pieces = _pieces(source)
    found = []
    for kept in product(*[(True, False) if optional else (True,) for _, optional in pieces]):
        found.append(_assemble([piece for (piece, _), keep in zip(pieces, kept, strict=True) if keep], source))
    return found


def _pieces(source: str) -> list[tuple[Slot | int, bool]]:
    found: list[tuple[Slot | int, bool]] = []
    position = 0
    for match in _PIECE.finditer(source):
        if source[position : match.start()].strip():
            raise ValueError(f"cannot read {source[position : match.start()]!r} in pattern {source!r}")
        position = match.end()
        if match["slot"]:
            found.append((Slot(match["slot"]), bool(match["s"])))
        elif match["any"] and "{" in match["any"]:
            raise ValueError(f"a slot cannot stand inside ( ) in pattern {source!r}")
        elif match["any"]:
            found.append((Slot(None, tuple(part.strip() for part in match["any"].split("|"))), bool(match["a"])))
        elif match["word"]:
            word = match["word"]
            found.append((Slot(None, (word.rstrip("?"),)), word.endswith("?")))
        else:
            found.append((int(match["gap"] or DEFAULT_GAP), False))
    if source[position:].strip():
        raise ValueError(f"cannot read {source[position:]!r} in pattern {source!r}")
    return found


def _assemble(pieces: list[Slot | int], source: str) -> Pattern:
    slots: list[Slot] = []
    gaps: list[int] = []
    gap = 0
    for piece in pieces:
        if isinstance(piece, int):
            gap += piece
        elif _continues_phrase(piece, slots, gap):
            slots[-1] = Slot(None, (f"{slots[-1].phrases[0]} {piece.phrases[0]}",))
        else:
            slots.append(piece)
            gaps.append(gap)
            gap = 0
    if not slots:
        raise ValueError(f"pattern {source!r} has no word and no slot")
    gaps[0] = 0
    return Pattern(tuple(slots), tuple(gaps), source)


def _continues_phrase(piece: Slot, slots: list[Slot], gap: int) -> bool:
    """Words that follow each other become one phrase: fewer steps to join."""
    return bool(slots) and not gap and len(piece.phrases) == 1 and len(slots[-1].phrases) == 1
