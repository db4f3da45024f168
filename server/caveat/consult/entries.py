"""The nouns of the settings page, part of the wire contract: names may be added here, never renamed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, SecretStr

from caveat.models import Id, Noun
from caveat.providers import Preset, Price
from caveat.providers.roster import Parameter


class VendorEntry(Noun):
    """A vendor as the seller sets it up; what is left out comes from its preset."""

    name: Id
    preset: str
    base_url: str = ""
    model: str = ""
    system: bool = True
    extra: dict[str, Parameter | dict[str, Parameter]] = {}
    structured: str | None = None
    timeout_s: float = 20
    price: Price = Price()
    region: str = ""
    budget: float | None = None
    sends: list[str] | None = None
    on: bool = True


class VendorRequest(VendorEntry):
    """The same with its key, where that is new. `replaces` is its name until now."""

    key: Annotated[SecretStr | None, Field(description="Kept in the keyring, or in a file of yours alone.")] = None
    replaces: Id | None = None


class VendorFault(Noun):
    """What is held against a vendor. A lasting one stands until the seller has acted."""

    code: str
    message: str
    lasting: bool
    since: str | None


class VendorState(Noun):
    """A vendor as it stands now. `allowed` is when the seller consented to `terms`; `spent` is money of this month."""

    entry: VendorEntry
    title: str
    endpoint: str
    region: str
    model: str
    local: bool
    has_key: bool
    terms: str
    allowed: datetime | None
    spent: float
    fault: VendorFault | None


class VendorList(Noun):
    """The vendors in the order in which they are asked, and what a new one can be made of."""

    vendors: list[VendorState]
    presets: dict[str, Preset]
    data: list[str]
    keyring: bool


class TestAnswer(Noun):
    """What a vendor said to a question that holds nothing of the seller's."""

    ok: bool
    message: str = ""
    ms: int = 0
    cost: float = 0
    currency: str = "USD"
