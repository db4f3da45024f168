"""The marketplace files: each loads, its selectors are CSS, and a broken one is named."""

from pathlib import Path

import pytest
import soupsieve
from caveat import marketplaces, rulebook
from caveat.errors import NotFound
from caveat.marketplaces import BadMarketplace, Marketplace

PAGES = Path(__file__).parent / "pages"
SHOPS = list(marketplaces.load().values())
by_name = pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)


def test_those_that_were_promised_are_there() -> None:
    promised = "amazon ebay etsy walmart shopify tiktok aliexpress temu shopee lazada mercadolibre woocommerce magento"
    others = "prestashop dianxiaomi miaoshou bigseller generic demo"
    assert {shop.name for shop in SHOPS} == {*promised.split(), *others.split()}


@by_name
def test_every_form_has_a_page_that_plays_it(shop: Marketplace) -> None:
    assert shop.name == "demo" or list(PAGES.glob(f"{shop.name}.html"))


@by_name
def test_rules_that_hold_in_a_tool_are_those_of_a_known_marketplace(shop: Marketplace) -> None:
    assert {marketplaces.get(name).sells_on == {} for name in shop.sells_on.values()} <= {True}
    assert all(shop.rules_of(start.replace("*", "x")) == name for start, name in shop.sells_on.items())
    assert shop.rules_of("/") == shop.name


def test_platforms_that_rules_name_are_marketplaces_by_the_same_name() -> None:
    named = {platform for rule in rulebook.load().rules.values() for platform in rule.platforms}
    assert named - {shop.name for shop in SHOPS} == {"google", "meta"}, "advertising is checked, but has no form here"


@by_name
def test_hosts_are_those_of_https_patterns(shop: Marketplace) -> None:
    assert [host for host in shop.hosts if "*" in host.removeprefix("*.") or "/" in host] == []
    assert {host for host in shop.markets if host != "default"} <= set(shop.hosts)
    assert all(path.startswith("/") for path in [*shop.paths, *shop.sells_on, *shop.key.paths])


def test_a_form_also_answers_to_what_others_call_its_fields() -> None:
    shop = marketplaces.get("walmart")
    own, others = shop.words_for(shop.fields[0])
    assert "Item name" in own and {"Artikelname", "商品标题", "Nama produk", "ชื่อสินค้า", "Tên sản phẩm"} <= set(others)
    generic = marketplaces.get("generic")
    assert generic.words_for(generic.fields[0])[1] == []


@by_name
def test_selectors_are_css(shop: Marketplace) -> None:
    places = [*shop.fields, shop.key, shop.brand, shop.save, shop.facts]
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


def test_what_saves_is_known_in_twelve_languages_and_no_draft_is() -> None:
    words = marketplaces.get("generic").save.labels
    assert {"Save", "Speichern", "Enregistrer", "Guardar", "Salva", "保存", "儲存", "저장", "Salvar"} <= set(words)
    assert {"Simpan", "บันทึก", "Lưu"} <= set(words) and len(words) == len(set(words))
    drafts = ("draft", "entwurf", "brouillon", "borrador", "bozza", "下書き", "草稿", "임시", "rascunho", "nháp", "ร่าง")
    assert [word for shop in SHOPS for word in shop.save.labels if any(one in word.casefold() for one in drafts)] == []


def test_markets_of_a_host() -> None:
    amazon = marketplaces.get("amazon")
    assert amazon.markets_of("sellercentral.amazon.co.uk") == ["GB"]
    assert amazon.markets_of(None) == ["US"]
    assert marketplaces.get("etsy").markets_of("www.etsy.com") == []


def test_unknown_name_lists_the_known() -> None:
    with pytest.raises(NotFound, match="there are aliexpress, amazon, bigseller, demo"):
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
