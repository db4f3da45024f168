"""The marketplace files: each loads, its selectors are CSS, and a broken one is named."""

from pathlib import Path

import pytest
import soupsieve
from caveat import marketplaces
from caveat.errors import NotFound
from caveat.marketplaces import BadMarketplace, Marketplace

SHOPS = list(marketplaces.load().values())
by_name = pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)


def test_the_first_seven_are_there() -> None:
    assert {shop.name for shop in SHOPS} >= {"amazon", "demo", "ebay", "etsy", "generic", "shopify", "woocommerce"}


@by_name
def test_selectors_are_css(shop: Marketplace) -> None:
    places = [*shop.fields, shop.key, shop.brand, shop.facts]
    selectors = [selector for place in places for selector in place.selectors]
    for selector in [*selectors, *shop.facts.skip, *(one for pair in shop.facts.pairs for one in pair)]:
        soupsieve.compile(selector)


@by_name
def test_titles_and_descriptions_can_be_found(shop: Marketplace) -> None:
    assert {"title", "description"} <= {field.role for field in shop.fields}
    assert all(field.selectors or field.labels for field in shop.fields)


@by_name
def test_lines_are_short_enough_to_read(shop: Marketplace) -> None:
    text = (marketplaces.FOLDER / f"{shop.name}.toml").read_text("utf-8")
    assert [line for line in text.splitlines() if len(line) > 130] == []


def test_generic_form_is_known_in_eight_languages() -> None:
    labels = {label for field in marketplaces.get("generic").fields for label in field.labels}
    assert labels >= {"Title", "Titel", "Titre", "Título", "Titolo", "タイトル", "标题", "제목"}


def test_markets_of_a_host() -> None:
    amazon = marketplaces.get("amazon")
    assert amazon.markets_of("sellercentral.amazon.co.uk") == ["GB"]
    assert amazon.markets_of(None) == ["US"]
    assert marketplaces.get("etsy").markets_of("www.etsy.com") == []


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(NotFound, match="there are amazon, demo, ebay"):
        marketplaces.get("amazonia")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "shop.toml: Invalid value"),
        ('name = "shop"\ntitle = "Shop"\nchecked = 2026-01-01', "shop.toml: fields: Field required"),
        ('name = "shop"\ntitle = "Shop"\nchecked = 2026-01-01\nfields = []\ncolour = 1', "shop.toml: colour: Extra"),
        ('name = "other"\ntitle = "Shop"\nchecked = 2026-01-01\nfields = []', "shop.toml: name: 'other' is not"),
        (
            'name = "shop"\ntitle = "Shop"\nchecked = 2026-01-01\n' + '[[fields]]\nid = "a"\nrole = "title"\n' * 2,
            "shop.toml: file: Value error, two fields have the same id",
        ),
    ],
)
def test_broken_file_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "shop.toml"
    path.write_text(text)
    with pytest.raises(BadMarketplace) as caught:
        marketplaces.read(path)
    assert caught.value.message.startswith(said)
