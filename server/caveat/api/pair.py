"""POST /api/v1/pair: a code that the terminal showed, for a token."""

from flask import Response, g
from pydantic import Field

from caveat.api.blueprint import noun
from caveat.api.body import gives, takes
from caveat.api.context import here
from caveat.models import Noun

api = noun("pair", "Pairing", "Letting an extension in.", open_to_all=True)


class PairRequest(Noun):
    """The code that `caveat serve` or `caveat pair` showed, and how the asking program wants to be called."""

    code: str = Field(max_length=40, examples=["K7QM-2XPA"])
    name: str | None = Field(None, max_length=200)


class PairAnswer(Noun):
    """The token for the header `X-Caveat-Token`. It is shown once and kept here only as a hash."""

    token: str


@api.post("/pair", responses={"200": PairAnswer}, operation_id="pair")
@takes(code="bad-pairing")
def pair(body: PairRequest) -> Response:
    """Exchange a pairing code for a token.

    A code works once, for ten minutes and five tries.
    """
    return gives(PairAnswer(token=here().store.pairings.pair(body.code, g.get("cors"), body.name)))
