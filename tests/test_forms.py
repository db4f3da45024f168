"""The form of a title: what is counted, where, and that the change which mends it adds nothing."""

import pytest
from books import listing
from caveat.analysis.forms import found
from caveat.checker import check
from caveat.models import Finding
from caveat.rulebook.schema import Form
from caveat.text.utf16 import cut

CAPITALS = Form(kind="capitals", most=3, keeps=["LED", "USB"])
REPEATS = Form(kind="repeats", most=2)
SIGNS = Form(kind="signs", signs="!$?_{}^¬¦")
LENGTH = Form(kind="length", most={"amazon": 10})


def spans(text: str, form: Form, brand: str | None = None, marketplace: str = "amazon") -> list[str]:
    return [text[start:end] for start, end in found(text, form, marketplace, brand)]


@pytest.mark.parametrize(
    ("text", "form", "wanted"),
    [
        ("STEEL BOTTLE WITH LID, blue", CAPITALS, ["STEEL BOTTLE WITH LID"]),
        ("Blue STEEL BOTTLE LID", CAPITALS, []),
        ("USB LED HDMI DVD PVC 4K XL TV", CAPITALS, []),
        ("GREEN LED DESK LAMP 20W DIMMABLE", CAPITALS, ["GREEN LED DESK LAMP 20W DIMMABLE"]),
        ("MEN'S RUNNING SHOES BLUE", CAPITALS, ["MEN'S RUNNING SHOES BLUE"]),
        ("不锈钢保温杯 大容量", CAPITALS, []),
        ("Lamp lamp LAMP", REPEATS, ["LAMP"]),
        ("For the car, for the bus, for the boat", REPEATS, []),
        ("2 cups, 2 bowls, 2 plates", REPEATS, []),
        ("Lamp! New?", SIGNS, ["!", "?"]),
        ("Style #4301 & more", SIGNS, []),
        ("0123456789", LENGTH, []),
        ("0123456789ab", LENGTH, ["ab"]),
    ],
)
def test_what_is_found(text: str, form: Form, wanted: list[str]) -> None:
    assert spans(text, form) == wanted


def test_the_brand_is_left_as_it_is_spelled() -> None:
    assert spans("YAHUU! GREEN DESK LAMP METAL", CAPITALS, "Yahuu!") == ["GREEN DESK LAMP METAL"]
    assert spans("Yahuu! desk lamp", SIGNS, "Yahuu!") == []


def test_a_limit_holds_on_its_own_marketplace() -> None:
    assert spans("0123456789ab", LENGTH, marketplace="etsy") == []


def mended(text: str, rule: str, **given: object) -> list[str]:
    report = check(listing(text, role="title", **given))
    return [_applied(text, one) for one in report.findings if one.rule == rule]


def _applied(text: str, finding: Finding) -> str:
    (suggestion,) = finding.suggestions
    return cut(text, 0, suggestion.start) + suggestion.text + cut(text, suggestion.end, 1 << 20)


@pytest.mark.parametrize(
    ("text", "rule", "after"),
    [
        ("MEN'S STEEL BOTTLE WITH LED LID OF CORK", "shouted-title", "Men's Steel Bottle with LED Lid of Cork"),
        ("LUMOS BOTTLE STEEL LARGE BLUE", "shouted-title", "LUMOS Bottle Steel Large Blue"),
        ("Lamp, desk lamp, reading lamp, black", "word-three-times", "Lamp, desk lamp, reading, black"),
        ("Lamp, desk lamp, lamp, black", "word-three-times", "Lamp, desk lamp, black"),
        ("Case for Fona 5, Fona 6 and Fona 7", "word-three-times", "Case for Fona 5, Fona 6 and 7"),
        ("Desk lamp! Black", "sign-in-title", "Desk lamp Black"),
        ("Desk_lamp, black", "sign-in-title", "Desk lamp, black"),
        (
            "Desk lamp of oak, " * 11 + "and brass, black",
            "too-long-a-title",
            "Desk lamp of oak, " * 10 + "Desk lamp of oak",
        ),
    ],
)
def test_one_change_mends_it(text: str, rule: str, after: str) -> None:
    assert mended(text, f"spam/{rule}", brand="Lumos") == [after]


def test_a_claim_in_capitals_can_still_be_rewritten() -> None:
    report = check(listing("KILLS 99.9% OF BACTERIA, STEEL BOTTLE WITH CORK LID", role="title"))
    by_rule = {finding.rule: finding for finding in report.findings}
    assert by_rule["spam/shouted-title"].verdict == "platform"
    assert by_rule["pesticide/kills-germs"].suggestions


def test_form_counts_only_in_titles_and_on_marketplaces_that_say_so() -> None:
    text = "STEEL BOTTLE WITH CORK LID!"
    assert {one.rule for one in check(listing(text, role="title", marketplace="etsy")).findings} == set()
    assert {one.rule for one in check(listing(text)).findings} == set()
