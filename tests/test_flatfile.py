"""Flat files: each row a listing, the columns of copy as fields and the others as facts."""

import subprocess
import sys
from pathlib import Path

import pytest
from caveat import check, intake
from caveat.errors import BadInput
from caveat.intake.flatfile import layouts, read_rows

AMAZON = (
    "TemplateType=fptcustom\tVersion=2026.1\t\t\t\t\t\n"
    "SKU\tTitle\tBullet\tBullet\tMaterial\tOrigin\tImage\n"
    "item_sku\titem_name\tbullet_point1\tbullet_point2\tmaterial_type\tcountry_of_origin\tmain_image_url\n"
    "LUMO-1\tPure titanium pan\tEven heat\t\tIron\tChina\thttps://example.com/1.jpg\n"
    "LUMO-2\tSteel pan\tMade in USA\tLight\tStainless Steel\tChina\t\n"
)
TEMPLATE = (
    "settings=attributeRow=2\n"
    "contribution_sku#1.value\tproduct_type#1.value\titem_name[marketplace_id=ATVPDKIKX0DER]#1.value"
    "\tbullet_point[language_tag=en_US]#1.value\tbullet_point[language_tag=en_US]#2.value\tmaterial#1.value\n"
    "A-1\tPAN\tPan\tFirst\tSecond\tIron\n"
)
SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant Grams,Image Src\n"
    'pan,Pan,"<p>Weighs <b>3 kg</b></p>",Lumo,Size,28 cm,1200,https://example.com/a.jpg\n'
    "pan,,,,Size,32 cm,1400,\n"
)
EBAY = '*Action(SiteID=US|Country=US);CustomLabel;*Title;*Description;C:Material\nAdd;="007";Pan;Titanium pan;Iron\n'


def test_an_amazon_file_gives_a_listing_a_row() -> None:
    first, second = read_rows(AMAZON)
    assert (first.marketplace, first.key) == ("amazon", "LUMO-1")
    assert [(one.id, one.role, one.text) for one in first.fields] == [
        ("title", "title", "Pure titanium pan"),
        ("bullet_1", "bullet", "Even heat"),
    ]
    assert [(one.name, one.value) for one in second.facts] == [
        ("material type", "Stainless Steel"),
        ("country of origin", "China"),
    ]
    assert [finding.rule for finding in check(first.model_copy(update={"markets": ["US"]})).findings] == [
        "contradict/two-materials"
    ]


def test_names_in_brackets_and_numbers_are_seen_through() -> None:
    (listing,) = read_rows(TEMPLATE)
    assert [one.text for one in listing.fields] == ["Pan", "First", "Second"]
    assert [(one.name, one.value) for one in listing.facts] == [("material", "Iron")]


def test_markup_option_pairs_and_variant_rows() -> None:
    (listing,) = read_rows(SHOPIFY)
    assert listing.brand == "Lumo"
    assert [one.format for one in listing.fields] == ["text", "html"]
    assert ("Size", "28 cm") in [(one.name, one.value) for one in listing.facts]


def test_semicolons_stars_and_values_dressed_for_spreadsheets() -> None:
    (listing,) = read_rows(EBAY)
    assert (listing.key, listing.marketplace) == ("007", "ebay")
    assert [(one.name, one.value) for one in listing.facts] == [("Material", "Iron")]


@pytest.mark.parametrize("header", ["Title,Material", "Titel;Material", "标题,材质", "商品名\t素材", "상품명,소재"])
def test_a_table_of_the_seller_s_own(header: str) -> None:
    mark = next(one for one in ",;\t" if one in header)
    (listing,) = read_rows(f"{header}\nPan{mark}Iron\n")
    assert [one.role for one in listing.fields] == ["title"]
    assert [one.value for one in listing.facts] == ["Iron"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("a,b\n1,2\n", "no row names columns"), ('Title,X\n"open,1\n\x00', "")],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    try:
        listings = read_rows(text)
    except BadInput as error:
        assert said in error.message
    else:
        assert not said
        assert all(listing.fields for listing in listings)


def test_every_layout_names_its_title() -> None:
    assert all(layout.title and layout.anchor for layout in layouts())


def test_the_command_checks_every_row(tmp_path: Path) -> None:
    file = tmp_path / "feed.txt"
    file.write_text(AMAZON, encoding="utf-8")
    assert len(intake.read_all(file, markets=["US"])) == 2
    with pytest.raises(BadInput, match="holds 2 listings"):
        intake.read(file)
    done = subprocess.run(
        [sys.executable, "-m", "caveat.cli", "check", "--market", "US", "--fail-on", "prove", str(file)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "LUMO-1" in done.stdout and "“Pure titanium” and “material type: Iron” disagree." in done.stdout
