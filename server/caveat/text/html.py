"""Reads a rich-text value as the plain text a buyer sees, each character with its place in the markup.

Uses the standard library's parser, which tells where each piece stood; building a tree would cost five times as much
and lose the places.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p "
    "pre section table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(("script", "style", "template", "noscript"))
_TAG = re.compile(r"<[^<>]{0,2000}>")


class Linear:
    """The text of some markup; `starts[i]` and `ends[i]` bound character i in the markup (code points)."""

    __slots__ = ("text", "starts", "ends")

    def __init__(self, text: str, starts: list[int], ends: list[int]) -> None:
        self.text, self.starts, self.ends = text, starts, ends


def linear(markup: str) -> Linear:
    """Plain text with places. Blocks end in a line break; scripts and styles are left out; broken markup is text."""
    reader = _Reader(markup)
    reader.feed(markup)
    reader.close()
    return Linear("".join(reader.parts), reader.starts, reader.ends)


def rewritten(markup: str, start: int, end: int, text: str) -> str:
    """What to put in place of markup[start:end] so that it reads `text` and every tag in it is kept."""
    return escape(text, quote=False) + "".join(_TAG.findall(markup[start:end]))


class _Reader(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._silent = 0
        self._lines = [0, *(match.end() for match in re.finditer("\n", markup))]
        self._size = len(markup)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _add(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            place = self._place()
            self.parts.append(data)
            self.starts.extend(range(place, place + len(data)))
            self.ends.extend(range(place + 1, place + len(data) + 1))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, source: str) -> None:
        place = self._place()
        if not self._silent:
            self._add(unescape(source), place, min(place + len(source), self._size))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent:
            self._silent -= 1
        self._block(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._block(tag)

    def _block(self, tag: str) -> None:
        if tag in _BLOCKS and self.parts and not self.parts[-1].endswith("\n"):
            place = self._place()
            self._add("\n", place, place)


