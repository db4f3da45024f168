"""The guard over rewrites, whoever wrote them, and the rewrites that are made in one step."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from books import engine_of, small_book, write_rule
from caveat.analysis.analyse import Analysis, analyse
from caveat.checker import check, engine
from caveat.models import Listing
from caveat.rewrite.guard import fault
from caveat.rewrite.loss import lost
from caveat.rewrite.mend import Edit
from caveat.text.utf16 import cut

_DAY = date(2026, 11, 22)
_FACTS = [{"name": "Material", "value": "Steel"}, {"name": "Capacity", "value": "500 ml"}]


def one_field(text: str, **given: Any) -> Listing:
    """A bullet in the United States, with facts."""
    field = {"id": "text", "role": given.pop("role", "bullet"), "text": text}
    field |= {name: given.pop(name) for name in ("limit", "limit_bytes") if name in given}
    return Listing.model_validate({"markets": ["US"], "facts": _FACTS, "fields": [field]} | given)


def said(listing: Listing, old: str, new: str) -> str | None:
    """What the guard says of a rewrite of the first claim of the real book in a field."""
    analysis = analyse(engine(), listing, _DAY)
    reading = analysis.readings[0]
    start = reading.passage.plain.index(old)
    with engine().lock:
        hit = next(iter(reading.hits), None)
        return fault(engine(), analysis, reading, hit, Edit(start, start + len(old), new))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("kills germs", "kills germs", "changes nothing"),
        ("kills germs", "wipes clean", None),
        ("kills germs", "holds 500 ml", None),
        ("kills germs", "holds 750 ml", "750 ml"),
        ("kills germs", "is made of steel", None),
        ("kills germs", "is made of real leather", "leather"),
        ("kills germs", "is made in Germany", "Germany"),
        ("kills germs", "has the TÜV mark", "TÜV"),
        ("kills germs", "fits every Hydrojug lid", "Hydrojug"),
        ("kills germs", "is better than any other bottle", "it adds|better"),
        ("kills germs", "cures cancer", "it adds disease/"),
        ("kills germs", "kills germs fast", "it leaves pesticide/"),
        ("kills germs", "ist sehr leicht und passt in jede Tasche", "in de, not en"),
        ("kills germs", "易于清洗", "in zh, not en"),
    ],
)
def test_a_rewrite_is_dropped_for_what_it_adds(old: str, new: str, reason: str | None) -> None:
    told = said(one_field("Steel bottle for work. It kills germs. Blue."), old, new)
    assert (told is None) if reason is None else (told is not None and re.search(reason, told)), told


def test_a_rewrite_has_to_fit_its_field_unless_the_field_was_too_long_before() -> None:
    text = "It kills germs."
    assert said(one_field(text, limit=20), "kills germs", "wipes clean") is None
    assert said(one_field(text, limit=16), "kills germs", "wipes clean after use") == "it is longer than 16 characters"
    assert said(one_field(text, limit_bytes=16), "kills germs", "wipes cléan é") == "it is longer than 16 bytes"
    assert said(one_field(text, limit=5), "kills germs", "is light") is None
    assert said(one_field("Kills germs", role="title"), "Kills germs", "") == "it leaves no title"


def test_a_rewrite_must_not_set_copy_and_facts_at_odds() -> None:
    facts = [{"name": "Connectivity Technology", "value": "USB Wired"}]
    told = said(one_field("Mouse that kills germs.", facts=facts), "that kills germs", "with wireless receiver")
    assert told is not None and "contradict/" in told


def _analysed(title: str, search: str = "") -> Analysis:
    fields = [{"id": "t", "role": "title", "text": title}, {"id": "s", "role": "search_terms", "text": search}]
    return analyse(engine(), Listing.model_validate({"markets": ["US"], "fields": fields}), _DAY)


@pytest.mark.parametrize(
    ("title", "search", "gone", "words"),
    [
        ("Bamboo Cutting Board Kills Germs, Large", "", " Cutting Board Kills Germs", ["Cutting", "Board"]),
        ("Bamboo Cutting Board Kills Germs, Large", "board", " Cutting Board Kills Germs", ["Cutting"]),
        ("Bamboo Cutting Board Kills Germs, Large", "", " Kills Germs", []),
        ("Board for the Kitchen", "", " for the Kitchen", ["Kitchen"]),
    ],
)
def test_words_that_shoppers_search_are_counted_and_risk_words_are_not(
    title: str, search: str, gone: str, words: list[str]
) -> None:
    analysis = _analysed(title, search)
    start = title.index(gone)
    assert lost(analysis, analysis.readings[0], Edit(start, start + len(gone), "")) == words


def test_fixes_do_not_overlap_and_leave_nothing_new(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/green", ["eco-friendly"], cut="word")
    write_rule(root, "pest/blue", ["green"], cut="word", category="GREEN")
    write_rule(root, "pest/kills", ["kill germ"])
    text = "An eco-friendly bottle with green lid. It kills germs. An eco-friendly, green cup."
    report = check(one_field(text), on=_DAY, book=engine_of(root))
    offered = {one.id: one for finding in report.findings for one in finding.suggestions}
    assert len(report.findings) == 5
    chosen = sorted((offered[fix] for fix in report.fixes), key=lambda one: -one.start)
    assert len(chosen) == 3
    assert {one.safety for one in chosen} == {"safe"}
    for one in chosen:
        text = cut(text, 0, one.start) + one.text + cut(text, one.end, 2 * len(text))
    assert text == "A bottle with lid. It kills germs. A green cup."


def test_a_batch_that_would_add_a_finding_is_not_offered(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/a", ["alpha"], cut="word")
    write_rule(root, "pest/b", ["beta"], cut="word", category="GREEN")
    write_rule(root, "pest/c", ["gets ...1 cured"], category="DISEASE")
    book = engine_of(root)
    assert len(check(one_field("Wood gets alpha nice beta cured."), on=_DAY, book=book).findings) == 2
    assert check(one_field("Wood gets alpha nice beta cured."), on=_DAY, book=book).fixes == []
    assert len(check(one_field("Wood gets alpha very nice beta cured."), on=_DAY, book=book).fixes) == 2


def test_a_rewrite_goes_with_the_field_that_held_what_it_states() -> None:
    title = {"id": "title", "role": "title", "text": "American made corn for birds"}

    def offered(bullet: str) -> list[str]:
        fields = [title, {"id": "text", "role": "bullet", "text": bullet}]
        report = check(Listing.model_validate({"markets": ["US"], "fields": fields}), on=_DAY)
        return [one.text for found in report.findings if found.field == "title" for one in found.suggestions]

    assembled = "Assembled in the USA with US and imported parts"
    assert assembled in offered("Made in the USA.")
    assert assembled not in offered("In a bag of paper.")
    assert assembled in offered("Made in the USA.")
