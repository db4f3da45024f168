"""One noun of the API: under /api/v1, with the problems that every view can answer, for those who carry a token."""

from flask_openapi3 import APIBlueprint, Tag

from caveat.api.errors import PROBLEMS
from caveat.api.security import NEEDS_TOKEN


def noun(name: str, title: str, description: str, open_to_all: bool = False) -> APIBlueprint:
    """The blueprint of a noun; `title` and `description` head it in the documentation."""
    return APIBlueprint(
        name, __name__, url_prefix="/api/v1", abp_responses=PROBLEMS,
        abp_security=None if open_to_all else NEEDS_TOKEN, abp_tags=[Tag(name=title, description=description)],
    )  # fmt: skip
