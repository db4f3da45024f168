"""Folds spelling tricks away (case, full width, zero width, odd quotes) and keeps the way back to each character.

The rules read the folded text; findings point into the text as sent. Both are in code points here; `utf16` turns
the answer into the browser's unit.
"""

import re
import unicodedata
from functools import lru_cache

from caveat.text.disguise import LOOKALIKES, separators

# A character and the marks that sit on it, folded together so that "é" and "e" + "´" are one and the same.
# U+FF9E/F are the half-width kana marks: letters to Unicode, marks to a reader.
_CLUSTER = re.compile(r"[^\u0300-\u036f\u3099\u309a\uff9e\uff9f][\u0300-\u036f\u3099\u309a\uff9e\uff9f]+|.", re.DOTALL)
_FOLDS = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\u2060": "", "\ufeff": "", "\ufe0f": "", "\ufe0e": "",
        "\u00a0": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n",
    }
)  # fmt: skip
_DASHES = re.compile("[–—]")


@lru_cache(maxsize=8192)
def fold(cluster: str) -> str:
    """One character (with its marks) as the rules read it; may be longer, shorter or empty."""
    if _DASHES.match(cluster):
        return cluster  # a long dash ends a phrase, unlike a hyphen
    compatible = unicodedata.normalize("NFKC", cluster).translate(_FOLDS).casefold()
    return unicodedata.normalize("NFKC", compatible).translate(_FOLDS).translate(LOOKALIKES)


class Folded:
    """A text and its folded reading. `origin(i)` and `end(i)` lead from the folded text back to the original."""

    __slots__ = ("text", "_from", "_to")

    def __init__(self, original: str) -> None:
        if original.isascii():
            self.text, self._from, self._to = original.lower(), None, None
        else:
            self.text, self._from, self._to = _fold_all(original)
        hidden = separators(self.text)
        if hidden:
            self._drop(set(hidden))

    def _drop(self, hidden: set[int]) -> None:
        """Leave characters out of the folded text."""
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
        folded = fold(match.group())
        parts.append(folded)
        starts.extend([match.start()] * len(folded))
        ends.extend([match.end()] * len(folded))
    return "".join(parts), starts, ends
