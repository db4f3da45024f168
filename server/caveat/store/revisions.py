"""The texts of fields before and after each decision that brings them: added, and never changed."""

from datetime import UTC, datetime

from pydantic import Field
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caveat.errors import NotFound
from caveat.models import Id, Noun, Text
from caveat.store.tables import DecisionRow, RevisionRow

_OF_DECISION = {"action", "reason"}


class Revision(Noun):
    """A field before and after a change. `origin` wrote the new words: `rule`, `facts`, `seller`, or a vendor.

    `action` and `reason` are the decision's: of one `saved`, both texts are the field as it was saved. Without a
    decision the change was proposed and not applied.
    """

    id: int
    decision: int | None
    action: str | None
    reason: str | None
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
        query = _WITH_DECISION.order_by(RevisionRow.id.desc()).limit(limit)
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
            return [_revision(*found) for found in session.execute(query)]

    def propose(self, proposals: list[Proposal]) -> None:
        """Keep what a vendor wrote, whether or not the seller will take it."""
        at = datetime.now(UTC)
        with Session(self._engine) as session, session.begin():
            session.add_all(RevisionRow(**one.model_dump(), decision=None, at=at) for one in proposals)

    def get(self, number: int) -> Revision:
        """One revision. Raises NotFound."""
        with Session(self._engine) as session:
            found = session.execute(_WITH_DECISION.where(RevisionRow.id == number)).one_or_none()
            if found is None:
                raise NotFound(f"There is no version number {number}; `caveat history` lists them.")
            return _revision(*found)


_WITH_DECISION = select(RevisionRow, DecisionRow).join(
    DecisionRow, RevisionRow.decision == DecisionRow.id, isouter=True
)


def _revision(row: RevisionRow, decision: DecisionRow | None) -> Revision:
    given = {name: getattr(row, name) for name in Revision.model_fields.keys() - _OF_DECISION}
    return Revision.model_validate(given | {name: getattr(decision, name, None) for name in _OF_DECISION})
