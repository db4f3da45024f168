"""POST /api/v1/compare: a source and its draft in, what the draft adds, changes and loses out."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from caveat import comparer
from caveat.api.body import gives, language, takes
from caveat.api.errors import PROBLEMS
from caveat.api.security import NEEDS_TOKEN
from caveat.comparer.nouns import Comparison, DraftPair

api = APIBlueprint(
    "compare", __name__, url_prefix="/api/v1", abp_responses=PROBLEMS, abp_security=NEEDS_TOKEN,
    abp_tags=[Tag(name="Compare", description="The guard against what a draft made up.")],
)  # fmt: skip


@api.post("/compare", responses={"200": Comparison}, operation_id="compare")
@takes(code="bad-draft")
def compare_draft(body: DraftPair) -> Response:
    """Compare a draft with its source.

    Both are a Listing, or a text by itself, in any two of the eight languages. Every concrete thing that the draft adds
    or changes is a finding, so is what a chatbot left in it; `lost` is what the source states and the draft does not.
    """
    return gives(comparer.compare(body.source, body.draft, locale=language()))
