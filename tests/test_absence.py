"""What a listing does not say: found only where it is certain that it is called for, and nowhere given."""

from datetime import date

import pytest
from books import engine_of, small_book, write_rule
from caveat.checker import check
from caveat.errors import BadRuleBook
from caveat.models import Finding, Listing
from caveat.rulebook import load

SENTENCE = "Use biocides safely. Always read the label and product information before use."


def found(text: str, rule: str, **given: object) -> list[Finding]:
    fields = [{"id": "title", "role": "title", "text": text}]
    entries = {"marketplace": "generic", "fields": fields} | given
    findings = check(Listing.model_validate(entries), on=date(2026, 11, 22)).findings
    return [finding for finding in findings if finding.rule == rule]


def biocide(text: str, **given: object) -> list[Finding]:
    return found(text, "missing/biocide-sentence", **{"markets": ["DE"], "product_type": "biocide"} | given)


def test_what_is_missing_has_no_place_and_quotes_nothing() -> None:
    (finding,) = biocide("Insect spray for the home, 400 ml")
    assert (finding.field, finding.start, finding.end, finding.text, finding.media) == (None, None, None, "", None)
    assert finding.verdict == "prove" and finding.category == "MISSING"
    assert [law.id for law in finding.laws] == ["EU-BPR"]


def test_only_the_fixed_sentence_is_offered_and_it_fills_the_gap() -> None:
    (finding,) = biocide("Insect spray for the home, 400 ml")
    (suggestion,) = finding.suggestions
    assert (suggestion.kind, suggestion.start, suggestion.end, suggestion.text) == ("add", 0, 0, SENTENCE)
    assert biocide(f"Insect spray for the home, 400 ml. {suggestion.text}") == []


@pytest.mark.parametrize(
    "given",
    [
        {"markets": ["US"]},
        {"product_type": "electronics"},
        {"facts": [{"name": "Hinweis", "value": "Biozidprodukte vorsichtig verwenden."}]},
        {"evidence": [], "facts": [{"name": "Note", "value": SENTENCE}], "language": "en"},
    ],
)
def test_it_is_silent_where_it_is_not_called_for_or_given_elsewhere(given: dict[str, object]) -> None:
    assert biocide("Insect spray for the home, 400 ml", **given) == []


def test_a_fact_without_a_value_gives_nothing() -> None:
    assert biocide("Insect spray, 400 ml", facts=[{"name": "Always read the label", "value": " "}])


def test_it_is_silent_while_the_copy_is_still_empty() -> None:
    title = {"id": "title", "role": "title", "text": "Insect spray, 400 ml"}
    empty = {"id": "d", "role": "description", "text": " "}
    assert biocide("", fields=[title, empty]) == []
    assert biocide("", fields=[title, empty | {"text": "For the home."}])


def test_an_unknown_thing_misses_nothing() -> None:
    assert found("Blue thing", "missing/producer-contact", markets=["EU"]) == []


def test_a_marketplace_whose_form_asks_for_it_is_not_nagged() -> None:
    given = {"markets": ["EU"], "product_type": "toy"}
    assert found("Wooden blocks", "missing/producer-contact", **given)
    assert found("Wooden blocks", "missing/producer-contact", marketplace="etsy", **given) == []


def test_few_absences_are_told_at_a_time() -> None:
    fields = [{"id": "title", "role": "title", "text": "Puzzle from 3 years with small parts"}]
    listing = Listing.model_validate({"markets": ["EU", "GB", "US"], "product_type": "toy", "fields": fields})
    absent = [finding for finding in check(listing).findings if finding.field is None]
    assert [finding.verdict for finding in absent] == ["prove", "polish"]


def test_the_fingerprint_stays_while_the_text_changes() -> None:
    one, other = biocide("Insect spray, 400 ml"), biocide("Insect spray against ants, 500 ml")
    assert one[0].fingerprint == other[0].fingerprint


MEDIA = [{"id": "main"}, {"id": "second", "disclosed_ai": True}]


def test_a_disclosed_ai_picture_wants_to_be_named_in_the_text() -> None:
    rule = "aimedia/unlabelled-ai-picture"
    (finding,) = found("亚麻连衣裙", rule, markets=["CN"], media=MEDIA)
    assert (finding.field, finding.media, finding.verdict) == (None, "second", "prove")
    assert found("亚麻连衣裙，图片由AI生成", rule, markets=["CN"], media=MEDIA) == []
    assert found("亚麻连衣裙", rule, markets=["CN"], media=MEDIA[:1]) == []


def test_what_denies_a_disclosed_ai_picture_names_the_picture() -> None:
    (finding,) = found("Dress, real photos", "aimedia/ai-picture-called-real", markets=["US"], media=MEDIA)
    assert (finding.field, finding.text, finding.media) == ("title", "real photos", "second")
    assert found("Dress, real photos", "aimedia/ai-picture-called-real", markets=["US"], media=MEDIA[:1]) == []


def test_a_marketplace_outranks_a_matter_of_polish() -> None:
    rule = "aimedia/unlabelled-ai-picture"
    verdicts = [
        found("Dress", rule, markets=["EU"], marketplace=shop, media=MEDIA)[0].verdict for shop in ("generic", "etsy")
    ]
    assert verdicts == ["polish", "platform"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('finds = "absence"', "an absence needs lifted_by"),
        ('finds = "form"', "has a \\[form\\]"),
        ('form = {kind = "repeats"}', "has a \\[form\\]"),
        ('finds = "smell"', "finds"),
    ],
)
def test_a_rule_that_does_not_say_how_it_finds_is_refused(tmp_path, more: str, said: str) -> None:
    write_rule(small_book(tmp_path), "pesticide/zaps", ["zap"], more=more)
    load.cache_clear()
    with pytest.raises(BadRuleBook, match=said):
        engine_of(tmp_path)
