"""POST /api/v1/compare: a source and its draft in, what the draft adds, changes and loses out."""

from flask import Response

from caveat import comparer
from caveat.api.blueprint import noun
from caveat.api.body import gives, language, takes
from caveat.comparer.nouns import Comparison, DraftPair

api = noun("compare", "Compare", "The guard against what a draft made up.")


@api.post("/compare", responses={"200": Comparison}, operation_id="compare")
@takes(code="bad-draft")
def compare_draft(body: DraftPair) -> Response:
    """Compare a draft with its source.

    Both are a Listing, or a text by itself, in any two of the eight languages. Every concrete thing that the draft adds
    or changes is a finding, so is what a chatbot left in it; `lost` is what the source states and the draft does not.
    """
    return gives(comparer.compare(body.source, body.draft, locale=language()))
