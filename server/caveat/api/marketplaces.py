"""GET /api/v1/marketplaces: the forms that Caveat can read."""

from flask import Response
from flask_openapi3 import APIBlueprint, Tag

from caveat import marketplaces
from caveat.api.body import gives
from caveat.api.errors import PROBLEMS
from caveat.api.security import NEEDS_TOKEN
from caveat.marketplaces import Marketplace
from caveat.models import Noun

api = APIBlueprint(
    "marketplaces", __name__, url_prefix="/api/v1", abp_responses=PROBLEMS, abp_security=NEEDS_TOKEN,
    abp_tags=[Tag(name="Marketplaces", description="The forms that can be read.")],
)  # fmt: skip


class MarketplaceList(Noun):
    """All marketplaces, in the order of their names."""

    marketplaces: list[Marketplace]


@api.get("/marketplaces", responses={"200": MarketplaceList}, operation_id="marketplaces")
def list_marketplaces() -> Response:
    """List the marketplaces."""
    return gives(MarketplaceList(marketplaces=list(marketplaces.load().values())))
