"""Marketplaces as data: one TOML file each says where the fields and spec fields of its form stand."""

import tomllib
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from caveat.errors import CaveatError, NotFound
from caveat.models import FieldRole, Id, Market

FOLDER = Path(__file__).parent
GENERIC = "generic"
"""The form that has no marketplace of its own."""


class BadMarketplace(CaveatError):
    """A marketplace file that does not load; the message starts with its name."""

    code = "bad-marketplace"


class Entry(BaseModel):
    """Base of the parts of a file: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class FieldPlace(Entry):
    """Where one field of the form stands: selectors first, in order; then labels, in any language."""

    id: Id
    role: FieldRole
    selectors: list[str] = []
    labels: list[str] = []
    limit: int | None = None
    many: bool = False
    """Whether every match is a field of its own: `bullet` becomes `bullet_1`, `bullet_2` and so on."""


class KeyPlace(Entry):
    """Where the seller's or marketplace's id of the listing stands: a query name, a path whose `*` it is, a control."""

    query: list[str] = []
    paths: list[str] = []
    selectors: list[str] = []


class BrandPlace(Entry):
    """Where the brand stands."""

    selectors: list[str] = []
    labels: list[str] = []


class SavePlace(Entry):
    """What saves or publishes the form: controls, and what their labels say. What only keeps a draft is not meant."""

    selectors: list[str] = []
    labels: list[str] = []


class FactPlaces(Entry):
    """Where the spec fields stand. A fact's name is its control's label, else what its `name` attribute says.

    `pairs` are two selectors whose matches belong together in order: the first holds names, the second values.
    """

    selectors: list[str] = []
    skip: list[str] = []
    labels: list[str] = []
    pairs: list[tuple[str, str]] = []


class Marketplace(Entry):
    """One marketplace's listing form. `hosts` empty means that `paths` decide, as in self-hosted shops."""

    name: str
    title: str
    hosts: list[str] = []
    paths: list[str] = []
    checked: date
    """The day this was last compared with a real page, or with what is published about one."""
    markets: dict[str, list[Market]] = {}
    """Host to markets; `default` stands for the other hosts."""
    sells_on: dict[str, str] = {}
    """Where one tool fills many marketplaces: beginnings of paths, and the marketplace whose rules hold there."""
    key: KeyPlace = KeyPlace()
    brand: BrandPlace = BrandPlace()
    fields: list[FieldPlace]
    save: SavePlace = SavePlace()
    facts: FactPlaces = FactPlaces()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [field.id for field in self.fields]
        if len(ids) != len(set(ids)):
            raise ValueError("two fields have the same id")
        return self

    def markets_of(self, host: str | None) -> list[Market]:
        """The markets a page of `host` sells to; empty when the file does not say."""
        return self.markets.get(host or "", self.markets.get("default", []))

    def rules_of(self, path: str) -> str:
        """The marketplace whose rules hold for the form at `path`: this one, or the one a tool fills there."""
        return next((name for start, name in self.sells_on.items() if fnmatchcase(path, f"{start}*")), self.name)

    def words_for(self, place: FieldPlace) -> tuple[list[str], list[str]]:
        """What this form calls a field, and what others call one like it, for where the first finds none."""
        others = () if self.name == GENERIC else get(GENERIC).fields
        return place.labels, [label for other in others if other.id == place.id for label in other.labels]


def read(path: Path) -> Marketplace:
    """Load one file. Raises BadMarketplace that names the file and the place in it."""
    try:
        marketplace = Marketplace.model_validate(tomllib.loads(path.read_text("utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise BadMarketplace(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise BadMarketplace(f"{path.name}: {place}: {first['msg']}") from None
    if marketplace.name != path.stem:
        raise BadMarketplace(f"{path.name}: name: {marketplace.name!r} is not the name of the file")
    return marketplace


@cache
def load() -> dict[str, Marketplace]:
    """All marketplaces by name, read once."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}


def get(name: str) -> Marketplace:
    """One marketplace. Raises NotFound that lists the names there are."""
    try:
        return load()[name]
    except KeyError:
        raise NotFound(f"marketplace {name!r}: there are {', '.join(load())}") from None
