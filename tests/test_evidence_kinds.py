"""The kinds of evidence as data: every one that a rule accepts is known, its number has its form, its reach ends."""

from datetime import date
from pathlib import Path

import pytest
from books import engine_of, listing, small_book, write_rule
from caveat import check, rulebook
from caveat.api.words import LANGUAGES
from caveat.errors import BadRuleBook
from caveat.models import Evidence, Listing

DAY = date(2026, 11, 21)
KILLS = {"key": "LUMO-1", "fields": [{"id": "b", "role": "bullet", "text": "Kills 99.9% of bacteria"}]}


def test_every_kind_that_a_rule_accepts_is_known() -> None:
    book = rulebook.load()
    accepted = {kind for rule in book.rules.values() for kind in rule.evidence}
    assert accepted and accepted <= book.evidence.keys()
    reached = {other for kind in book.evidence.values() for other in kind.counts_as} | book.evidence.keys()
    assert accepted <= reached


def test_every_kind_has_a_name_of_its_own_in_each_language_of_the_interface() -> None:
    kinds = rulebook.load().evidence
    for language in LANGUAGES:
        names = [kind.called(language) for kind in kinds.values()]
        assert len(set(names)) == len(kinds) and all(name == name.strip() for name in names), language
    report = kinds["test-report"]
    said = [report.called(tag) for tag in ("de", "zh-CN", "zh-TW", "pl")]
    assert said == ["Prüfbericht", "检测报告", "檢測報告", "Test report"]
    for name in ("test-report", "certificate", "survey", "warranty-terms"):
        assert len(set(kinds[name].name.values())) >= 8, name


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("epa-registration", ["12345-67", "EPA Reg. No. 12345-67-8901"], ["12345", "1234567-1", "12345-67-"]),
        ("epa-establishment", ["12345-CHN-1", "12345-ca-001"], ["12345-67", "12345-CHINA-1"]),
        ("fda-510k", ["K123456", "k123456"], ["K12345", "P123456", "K1234567"]),
        ("fda-de-novo", ["DEN200001"], ["DE200001"]),
        ("fda-pma", ["P123456", "P123456/S001"], ["K123456"]),
        ("ndc", ["0777-3105-02", "NDC 50580-449-09"], ["0777310502", "1-2-3"]),
        ("fcc-id", ["2AAAA-X100", "BCG-E1234A", "FCC ID: BCGE1234A"], ["AB", "2AAAA-"]),
        ("fsc-certificate", ["FSC-C012345", "C012345"], ["C01234", "012345"]),
        ("textile-standard", ["CU 812345", "CERES-0123"], ["812345"]),
        ("eu-ecolabel", ["FR/030/012"], ["FR030012"]),
        ("eprel", ["1234567"], ["1234", "123456789"]),
        ("notified-body", ["0123", "NB 0123"], ["123"]),
        ("uk-pl", ["PL 12345/0123", "THR 01234/0001"], ["12345/0123"]),
        ("ca-npn", ["NPN 80012345", "80012345"], ["8001234"]),
        ("au-artg", ["AUST L 123456", "AUST R 12345"], ["123456"]),
        ("jp-approval", ["22000BZX00123000"], ["22000BZX"]),
        ("kr-kc", ["HU07123-12345A", "R-R-ABC-X100"], ["KC"]),
        ("cn-special-cosmetic", ["国妆特字G20201234", "国妆特进字J20191234"], ["国妆备20201234"]),
        ("cn-medical-device", ["国械注准20173400001", "粤械备20191234号"], ["国药准字Z20201234"]),
        ("cn-health-food", ["国食健字G20040001", "国食健注G20160001", "食健备G201837000001"], ["G20040001"]),
        ("patent", ["US 10,123,456 B2", "EP1234567B1", "ZL 201510012345.6", "CN 110012345 A"], ["10123456", "pending"]),
    ],
)
def test_numbers_have_the_form_of_their_kind(kind: str, good: list[str], bad: list[str]) -> None:
    form = rulebook.load().evidence[kind].number
    assert [one for one in good if not form.fits(one)] == []
    assert [one for one in bad if form.fits(one)] == []


def found(market: str, **proof: object) -> set[str]:
    given = Listing.model_validate(KILLS | {"markets": [market], "evidence": [proof]})
    return {finding.rule for finding in check(given, on=DAY).findings}


def test_a_registration_counts_at_home_only() -> None:
    assert "pesticide/kills-germs" not in found("US", kind="epa-registration")
    assert "pesticide/kills-germs" in found("DE", kind="epa-registration")
    assert "pesticide/kills-germs" not in found("DE", kind="bpr-authorisation")
    assert "pesticide/kills-germs" in found("US", kind="bpr-authorisation")


def test_scope_names_product_lines_and_rules() -> None:
    assert "pesticide/kills-germs" not in found("US", kind="epa-registration", scope={"lines": ["LUMO-"]})
    assert "pesticide/kills-germs" in found("US", kind="epa-registration", scope={"lines": ["OTHER-"]})
    assert "pesticide/kills-germs" in found("US", kind="epa-registration", scope={"rules": ["pesticide/mould"]})
    lists_both = {"keys": ["X"], "lines": ["LUMO"]}
    assert "pesticide/kills-germs" not in found("US", kind="epa-registration", scope=lists_both)


def test_a_listing_without_a_key_is_named_by_no_key() -> None:
    proof = Evidence.model_validate({"kind": "patent", "scope": {"lines": ["A"]}})
    assert not proof.scope.names(None) and proof.scope.names("AB")


def test_a_kind_that_counts_as_another_lifts_in_its_categories_only(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    for category in ("GREEN", "FOOD"):
        more = 'evidence = ["certificate"]'
        write_rule(root, f"x/{category.lower()}", [category.lower() + "y"], category=category,
                   flags=[f"«{category.lower()}y»"] * 2)  # fmt: skip
        path = root / f"x/{category.lower()}.toml"
        path.write_text(path.read_text("utf-8").replace('evidence = ["test-report"]', more), "utf-8")
    given = listing("greeny foody", marketplace="generic", evidence=[{"kind": "fsc-certificate"}])
    assert {one.rule for one in check(given, on=DAY, book=engine_of(root)).findings} == {"x/food"}


@pytest.mark.parametrize(
    ("was", "is_", "said"),
    [
        ("[K]\\d{6}", "", "patent"),
        ("P\\d{6}(/S\\d{1,4})?'", "P\\d*(/S\\d{1,4})?'", "not linear"),
        ('example = "P000000"', 'example = "K000000"', "the example has not the form"),
        ('counts_as = ["fda-510k"]', 'counts_as = ["fda-510"]', "no kind of evidence fda-510"),
        ('de = "Prüfbericht"\n', "", "a name in each of en, de"),
    ],
)
def test_a_faulty_kind_is_an_error_that_names_it(tmp_path: Path, was: str, is_: str, said: str) -> None:
    root = small_book(tmp_path)
    path = root / "evidence.toml"
    text = path.read_text("utf-8")
    if was not in text:
        write_rule(root, "x/y", ["zap"])
        rule = root / "x/y.toml"
        rule.write_text(rule.read_text("utf-8").replace("test-report", "patents"), "utf-8")
    path.write_text(text.replace(was, is_), "utf-8")
    with pytest.raises(BadRuleBook, match=said):
        engine_of(root)
