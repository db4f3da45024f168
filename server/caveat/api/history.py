"""/api/v1/history: the previous versions of a listing's fields."""

from flask import Response
from pydantic import BaseModel, Field

from caveat.api.blueprint import noun
from caveat.api.body import gives, paged
from caveat.api.context import here
from caveat.models import Id, Noun
from caveat.store import Revision

api = noun(
    "history",
    "History",
    "Every field before and after each change that Caveat made, and as it was saved with a Stop open.",
)


class HistoryPage(Noun):
    """Revisions, newest first. `before` asks for the next page; null: there is none."""

    revisions: list[Revision]
    before: int | None


class HistoryQuery(BaseModel):
    """Of which field. Without `key`: of listings that have none yet."""

    key: Id | None = None
    marketplace: Id | None = None
    field: Id | None = None
    before: int | None = Field(None, ge=1, le=2**31 - 1)
    limit: int = Field(20, ge=1, le=100)


@api.get("/history", responses={"200": HistoryPage}, operation_id="history")
def history(query: HistoryQuery) -> Response:
    """List the versions of one listing's fields, a page at a time."""
    wanted = query.model_dump(exclude={"limit"})
    page, before = paged(here().store.revisions.of(query.limit + 1, **wanted), query.limit)
    return gives(HistoryPage(revisions=page, before=before))
