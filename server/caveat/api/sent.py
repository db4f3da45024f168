"""/api/v1/sent: what left this computer for an AI vendor, to the letter."""

from flask import Response
from pydantic import BaseModel, Field

from caveat.api.blueprint import noun
from caveat.api.body import gives, paged
from caveat.api.context import here
from caveat.models import Id, Noun
from caveat.store import Sent

api = noun("sent", "Sent", "What left this computer, when, to whom, and what it cost.")


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
    page, before = paged(found, query.limit)
    return gives(SentPage(sent=page, before=before))


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
