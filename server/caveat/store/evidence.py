"""What sellers filed as evidence: added, replaced or withdrawn, and never deleted, so that the past can be told."""

import threading
import time
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Literal

from pydantic import Field
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caveat.errors import BadEvidence, NotFound
from caveat.models import Evidence, Id, Noun, Text
from caveat.store.tables import EvidenceRow

REREAD_EVERY = 2.0
"""Seconds until evidence that another server of the same database took in is seen here."""


class EvidenceFile(Noun):
    """The file of a piece of evidence. `type` was read off its first bytes."""

    name: str
    type: str
    size: int
    sha256: str


class NewEvidence(Evidence):
    """Evidence as it comes in. `replaces` is the piece that it takes the place of, which is then withdrawn."""

    kind: Id = Field(examples=["epa-registration"])
    number: Id | None = None
    issuer: Id | None = None
    note: Text | None = Field(None, max_length=2000)
    replaces: int | None = None


class StoredEvidence(NewEvidence):
    """Evidence as it is kept: what the seller declares, which nobody verified with its issuer.

    `state` is that of the day it was asked for; `applies` says whether it speaks for the key that was asked for.
    """

    id: int
    standing: Literal["seller-declared"] = "seller-declared"
    state: Literal["held", "not-yet", "expired", "withdrawn"] = "held"
    applies: bool | None = None
    file: EvidenceFile | None = None
    added: datetime
    added_by: str
    withdrawn: datetime | None = None
    withdrawn_by: str | None = None
    withdrawn_why: str | None = None

    def on(self, day: date, key: str | None = None) -> "StoredEvidence":
        """As it stands on a day, for the listing with a key."""
        state = "held" if self.valid(day) else "expired" if self.expires and self.expires < day else "not-yet"
        applies = None if key is None else self.scope.names(key)
        return self.model_copy(update={"state": "withdrawn" if self.withdrawn else state, "applies": applies})

    @cached_property
    def bare(self) -> Evidence:
        """Without what only the locker knows."""
        return Evidence.model_validate(self.model_dump(include=set(Evidence.model_fields)))


class EvidenceRecords:
    """The records. Those not withdrawn are held in memory, so that a check costs no query."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._active: list[StoredEvidence] = []
        self._read_at = float("-inf")

    def add(self, new: NewEvidence, file: EvidenceFile | None, by: str) -> StoredEvidence:
        """Keep a record. BadEvidence: it is here already (`duplicate`), or what it replaces is no longer held."""
        with Session(self._engine) as session, session.begin():
            twin = next((row for row in self._alike(session, new) if _same(row, new, file)), None)
            if twin is not None:
                said = f"This is filed already, as number {twin.id}."
                raise BadEvidence(said, code="duplicate-evidence", status=409)
            row = _row(new, file, by)
            session.add(row)
            session.flush()
            if new.replaces is not None:
                _withdraw(session.get(EvidenceRow, new.replaces), new.replaces, by, f"replaced by {row.id}")
            kept = _stored(row)
        self._read_at = float("-inf")
        return kept

    def withdraw(self, number: int, by: str, why: str | None = None) -> StoredEvidence:
        """Let it count no longer; the record stays. NotFound; BadEvidence where it is withdrawn already."""
        with Session(self._engine) as session, session.begin():
            row = _withdraw(session.get(EvidenceRow, number, with_for_update=True), number, by, why)
            kept = _stored(row)
        self._read_at = float("-inf")
        return kept

    def get(self, number: int) -> StoredEvidence:
        """One record, withdrawn or not. Raises NotFound."""
        with Session(self._engine) as session:
            row = session.get(EvidenceRow, number)
            if row is None:
                raise NotFound(f"There is no evidence number {number}.")
            return _stored(row)

    def all(self) -> list[StoredEvidence]:
        """Every record, the newest first."""
        with Session(self._engine) as session:
            return [_stored(row) for row in session.scalars(select(EvidenceRow).order_by(EvidenceRow.id.desc()))]

    def active(self) -> list[StoredEvidence]:
        """The records that are not withdrawn, from memory, in the order in which they came."""
        with self._lock:
            if time.monotonic() - self._read_at > REREAD_EVERY:
                began = time.monotonic()
                query = select(EvidenceRow).where(EvidenceRow.withdrawn.is_(None)).order_by(EvidenceRow.id)
                with Session(self._engine) as session:
                    self._active = [_stored(row) for row in session.scalars(query)]
                self._read_at = began
            return self._active

    def _alike(self, session: Session, new: NewEvidence) -> list[EvidenceRow]:
        query = select(EvidenceRow).where(EvidenceRow.kind == new.kind, EvidenceRow.withdrawn.is_(None))
        return list(session.scalars(query.where(EvidenceRow.number == new.number)))


def _same(row: EvidenceRow, new: NewEvidence, file: EvidenceFile | None) -> bool:
    digest = file.sha256 if file else None
    there = row.issuer, row.scope, row.issued, row.expires, row.file_sha256, row.note
    return row.id != new.replaces and there == (
        new.issuer, new.scope.model_dump(), new.issued, new.expires, digest, new.note
    )  # fmt: skip


def _row(new: NewEvidence, file: EvidenceFile | None, by: str) -> EvidenceRow:
    values: dict[str, Any] = new.model_dump(exclude={"scope"}) | {"scope": new.scope.model_dump()}
    if file is not None:
        values |= {f"file_{name}": value for name, value in file.model_dump().items()}
    return EvidenceRow(**values, added=datetime.now(UTC), added_by=by[:200])


def _withdraw(row: EvidenceRow | None, number: int, by: str, why: str | None) -> EvidenceRow:
    if row is None:
        raise NotFound(f"There is no evidence number {number}.")
    if row.withdrawn is not None:
        raise BadEvidence(f"Evidence number {number} is withdrawn already.", code="evidence-withdrawn", status=409)
    row.withdrawn, row.withdrawn_by, row.withdrawn_why = datetime.now(UTC), by[:200], why
    return row


def _stored(row: EvidenceRow) -> StoredEvidence:
    names = StoredEvidence.model_fields.keys() & EvidenceRow.__table__.columns.keys()
    file = None
    if row.file_sha256 is not None:
        parts = {name: getattr(row, f"file_{name}") for name in EvidenceFile.model_fields}
        file = EvidenceFile.model_validate(parts)
    return StoredEvidence.model_validate({name: getattr(row, name) for name in names} | {"file": file})
