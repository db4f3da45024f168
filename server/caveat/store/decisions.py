"""What people decided about findings: written once, never changed, looked up from memory."""

import threading
import time
from datetime import UTC, datetime
from typing import Any

from pydantic import Field
from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from caveat.models import Decision, Id, PastDecision, Text
from caveat.store.tables import DecisionRow, RevisionRow

REREAD_EVERY = 2.0
"""Seconds until decisions that another server of the same database recorded are seen here."""
OVERLAP = 100
"""Rows read again each time: in PostgreSQL a lower id can become visible after a higher one."""
OF_TEXTS = {"text_before", "text_after", "origin", "model", "suggestion"}
OF_DECISIONS = {"action", "reason", "uid"}
KEPT_IN_MEMORY = ("id", "marketplace", "key", "fingerprint", "action", "reason", "at")


class DecisionRequest(Decision):
    """A decision as it comes in, with the whole field before and after where it changed the form.

    `origin`, `model` and `suggestion` say where the new words are from, as the Suggestion named them. `uid` is the
    sender's own name for this decision: whoever got no answer sends it again, and it is recorded once.
    """

    fingerprint: Id
    rule: Id
    marketplace: str = Field("generic", max_length=100)
    key: Id | None = None
    field: Id | None = None
    text_before: Text | None = None
    text_after: Text | None = None
    origin: Id = "rule"
    model: Id | None = None
    suggestion: Id | None = None
    uid: Id | None = None


class StoredDecision(DecisionRequest):
    """A decision as it is kept."""

    id: int
    at: datetime


class Decisions:
    """The decisions, and in memory the last one for each finding of each listing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._last: dict[tuple[str, str | None, str], tuple[int, PastDecision]] = {}
        self._last_id = 0
        self._read_at = float("-inf")

    def record(self, decision: DecisionRequest) -> int:
        """Keep a decision, and with it the texts it brings: both are on the disk, or neither. Its id.

        One that came before, by its `uid`, is not recorded again.
        """
        try:
            return self._add(decision)
        except IntegrityError:  # its uid is taken
            known = self._recorded(decision.uid)
            if known is None:
                raise
            return known

    def _recorded(self, uid: str | None) -> int | None:
        if uid is None:
            return None
        with Session(self._engine) as session:
            return session.scalar(select(DecisionRow.id).where(DecisionRow.uid == uid))

    def _add(self, decision: DecisionRequest) -> int:
        at = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            row = DecisionRow(**decision.model_dump(exclude=OF_TEXTS), at=at)
            session.add(row)
            session.flush()
            number = row.id
            if decision.text_before is not None or decision.text_after is not None:
                session.add(RevisionRow(**decision.model_dump(exclude=OF_DECISIONS), decision=number, at=at))
            self._remember(row)
        return number

    def of(self, key: str | None, marketplace: str | None = None, limit: int = 200) -> list[StoredDecision]:
        """Decisions about one listing, newest first."""
        query = select(DecisionRow, RevisionRow).join(RevisionRow, RevisionRow.decision == DecisionRow.id, isouter=True)
        query = query.where(DecisionRow.key == key).order_by(DecisionRow.id.desc()).limit(limit)
        if marketplace is not None:
            query = query.where(DecisionRow.marketplace == marketplace)
        with Session(self._engine) as session:
            return [_stored(row, texts) for row, texts in session.execute(query)]

    def last(self, marketplace: str, key: str | None, fingerprint: str) -> PastDecision | None:
        """The last decision about a finding, from memory."""
        if time.monotonic() - self._read_at > REREAD_EVERY:
            self._read_news()
        known = self._last.get((marketplace, key, fingerprint))
        return known[1] if known else None

    def _read_news(self) -> None:
        with self._lock:
            if time.monotonic() - self._read_at <= REREAD_EVERY:
                return
            short = select(*(getattr(DecisionRow, name) for name in KEPT_IN_MEMORY))
            with Session(self._engine) as session:
                for row in session.execute(
                    short.where(DecisionRow.id > self._last_id - OVERLAP).order_by(DecisionRow.id)
                ):
                    self._remember(row)
                    self._last_id = max(self._last_id, row.id)
            self._read_at = time.monotonic()

    def _remember(self, row: Any) -> None:
        place = (row.marketplace, row.key, row.fingerprint)
        known = self._last.get(place)
        if known is None or known[0] < row.id:
            self._last[place] = (row.id, PastDecision.model_validate(row, from_attributes=True))


def _stored(row: DecisionRow, texts: RevisionRow | None) -> StoredDecision:
    names = StoredDecision.model_fields.keys()
    values = {name: getattr(row, name) for name in names - OF_TEXTS}
    return StoredDecision.model_validate(values | {name: getattr(texts, name) for name in OF_TEXTS if texts})
