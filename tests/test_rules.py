"""Every rule file is its own test, and every stop or prove finding of its examples offers a way out."""

import re

import pytest
from caveat.analysis.engine import Engine
from caveat.analysis.selfcheck import listing, problems
from caveat.checker import check
from caveat.models import Listing
from caveat.rulebook import load
from caveat.rulebook.pattern import parse
from caveat.text.utf16 import cut

BOOK = load()
ENGINE = Engine(BOOK)
SCOLDING = re.compile(r"\b(must|never|illegal|violat\w+|compliant|guilty)\b", re.IGNORECASE)
VERDICTS = re.compile(r"\b(illegal|violat\w+|compliant|guilty)\b", re.IGNORECASE)
"""A reason may say what a law requires; it does not pass sentence."""


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_examples_hold(name: str) -> None:
    assert list(problems(ENGINE, [name])) == []


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_messages_quote_and_do_not_scold(name: str) -> None:
    rule = BOOK.rules[name]
    for texts in (rule.message, rule.why):
        assert all(text.endswith((".", "。")) for text in texts.values())
        assert not VERDICTS.search(texts["en"])
    assert not SCOLDING.search(rule.message["en"])
    quotes = {text.lstrip().startswith("“{match}”") for text in rule.message.values()}
    assert quotes == {rule.finds != "absence"}  # what is absent cannot be quoted


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_stop_and_prove_offer_a_rewrite_that_removes_the_finding(name: str) -> None:
    rule = BOOK.rules[name]
    for language, flags in rule.flags.items():
        for example in flags:
            sample = listing(ENGINE, rule, example, language)
            before = check(sample, book=ENGINE)
            told = [finding for finding in before.findings if finding.field]
            for finding in before.findings:
                if finding.rule != name or finding.verdict not in ("stop", "prove") or finding.field is None:
                    continue
                assert finding.suggestions, f"{example!r} leaves the seller without a way out"
                _removes(sample, finding, len(told))


def _removes(sample, finding, count: int) -> None:
    text = sample.fields[0].text
    for suggestion in finding.suggestions:
        after = cut(text, 0, suggestion.start) + suggestion.text + cut(text, suggestion.end, 1 << 20)
        field = sample.fields[0].model_copy(update={"text": after})
        report = check(sample.model_copy(update={"fields": [field]}), book=ENGINE)
        left = [finding for finding in report.findings if finding.field]
        assert len(left) < count, f"{text!r} -> {after!r} still has {[(f.rule, f.text) for f in left]}"


def test_the_book_is_broad_enough() -> None:
    by_language = {
        language: sum(language in rule.patterns for rule in BOOK.rules.values()) for language in ("en", "de", "zh")
    }
    assert len(BOOK.rules) >= 60
    assert len({rule.category for rule in BOOK.rules.values()}) >= 15
    assert by_language["de"] >= 5 and by_language["zh"] >= 5


def test_every_lexicon_is_used() -> None:
    shared = {"negator", "negator_after", "not_negator", "media", "no_answer", "printed", "speaker", "statutory"}
    templates = [
        {language: [source for one in ones for source in one.when] for language, ones in rule.rewrites.items()}
        for rule in BOOK.rules.values()
    ]
    used = shared | {
        slot.name
        for rule, forms in zip(BOOK.rules.values(), templates, strict=True)
        for table in (rule.patterns, rule.unless, rule.needs, rule.lifted_by, forms)
        for sources in table.values()
        for source in sources
        for pattern in parse(source)
        for slot in pattern.slots
        if slot.name
    }
    included = {
        entry.strip("{}") for table in BOOK.lexicons.values() for phrases in table.values() for entry in phrases
        if entry.startswith("{")
    }  # fmt: skip
    assert set(BOOK.lexicons) <= used | included


@pytest.mark.parametrize(
    ("market", "text", "claims"),
    [
        ("CN", "本產品不能治療糖尿病", 0),
        ("CN", "本產品可治療糖尿病", 1),
        ("JP", "糖尿病を治療するものではありません", 0),
        ("JP", "糖尿病が治るお茶", 1),
        ("JP", "大腸がん抑制", 1),
        ("JP", "除菌効果はありません", 0),
        ("KR", "당뇨를 치료하는 제품이 아닙니다", 0),
        ("KR", "당뇨를 치료하는 차", 1),
        ("KR", "살균 기능은 없습니다", 0),
    ],
)
def test_eastern_languages_deny_at_the_end_of_a_sentence(market: str, text: str, claims: int) -> None:
    sample = {"markets": [market], "fields": [{"id": "d", "role": "description", "text": text}]}
    assert len(check(Listing.model_validate(sample), book=ENGINE).findings) == claims
