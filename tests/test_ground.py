"""What a listing holds, and what a text adds to it: the one question of facts, drafts and rewrites."""

from typing import Any

import pytest
from caveat.analysis.engine import Engine
from caveat.analysis.facts.ground import added, field, held
from caveat.analysis.passage import Passage
from caveat.checker import engine
from caveat.models import Listing

LISTING: dict[str, Any] = {
    "fields": [{"id": "title", "role": "title", "text": "Steel flask with a bamboo lid"}],
    "facts": [{"name": "Capacity", "value": "500 ml"}, {"name": "Country of origin", "value": "Portugal"}],
    "evidence": [{"kind": "certificate", "number": "OEKO-TEX 2211", "issuer": "Hohenstein"}],
}


def _added(text: str, language: str = "en") -> list[tuple[str, str]]:
    book: Engine = engine()
    with book.lock:
        listing = Listing.model_validate(LISTING)
        ground = held(book, listing, [Passage(book, one.text, False, ("=en",)) for one in listing.fields])
        found = added([field(book, 0, Passage(book, text, False, (f"={language}",)))], ground)
    return [(one.kind, one.text) for one in found]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Message us about the flask.", "en"),
        ("A flask for half the day", "en"),
        ("Steel flask for 0.5 l, made in Portugal", "en"),
        ("Flask with an OEKO-TEX label and a bamboo lid", "en"),
        ("Edelstahlflasche für 500 ml mit Deckel aus Bambus", "de"),
        ("保温杯，容量500毫升，葡萄牙制造", "zh"),
    ],
)
def test_what_copy_facts_or_evidence_hold_is_no_addition(text: str, language: str) -> None:
    assert _added(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "kind", "found"),
    [
        ("Steel flask for 750 ml", "en", "quantity", "750 ml"),
        ("Steel flask, made in Germany", "en", "country", "made in Germany"),
        ("Flask made of titanium", "en", "material", "made of titanium"),
        ("Steel flask, FDA listed", "en", "mark", "FDA"),
        ("Steel flask like the ones of Thermos", "en", "proper", "Thermos"),
        ("Award-winning steel flask", "en", "award", "Award-winning"),
        ("Flasche aus Kupfer", "de", "material", "aus Kupfer"),
        ("保温杯，容量750毫升", "zh", "quantity", "750毫升"),
    ],
)
def test_what_nothing_holds_is_an_addition(text: str, language: str, kind: str, found: str) -> None:
    assert (kind, found) in _added(text, language)


@pytest.mark.parametrize(
    ("source", "text", "held_"),
    [
        ("Released 2012", "released in 2013", False),
        ("Released 2012", "released in 2012", True),
        ("Battery 10000 mAh, two ports", "20000 mAh", False),
        ("Rice, two bags of 500 g", "1 kg of rice", True),
        ("Poster, 6 cores", "8 cores", False),
    ],
)
def test_nearly_and_twice_count_where_they_mean_the_same(source: str, text: str, held_: bool) -> None:
    book = engine()
    with book.lock:
        ground = held(book, Listing(fields=[]), [Passage(book, source, False, ("=en",))])
        assert (added([field(book, 0, Passage(book, text, False, ("=en",)))], ground) == []) is held_
