"""Folds spelling tricks away (case, full width, zero width, odd quotes) and keeps the way back to each character.

The rules read the folded text; findings point into the text as sent. Both are in code points here; `utf16` turns
the answer into the browser's unit.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from caveat.text.disguise import LOOKALIKES, separators, with_signs_read

# A character and the marks that sit on it, folded together so that "é" and "e" + "´" are one and the same.
# U+FF9E/F are the half-width kana marks: letters to Unicode, marks to a reader.
# The Korean letters of one syllable may come one by one.
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\uff9e\uff9f"
_CLUSTER = re.compile(
    rf"(?P<plain>[\x00-\x7f]+)(?![{_MARKS}])|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^{_MARKS}][{_MARKS}]+|.",
    re.DOTALL,
)
_LEFT_OVER = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]")
"""Marks that belong to no letter of a language: struck through, circled."""
_FOLDS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00a0": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n", "\u2800": " ",
    }
)  # fmt: skip
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_ENDS = frozenset("–—！？")


@lru_cache(maxsize=8192)
def fold(cluster: str) -> str:
    """One character (with its marks) as the rules read it; may be longer, shorter or empty."""
    if cluster in _ENDS:
        return cluster  # a long dash ends a phrase, unlike a hyphen; these two end it without a space behind
    visible = "".join(sign for sign in cluster.translate(LOOKALIKES) if not _unseen(sign))
    compatible = _LEFT_OVER.sub("", unicodedata.normalize("NFKC", visible)).translate(_FOLDS).casefold()
    return unicodedata.normalize("NFKC", compatible).translate(_FOLDS).translate(LOOKALIKES)


def _unseen(sign: str) -> bool:
    """Whether nothing is drawn for a character: joiners, direction marks, soft hyphens, fillers, variants."""
    return unicodedata.category(sign) == "Cf" or sign in _FILLERS or "\ufe00" <= sign <= "\ufe0f"


class Folded:
    """A text and its folded reading. `origin(i)` and `end(i)` lead from the folded text back to the original."""

    __slots__ = ("text", "_from", "_to")

    def __init__(self, original: str) -> None:
        if original.isascii():
            self.text, self._from, self._to = original.lower(), None, None
        else:
            self.text, self._from, self._to = _fold_all(original)
        self.text = with_signs_read(self.text)
        self.drop(separators(self.text))

    def drop(self, places: Sequence[int]) -> None:
        """Leave characters out of the folded text."""
        if not places:
            return
        hidden = set(places)
        kept = [place for place in range(len(self.text)) if place not in hidden]
        starts, ends = [self.origin(place) for place in kept], [self.end(place + 1) for place in kept]
        self.text, self._from, self._to = "".join(self.text[place] for place in kept), starts, ends

    def origin(self, index: int) -> int:
        """Where the folded character at `index` starts in the original."""
        return index if self._from is None else self._from[index]

    def end(self, index: int) -> int:
        """Where the folded character before `index` ends in the original."""
        return index if self._to is None else self._to[index - 1]


def _fold_all(original: str) -> tuple[str, list[int], list[int]]:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(original):
        if match["plain"]:
            parts.append(match["plain"].lower())
            starts.extend(range(match.start(), match.end()))
            ends.extend(range(match.start() + 1, match.end() + 1))
            continue
        folded = fold(match[0])
        parts.append(folded)
        starts.extend([match.start()] * len(folded))
        ends.extend([match.end()] * len(folded))
    return "".join(parts), starts, ends
