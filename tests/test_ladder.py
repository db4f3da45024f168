"""The ladder of rewrites: what facts state, templates for a form of the claim, neutral wordings, then removal."""

from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from books import engine_of, listing, small_book, write_rule
from caveat.analysis.analyse import analyse
from caveat.analysis.selfcheck import listing as made
from caveat.checker import check, engine
from caveat.errors import BadRuleBook
from caveat.models import Finding, Listing, ProductType, TextField
from caveat.rulebook.schema import Language
from caveat.text.utf16 import cut

_DAY = date(2026, 11, 22)
_LATER = _DAY + timedelta(days=800)
LANGUAGES: tuple[Language, ...] = get_args(Language)
WORDING = """
[[wordings]]
{head}
[wordings.sentence]
{sentences}
[wordings.phrase]
{phrases}
"""
QUOTED = """[ip-rating]
shapes = ['\\b(ip[x\\d][x\\d])\\b']
"""


def write_wording(
    root: Path, sentence: str, phrase: str, head: str = "", languages: object = LANGUAGES, file: str = "pesticide"
) -> None:
    """A neutral wording of the category PESTICIDE or of any, the same in each language."""
    said = {"head": head, "sentences": "", "phrases": ""}
    for key, text in (("sentences", sentence), ("phrases", phrase)):
        said[key] = "\n".join(f'{language} = "{text}"' for language in languages)  # type: ignore[attr-defined]
    (root / "neutral").mkdir(exist_ok=True)
    with (root / "neutral" / f"{file}.toml").open("a", encoding="utf-8") as wordings:
        wordings.write(WORDING.format(**said))


def applied(text: str, finding: Finding) -> list[str]:
    """The text after each suggestion."""
    return [
        cut(text, 0, one.start) + one.text + cut(text, one.end, len(text.encode("utf-16-le")) // 2)
        for one in finding.suggestions
    ]


def offers(root: Path, text: str, **given: object) -> list[str]:
    """What the text reads after each suggestion for its first finding."""
    return applied(text, check(listing(text, **given), on=_DAY, book=engine_of(root)).findings[0])


def test_a_template_is_for_the_claims_of_its_form(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    body = '[[rewrites.en]]\ntext = "wipes clean"\nwhen = ["kill ... germ"]\n[[rewrites.en]]\ntext = "easy-care"\n'
    write_rule(root, "pest/kills", ["kill ... germ", "germ killing"], body=body + 'when = ["germ killing"]')
    assert offers(root, "It kills all germs.")[0] == "It wipes clean."
    assert (
        offers(root, "A germ killing board.") == ["A easy-care board.", "A board."]
        or offers(root, "A germ killing board.")[0] == "An easy-care board."
    )


def test_a_template_says_what_the_facts_state_and_else_nothing(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    (root / "facts" / "quoted.toml").write_text(QUOTED, encoding="utf-8")
    body = '[[rewrites.en]]\ntext = "{fact:ip-rating} splash-resistant"'
    write_rule(root, "pest/waterproof", ["100 % waterproof"], body=body)
    rated = [{"name": "Rating", "value": "IPX4"}]
    text = "A lamp, 100% waterproof, blue."
    found = check(listing(text, facts=rated), on=_DAY, book=engine_of(root)).findings[0]
    assert applied(text, found) == ["A lamp, IPX4 splash-resistant, blue.", "A lamp, blue."]
    assert [one.safety for one in found.suggestions] == ["safe", "review"]
    assert offers(root, text) == ["A lamp, blue."]
    assert offers(root, text, facts=[*rated, {"name": "Lamp", "value": "IP67"}]) == ["A lamp, blue."]


@pytest.mark.parametrize(
    ("text", "role", "left"),
    [
        ("It kills germs. Blue.", "bullet", "Wipes clean after use. Blue."),
        ("It kills germs and is light. Blue.", "bullet", "It is light. Wipes clean after use. Blue."),
        ("It kills germs and is light", "bullet", "It is light. Wipes clean after use."),
        ("Kills germs", "bullet", "Wipes clean after use"),
        ("• Light\n• Kills germs\n• Blue", "description", "• Light\n• Wipes clean after use\n• Blue"),
        ("Board, Kills Germs, Blue", "title", "Board, For the kitchen, Blue"),
        ("Board | Kills Germs on Contact | Blue", "title", "Board | For the kitchen | Blue"),
        ("Board That Kills Germs", "title", "Board, for the kitchen"),
        ("Kills germs", "search_terms", ""),
    ],
)
def test_a_neutral_wording_fills_the_gap_or_follows(tmp_path: Path, text: str, role: str, left: str) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"])
    write_wording(root, "Wipes clean after use.", "for the kitchen")
    assert offers(root, text, role=role)[0] == left


@pytest.mark.parametrize(
    ("text", "role", "left"),
    [
        ("It kills all germs in seconds.", "bullet", "It wipes clean."),
        (
            "It kills all germs in seconds and saves you time, daily.",
            "bullet",
            "It wipes clean and saves you time, daily.",
        ),
        ("It kills germs and mites in the bed (new).", "bullet", "It wipes clean (new)."),
        ("Killing germs while you sleep", "bullet", "Wiping clean"),
        ("Kills Germs Cutting Board", "title", None),
        ("Kills Germs, Cutting Board", "title", "Wipes clean, Cutting Board"),
        ("It killed germs.", "bullet", None),
        ("A germ killing mop", "bullet", "A cleaning mop"),
    ],
)
def test_a_template_takes_along_what_hangs_on_the_verb(tmp_path: Path, text: str, role: str, left: str | None) -> None:
    root = small_book(tmp_path)
    body = (
        '[[rewrites.en]]\ntext = "<wipe> clean"\nwhen = ["kill ... germ"]\n[[rewrites.en]]\ntext = "cleaning {last}"\n'
    )
    write_rule(root, "pest/kills", ["kill ... germ", "germ killing mop"], body=body + 'when = ["germ killing mop"]')
    found = offers(root, text, role=role)
    assert (left in found) if left else not any("wipe" in one.lower() for one in found)


def test_wordings_for_goods_and_rules_come_first_and_only_there(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"])
    write_wording(root, "Made for use.", "for use")
    write_wording(root, "Made for the kitchen.", "for the kitchen", 'product_types = ["kitchenware"]')
    text = "It kills germs."
    assert offers(root, text) == ["Made for use.", ""]
    assert offers(root, text, product_type="kitchenware") == ["Made for the kitchen.", "Made for use.", ""]


def test_wordings_of_any_category_come_after_its_own(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"])
    write_wording(root, "Made for use.", "for use")
    write_wording(root, "See below.", "see below", file="any")
    write_wording(root, "Made for meals.", "for meals", 'product_types = ["kitchenware"]', file="any")
    text = "It kills germs."
    assert offers(root, text) == ["Made for use.", "See below.", ""]
    assert offers(root, text, product_type="kitchenware") == ["Made for meals.", "Made for use.", ""]


def test_faults_of_wordings_name_the_file_and_what_to_do(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"])
    write_wording(root, "Made for use.", "for use", 'rules = ["pest/killls"]')
    with pytest.raises(BadRuleBook, match=r"neutral/pesticide\.toml:\d+: .*did you mean pest/kills"):
        engine_of(root)
    (root / "neutral" / "pesticide.toml").unlink()
    write_wording(root, "Made for use.", "for use", languages=("en", "zh"))
    with pytest.raises(BadRuleBook, match=r"neutral/pesticide\.toml.*no text in de, es, fr, it, ja, ko"):
        engine_of(root)
    (root / "neutral" / "pesticide.toml").rename(root / "neutral" / "pests.toml")
    with pytest.raises(BadRuleBook, match=r"neutral/pests"):
        engine_of(root)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ('text = "{fact:ip-ratings}"', "no fact ip-ratings"),
        ('text = "x"\nwhen = ["{germs} zap"]', "no lexicon or shape germs; did you mean germ?"),
    ],
)
def test_faults_of_templates_name_the_file_and_what_to_do(tmp_path: Path, template: str, said: str) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"], body=f"[[rewrites.en]]\n{template}")
    with pytest.raises(BadRuleBook, match=f"pest/kills.*{said}"):
        engine_of(root)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_flags_a_neutral_wording_in_any_market(language: Language) -> None:
    book = engine().book
    wordings = [one for group in book.neutral.values() for one in group]
    flagged = set()
    for product_type in (None, *get_args(ProductType)):
        fields = [
            TextField(id=f"{role}-{number}", role=role, text=text)
            for number, one in enumerate(wordings)
            if not one.product_types or product_type in one.product_types
            for role, text in (("bullet", one.sentence[language]), ("title", one.phrase[language]))
        ]
        for marketplace in ("generic", "amazon"):
            given = Listing(language=language, product_type=product_type, marketplace=marketplace, fields=fields)
            for day in (_DAY, _LATER) if marketplace == "generic" else (_DAY,):
                for reading in analyse(engine(), given, day).readings:
                    flagged |= {(hit.rule, reading.field.text) for hit in reading.hits}
    assert not flagged


def facts_of(**given: str) -> list[dict[str, str]]:
    """Spec fields."""
    return [{"name": name.replace("_", " "), "value": value} for name, value in given.items()]


def corrected(text: str, facts: list[dict[str, str]]) -> list[str]:
    """What the text reads after each suggestion for a disagreement of the real book."""
    fields = [{"id": "text", "role": "bullet", "text": text}]
    report = check(Listing.model_validate({"markets": ["US"], "facts": facts, "fields": fields}), on=_DAY)
    return [one for finding in report.findings for one in applied(text, finding)]


def test_a_value_that_disagrees_gives_way_to_the_fact_or_to_where_it_stands() -> None:
    assert corrected("Holds 750 ml of tea.", facts_of(Capacity="500 ml"))[0] == "Holds 500 ml of tea."
    row = corrected("Drive of 1TB / 2TB in black.", facts_of(Hard_Drive_Size="512 GB"))
    assert row
    assert all("TB" not in one for one in row), "without one of a row the next would disagree"
    tiny = corrected("Draws 2.9 kW.", facts_of(Wattage="0.002 W"))
    assert tiny
    assert "Draws 0 kW." not in tiny


def test_a_field_that_states_much_beside_the_facts_is_not_taken_apart() -> None:
    facts = facts_of(Weight="500 g", Material="steel", Width="20 cm", Power="40 W", Colour="black")
    few = "Lamp with a 2000 mAh battery."
    assert corrected(few, facts)
    much = (
        " It gives 800 lumens, IP67, first released in 2019, with HDMI 2.1 and LDAC. Bluetooth 5.3. USB 3.2. Runs "
        "Android 14. Sound of 40 dB. Charges at 12 V. Dolby Atmos."
    )
    assert corrected(few + much, facts) == []


def test_copy_in_a_language_that_is_not_read_gets_no_english_sentence() -> None:
    facts = facts_of(Weight="500 g", Material="steel", Width="20 cm", Power="40 W", Colour="black")
    offered = corrected("Đèn với pin 2000 mAh và thân đèn không gỉ.", facts)
    assert offered and not any("specifications" in text for text in offered)


@pytest.mark.parametrize(
    ("market", "facts", "text", "left"),
    [
        ("US", {"IP rating": "IPX4"}, "A lamp that is 100% waterproof.", "A lamp that is IPX4 splash-resistant."),
        ("US", {"IP rating": "IP67"}, "A lamp that is 100% waterproof.", "A lamp that is IP67 water-resistant."),
        ("US", {"Water resistance": "5 ATM"}, "Fully waterproof, black.", "Water-resistant to 5 ATM, black."),
        ("DE", {"Schutzart": "IPX4"}, "Die Lampe ist 100 % wasserdicht.", "Die Lampe ist nach IPX4 geschützt."),
        ("ES", {"Grado": "IP44"}, "La lámpara es 100 % impermeable.", "La lámpara es resistente al agua (IP44)."),
        ("IT", {"Grado": "IP44"}, "La lampada è 100% impermeabile.", "La lampada è resistente all'acqua (IP44)."),
        ("CN", {"防护等级": "IPX4"}, "这款灯100%防水。", "这款灯IPX4防水。"),
        ("JP", {"保護等級": "IPX4"}, "完全防水のランプです。", "IPX4防水のランプです。"),
        ("KR", {"방수등급": "IPX4"}, "완전 방수 램프입니다.", "IPX4 방수 램프입니다."),
        (
            "US", {"Material": "60% recycled polyester, 40% cotton"},
            "Tote bag made of recycled material.", "Tote bag made with 60% recycled material.",
        ),
        ("US", {"Warranty": "2 years"}, "Lifetime warranty included.", "2-year warranty included."),
    ],
)  # fmt: skip
def test_what_the_facts_state_comes_first(market: str, facts: dict[str, str], text: str, left: str) -> None:
    fields = [{"id": "text", "role": "bullet", "text": text}]
    told = [{"name": name, "value": value} for name, value in facts.items()]
    given = Listing.model_validate({"markets": [market], "facts": told, "fields": fields})
    assert applied(text, check(given, on=_DAY).findings[0])[0] == left
    assert left not in applied(text, check(given.model_copy(update={"facts": []}), on=_DAY).findings[0])


def test_almost_every_claim_of_the_rules_own_examples_has_more_than_its_removal() -> None:
    """A form, such as a title that is too long, has nothing but its mending."""
    book, outcome = engine(), []
    for name, rule in book.book.rules.items():
        for language, examples in rule.flags.items() if rule.finds == "wording" else ():
            found = check(made(book, rule, examples[0], language), on=_LATER, book=book).findings
            own = [one for one in found if one.rule == name]
            outcome.append(
                (any(one.kind != "remove" for finding in own for one in finding.suggestions), name, language)
            )
    missing = [(name, language) for offered, name, language in outcome if not offered]
    assert len(outcome) > 1000
    assert len(missing) / len(outcome) <= 0.005, missing
