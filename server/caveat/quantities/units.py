"""The units of measure, and how a text is looked up for one."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "de", "fr", "es", "it", "zh", "ja", "ko")
_UNINFLECTED = frozenset(("zh", "ja", "ko"))
_FILE = Path(__file__).parent / "units.toml"


@dataclass(frozen=True)
class Unit:
    """A unit; one of its kind is `scale` of the kind's base unit."""

    name: str
    kind: str
    scale: Decimal


class Spellings:
    """Every way to write a unit in a text of one language, longest first."""

    def __init__(self, language: str) -> None:
        self._exact: dict[str, Unit] = {}
        self._any_case: dict[str, Unit] = {}
        self.bare: set[str] = set()
        for name, entry in _table().items():
            unit = units()[name]
            for spelling in entry.get("as", []):
                self._exact[spelling] = unit
            for spelling in entry.get("bare", []):
                self._exact[spelling] = unit
                self.bare.add(spelling)
            for group in ("word", "en", language):
                for spelling in entry.get(group, []):
                    self._any_case.setdefault(spelling.casefold(), unit)
        sizes: dict[str, set[int]] = {}
        for spelling in (*self._exact, *self._any_case):
            sizes.setdefault(spelling[:2].casefold(), set()).add(len(spelling))
        for begun, known in sizes.items():
            known |= sizes.get(begun[0], set())
        self._sizes: dict[str, Sequence[int]] = {begun: sorted(known, reverse=True) for begun, known in sizes.items()}
        """How long the spellings are that begin with two letters, or are one."""

    def at(self, text: str, place: int) -> tuple[Unit, int] | None:
        """The unit written at a place of the text, and where it ends; a Latin word counts only as a whole."""
        begun = text[place : place + 2].casefold()
        for size in self._sizes.get(begun) or self._sizes.get(begun[:1], ()):
            written = text[place : place + size]
            unit = self._exact.get(written) or self._any_case.get(written.casefold())
            if unit and len(written) == size and _whole(text, place + size):
                return unit, place + size
        return None


def _whole(text: str, end: int) -> bool:
    """Whether a word may end here: Chinese, Japanese and Korean write on without a space."""
    return not (_spells(text[end - 1]) and _spells(text[end : end + 1]))


def _spells(letter: str) -> bool:
    """Whether a letter, or the accent that follows one, belongs to a script whose words stand apart."""
    if "\u0300" <= letter <= "\u036f":
        return True
    return letter.isalpha() and (letter < "\u1100" or "\u1e00" <= letter < "\u2000")


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def units() -> dict[str, Unit]:
    """Every unit by its key in the table; `same` is the name it goes by ("years old" are years)."""
    return {
        key: Unit(entry.get("same", key), entry["kind"], Decimal(str(entry["scale"])))
        for key, entry in _table().items()
    }


def words(unit: Unit, language: str, one: bool) -> str:
    """The word for a unit in a language, for one or for many; its name where the table knows none."""
    known = _table().get(unit.name, {}).get(language, [])
    word: str = known[0 if one or language in _UNINFLECTED else min(1, len(known) - 1)] if known else unit.name
    return word.capitalize() if language == "de" else word


@cache
def spellings(language: str) -> Spellings:
    """The spellings of a language; one that is not known is read as English."""
    return Spellings(language if language in LANGUAGES else "en")
