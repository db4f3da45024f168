"""Why a vendor did not answer: kinds of faults with their words, and the signs by which they are known, as data."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["en", "zh"]
_FILE = Path(__file__).with_name("faults.toml")


class Entry(BaseModel):
    """Base of the parts of the file: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Kind(Entry):
    """One kind of fault. `lasting`: not tried again until the seller acts; else again after `pause_s` seconds."""

    id: str
    lasting: bool = False
    pause_s: float = 0
    happened: dict[Language, str]
    do: dict[Language, str] = {}

    def says(self, language: Language, vendor: str) -> str:
        """What happened, as a sentence."""
        return self.happened[language].format(vendor=vendor)

    def advice(self, language: Language, vendor: str) -> str:
        """What the seller can do; empty where nothing need be done."""
        return self.do.get(language, "").format(vendor=vendor)


class Sign(Entry):
    """How a kind is known. All that is given must fit; `presets` empty means any vendor. `page` documents it."""

    kind: str
    presets: list[str] = []
    status: list[int] = []
    codes: list[str] = []
    says: list[str] = []
    page: str = ""

    def fits(self, preset: str, status: int, codes: set[str], said: str) -> bool:
        """Whether an answer with this status, these codes and this message is of the kind."""
        return (
            (not self.presets or preset in self.presets)
            and (not self.status or status in self.status)
            and (not self.codes or not codes.isdisjoint(self.codes))
            and (not self.says or any(fragment in said for fragment in self.says))
        )


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by id, read once."""
    return {name: Kind(id=name, **table) for name, table in _table()["kinds"].items()}


@cache
def signs() -> tuple[Sign, ...]:
    """All signs, in the order in which they are looked for."""
    return tuple(Sign.model_validate(table) for table in _table()["signs"])


def classify(preset: str, status: int, codes: set[str], said: str, otherwise: str) -> str:
    """The id of the kind that the first fitting sign names; `otherwise` where none fits."""
    said = said.casefold()
    return next((sign.kind for sign in signs() if sign.fits(preset, status, codes, said)), otherwise)


def still(language: Language) -> str:
    """What goes on working, whatever the vendors do."""
    return str(_table()["still"][language])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text("utf-8"))
