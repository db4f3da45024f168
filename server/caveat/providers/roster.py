"""The seller's own list of AI vendors: one TOML file, in the order in which they are asked. It holds no keys."""

import json
import os
import stat
import tempfile
import tomllib
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from caveat.config import is_loopback
from caveat.errors import BadVendors
from caveat.models import Text
from caveat.providers.presets import Preset, Structured, presets

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
KeyReference = Annotated[str, StringConstraints(pattern=r"^(keyring|file):[a-z0-9][a-z0-9._-]{0,63}$")]
"""Where the key lies, never the key itself: `keyring:NAME` in the system's keyring, `file:NAME` in our own folder."""
Parameter = bool | int | float | Text
OURS = {"model", "messages", "stream", "response_format", "n"}
"""Parameters of a request that are not for `extra`."""
DATA = (
    "title",
    "bullet",
    "description",
    "search_terms",
    "attribute",
    "image_text",
    "ad_copy",
    "other",
    "facts",
    "brand",
)
"""What `sends` can name: the text of fields by role, the listing's facts, its brand."""


class Entry(BaseModel):
    """Base of the parts of the file: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Price(Entry):
    """Money per million tokens, in and out."""

    input: Annotated[float, Field(ge=0)] = 0
    output: Annotated[float, Field(ge=0)] = 0
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] = "USD"


class Vendor(Entry):
    """One entry of the list: a preset, and what is the seller's own. What is left out comes from the preset."""

    name: Name
    preset: str
    base_url: str = ""
    key: KeyReference | None = None
    model: Text = ""
    system: bool = True
    """Whether the model knows a system role; without one its text goes in front of the first message."""
    extra: dict[Text, Parameter | dict[Text, Parameter]] = {}
    """Further parameters of each request, such as one that keeps a model from thinking long."""
    structured: Structured | None = None
    timeout_s: Annotated[float, Field(gt=0, le=600)] = 20
    price: Price = Price()
    region: str = ""
    budget: Annotated[float, Field(ge=0)] | None = None
    """Money a calendar month (UTC), in the price's currency; None: no limit."""
    sends: list[str] | None = None
    """Which of `DATA` may go there. It must be said, except of a vendor on this computer, which gets all of it."""
    on: bool = True

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.preset not in presets():
            raise ValueError(f"preset: {self.preset!r} is none of {', '.join(presets())}")
        if self.sends is None and not self.local:
            raise ValueError(f"sends: say which data may go there: {', '.join(DATA)}")
        if unknown := [one for one in self.sends or () if one not in DATA]:
            raise ValueError(f"sends: {unknown[0]!r} is none of {', '.join(DATA)}")
        if not self.asked_model:
            raise ValueError("model: this preset has no model of its own; name one")
        if not self.known.local and self.key is None:
            raise ValueError("key: name where the key lies, as `keyring:NAME` or `file:NAME`")
        if taken := sorted(OURS & self.extra.keys()):
            raise ValueError(f"extra: {taken[0]!r} is written by Caveat itself")
        if type(self.extra.get(self.known.tokens, 1)) is not int:
            raise ValueError(f"extra: {self.known.tokens} is a whole number")
        address = urlsplit(self.url)
        if "{" in self.url or not address.hostname:
            raise ValueError(f"base_url: {self.url!r} is not a whole address; fill in what stands in braces")
        if address.username or address.query or address.fragment:
            raise ValueError("base_url: an address without user, query and fragment; a key never belongs into it")
        if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname)):
            raise ValueError("base_url: https, or http on this computer alone")
        if self.budget is not None and not (self.price.input or self.price.output):
            raise ValueError("budget: needs a price to count with")
        return self

    @property
    def known(self) -> Preset:
        """What is known of its endpoint."""
        return presets()[self.preset]

    @property
    def title(self) -> str:
        """Its name for people; the seller's own beside it where that is another."""
        return self.known.title if self.name == self.preset else f"{self.known.title} ({self.name})"

    @property
    def url(self) -> str:
        """The address that is asked."""
        return (self.base_url or self.known.base_url).rstrip("/")

    @property
    def local(self) -> bool:
        """Whether it runs on this computer, so that nothing leaves."""
        return self.known.local and is_loopback(urlsplit(self.url).hostname or "")

    @property
    def host(self) -> str:
        """The computer that the seller's text goes to."""
        return urlsplit(self.url).netloc

    @property
    def asked_model(self) -> str:
        """The model that is asked."""
        return self.model or self.known.model

    @property
    def parameters(self) -> dict[str, Any]:
        """Further parameters of each request."""
        own = self.known.with_model if self.asked_model == self.known.model else {}
        return self.known.extra | own | self.extra

    @property
    def where(self) -> str:
        """Where it answers from, as far as it is known."""
        return "local" if self.local else self.region or self.known.region

    def may_get(self, what: str) -> bool:
        """Whether the seller lets `what`, one of `DATA`, go there."""
        return what in (DATA if self.sends is None else self.sends)

    @property
    def structure(self) -> Structured:
        """How its answer is held to its shape."""
        return self.structured or self.known.structured


def read(path: Path) -> list[Vendor]:
    """The list; empty without a file. BadVendors names the file and the place in it."""
    try:
        if not path.exists():
            return []
        if hasattr(os, "getuid") and path.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise BadVendors(f"{path}: others can write to it. Run `chmod 600` on it.", code="vendors-not-private")
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadVendors(f"{path}: {error.strerror}", code="vendors-unreadable") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadVendors(f"{path}: {error}", code="bad-vendors") from None
    try:
        return check(table.get("vendors", []), table)
    except BadVendors as error:
        raise BadVendors(f"{path}: {error.message}", code=error.code) from None


def check(entries: Any, file: dict[str, Any] | None = None) -> list[Vendor]:
    """Entries as the file or the settings page give them. BadVendors says which entry and what of it is wrong."""
    if unknown := sorted((file or {}).keys() - {"vendors"}):
        raise BadVendors(f"{unknown[0]}: only [[vendors]] is known here")
    if not isinstance(entries, list):
        raise BadVendors("vendors: write [[vendors]], with two brackets")
    vendors: list[Vendor] = []
    for number, entry in enumerate(entries):
        try:
            vendors.append(Vendor.model_validate(entry))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(map(str, ["vendors", number, *first["loc"]]))
            raise BadVendors(f"{place}: {first['msg'].removeprefix('Value error, ')}") from None
        if vendors[-1].name in [one.name for one in vendors[:-1]]:
            raise BadVendors(f"vendors.{number}.name: {vendors[-1].name!r} is there twice")
    return vendors


def write(path: Path, vendors: list[Vendor]) -> None:
    """Write the list for its owner alone; readers see the old one or all of the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(_entry(one) for one in vendors))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _entry(vendor: Vendor) -> str:
    """An entry in TOML; JSON writes strings, numbers and lists in the same way."""
    table = vendor.model_dump(exclude_none=True, exclude_defaults=True)
    return "\n".join(["[[vendors]]", *(f"{name} = {_value(value)}" for name, value in table.items()), ""])


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_value(name)} = {_value(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
