"""A listing compared with one field changed, beside what was found in the others, is as one that is compared anew."""

import pytest
from caveat import checker
from caveat.analysis.disagreement import compared
from caveat.analysis.passage import Passage
from caveat.models import Listing, TextField
from work import calls

FACTS = {
    "Item Weight": "3 kg",
    "Material": "Steel",
    "Bluetooth": "5.0",
    "Dishwasher Safe": "No",
    "Number of Pieces": "4",
}
TEXTS = {
    "title": "Steel kettle with Bluetooth 5.0, set of 4",
    "bullet_1": "It weighs 4 kg, and the cord is 90 cm long.",
    "bullet_2": "The cord is 120 cm long. Made of titanium.",
    "description": "All 6 cups are dishwasher safe.\nSome are blue.",
}
CHANGES = [
    "It weighs 3 kg, and the cord is 120 cm long.",
    "It weighs 4 kg.",
    "Titanium lid. Made of titanium, 7 kg, Bluetooth 4.2, not dishwasher safe.",
    "The cord is 3 m long, and each of the 4 cups weighs 5 kg.",
    "",
]
WIDER = ["Item Weight: 8 kg", "Material: glass", "Die Schnur ist 90 cm lang und nicht für die Spülmaschine gemacht."]


def _listing(texts: dict[str, str], language: str | None = None) -> Listing:
    fields = [TextField(id=id_, role=id_.split("_")[0], text=text) for id_, text in texts.items()]  # type: ignore[arg-type]
    facts = [{"name": name, "value": value} for name, value in FACTS.items()]
    return Listing.model_validate({"markets": ["US", "DE"], "language": language, "fields": fields, "facts": facts})


def _read(listing: Listing) -> list[tuple[TextField, Passage]]:
    languages = (f"={listing.language}",) if listing.language else ("en", "de")
    return [(field, Passage(checker.engine(), field.text, False, languages)) for field in listing.fields]


@pytest.mark.parametrize("language", [None, "en"])
@pytest.mark.parametrize("text", CHANGES)
@pytest.mark.parametrize("place", [1, 2, 3])
def test_one_field_changed_is_as_compared_anew(place: int, text: str, language: str | None) -> None:
    given, engine = _listing(TEXTS, language), checker.engine()
    before = compared(engine, given, _read(given))
    known = before.disagreements()
    assert known
    changed = _listing(TEXTS | {list(TEXTS)[place]: text}, language)
    read = _read(changed)
    beside = before.changed(place, read[place][1])
    assert beside is not None
    assert beside.disagreements() == compared(engine, changed, read).disagreements()
    assert before.disagreements() == known


@pytest.mark.parametrize("text", WIDER)
def test_what_changes_more_than_its_field_is_not_compared_beside_the_others(text: str) -> None:
    given = _listing(TEXTS)
    before = compared(checker.engine(), given, _read(given))
    read = _read(_listing(TEXTS | {"bullet_1": text}))
    assert before.changed(1, read[1][1]) is None
    assert before.changed(0, read[0][1]) is None  # a title says what the thing is


def test_a_field_typed_in_costs_a_fraction_of_a_listing_compared_anew() -> None:
    many = {f"bullet_{number}": f"Part {number} weighs {number} kg and is {number} cm wide." for number in range(2, 30)}
    engine = checker.engine()

    def work(texts: dict[str, str]) -> int:
        given = _listing(texts, "en")
        return calls(lambda: compared(engine, given, _read(given)).disagreements())

    anew = work(TEXTS | many)
    assert work(TEXTS | many | {"bullet_1": "It weighs 6 kg, and the cord is 80 cm long."}) < anew / 3
