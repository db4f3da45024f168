"""Asks the seller's AI vendors in order until one answers, within one deadline. Nothing is raised; faults are told."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from caveat.config import Settings
from caveat.providers import roster
from caveat.providers.attempt import Attempt, Got
from caveat.providers.cache import Cache, MemoryCache
from caveat.providers.faults import kinds
from caveat.providers.keys import Keys
from caveat.providers.nouns import Answer, Failure, Fault, Request, Shape, Told, Try
from caveat.providers.roster import Vendor
from caveat.providers.standing import Breaker, Memory, Purse

SHARE = 0.6
"""Part of the time left that a vendor may take while others wait behind it."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Standing:
    """How a vendor stands, for the settings page."""

    vendor: Vendor
    fault: Fault | None
    """Why it would not be asked now; None: it would."""
    spent: float
    """Money, this month."""


@dataclass
class _Ask:
    """One `ask` on its way: until when, who can end it, who is told, and what went wrong so far."""

    ends: float
    cancel: threading.Event
    told: Told
    faults: list[Fault] = field(default_factory=list)


class Vendors:
    """The seller's vendors in order, with what is known of each. One for the process; any thread may ask."""

    def __init__(
        self,
        listed: list[Vendor],
        keys: Keys,
        memory: Memory | None = None,
        cache: Cache | None = None,
        spent: Mapping[str, float] | None = None,
    ) -> None:
        """`spent`: money by vendor name in this month (UTC), as the log of what left the computer holds it."""
        self.listed = listed
        self._keys = keys
        self._memory = memory or Memory()
        self._cache = cache or MemoryCache()
        self._purse = Purse(spent or {})
        self._breakers = {vendor.name: Breaker() for vendor in listed}

    @classmethod
    def of(cls, settings: Settings, cache: Cache | None = None, spent: Mapping[str, float] | None = None) -> Self:
        """The vendors of the seller's list; none without one. BadVendors names the file and the place in it."""
        memory = Memory(settings.vendors_file.with_suffix(".json"))
        return cls(roster.read(settings.vendors_file), Keys(settings.keys_folder), memory, cache, spent)

    def ask(
        self,
        request: Request[Shape] | Callable[[Vendor], Request[Shape] | None],
        deadline_s: float,
        cancel: threading.Event | None = None,
        told: Told = lambda step: None,
    ) -> Answer[Shape] | Failure:
        """The first answer that fits, or why there is none, after `deadline_s` seconds at the latest.

        `request` may be made for each vendor, since each may get other data; None: there is nothing to ask this one.
        Setting `cancel` ends it at once. `told` hears of each step, in the thread of the caller.
        """
        ask = _Ask(time.monotonic() + deadline_s, cancel or threading.Event(), told)
        listed = [vendor for vendor in self.listed if vendor.on]
        for place, vendor in enumerate(listed):
            if ask.cancel.is_set():
                break
            made = request(vendor) if callable(request) else request
            if made is None:
                continue
            last = all(self._held(one) for one in listed[place + 1 :])
            answer = self._cached(vendor, made, ask) or self._ask_one(vendor, made, ask, last)
            if answer is not None:
                return replace(answer, faults=tuple(ask.faults))
        return Failure(tuple(ask.faults), ask.cancel.is_set())

    @staticmethod
    def warm() -> None:
        """Load the openai SDK, about a second's work, so that the first question does not wait for it."""
        from caveat.providers import sdk  # noqa: F401

    def standing(self) -> list[Standing]:
        """How each vendor stands now; nothing is asked for it."""
        return [Standing(one, self._held(one), self._purse.spent(one.name)) for one in self.listed]

    def retry(self, name: str) -> None:
        """The seller has acted: what is held against a vendor is forgotten, and it is asked again."""
        self._memory.clear(name)
        if name in self._breakers:
            self._breakers[name].worked()

    def _cached(self, vendor: Vendor, request: Request[Shape], ask: _Ask) -> Answer[Shape] | None:
        try:
            kept = self._cache.get(request.digest(vendor.asked_model))
            data = None if kept is None else request.shape.model_validate(kept)
        except Exception as error:  # noqa: BLE001  the caller's cache may fail in ways of its own
            _LOG.warning("The cache of answers cannot be used: %s", type(error).__name__)
            data = None
        if data is None:
            return None
        ask.told(_step("cached", vendor, request))
        return _answer(vendor, Got(data), cached=True)

    def _ask_one(self, vendor: Vendor, request: Request[Shape], ask: _Ask, last: bool) -> Answer[Shape] | None:
        attempt, left = Attempt(vendor, request), ask.ends - time.monotonic()
        if fault := self._hindrance(vendor, request, attempt.most, left):
            ask.faults.append(fault)
            ask.told(_step("skipped", vendor, request, fault=fault))
            return None
        got: Got[Shape] = Got(fault="cancelled")
        try:
            ask.told(_step("asking", vendor, request))
            got = attempt.make(self._keys, min(vendor.timeout_s, left if last else left * SHARE), ask.cancel)
        finally:  # whatever the listener does
            self._purse.settle(vendor.name, attempt.most, got.cost)
            fault = self._learn(vendor, got)
        _LOG.info("%s: %s after %d ms", vendor.name, got.fault or "answered", got.ms)
        spent = {"ms": got.ms, "tokens_in": got.tokens[0], "tokens_out": got.tokens[1], "estimated": got.estimated}
        if fault is not None:
            ask.faults.append(fault)
            ask.told(_step("failed", vendor, request, fault=fault, cost=got.cost, **spent))
            return None
        answer = _answer(vendor, got)
        try:
            self._cache.put(request.digest(vendor.asked_model), answer.data.model_dump(mode="json"))
        except Exception as error:  # noqa: BLE001  the caller's cache may fail in ways of its own
            _LOG.warning("An answer could not be kept: %s", type(error).__name__)
        ask.told(_step("answered", vendor, request, cost=got.cost, **spent))
        return answer

    def _hindrance(self, vendor: Vendor, request: Request[Any], most: float, left: float) -> Fault | None:
        """Why a vendor is not asked; None: it is, with its breaker passed and its money set aside."""
        if not all(vendor.may_get(what) for what in request.sends):
            return _fault("withheld", vendor)
        if left <= 0:
            return _fault("no-time", vendor)
        if known := self._lasting(vendor):
            return known
        if why := self._breakers[vendor.name].admit():
            return _fault(why[0], vendor, retry_after=why[1])
        if not self._purse.take(vendor.name, most, vendor.budget):
            self._breakers[vendor.name].given_up()
            return _fault("budget", vendor)
        return None

    def _held(self, vendor: Vendor) -> Fault | None:
        """What is held against a vendor at this moment."""
        if known := self._lasting(vendor):
            return known
        why = self._breakers[vendor.name].why_not()
        return _fault(why[0], vendor, retry_after=why[1]) if why else None

    def _lasting(self, vendor: Vendor) -> Fault | None:
        known = self._memory.known(vendor.name, self._about(vendor))
        if known is None or known.kind not in kinds():
            return None
        return _fault(known.kind, vendor, status=known.status, said=known.said, since=known.since)

    def _learn(self, vendor: Vendor, got: Got[Any]) -> Fault | None:
        """Remember what an attempt says about the vendor; the fault, if it is one."""
        breaker = self._breakers[vendor.name]
        if got.data is not None:
            breaker.worked()
            return None
        kind = kinds()[got.fault]
        since = None
        if kind.lasting:
            since = self._memory.keep(vendor.name, kind.id, self._about(vendor), got.status, got.said).since
        if kind.pause_s:
            breaker.failed(kind.id, kind.pause_s, got.retry_after)
        elif got.status and not kind.lasting:  # it answers, only not this
            breaker.worked()
        else:
            breaker.given_up()
        return _fault(kind.id, vendor, status=got.status, said=got.said, retry_after=got.retry_after, since=since)

    def _about(self, vendor: Vendor) -> str:
        """What a lasting fault is about: with another address, model or key it may be over."""
        return "\n".join([vendor.url, vendor.asked_model, vendor.key or "", self._keys.stamp(vendor.key)])


def _fault(kind: str, vendor: Vendor, **more: Any) -> Fault:
    return Fault(kinds()[kind], vendor.name, vendor.title, **more)


def _step(state: Any, vendor: Vendor, request: Request[Any], **more: Any) -> Try:
    return Try(
        state, vendor.name, vendor.title, vendor.asked_model, vendor.host, vendor.where, request,
        currency=vendor.price.currency, **more,
    )  # fmt: skip


def _answer(vendor: Vendor, got: Got[Shape], cached: bool = False) -> Answer[Shape]:
    assert got.data is not None
    return Answer(
        got.data, vendor.name, vendor.title, vendor.asked_model, *got.tokens, got.cost, vendor.price.currency, got.ms,
        cached,
    )  # fmt: skip
