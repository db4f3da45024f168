"""What the copy says against the facts: the set written by hand, the kinds of disagreement, offsets, and bad input."""

import json
from pathlib import Path
from typing import Any

import pytest
from caveat import check
from caveat.analysis.facts.agree import agree
from caveat.checker import engine
from caveat.evaluation import sets
from caveat.models import Finding, Listing
from caveat.quantities import read
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from work import calls

SETS = Path(__file__).with_name("facts")
RECALL, FALSE_ALARMS = 0.94, 0.02


def listing(title: str, facts: dict[str, str] | None = None, **other: Any) -> Listing:
    """A listing with a title, facts, and further fields by their ids; a value with a tag in it is HTML."""
    texts = {"title": title} | {key: value for key, value in other.items() if key not in ("market", "language")}
    return Listing.model_validate(
        {
            "markets": [other.get("market", "US")], "language": other.get("language", "en"),
            "fields": [
                {"id": key, "role": key.split("_")[0], "text": text, "format": "html" if "<" in text else "text"}
                for key, text in texts.items()
            ],
            "facts": [{"name": name, "value": value} for name, value in (facts or {}).items()],
        }
    )  # fmt: skip


def apart(given: Listing) -> list[Finding]:
    """The findings about places that disagree."""
    return [one for one in check(given).findings if one.category == "CONTRADICT"]


def shown(given: Listing) -> list[tuple[str, str]]:
    """What is pointed at: text, and the other place's fact or field."""
    return [(one.text, one.related[0].fact or one.related[0].field or "") for one in apart(given)]


def test_the_set_written_by_hand() -> None:
    rows = [json.loads(line) for line in (SETS / "pairs.jsonl").read_text("utf-8").splitlines()]
    (_, _, found, of, missed), (_, _, alarms, agreeing, false) = sets.pairs(rows)
    assert found >= RECALL * of, missed
    assert alarms <= FALSE_ALARMS * agreeing, false


@pytest.mark.parametrize(
    ("one", "other", "packs", "fits"),
    [
        ("500 g", "1.1 lb", (), True),
        ("500 g", "1 lb", (), False),
        ("3 x 500 g", "1.5 kg", (), True),
        ("500 g", "1.5 kg", (3,), True),
        ("500 g", "1.5 kg", (4,), False),
        ("2.5-3 kg", "2.8 kg", (), True),
        ("2.5-3 kg", "4 kg", (), False),
        ("runs up to 30 hours", "24 hours", (), False),
        ("runs up to 24 hours", "30 hours", (), True),
        ("at least 20 cm", "25 cm", (), True),
        ("about 10 cm", "11 cm", (), True),
        ("6.8 inch", "6.78 inch", (), True),
        ("10,000 mAh", "9,000 mAh", (), False),
        ("20 x 30 cm", "30 x 20 x 5 cm", (), True),
        ("20 x 30 cm", "35 x 20 x 5 cm", (), False),
        ("104 °F", "40 °C", (), True),
        ("140 °F", "40 °C", (), False),
        ("12.6 inch", "32 cm", (), True),
        ("64 GB", "128 GB", (), False),
        ("2 kW", "2000 W", (), True),
    ],
)
def test_whether_two_quantities_can_both_be_true(one: str, other: str, packs: tuple[int, ...], fits: bool) -> None:
    assert agree(read(one, "en")[0], read(other, "en")[0], frozenset(packs)) is fits


@pytest.mark.parametrize(
    ("title", "facts", "found"),
    [
        ("Pure titanium wok", {"Material": "Iron"}, ["Pure titanium"]),
        ("Earrings, gold and green", {"Material": "Iron Alloy"}, []),
        ("Real gold earrings", {"Material": "Iron Alloy"}, ["Real gold"]),
        ("Luxury black gold pen", {"Material": "Iron Alloy"}, []),
        ("Zirconia ring", {"Material": "Stainless Steel"}, []),
        ("Genuine diamond ring", {"Material": "Cubic Zirconia"}, ["Genuine diamond"]),
        ("Aluminum alloy table", {"Material": "Stainless Steel"}, ["Aluminum alloy"]),
        ("Alloy key ring", {"Material": "Zinc Alloy"}, []),
        ("Retro square glasses", {"Material": "Iron Alloy"}, []),
        ("Spider silk decoration", {"Material": "Polyester"}, []),
        ("Knife with leather sheath", {"Material": "Steel"}, []),
        ("Knife made in Germany", {"Country of Origin": "China"}, ["made in Germany"]),
        ("Rain poncho, black", {"Color": "Orange"}, ["black"]),
        ("80% cotton socks", {"Fabric": "60% cotton, 40% polyester"}, ["80% cotton"]),
    ],
)
def test_values_of_copy_and_facts(title: str, facts: dict[str, str], found: list[str]) -> None:
    assert [text for text, _ in shown(listing(title, facts))] == found


@pytest.mark.parametrize(
    ("title", "facts", "found"),
    [
        ("Chair, holds 400 lb", {"Maximum Weight Recommendation": "250 Pounds"}, ["400 lb"]),
        ("Chair, 20 lb", {"Maximum Weight Recommendation": "250 Pounds"}, []),
        ("Watch, 20 ATM", {"Water Resistance Depth": "50 Meters"}, ["20 ATM"]),
        ("Watch, 5 ATM", {"Water Resistance Depth": "50 Meters"}, []),
        ("Sunscreen SPF 50", {"Sun Protection Factor": "30"}, ["SPF 50"]),
        ("Phone, 199 g", {"Network Connections": "5g"}, []),
        ("Bulb 40W / 60W / 100W", {"Wattage": "75 Watts"}, []),
        ("Watch band for 42mm 44mm 45mm", {"Band Width": "22 Millimeters"}, []),
        ("Stool, 70 cm high", {"Seat Height": "60 cm"}, []),
        ("Stool, seat height 70 cm", {"Seat Height": "60 cm"}, ["70 cm"]),
        ("Cable 66W, compatible with 100W laptops", {"Wattage": "66 Watts"}, []),
        ("Phone 12GB", {"Model": "Tank 8GB"}, []),
        ("Lamp, over 2,000 sold", {"Units Sold": "2,431"}, []),
        ("Lamp, 100k+ sold", {"Units Sold": "12"}, ["100k+"]),
        ("Capsules, 2 capsules, 200 mg each", {"Dosage": "400 mg"}, []),
    ],
)
def test_quantities_of_copy_and_facts(title: str, facts: dict[str, str], found: list[str]) -> None:
    assert [text for text, _ in shown(listing(title, facts))] == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Set of 4 porcelain espresso cups", "All 6 cups are stackable.", 1),
        ("Set of 4 porcelain espresso cups", "All 4 cups are stackable.", 0),
        ("Black sunflower seed 40 lb", "Black sunflower seed 40 lb", 0),
        ("Cork roll, 4 ft (90 cm) long", "Easy to cut.", 1),
        ("Cork roll, 3 ft (90 cm) long", "Easy to cut.", 0),
        ("Wheat drink powder 850 g", "Two glasses of the wheat drink have 1.5 g of HMB.", 0),
        ("Phone case", "phone with 512 GB storage. phone with 256 GB storage. phone with 128 GB storage.", 0),
    ],
)
def test_places_of_the_copy(first: str, second: str, found: int) -> None:
    assert len(apart(listing(first, bullet_1=second))) == found


def test_offsets_count_as_the_browser_does() -> None:
    text = "🔥🔥 Bag of 750 g"
    one = apart(listing(text, {"Item Weight": "500 g"}))[0]
    assert (one.text, one.start, one.end) == ("750 g", 12, 17)
    html = "<p>Tea &amp; 🔥</p><table><tr><td>Material</td><td>Aluminum</td></tr></table>"
    two = apart(listing("Kettle", {"Material": "Stainless Steel"}, description=html))[0]
    cut = html.encode("utf-16-le")[two.start * 2 : two.end * 2].decode("utf-16-le")
    assert "Material" in cut and "Aluminum" in cut and "Tea" not in cut and two.related[0].fact == "Material"


def test_lines_state_facts_and_size_tables_do_not() -> None:
    lines = "Material: steel\nCapacity: 2 l"
    assert shown(listing("Pure titanium pot 3 l", description=lines)) == [
        ("Pure titanium", "Material"), ("3 l", "Capacity"),
    ]  # fmt: skip
    assert shown(listing("Trousers", description="S: 40-48 kg\nM: 49-52 kg\nXL: 60 kg, length 98 cm")) == []
    assert shown(listing("Pot 3 l", description="Note: filled with 2 l it is heavy")) == []


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Lamp 40W", {"Wattage": "approximately many"}),
        ("Lamp 40W", {"Wattage": "7 flurbs"}),
        ("Lamp 40W", {" ": "60 W", "Wattage": " "}),
        ("Lamp 40W", {"Notes": "Use 60 W bulbs. " * 300}),
        ("Lamp 40W", {f"Fact {number}": f"{number} g of thing {number}" for number in range(1000)}),
        ("Lamp 40W", {"Wattage": "9" * 5000}),
    ],
)
def test_facts_that_say_nothing_contradict_nothing(title: str, facts: dict[str, str]) -> None:
    assert shown(listing(title, facts)) == []


def test_two_facts_that_disagree_are_told_once() -> None:
    found = apart(listing("Bag", {"Item Weight": "500 g", "Weight": "2 kg"}))
    assert [one.field for one in found] == [None]
    assert {place.fact for place in found[0].related} <= {"Item Weight", "Weight"}


REAL = [
    (listing("Pure titanium wok, uncoated", {"Material": "Iron"}), "Pure titanium", "Material"),
    (
        listing("Low-sugar white rice 5 kg", {"Carbohydrate per 100 g": "78 g"}),
        "Low-sugar", "Carbohydrate per 100 g",
    ),
    (listing("Sheets of 100% bamboo", {"Material Composition": "100% Rayon"}), "100% bamboo", "Material Composition"),
    (listing("Reading lamp", {"Units Sold": "12"}, bullet_1="100k+ sold, join us"), "100k+", "Units Sold"),
    (listing("Chef knife, made in USA", {"Country of Origin": "China"}), "made in USA", "Country of Origin"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "text", "fact"), REAL)
def test_five_real_cases_show_both_places(client: FlaskClient, given: Listing, text: str, fact: str) -> None:
    answer = client.post("/api/v1/check", json=given.model_dump(mode="json")).json
    found = [one for one in answer["findings"] if one["category"] == "CONTRADICT"]
    assert [(one["text"], one["related"][0]["fact"]) for one in found] == [(text, fact)]


SAID = st.text(st.sampled_from("1250 .,-x%/()kgmWlVAh\n:：°FC\"'aet克个set of steel🔥\ud800"), max_size=60)


@settings(max_examples=30, deadline=None)
@given(SAID, SAID, st.lists(st.tuples(SAID, SAID), max_size=6))
def test_no_listing_with_facts_breaks_the_check(title: str, bullet: str, facts: list[tuple[str, str]]) -> None:
    given = Listing.model_validate(
        {
            "markets": ["US", "DE"],
            "fields": [{"id": "title", "role": "title", "text": title}, {"id": "b", "role": "bullet", "text": bullet}],
            "facts": [{"name": name, "value": value} for name, value in facts],
        }
    )
    for one in check(given).findings:
        assert one.message and (one.field is None or 0 <= one.start <= one.end)


@pytest.mark.parametrize(
    "piece", ["1 1 1 ", "1 kg ", "Set of 4 cups. ", "all 6 cups ", "10 W/", "100k sold ", "a. b ", "S: 1\n"]
)
def test_repeated_pieces_cost_linear_work(piece: str) -> None:
    engine()

    def work(size: int) -> int:
        text = f"{size} " + piece * (size // len(piece))
        given = listing(text, {"Item Weight": "3 kg", "Units Sold": "5", "Wattage": "7 W"})
        return calls(lambda: check(given))

    assert work(12_000) < 5 * work(3000)


def test_many_fields_with_many_quantities_stay_cheap() -> None:
    text = "".join(f"bag {number} kg heavy, 3 kg sold. " for number in range(100))

    def work(count: int) -> int:
        bullets = {f"bullet_{number}": f"{count} {number} {text}" for number in range(count)}
        return calls(lambda: check(listing("Bag 7 kg", {"Item Weight": "7 kg"}, **bullets)))

    assert work(16) < 6 * work(4)
