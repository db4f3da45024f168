"""Reads traditional Chinese as simplified, one character for one, so that every offset stays as it is."""

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("traditional.txt")


@cache
def _simplified() -> dict[int, int]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = "".join(line for line in lines if not line.startswith("#"))
    return str.maketrans(pairs[::2], pairs[1::2])


def simplified(text: str) -> str:
    """The text in simplified characters. For Chinese only: Japanese shares characters that it would harm."""
    return text if text.isascii() else text.translate(_simplified())
