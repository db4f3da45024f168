"""GET /healthz: whether the server works, with which rules, for which markets. Needs no token, tells nothing else."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

import caveat
from caveat import checker
from caveat.api.body import gives
from caveat.models import BookRef, Noun

api = APIBlueprint("health", __name__, abp_tags=[Tag(name="Health", description="Is it there?")])


class Health(Noun):
    """The server works."""

    status: str
    version: str
    rulebook: BookRef
    markets: list[str] = Field(description="Those that a law of the rule book speaks for.")


@api.get("/healthz", responses={"200": Health}, operation_id="health")
def health() -> Response:
    """Say that the server works, with which rules and for which markets."""
    engine = checker.engine()
    return gives(
        Health(status="ok", version=caveat.__version__, rulebook=engine.ref, markets=list(engine.book.markets))
    )
