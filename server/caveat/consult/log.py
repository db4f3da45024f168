"""Writes down each try of one request: before its text leaves, and what came of it."""

import json
from typing import Any

from caveat.models import Listing
from caveat.providers import Answer, Try, Vendor
from caveat.providers.body import body
from caveat.store import Outcome, Sending, SentLog, Store


class Log:
    """The entries of one request."""

    def __init__(self, store: Store, listing: Listing | None) -> None:
        """`listing` None: nothing of the seller's is sent."""
        self._log, self._listing = store.sent, listing
        self._number: int | None = None

    def note(self, step: Try, vendor: Vendor) -> None:
        """A step as it happens. Raises what the database raises: what cannot be written down is not sent."""
        if step.state == "asking":
            self._number = self._log.begin(Sending(
                vendor=vendor.name, endpoint=vendor.url, region=vendor.where, model=vendor.asked_model,
                marketplace=self._listing.marketplace[:100] if self._listing else None,
                key=self._listing.key[:200] if self._listing and self._listing.key else None,
                fields=sorted(step.request.sends), digest=step.request.digest(vendor.asked_model),
                text=json.dumps(body(vendor, step.request), ensure_ascii=False),
            ))  # fmt: skip
        elif step.state in ("answered", "failed") and self._number is not None:
            self._log.end(self._number, Outcome(
                outcome=step.fault.kind.id if step.fault else "answered", tokens_in=step.tokens_in,
                tokens_out=step.tokens_out, cost=step.cost, currency=step.currency, ms=step.ms,
            ))  # fmt: skip

    def answered(self, answer: Answer[Any]) -> None:
        """What the vendor wrote; one from the cache stands in the log already."""
        if not answer.cached and self._number is not None:
            self._log.end(self._number, Outcome(
                outcome="answered", answer=answer.data.model_dump_json(), tokens_in=answer.tokens_in,
                tokens_out=answer.tokens_out, cost=answer.cost, currency=answer.currency, ms=answer.ms,
            ))  # fmt: skip


class Kept:
    """The answers in the log, as the cache of the vendors."""

    def __init__(self, log: SentLog) -> None:
        self._log = log

    def get(self, digest: str, /) -> dict[str, Any] | None:
        """What was answered to the same question."""
        answer = self._log.answer(digest)
        return json.loads(answer) if answer else None

    def put(self, digest: str, answer: dict[str, Any], /) -> None:
        """The log keeps it with what was sent."""
