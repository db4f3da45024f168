"""What only the copy states: a number, a version or a mark beside a table of facts that holds none of them."""

import gc
import time

import pytest
from caveat import Listing, check
from caveat.models import Finding

TABLE = {"Item Weight": "500 g", "Material": "Steel", "Item Width": "20 cm", "Wattage": "40 W", "Colour": "Black"}


def _alone(text: str, facts: dict[str, str], role: str = "description", **given: object) -> list[Finding]:
    listing = {
        "markets": ["US"],
        "language": "en",
        "fields": [{"id": "d", "role": role, "text": text}],
        "facts": [{"name": name, "value": value} for name, value in facts.items()],
    }
    return [one for one in check(Listing.model_validate(listing | given)).findings if one.rule.startswith("unstated/")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A lamp with a 2000 mAh battery.", ["2000 mAh"]),
        ("A lamp that draws 40 W and weighs 0.5 kg.", []),
        ("A lamp with Bluetooth 5.3 and an IP67 housing.", ["Bluetooth 5.3", "IP67"]),
        ("Built to MIL-STD-810.", ["MIL-STD-810"]),
        ("First released in 2019, with a warranty of 2 years.", ["2019"]),
        ("A bright and sturdy lamp in black steel.", []),
        ("Works with Bluetooth 5.3 phones; needs no 2000 mAh battery.", []),
        ("The cable carries 10 A, the carton weighs 900 g.", []),
        ("Sizes 500 ml 750 ml 1000 ml to choose from.", []),
        ("The Lumo Desk 10 V is a lamp.", []),
        ("Sound in Dolby Atmos on a Super AMOLED screen.", ["Dolby Atmos", "Super AMOLED"]),
        ("Its strap is made of genuine leather.", ["made of genuine leather"]),
        ("The lamp looks like oak and feels like silk.", []),
        ("Assembled in Mexico.", ["Assembled in Mexico"]),
        ("A lamp in the style of old Mexico.", []),
        ("Holder of a Red Dot.", ["Red Dot"]),
        ("The arm was tested for 20,000 bends.", ["tested for 20,000"]),
        ("Every lamp is tested before it leaves us.", []),
        ("Keep out of reach of children; BRC-GS site.", []),
    ],
)
def test_only_what_is_concrete_and_nowhere_stated(text: str, found: list[str]) -> None:
    assert [one.text for one in _alone(text, TABLE)] == found


def test_a_bare_listing_is_not_asked_for_more() -> None:
    assert not _alone("A lamp with a 2000 mAh battery.", dict(list(TABLE.items())[:4]))
    assert not _alone("A lamp with a 2000 mAh battery.", {f"Style {n}": "fine" for n in range(9)})
    selling = {"Brand": "Lumo", "SKU": "40 W", "Ships From": "20 km", "Stock": "500 g", "Warranty": "2 years"}
    assert not _alone("A lamp with a 2000 mAh battery.", selling)


def test_a_table_that_tells_of_some_features_is_asked_for_the_others() -> None:
    told = TABLE | {"Bluetooth": "Yes", "Dishwasher Safe": "Yes"}
    assert [one.text for one in _alone("A speaker that has NFC.", told)] == ["NFC"]
    assert [one.text for one in _alone("The shade is microwave safe.", told)] == ["microwave safe"]
    assert not _alone("A speaker beside NFC tags.", told) and not _alone("A speaker without NFC.", told)
    assert not _alone("A speaker that has NFC.", TABLE) and not _alone("A speaker that has NFC.", told | {"NFC": "Yes"})


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Sound in Dolby Atmos.", "Audio", "dolby atmos"),
        ("An AMOLED screen.", "Display", "Super AMOLED"),
        ("A side-mounted fingerprint sensor.", "Sensors", "Fingerprint (side), gyro"),
        ("Assembled in Mexico.", "Country of origin", "MX Mexico"),
        ("The arm was tested for 20,000 bends.", "Bends", "20000"),
        ("Its cover is made of leather.", "Cover material", "Leather, cotton"),
        ("Holder of a Red Dot.", "Awards", "Red Dot 2024"),
    ],
)
def test_what_a_fact_says_in_other_words_is_stated(text: str, name: str, value: str) -> None:
    assert not _alone(text, TABLE | {name: value})


def test_what_a_rule_wants_proof_of_anyway_is_told_once() -> None:
    listing = {"markets": ["US"], "fields": [{"id": "d", "role": "description", "text": "An award-winning lamp."}]}
    listing |= {"facts": [{"name": name, "value": value} for name, value in TABLE.items()]}
    assert [one.rule for one in check(Listing.model_validate(listing)).findings if one.field] == [
        "superlative/award-without-source"
    ]


def test_the_height_of_a_test_is_not_that_of_the_thing() -> None:
    listing = {"markets": ["US"], "fields": [{"id": "d", "role": "bullet", "text": "Drop-tested from 1.5 m."}]}
    listing |= {"facts": [{"name": name, "value": value} for name, value in (TABLE | {"Height": "9 cm"}).items()]}
    assert [one.rule for one in check(Listing.model_validate(listing)).findings if one.field] == ["unstated/test"]


def test_a_title_and_a_field_of_search_words_are_left_alone() -> None:
    assert not _alone("Lamp with a 2000 mAh battery", TABLE, "title")
    assert not _alone("lamp 2000 mah new. torch 18650 original. headlamp best price. led light.", TABLE)


def test_few_findings_in_a_field() -> None:
    text = "Battery 2000 mAh. Light 800 lm. Charges at 12 V. Cell 9000 mAh. Rated IP67. Runs Android 14."
    assert len(_alone(text, TABLE)) == 6
    more = " Bluetooth 5.3. HDMI 2.1. With LDAC. Sound of 40 dB. USB 3.2."
    assert len(_alone(text + more, TABLE)) == 8


def test_evidence_lifts_it_and_what_would_is_told() -> None:
    found = _alone("A lamp with a 2000 mAh battery.", TABLE)[0]
    assert found.verdict == "prove" and "data-sheet" in found.evidence.accepts and not found.related
    assert "“2000 mAh”" in found.message
    sheet = [{"kind": "data-sheet", "number": "D-1", "issuer": "Lumo"}]
    assert not _alone("A lamp with a 2000 mAh battery.", TABLE, evidence=sheet)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("It has a 3.5 mm headphone jack.", {"Display Size": "5 inches"}),
        ("It takes microSD cards up to 32 GB.", {"Internal Storage": "8 GB"}),
        ("A screen of 267 pixels per inch.", {"Video": "1080p"}),
        ("A phone for 5G networks.", {"Item Weight": "157 g"}),
    ],
)
def test_a_number_that_only_looks_like_the_fact_is_no_contradiction(text: str, facts: dict[str, str]) -> None:
    listing = {"markets": ["US"], "fields": [{"id": "d", "role": "description", "text": text}]}
    listing |= {"facts": [{"name": name, "value": value} for name, value in facts.items()]}
    assert not [one for one in check(Listing.model_validate(listing)).findings if one.category == "CONTRADICT"]


@pytest.mark.parametrize("piece", ["NFC ", "made of oak ", "tested 5 g ", "microwave safe "])
def test_repeated_pieces_cost_linear_time(piece: str) -> None:
    """Collections of garbage cost what all other tests have left, so there are none here."""
    table = TABLE | {"Bluetooth": "Yes", "Dishwasher Safe": "Yes"}

    def seconds(size: int) -> float:
        start = time.process_time()
        _alone(piece * (size // len(piece)), table)
        return time.process_time() - start

    seconds(500)
    gc.disable()
    try:
        assert seconds(16_000) < 12 * max(seconds(4_000), 0.05)
    finally:
        gc.enable()
