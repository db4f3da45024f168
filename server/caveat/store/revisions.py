"""The texts of fields before and after each change that Caveat made in them: added, and never changed."""

from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from caveat.errors import NotFound
from caveat.models import Noun
from caveat.store.tables import RevisionRow


class Revision(Noun):
    """A field before and after a change. `origin` wrote the new words: `rule`, `facts`, `seller`, or a vendor."""

    id: int
    decision: int
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


class Revisions:
    """The revisions, newest first. `Decisions.record` writes them, each together with its decision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(
        self, limit: int, *, key: str | None = None, marketplace: str | None = None, field: str | None = None,
        before: int | None = None, any_key: bool = False,
    ) -> list[Revision]:  # fmt: skip
        """Those of one listing, those with an id below `before`; `any_key`: of every listing."""
        query = select(RevisionRow).order_by(RevisionRow.id.desc()).limit(limit)
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

    def get(self, number: int) -> Revision:
        """One revision. Raises NotFound."""
        with Session(self._engine) as session:
            row = session.get(RevisionRow, number)
            if row is None:
                raise NotFound(f"There is no version number {number}; `caveat history` lists them.")
            return Revision.model_validate(row, from_attributes=True)
