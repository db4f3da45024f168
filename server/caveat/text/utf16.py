"""Python counts code points, the browser counts UTF-16 code units; here is the only place that converts."""

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Converts offsets of one text. A plain text (no astral character) costs nothing.

    >>> Utf16("🔥 cures").units(2)
    3
    """

    __slots__ = ("_astral",)

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def units(self, index: int) -> int:
        """Code point offset to UTF-16 offset."""
        return index + bisect_left(self._astral, index) if self._astral else index


def cut(text: str, start: int, end: int) -> str:
    """The part of `text` between two UTF-16 offsets, as a browser would cut it."""
    data = text.encode("utf-16-le", "surrogatepass")
    return data[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
