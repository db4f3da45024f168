"""The tables, as SQLAlchemy sees them. A change here needs a migration of its own in `migrations/versions`."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Dialect, Double, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time, always aware and in UTC; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database: UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all tables; constraints are named, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
                           "pk": "pk_%(table_name)s"}
    )  # fmt: skip
    type_annotation_map = {datetime: Moment}


class PairingCode(Base):
    """A code that lets one extension in. Only its hash is kept, and only the newest row counts."""

    __tablename__ = "pairing_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_sha256: Mapped[str] = mapped_column(String(64))
    expires: Mapped[datetime]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    used: Mapped[bool] = mapped_column(default=False)


class Pairing(Base):
    """An extension that was let in. The token itself is known to the extension alone."""

    __tablename__ = "pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    origin: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str | None] = mapped_column(String(200))
    created: Mapped[datetime]
    last_used: Mapped[datetime | None]
    revoked: Mapped[datetime | None]


class DecisionRow(Base):
    """What a person decided about a finding. Rows are only ever added; `uid` is how who sent it names it."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_marketplace_key", "marketplace", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(200))
    marketplace: Mapped[str] = mapped_column(String(100))
    key: Mapped[str | None] = mapped_column(String(200))
    field: Mapped[str | None] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    uid: Mapped[str | None] = mapped_column(String(200), unique=True, index=True)
    at: Mapped[datetime]


class RevisionRow(Base):
    """A field before and after a change that Caveat made in it, by the decision that made it. Rows are only ever added.

    `origin` is who wrote the new words: `rule`, `facts`, `seller` for what they put back, or a vendor with its `model`.
    Without a decision it is what a vendor proposed, and `text_after` the field as it would then have been.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_marketplace_key_field", "marketplace", "key", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[int | None] = mapped_column(
        ForeignKey("decision.id", name="fk_revision_decision_decision"), unique=True
    )
    marketplace: Mapped[str] = mapped_column(String(100))
    key: Mapped[str | None] = mapped_column(String(200))
    field: Mapped[str | None] = mapped_column(String(200))
    text_before: Mapped[str | None] = mapped_column(Text)
    text_after: Mapped[str | None] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(String(200))
    model: Mapped[str | None] = mapped_column(String(200))
    suggestion: Mapped[str | None] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class EvidenceRow(Base):
    """A piece of evidence as a seller declared it. A row is never changed but for being withdrawn, once."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(100))
    number: Mapped[str | None] = mapped_column(String(200))
    issuer: Mapped[str | None] = mapped_column(String(200))
    scope: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued: Mapped[date | None] = mapped_column(Date)
    expires: Mapped[date | None] = mapped_column(Date, index=True)
    note: Mapped[str | None] = mapped_column(Text)
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(200))
    file_type: Mapped[str | None] = mapped_column(String(20))
    file_size: Mapped[int | None]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", name="fk_evidence_replaces_evidence"))
    added: Mapped[datetime]
    added_by: Mapped[str] = mapped_column(String(200))
    withdrawn: Mapped[datetime | None]
    withdrawn_by: Mapped[str | None] = mapped_column(String(200))
    withdrawn_why: Mapped[str | None] = mapped_column(Text)


class SentRow(Base):
    """What left this computer for a vendor: written before it leaves, completed when the vendor has answered or failed.

    `text` is the body of the request to the letter, `answer` what the vendor wrote. Forgetting takes away both, and
    whose listing it was; that something was sent, when, to whom and for how much, stays.
    """

    __tablename__ = "sent"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    vendor: Mapped[str] = mapped_column(String(100))
    endpoint: Mapped[str] = mapped_column(String(500))
    region: Mapped[str] = mapped_column(String(20))
    model: Mapped[str] = mapped_column(String(200))
    marketplace: Mapped[str | None] = mapped_column(String(100))
    key: Mapped[str | None] = mapped_column(String(200))
    fields: Mapped[list[str]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(50))
    tokens_in: Mapped[int] = mapped_column(default=0)
    tokens_out: Mapped[int] = mapped_column(default=0)
    cost: Mapped[float] = mapped_column(Double, default=0)
    currency: Mapped[str] = mapped_column(String(3))
    ms: Mapped[int] = mapped_column(default=0)
    forgotten: Mapped[datetime | None]


class ConsentRow(Base):
    """That the seller saw what would be sent to a vendor, and allowed it; `terms` are where what of it goes."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    vendor: Mapped[str] = mapped_column(String(100), index=True)
    terms_sha256: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(200))
    withdrawn: Mapped[datetime | None]
