"""GET /api/v1/marketplaces: the forms that Caveat can read."""

from flask import Response

from caveat import marketplaces
from caveat.api.blueprint import noun
from caveat.api.body import gives
from caveat.marketplaces import Marketplace
from caveat.models import Noun

api = noun("marketplaces", "Marketplaces", "The forms that can be read.")


class MarketplaceList(Noun):
    """All marketplaces, in the order of their names."""

    marketplaces: list[Marketplace]


@api.get("/marketplaces", responses={"200": MarketplaceList}, operation_id="marketplaces")
def list_marketplaces() -> Response:
    """List the marketplaces."""
    return gives(MarketplaceList(marketplaces=list(marketplaces.load().values())))
