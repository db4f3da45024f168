"""Facts whose number or unit cannot be read: nothing is compared with them, nothing is lost, and the report says so."""

import pytest
from caveat import Listing, check
from caveat.models import Report


def _report(name: str, value: str, language: str = "en") -> Report:
    fields = [{"id": "t", "role": "title", "text": "Steel lamp, 5 kg"}]
    listing = {"markets": ["US"], "language": language, "fields": fields, "facts": [{"name": name, "value": value}]}
    return check(Listing.model_validate(listing))


@pytest.mark.parametrize(
    ("name", "value", "language", "why"),
    [
        ("Item Weight", "1.2.3 kg", "en", "number"),
        ("Item Weight", "3..5 kg", "en", "number"),
        ("Item Weight", "1O,.5 kg", "en", "number"),
        ("Item Weight", "30 glorbs", "en", "unit"),
        ("Battery Capacity", "5000 mAhh", "en", "unit"),
        ("Gewicht", "3 Pfnd", "de", "unit"),
        ("重量", "30呱", "zh", "unit"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, value: str, language: str, why: str) -> None:
    report = _report(name, value, language)
    assert [one.what for one in report.not_checked] == [f"fact:{name}"] and why in report.not_checked[0].why
    assert not [one for one in report.findings if one.category == "CONTRADICT"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Item Weight", "5 kg"),
        ("Item Weight", "5"),
        ("Item Weight", "1,00,000 g"),
        ("Item Weight", "heavy"),
        ("Colour", "Blue 7 sky"),
        ("Date", "12.11.2025"),
    ],
)
def test_what_can_be_read_or_measures_nothing_is_not_mentioned(name: str, value: str) -> None:
    assert _report(name, value).not_checked == []
