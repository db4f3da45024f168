"""The texts of fields before and after each change that Caveat made in them: added, and never changed."""

from datetime import UTC, datetime

from pydantic import Field
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caveat.errors import NotFound
from caveat.models import Id, Noun, Text
from caveat.store.tables import RevisionRow


class Revision(Noun):
    """A field before and after a change. `origin` wrote the new words: `rule`, `facts`, `seller`, or a vendor.

    Without a decision it was proposed and not applied.
    """

    id: int
    decision: int | None
    marketplace: str
    key: str | None
    field: str | None
    text_before: str | None
    text_after: str | None
    origin: str
    model: str | None
    suggestion: str | None
    rule: str
    fingerprint: str
    at: datetime


class Proposal(Noun):
    """A field as it is, and as it would be with a vendor's words in it."""

    marketplace: str = Field(max_length=100)
    key: Id | None
    field: Id | None
    text_before: Text
    text_after: Text
    origin: Id
    model: Id
    suggestion: Id
    rule: Id
    fingerprint: Id


class Revisions:
    """The revisions, newest first. `Decisions.record` writes those applied, each together with its decision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(
        self, limit: int, *, key: str | None = None, marketplace: str | None = None, field: str | None = None,
        before: int | None = None, any_key: bool = False, proposed: bool = False,
    ) -> list[Revision]:  # fmt: skip
        """Those of one listing, those with an id below `before`; `any_key`: of every listing.

        `proposed`: instead of what was applied, what vendors proposed.
        """
        query = select(RevisionRow).order_by(RevisionRow.id.desc()).limit(limit)
        query = query.where(RevisionRow.decision.is_(None) if proposed else RevisionRow.decision.is_not(None))
        if not any_key:
            query = query.where(RevisionRow.key == key)
        if marketplace is not None:
            query = query.where(RevisionRow.marketplace == marketplace)
        if field is not None:
            query = query.where(RevisionRow.field == field)
        if before is not None:
            query = query.where(RevisionRow.id < before)
        with Session(self._engine) as session:
            return [Revision.model_validate(row, from_attributes=True) for row in session.scalars(query)]

    def propose(self, proposals: list[Proposal]) -> None:
        """Keep what a vendor wrote, whether or not the seller will take it."""
        at = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            session.add_all(RevisionRow(**one.model_dump(), decision=None, at=at) for one in proposals)

    def get(self, number: int) -> Revision:
        """One revision. Raises NotFound."""
        with Session(self._engine) as session:
            row = session.get(RevisionRow, number)
            if row is None:
                raise NotFound(f"There is no version number {number}; `caveat history` lists them.")
            return Revision.model_validate(row, from_attributes=True)
