"""The other doors: each gives the Listing that the form itself would give, or one line that says what is wrong."""

import json
from pathlib import Path

import pytest
from caveat import intake
from caveat.errors import BadInput, NotFound
from caveat.intake import wire
from caveat.models import Listing

PAGES = Path(__file__).parent / "pages"
NAMED = [page for page in sorted(PAGES.glob("*.html")) if 'rel="canonical"' in page.read_text("utf-8")]


def saved(name: str, folder: Path, url: str = "") -> Path:
    """The page as a browser saves it: with its address, and its frames beside it."""
    html = (PAGES / f"{name}.html").read_text("utf-8").replace("/assets/ebay-editor.html", "page_files/editor.html")
    (folder / "page_files").mkdir(exist_ok=True)
    (folder / "page_files" / "editor.html").write_text((PAGES / "ebay-editor.html").read_text("utf-8"), "utf-8")
    note = f"<!-- saved from url=({len(url):04d}){url} -->\n" if url else ""
    path = folder / "page.html"
    path.write_text(html.replace("<html", f"{note}<html", 1), "utf-8")
    return path


@pytest.mark.parametrize("name", ["amazon", "ebay", "etsy", "shopify", "woocommerce", "generic"])
def test_saved_page_gives_the_listing_of_the_form(name: str, tmp_path: Path) -> None:
    expected = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    url = f"https://shop.example/{name}?sku={expected.get('key', '')}"
    listing = intake.read(saved(name, tmp_path, url), marketplace=name)
    fields = [{key: getattr(field, key) for key in ("id", "role", "text")} for field in listing.fields]
    assert sorted(fields, key=lambda one: one["id"]) == sorted(expected["fields"], key=lambda one: one["id"])
    facts = {fact.name: fact.value for fact in listing.facts}
    assert facts == {fact["name"]: fact["value"] for fact in expected["facts"]}
    assert (listing.key, listing.brand) == (expected.get("key"), expected.get("brand"))


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.stem)
def test_page_that_names_its_address_gives_the_listing_of_the_form(path: Path) -> None:
    expected = Listing.model_validate_json(path.with_suffix(".json").read_text("utf-8"))
    listing = intake.read(path)
    told = ("key", "marketplace", "markets", "brand")
    assert [getattr(listing, name) for name in told] == [getattr(expected, name) for name in told]
    assert [(one.id, one.role, one.text) for one in listing.fields] == [
        (one.id, one.role, one.text) for one in expected.fields
    ]
    assert {one.name: one.value for one in listing.facts} == {one.name: one.value for one in expected.facts}


@pytest.mark.parametrize(
    ("name", "url", "markets"),
    [
        ("amazon", "https://sellercentral.amazon.de/abis/listing/edit?sku=LUMO-01", ["DE"]),
        ("ebay", "https://www.ebay.co.uk/lstng?draftId=7&mode=ReviseItem", ["GB"]),
        ("etsy", "https://www.etsy.com/your/shops/me/listing-editor/edit/123", []),
        ("shopify", "https://admin.shopify.com/store/lumo/products/5", []),
        ("woocommerce", "https://lumo.example/shop/wp-admin/post.php?post=17&action=edit", []),
        ("generic", "https://office.example/products/17", []),
    ],
)
def test_address_tells_marketplace_and_market(name: str, url: str, markets: list[str], tmp_path: Path) -> None:
    listing = intake.read(saved(name, tmp_path, url))
    assert (listing.marketplace, listing.markets) == (name, markets)


def test_what_is_given_wins(tmp_path: Path) -> None:
    page = saved("amazon", tmp_path, "https://sellercentral.amazon.de/abis/listing/edit")
    listing = intake.read(page, markets=["JP"], product_type="kitchenware")
    assert (listing.markets, listing.product_type) == (["JP"], "kitchenware")


def test_condition_box_is_never_the_description() -> None:
    html = b"<html><textarea name='itemConditionDescription' aria-label='Condition description'>Worn.</textarea></html>"
    roles = {field.id: field.role for field in intake.read(html, name="a.html", marketplace="ebay").fields}
    assert roles == {"condition": "other"}


def test_editors_frames_and_markup_become_text() -> None:
    html = """<!doctype html><label for=t>Title</label><input id=t value="Board">
    <label for=content>Description</label><iframe id=content_ifr
      srcdoc="<body contenteditable=true><p>One <b>bold</b> word.</p><ul><li>First<li>Second<br>line</ul></body>">
    </iframe><span>Highlights</span><div contenteditable>Bamboo<div>Oiled</div></div>
    <label>Keywords <textarea>&lt;p&gt;board&lt;/p&gt;&lt;p&gt;wood &amp;amp; oil&lt;/p&gt;</textarea></label>"""
    texts = {field.id: field.text for field in intake.read(html.encode(), name="a.htm").fields}
    assert texts == {
        "title": "Board",
        "description": "One bold word.\nFirst\nSecond\nline",
        "bullet_1": "Bamboo\nOiled",
        "search_terms": "board\nwood & oil",
    }


def test_frame_outside_the_pages_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("<body contenteditable>secret</body>")
    inside = tmp_path / "inside"
    inside.mkdir()
    page = inside / "page.html"
    page.write_text(
        "<label for=d>Description</label><iframe id=d src='../secret.html'></iframe><label>Title<input value=a></label>"
    )
    assert [field.text for field in intake.read(page).fields] == ["a"]


def test_tables_of_specs_are_facts() -> None:
    html = b"<html><label>Title<input value=a></label><table><tr><th>Capacity</th><td>500 ml</td></tr></table>"
    facts = intake.read(html, name="a.html").facts
    assert [(fact.name, fact.value, fact.source) for fact in facts] == [("Capacity", "500 ml", "table")]


def test_listing_json_comes_as_it_is() -> None:
    data = (PAGES / "amazon.json").read_bytes()
    assert intake.read(b"\xef\xbb\xbf" + data) == Listing.model_validate_json(data)


def test_plain_text_is_one_description() -> None:
    listing = intake.read("• First\n• Second".encode(), name="copy.txt", markets=["US"])
    assert [(field.id, field.role, field.text) for field in listing.fields] == [
        ("text", "description", "• First\n• Second")
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.json", b'{"fields": [', "a.json: Invalid JSON: EOF while parsing a list at line 1 column 12"),
        ("a.json", b'{"fields": [{"id": "t", "role": "title"}]}', "a.json: fields.0.text: Field required"),
        ("a.json", b'{"fields": [], "colour": 1}', "a.json: colour: Extra inputs are not permitted"),
        ("a.json", b'{"a":' * 40 + b"1" + b"}" * 40, "a.json: The JSON is nested deeper than 32."),
        ("a.html", b"<html><p>Nothing</p></html>", "a.html: no field of a form of Any other form in this page"),
        ("a.txt", b"caf\xe9", "a.txt: byte 3 is not UTF-8"),
        ("a.txt", b" \n", "a.txt: there is nothing in it"),
    ],
)
def test_bad_input_says_the_place(name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        intake.read(data, name=name)
    assert caught.value.message == said


def test_bad_options_say_the_place() -> None:
    with pytest.raises(BadInput, match=r"markets\.0"):
        intake.read(b"text", markets=["USA"])
    with pytest.raises(BadInput, match="product_type"):
        intake.read(b"text", product_type="spaceship")
    with pytest.raises(NotFound, match="there are aliexpress, amazon, bigseller, demo"):
        intake.read(b"text", marketplace="amazonia")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no\.txt: No such file"):
        intake.read(tmp_path / "no.txt")


def test_lone_surrogate_is_one_replacement_character() -> None:
    data = rb'{"fields": [{"id": "t", "role": "title", "text": "a\ud800b \ud83d\ude00 \\ud800"}]}'
    assert wire.read(Listing, data, code="bad-listing").fields[0].text == "a\ufffdb \U0001f600 \\ud800"


@pytest.mark.parametrize("inside", [b'"[[[["', rb'"\"[[[["', b'"\\\\"'])
def test_brackets_inside_strings_are_no_depth(inside: bytes) -> None:
    data = b"[" * 30 + b",".join([inside] * 20) + b"]" * 30
    with pytest.raises(BadInput) as caught:
        wire.read(Listing, data, code="bad-listing")
    assert caught.value.code == "bad-listing"
