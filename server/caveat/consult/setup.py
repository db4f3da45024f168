"""The seller's list of AI vendors, as the settings page shows and changes it. A key goes in and never comes out."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from caveat.checker import check
from caveat.config import Settings
from caveat.consult import Consultation, terms
from caveat.consult.entries import TestAnswer, VendorEntry, VendorFault, VendorList, VendorRequest, VendorState
from caveat.consult.log import Log
from caveat.consult.nouns import Payload, SuggestRequest
from caveat.errors import BadVendors, NotFound, Refused
from caveat.models import Listing
from caveat.providers import (
    DATA,
    Failure,
    Fault,
    Keys,
    Message,
    Request,
    Try,
    Vendor,
    Vendors,
    has_keyring,
    presets,
    roster,
)
from caveat.rulebook.schema import Locale
from caveat.store import Store

RESERVED = ("rule", "facts", "seller")
"""Who else writes words: see `Revision.origin`."""
TEST_SECONDS = 20.0


class _Pong(BaseModel):
    ok: bool


_PING: Request[_Pong] = Request(
    (Message("user", 'Is anybody there? Answer with the JSON object {"ok": true}.'),), _Pong
)


class Setup:
    """Reads and changes the list. Raises BadVendors, NotFound, Refused."""

    def __init__(self, settings: Settings, store: Store, vendors: Vendors) -> None:
        self._file, self._keys = settings.vendors_file, Keys(settings.keys_folder)
        self._store, self._vendors = store, vendors

    def states(self, locale: Locale) -> VendorList:
        """The list as it stands."""
        return VendorList(
            vendors=[
                VendorState(
                    entry=_entry(one.vendor), title=one.vendor.title, endpoint=one.vendor.url, region=one.vendor.where,
                    model=one.vendor.asked_model, local=one.vendor.local, has_key=one.vendor.key is not None,
                    terms=terms(one.vendor), allowed=self._store.consents.given(one.vendor.name, terms(one.vendor)),
                    spent=one.spent, fault=_fault(one.fault, locale),
                ) for one in self._vendors.standing()
            ],
            presets=presets(), data=list(DATA), keyring=has_keyring(),
        )  # fmt: skip

    def put(self, request: VendorRequest) -> None:
        """Add a vendor, or change the one that it replaces. A key is never taken along to another address."""
        listed = list(self._vendors.listed)
        place = next((at for at, one in enumerate(listed) if one.name == request.replaces), None)
        if request.replaces is not None and place is None:
            raise NotFound(f"No vendor is called {request.replaces!r}.")
        if request.name in RESERVED:
            raise BadVendors(f"name: {request.name!r} has another meaning here; choose another", code="bad-vendors")
        old = listed[place] if place is not None else None
        entry = request.model_dump(exclude={"key", "replaces"})
        if old:  # what the settings page does not show stays as the seller's file has it
            entry |= {name: getattr(old, name) for name in ("system", "extra") if name not in request.model_fields_set}
        key = request.key.get_secret_value().strip() if request.key else ""
        rest = old.model_dump(exclude=set(VendorEntry.model_fields)) if old else {}  # what only the file can say
        entry = rest | entry | {"key": "file:new" if key else old.key if old else None}
        made = self._checked(entry, listed, place)
        if old and old.key and not key and old.url != made.url:
            raise BadVendors("key: enter it again; a key does not go to another address by itself", code="key-again")
        if key:
            reference = self._keys.put(made.name, key)
            made = made.model_copy(update={"key": reference})
        listed[place if place is not None else len(listed) :] = [
            made, *(listed[place + 1 :] if place is not None else [])
        ]  # fmt: skip
        self._write(listed)
        if old and old.key and old.key != made.key:
            self._keys.drop(old.key)

    def remove(self, name: str) -> None:
        """Take a vendor off the list, with its key and its consent."""
        vendor = self._named(name)
        self._write([one for one in self._vendors.listed if one.name != name])
        self._store.consents.withdraw(name)
        self._vendors.retry(name)  # nothing is held against a vendor that is set up anew
        if vendor.key:
            self._keys.drop(vendor.key)

    def order(self, names: list[str]) -> None:
        """Ask in this order."""
        if sorted(names) != sorted(one.name for one in self._vendors.listed):
            raise BadVendors("names: name each vendor of the list once")
        self._write([self._named(name) for name in names])

    def allow(self, name: str, agreed: str, by: str) -> None:
        """Record that the seller has seen what would be sent, and allows it."""
        if terms(self._named(name)) != agreed:
            raise Refused("What would be sent has changed since; look at it again.", code="terms-changed", status=409)
        self._store.consents.give(name, agreed, by)

    def withdraw(self, name: str) -> None:
        """Allow it no longer."""
        self._store.consents.withdraw(self._named(name).name)

    def retry(self, name: str) -> None:
        """The seller has acted: forget what is held against a vendor."""
        self._vendors.retry(self._named(name).name)

    def example(self, name: str) -> Payload:
        """What would be sent for a listing of our own making, to the letter."""
        vendor = self._named(name)
        listing = _example(next((one for one in DATA[:-2] if vendor.may_get(one)), "bullet"))
        found = next(one for one in check(listing).findings if one.field == "example")
        only = Vendors([vendor.model_copy(update={"on": True})], self._keys)
        line = next(
            Consultation(
                SuggestRequest(listing=listing, finding=found.id, seconds=TEST_SECONDS), only, self._store, "en"
            ).preview()
        )
        assert line.payload is not None
        return line.payload

    def test(self, name: str, locale: Locale) -> TestAnswer:
        """Ask a vendor whether it answers, with nothing of the seller's; a fault of before is no hindrance."""
        vendor, log = self._named(name), Log(self._store, None)

        def told(step: Try) -> None:
            log.note(step, vendor)

        only = Vendors([vendor.model_copy(update={"on": True})], self._keys, spent={name: self._spent(name)})
        answer = only.ask(_PING, TEST_SECONDS, told=told)
        if isinstance(answer, Failure):
            return TestAnswer(ok=False, message=" ".join(answer.sentences(locale)))
        log.answered(answer)
        self._vendors.retry(name)
        return TestAnswer(ok=True, ms=answer.ms, cost=answer.cost, currency=answer.currency)

    def _named(self, name: str) -> Vendor:
        found = next((one for one in self._vendors.listed if one.name == name), None)
        if found is None:
            raise NotFound(f"No vendor is called {name!r}.")
        return found

    def _spent(self, name: str) -> float:
        return next((one.spent for one in self._vendors.standing() if one.vendor.name == name), 0.0)

    def _checked(self, entry: dict[str, Any], listed: list[Vendor], place: int | None) -> Vendor:
        if any(one.name == entry["name"] for at, one in enumerate(listed) if at != place):
            raise BadVendors(f"name: another vendor is called {entry['name']!r} already")
        try:
            (made,) = roster.check([entry])
        except BadVendors as error:
            raise BadVendors(error.message.removeprefix("vendors.0").lstrip(".: "), code=error.code) from None
        return made

    def _write(self, listed: list[Vendor]) -> None:
        roster.write(self._file, listed)


def _entry(vendor: Vendor) -> VendorEntry:
    return VendorEntry.model_validate(vendor.model_dump(include=set(VendorEntry.model_fields)))


def _fault(fault: Fault | None, locale: Locale) -> VendorFault | None:
    if fault is None:
        return None
    kind = fault.kind
    return VendorFault(code=kind.id, message=fault.sentence(locale), lasting=kind.lasting, since=fault.since)


@cache
def _example(role: str) -> Listing:
    given = tomllib.loads(Path(__file__).with_name("example.toml").read_text("utf-8"))
    given["fields"][0]["role"] = role
    return Listing.model_validate(given)
