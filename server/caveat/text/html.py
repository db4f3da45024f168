"""Reads a rich-text value as the plain text a buyer sees, each character with its place in the markup.

A scanner of our own, because a field's markup comes from a web page: the standard library's parser takes time that
grows with the square of a hostile text (`<a<a<a…`, measured 5.5 s for 100 kB) and a tree loses the places. Every
part of the expression below is bounded by the next `<`, so the scan is linear.
"""

import re
from html import escape, unescape

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(("script", "style", "template", "noscript"))
_INSIDE = r"""(?:[^<>"']|"[^"<]{0,1000}"|'[^'<]{0,1000}')*"""
_TAG = rf"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]{{0,30}})(?=[\s/>]){_INSIDE}>"
_MARKUP = re.compile(
    rf"(?P<comment><!--)|{_TAG}|(?P<other><[!?/][^<>]{{0,1000}}>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)
_ANY_TAG = re.compile(rf"</?[a-zA-Z][a-zA-Z0-9:-]{{0,30}}(?=[\s/>]){_INSIDE}>")


class Linear:
    """The text of some markup; `starts[i]` and `ends[i]` bound character i in the markup (code points)."""

    __slots__ = ("text", "starts", "ends")

    def __init__(self, text: str, starts: list[int], ends: list[int]) -> None:
        self.text, self.starts, self.ends = text, starts, ends


def linear(markup: str) -> Linear:
    """Plain text with places. Blocks end in a line break; scripts and styles are left out; broken markup is text."""
    reader = _Reader(markup)
    return Linear("".join(reader.parts), reader.starts, reader.ends)


def rewritten(markup: str, start: int, end: int, text: str) -> str:
    """What to put in place of markup[start:end] so that it reads `text` and every tag in it is kept."""
    return escape(text, quote=False) + "".join(_ANY_TAG.findall(markup[start:end]))


class _Reader:
    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._silenced_by: str | None = None
        place = 0
        while found := _MARKUP.search(markup, place):
            self._plain(place, found.start())
            place = self._comment(found.end()) if found["comment"] else found.end()
            if found["entity"]:
                self._add(unescape(found["entity"]), found.start(), found.end())
            elif found["name"]:
                self._tag(found["name"].lower(), bool(found["close"]), found.start())
        self._plain(place, len(markup))

    def _comment(self, start: int) -> int:
        """Where a comment ends; one that is never closed hides the rest, as in a browser."""
        end = self.markup.find("-->", start)
        return len(self.markup) if end < 0 else end + 3

    def _plain(self, start: int, end: int) -> None:
        if end > start and self._silenced_by is None:
            self.parts.append(self.markup[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))

    def _add(self, text: str, start: int, end: int) -> None:
        if self._silenced_by is None:
            self.parts.append(text)
            self.starts.extend([start] * len(text))
            self.ends.extend([end] * len(text))

    def _tag(self, name: str, closes: bool, place: int) -> None:
        if self._silenced_by is not None:
            self._silenced_by = None if closes and name == self._silenced_by else self._silenced_by
        elif name in _SILENT and not closes:
            self._silenced_by = name
        elif name in _BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            self._add("\n", place, place)
