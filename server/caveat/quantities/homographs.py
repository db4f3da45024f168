"""Letters and words that are units in some places only: "6 in" is a length, "6 in 1" is not."""

import re

from caveat.quantities.units import Spellings, Unit

_NETWORK = frozenset("23456")
_FILM = frozenset(("1", "2", "4", "5", "6", "8", "10", "12", "16"))
"""What stands before a K in 4K, and a G in 5G."""
_TAPE = re.compile(r"[ -]?(?:vhb|tape|adhesive|sticker|kleb|双面|胶|膠)", re.IGNORECASE)
_ENLARGES = re.compile(
    r" (?:zoom|magnif|optical|digital|faster|stronger|vergr|optisch|grossiss|aument|ingrand)", re.IGNORECASE
)
_DECADE = re.compile(r" (?:style|music|theme|vintage|retro|party|fashion|aesthetic|vibe|kids)", re.IGNORECASE)


def is_unit(text: str, start: int, place: int, at: tuple[Unit, int], known: Spellings) -> bool:
    """Whether what is spelled like a unit at `place`, behind the number at `start`, is one."""
    unit, stop = at
    written, digits, spaced = text[place:stop], text[start:place].rstrip(" -"), text[place - 1] in " -"
    if digits[0] == "0" and digits[1:2].isdigit():
        return False
    if written in known.bare:
        return _bare(text, digits, written, spaced, stop)
    if not spaced and ((unit.name == "K" and digits in _FILM) or (written == "G" and digits in _NETWORK)):
        return False
    if (written == "D" and digits in _NETWORK) or (written in ("'", "’’", "''", "#") and spaced) or written == "#":
        return False
    if unit.name == "h" and re.match(r" ?/ ?\d", text[stop : stop + 3]):
        return False
    if written == "y" and text[stop : stop + 2].strip().isdigit():
        return False
    if written == "s" and not spaced and _DECADE.match(text, stop):
        return False
    return not (written in ("t", "s", "st", "p", "y") and text[place - 1] == "-")


def _bare(text: str, digits: str, written: str, spaced: bool, stop: int) -> bool:
    """Words that are units only in some company: "6 in 1" and "2 in stock" measure nothing."""
    if written in "xX×":
        if _ENLARGES.match(text, stop):
            return True
        return not spaced and not re.match(r" ?[LWHDBTP]? ?[\d.(]| [^\W\d_]", text[stop : stop + 4])
    if written == "M":
        return not spaced and len(digits) <= 3 and not (digits == "3" and _TAPE.match(text, stop))
    return not re.match(
        r"[ -]?\d|[ -](?:one|a|an|the|stock|all|your|each|every|total|most|our|case|order|any|minutes|seconds)\b",
        text[stop : stop + 9],
    )
