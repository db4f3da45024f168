"""GET /healthz: whether the server works, and with which rules. Needs no token and tells nothing else."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

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


@api.get("/healthz", responses={"200": Health}, operation_id="health")
def health() -> Response:
    """Say that the server works, and with which rules."""
    return gives(Health(status="ok", version=caveat.__version__, rulebook=checker.engine().ref))
