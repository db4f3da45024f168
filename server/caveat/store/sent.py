"""The log of what left this computer: when, to whom, of which listing, the text itself, and what it cost."""

import hashlib
from datetime import UTC, datetime

from pydantic import Field
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from caveat.errors import NotFound
from caveat.models import Id, Noun, Text
from caveat.store.tables import SentRow


class Sending(Noun):
    """What is about to leave. `fields` names what of the listing is in it, `text` is the body to the letter.

    Under `digest` the answer is found again, so that the same question is not sent twice.
    """

    vendor: str
    endpoint: str
    region: str = ""
    model: str
    marketplace: str | None
    key: Id | None
    fields: list[Text]
    digest: str = ""
    text: str | None


class Outcome(Noun):
    """What came of it. `answer` is what the vendor wrote; `outcome` is `answered`, or why there is no answer."""

    outcome: str = "sending"
    answer: str | None = None
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0
    currency: str = "USD"
    ms: int = 0


class Sent(Sending, Outcome):
    """An entry of the log. Once it is forgotten, texts, fields and the listing's key are gone from it."""

    id: int
    at: datetime
    sha256: str = Field(description="of the text as it was sent")
    forgotten: datetime | None = None


class SentLog:
    """The entries, newest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, sending: Sending) -> int:
        """Write down what is about to leave; it is on the disk when this returns. The entry's id."""
        digest = hashlib.sha256((sending.text or "").encode()).hexdigest()
        with Session(self._engine) as session, session.begin():
            outcome = Outcome().model_dump()
            row = SentRow(**sending.model_dump(), **outcome, sha256=digest, at=datetime.now(UTC))
            session.add(row)
            session.flush()
            return row.id

    def end(self, number: int, outcome: Outcome) -> None:
        """Write down what came of it. What was forgotten meanwhile stays so."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SentRow, number)
            if row is None:
                raise NotFound(f"There is no entry number {number}.")
            for name, value in outcome.model_dump().items():
                if name != "answer" or row.forgotten is None:
                    setattr(row, name, value)

    def of(self, limit: int, *, before: int | None = None, vendor: str | None = None) -> list[Sent]:
        """Entries with an id below `before`."""
        query = select(SentRow).order_by(SentRow.id.desc()).limit(limit)
        if before is not None:
            query = query.where(SentRow.id < before)
        if vendor is not None:
            query = query.where(SentRow.vendor == vendor)
        with Session(self._engine) as session:
            return [Sent.model_validate(row, from_attributes=True) for row in session.scalars(query)]

    def answer(self, digest: str) -> str | None:
        """What a vendor wrote the last time that this was asked; None: it was not, or is forgotten."""
        query = select(SentRow.answer).where(SentRow.digest == digest, SentRow.answer.is_not(None))
        with Session(self._engine) as session:
            return session.scalars(query.order_by(SentRow.id.desc()).limit(1)).first()

    def spent(self) -> dict[str, float]:
        """Money by vendor in this calendar month (UTC)."""
        month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        query = select(SentRow.vendor, func.sum(SentRow.cost)).where(SentRow.at >= month).group_by(SentRow.vendor)
        with Session(self._engine) as session:
            return {row[0]: row[1] for row in session.execute(query)}

    def forget(self, number: int | None = None) -> int:
        """Take the seller's texts out of one entry, or of all. How many that were. Raises NotFound."""
        query = select(SentRow).where(SentRow.forgotten.is_(None))
        if number is not None:
            query = select(SentRow).where(SentRow.id == number)
        with Session(self._engine) as session, session.begin():
            rows = list(session.scalars(query))
            if number is not None and not rows:
                raise NotFound(f"There is no entry number {number}.")
            for row in rows:
                row.text = row.answer = row.key = row.marketplace = None
                row.fields, row.forgotten = [], row.forgotten or datetime.now(UTC)
        return len(rows)
