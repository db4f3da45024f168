"""Where in a file of the rule book a fault stands, so that an error can name file and line."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from caveat.errors import BadRuleBook


def fault(root: Path, name: str, keys: Sequence[str | int], said: str, value: str = "") -> BadRuleBook:
    """The error about an entry of a file: `pesticide/kills-germs.toml:12: patterns.en: what is wrong; what to do`."""
    entry = ".".join(map(str, keys))
    return BadRuleBook(f"{place(root, name, keys, value)}: {entry + ': ' if entry else ''}{said}")


def place(root: Path, name: str, keys: Sequence[str | int] = (), value: str = "") -> str:
    """File and line of an entry, or of a value written in it; the file alone where the line is not to be found."""
    path = root / f"{name}.toml"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    start = _line(lines, [str(key) for key in keys if isinstance(key, str)])
    quoted = (number for number in range(max(start, 1), len(lines) + 1) if value and value in _plain(lines[number - 1]))
    line = next(quoted, start)
    return f"{name}.toml:{line}" if line else f"{name}.toml"


def meant(written: str, known: Iterable[str]) -> str:
    """`; did you mean x?` where something known is spelled much like what was written, else `.`"""
    close = get_close_matches(written, list(known), 1)
    return f"; did you mean {close[0]}?" if close else "."


def _line(lines: list[str], keys: Sequence[str]) -> int:
    """The line, from 1, of the deepest of nested keys that is written out; 0 where none is."""
    found = 0
    for key in keys:
        name = rf"[\"']?{re.escape(key)}[\"']?"
        head = re.compile(rf"\s*(?:\[+[^\]=]*(?<![\w-]){name}(?![\w-])|(?:[\w-]+\.)*{name}(?:\.[\w-]+)*\s*=)")
        inline = re.compile(rf"[{{,]\s*{name}\s*=")
        here = lines[found - 1 :] if found else lines
        matched = (number for number, line in enumerate(here, max(found, 1)) if head.match(line) or inline.search(line))
        found = next(matched, found)
    return found


def _plain(line: str) -> str:
    """A line with the signs that a quoted text escapes."""
    return line.replace('\\"', '"').replace("\\\\", "\\")
