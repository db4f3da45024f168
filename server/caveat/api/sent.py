"""/api/v1/sent: what left this computer for an AI vendor, to the letter."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from caveat.api.body import gives
from caveat.api.context import here
from caveat.api.errors import PROBLEMS
from caveat.api.security import NEEDS_TOKEN
from caveat.models import Id, Noun
from caveat.store import Sent

api = APIBlueprint(
    "sent", __name__, url_prefix="/api/v1", abp_responses=PROBLEMS, abp_security=NEEDS_TOKEN,
    abp_tags=[Tag(name="Sent", description="What left this computer, when, to whom, and what it cost.")],
)  # fmt: skip


class SentPage(Noun):
    """Entries, newest first. `before` asks for the next page; null: there is none."""

    sent: list[Sent]
    before: int | None


class SentQuery(BaseModel):
    """Which entries."""

    vendor: Id | None = None
    before: int | None = Field(None, ge=1, le=2**31 - 1)
    limit: int = Field(20, ge=1, le=100)


class SentPath(BaseModel):
    """Which entry."""

    number: int = Field(ge=1, le=2**31 - 1)


class Forgotten(Noun):
    """How many entries hold the seller's texts no longer."""

    forgotten: int


@api.get("/sent", responses={"200": SentPage}, operation_id="sent")
def list_sent(query: SentQuery) -> Response:
    """List what was sent, a page at a time.

    An entry is written before its text leaves, and holds it to the letter.
    """
    found = here().store.sent.of(query.limit + 1, before=query.before, vendor=query.vendor)
    page = found[: query.limit]
    return gives(SentPage(sent=page, before=page[-1].id if len(found) > len(page) else None))


@api.delete("/sent", responses={"200": Forgotten}, operation_id="forget_all")
def forget_all() -> Response:
    """Take the seller's texts out of every entry.

    That something was sent, when, to whom and for how much, stays.
    """
    return gives(Forgotten(forgotten=here().store.sent.forget()))


@api.delete("/sent/<int:number>", responses={"200": Forgotten}, operation_id="forget")
def forget(path: SentPath) -> Response:
    """Take the seller's texts out of one entry."""
    return gives(Forgotten(forgotten=here().store.sent.forget(path.number)))
