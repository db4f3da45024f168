"""Asks AI vendors about one finding: what leaves is agreed to and written down first, what returns is checked."""

import hashlib
import json
import queue
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

from caveat.analysis.analyse import examine, survey
from caveat.analysis.engine import Engine
from caveat.checker import check, engine
from caveat.consult.answer import Author, applied, claims, rewrites
from caveat.consult.log import Log
from caveat.consult.nouns import Payload, SuggestLine, SuggestRequest
from caveat.consult.question import Topic, Written, question, topic
from caveat.errors import BadInput, NotFound, Refused
from caveat.models import Finding, Report
from caveat.providers import DATA, Answer, Failure, Request, Try, Vendor, Vendors, still
from caveat.providers.body import body
from caveat.rulebook.schema import Locale
from caveat.store import Proposal, Store

BEAT = 0.25
"""Seconds between two looks at whether somebody still waits."""


def terms(vendor: Vendor) -> str:
    """SHA-256 of where what of the seller's goes: a consent holds for these, and is void for others."""
    said = json.dumps([vendor.url, vendor.asked_model, [one for one in DATA if vendor.may_get(one)]])
    return hashlib.sha256(said.encode()).hexdigest()


class Consultation:
    """One request on its way. Raises NotFound: the listing has no such finding."""

    def __init__(
        self, request: SuggestRequest, vendors: Vendors, store: Store, locale: Locale, book: Engine | None = None
    ) -> None:
        self._book = book or engine()
        self._request, self._vendors, self._store, self._locale = request, vendors, store, locale
        self._before = check(request.listing, locale=locale, book=self._book)
        self._topic = self._find(self._before)
        self._steps: queue.Queue[SuggestLine | Answer[Written] | Failure | Exception] = queue.Queue()
        self._log = Log(store, request.listing)
        self._cancel = threading.Event()

    def preview(self) -> Iterator[SuggestLine]:
        """What would be sent, to the letter. Nobody is asked."""
        return (SuggestLine(kind="preview", payload=self._payload(one)) for one in self._listed())

    def start(self) -> None:
        """Ask. Raises BadInput `no-vendor` and Refused `no-consent`, both before anything leaves."""
        listed = self._listed()
        if not listed:
            raise BadInput("No AI vendor is set up; see /vendors.", code="no-vendor", status=409)
        if not any(map(self._allowed, listed)):
            names = ", ".join(one.title for one in listed)
            raise Refused(f"You have not yet seen and allowed what would be sent to {names}.", code="no-consent")
        threading.Thread(target=self._ask, name="caveat-consult", daemon=True).start()

    def lines(self) -> Iterator[SuggestLine | None]:
        """What happens, line by line, then `done`. None: nothing yet. Closing the iterator calls the vendors off."""
        try:
            while True:
                try:
                    step = self._steps.get(timeout=BEAT)
                except queue.Empty:
                    yield None
                    continue
                if isinstance(step, SuggestLine):
                    yield step
                    continue
                if isinstance(step, Exception):
                    raise step
                yield from self._told(step)
                return
        finally:
            self._cancel.set()

    def _find(self, report: Report) -> Topic:
        wanted = self._request.finding
        found = next((one for one in report.findings if wanted in (one.id, one.fingerprint)), None)
        if found is None or found.field is None:
            raise NotFound("The listing has no such finding in a field of its own.", code="no-finding")
        with self._book.lock:
            analysis = survey(self._book, self._request.listing, date.today())
            made = topic(analysis, found)
            examine(self._book, analysis, made.reading)
        return made

    def _listed(self) -> list[Vendor]:
        wanted = self._request.vendors
        return [one for one in self._vendors.listed if one.on and (not wanted or one.name in wanted)]

    def _allowed(self, vendor: Vendor) -> bool:
        return self._store.consents.given(vendor.name, terms(vendor)) is not None

    def _payload(self, vendor: Vendor) -> Payload:
        made = question(self._topic, vendor)
        return Payload(
            vendor=vendor.name, title=vendor.title, endpoint=vendor.url, region=vendor.where,
            model=vendor.asked_model, local=vendor.local, terms=terms(vendor), allowed=self._allowed(vendor),
            fields=sorted(made.sends), body=json.dumps(body(vendor, made), ensure_ascii=False, indent=1),
        )  # fmt: skip

    def _ask(self) -> None:
        listed = {one.name for one in self._listed() if self._allowed(one)}

        def made(vendor: Vendor) -> Request[Written] | None:
            return question(self._topic, vendor) if vendor.name in listed else None

        try:
            seconds = self._request.seconds or max(one.timeout_s for one in self._listed())
            self._steps.put(self._vendors.ask(made, seconds, self._cancel, self._step))
        except Exception as error:  # noqa: BLE001  # it is raised again where somebody reads
            self._steps.put(error)

    def _step(self, step: Try) -> None:
        vendor = next(one for one in self._vendors.listed if one.name == step.vendor)
        self._log.note(step, vendor)
        who: dict[str, Any] = {
            "vendor": step.vendor,
            "title": step.title,
            "model": step.model,
            "currency": step.currency,
        }
        if step.state == "asking" or step.state == "cached":
            self._steps.put(SuggestLine(kind="progress", cached=step.state == "cached", **who))
        elif step.fault is not None and step.fault.kind.id != "cancelled":
            self._steps.put(SuggestLine(
                kind="failed", code=step.fault.kind.id, message=step.fault.sentence(self._locale), cost=step.cost,
                tokens_in=step.tokens_in, tokens_out=step.tokens_out, ms=step.ms, **who,
            ))  # fmt: skip

    def _told(self, outcome: Answer[Written] | Failure) -> Iterator[SuggestLine]:
        if isinstance(outcome, Failure):
            yield SuggestLine(kind="done", message=still(self._locale), code="cancelled" if outcome.cancelled else None)
            return
        self._log.answered(outcome)
        author = Author(outcome.vendor, outcome.title, outcome.model)
        made = list(rewrites(self._topic, outcome.data, author, self._before, self._book))
        pointed = list(claims(self._topic, outcome.data, author, self._before.findings, self._locale))
        who: dict[str, Any] = {"vendor": outcome.vendor, "title": outcome.title, "model": outcome.model}
        finding, sent = self._topic.finding, self._topic.reading.passage.sent
        self._store.revisions.propose([
            Proposal(
                marketplace=self._request.listing.marketplace, key=self._request.listing.key, field=finding.field,
                text_before=sent, text_after=applied(self._topic, one), origin=outcome.vendor, model=outcome.model,
                suggestion=one.id, rule=finding.rule, fingerprint=finding.fingerprint,
            ) for one in made
        ])  # fmt: skip
        yield from (SuggestLine(kind="suggestion", suggestion=one, **who) for one in made)
        yield from (SuggestLine(kind="finding", finding=self._decided(one), **who) for one in pointed)
        yield SuggestLine(
            kind="done", dropped=len(outcome.data.rewrites) + len(outcome.data.claims) - len(made) - len(pointed),
            tokens_in=outcome.tokens_in, tokens_out=outcome.tokens_out, cost=outcome.cost, currency=outcome.currency,
            cached=outcome.cached, ms=outcome.ms, **who,
        )  # fmt: skip

    def _decided(self, finding: Finding) -> Finding:
        listing = self._request.listing
        decision = self._store.decisions.last(listing.marketplace, listing.key, finding.fingerprint)
        return finding.model_copy(update={"decision": decision}) if decision else finding
