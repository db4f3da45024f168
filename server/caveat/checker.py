"""Listing in, Report out: analysis, then suggestions, then words. All doors (HTTP, command line, Python) lead here."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from caveat import shelf
from caveat.analysis.absence import Gap
from caveat.analysis.analyse import Analysis, Reading, disagreeing, examine, missing, survey
from caveat.analysis.disagreement import Split
from caveat.analysis.engine import Engine, Hit
from caveat.analysis.facts.said import Said
from caveat.analysis.passage import Passage
from caveat.analysis.verdict import Judgement
from caveat.models import Checked, Finding, Listing, Proof, Related, Report, Suggestion
from caveat.rewrite.add import sentences
from caveat.rewrite.batch import together
from caveat.rewrite.correct import Corrections, places
from caveat.rewrite.guard import Guard
from caveat.rewrite.quote import Facts
from caveat.rewrite.suggest import Offered, suggest
from caveat.rulebook.schema import Language, Locale, Rule
from caveat.text.normalise import Folded

_NEAR = 24
_NOTE: dict[Locale, str] = {"en": "these two disagree", "zh": "这两处不一致"}
_MOST_LATEST = 1024
_MENDED = 12
"""How many disagreements of a listing get suggestions; who has more of them has pasted something."""


@cache
def engine() -> Engine:
    """The rule book that ships with Caveat, compiled, with every rule's own examples passed."""
    return shelf.engine()


def check(listing: Listing, *, on: date | None = None, locale: str = "en", book: Engine | None = None) -> Report:
    """Report the claims of a listing that a law, the marketplace or the listing itself speaks against.

    `on` is the day whose law counts (today if left out), `locale` the language of the messages: "en" or "zh".
    """
    book = book or engine()
    language: Locale = "zh" if locale == "zh" else "en"
    with book.lock:
        analysis = survey(book, listing, on or date.today())
        guard, facts = Guard(book, analysis), Facts(book, analysis)
        found = [_remembered(guard, facts, reading, language) for reading in analysis.readings]
        absent = [_absent(book, analysis, gap, language) for gap in missing(book, analysis)]
        splits = disagreeing(book, analysis)
        corrections = Corrections(guard, splits)
        apart = [
            _apart(book, analysis, split, language, corrections.of(split, language) if n < _MENDED else [])
            for n, split in enumerate(splits)
        ]
    told = [one for reading in found for one in reading.findings]
    apart = [one for one in apart if not _told_already(book, one, told)]
    findings = in_order(told + apart, listing) + absent
    known, named = book.book.evidence, {kind for one in findings for kind in one.evidence.accepts + one.evidence.have}
    truncated = [field.id for field, one in zip(listing.fields, found, strict=True) if one.truncated]
    return Report(
        findings=findings,
        rulebook=book.ref,
        checked=Checked(markets=list(analysis.around.court.markets), fields=[field.id for field in listing.fields]),
        not_checked=analysis.not_checked,
        language={reading.field.id: reading.passage.language for reading in analysis.readings},
        fixes=[fix for one in found for fix in one.fixes],
        kinds={kind: known[kind].called(language) for kind in sorted(named & known.keys())},
        text_sha256={field.id: hashlib.sha256(field.text.encode()).hexdigest() for field in listing.fields},
        partial=bool(truncated),
        partial_reason=f"too many matches in {', '.join(truncated)}" if truncated else None,
    )


@dataclass(frozen=True)
class _Found:
    """What was found in a field, and the answers about the rest of the listing that it rests on."""

    findings: list[Finding]
    fixes: list[str]
    truncated: bool
    asked: dict[str, bool]
    told: dict[tuple[str, Language], str | None]
    backed: list[tuple[Said, bool]]

    def holds(self, guard: Guard, facts: Facts) -> bool:
        """Whether the rest of the listing still answers the same."""
        lifted = all(guard.analysis.around.lifts(rule) == lifted for rule, lifted in self.asked.items())
        told = lifted and all(facts.told(*asked) == said for asked, said in self.told.items())
        return told and all(guard.ground.backs(one) == backed for one, backed in self.backed)


def _remembered(guard: Guard, facts: Facts, reading: Reading, language: Locale) -> _Found:
    """The findings of a field; while a seller types in one field, those of the others are not worked out again."""
    book, analysis = guard.engine, guard.analysis
    around, field = analysis.around, reading.field
    place = field.id, field.role, field.limit, field.limit_bytes, reading.passage.key
    key = place, around.court.key, around.setting, facts.key, analysis.listing.brand, language
    latest: dict[Hashable, _Found] = book.latest
    known = latest.get(key)
    if known and known.holds(guard, facts):
        return known
    examine(book, analysis, reading)
    before = len(guard.asked)
    offered = suggest(guard, facts, reading, language)
    findings = list(_findings(book, analysis, reading, language, offered))
    truncated = any(scan.truncated for scan in reading.passage.scans)
    fixes = together(guard, reading, offered)
    asked = dict(around.asked), facts.answers, guard.asked[before:]
    latest[key] = _Found(findings, fixes, truncated, *asked)
    if len(latest) > _MOST_LATEST:
        del latest[next(iter(latest))]
    return latest[key]


def _findings(
    book: Engine, analysis: Analysis, reading: Reading, language: Locale, offered: list[list[Offered]]
) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for hit, rewrites in zip(reading.hits, offered, strict=True):
        fingerprint = _fingerprint(reading.passage, hit)
        seen[fingerprint] += 1
        rule = book.book.rules[hit.rule]
        media = analysis.around.setting.ai_picture if rule.pictures else None
        suggestions = [one.suggestion for one in rewrites]
        yield _finding(rule, reading, hit, language, suggestions, (fingerprint, seen[fingerprint]), media)


def ruled(rule: Rule, judgement: Judgement, language: Locale) -> dict[str, Any]:
    """The entries of a Finding that follow from the rule and the judgement on it, wherever it was found."""
    return {
        "category": rule.category,
        "verdict": judgement.verdict,
        "confidence": rule.confidence,
        "why": rule.why[language],
        "markets": list(judgement.markets),
        "levels": dict(zip(judgement.markets, judgement.levels, strict=True)),
        "laws": list(judgement.laws),
        "platforms": list(judgement.platforms),
        "evidence": Proof(accepts=rule.evidence, have=list(judgement.held)),
    }


def _finding(
    rule: Rule, reading: Reading, hit: Hit, language: Locale, suggestions: list[Suggestion], named: tuple[str, int],
    media: str | None,
) -> Finding:  # fmt: skip
    passage, judgement, (fingerprint, nth) = reading.passage, hit.judgement, named
    start, end = passage.sent_span(hit.start, hit.end)
    quoted = " ".join(passage.plain[hit.start : hit.end].split())
    return Finding(
        id=f"{reading.field.id}-{fingerprint[:12]}-{nth}",
        rule=hit.rule,
        field=reading.field.id,
        start=passage.units.units(start),
        end=passage.units.units(end),
        text=passage.sent[start:end],
        message=rule.message[language].replace("{match}", quoted),
        suggestions=suggestions,
        media=media,
        fingerprint=fingerprint,
        **ruled(rule, judgement, language),
    )


def _absent(book: Engine, analysis: Analysis, gap: Gap, language: Locale) -> Finding:
    """What the listing does not say, as a finding without a place."""
    rule, judgement = book.book.rules[gap.rule], gap.judgement
    fingerprint = hashlib.sha256(f"{gap.rule}\0{gap.media or ''}".encode()).hexdigest()
    return Finding(
        id=f"listing-{fingerprint[:12]}-1",
        rule=gap.rule,
        field=None,
        start=None,
        end=None,
        text="",
        message=rule.message[language],
        suggestions=sentences(book, analysis, rule),
        media=gap.media,
        fingerprint=fingerprint,
        **ruled(rule, judgement, language),
    )


def _apart(book: Engine, analysis: Analysis, split: Split, language: Locale, suggestions: list[Suggestion]) -> Finding:
    """Two places that disagree, as a finding on one that points at the other; or what only the copy states."""
    rule, judgement, what = book.book.rules[split.rule], split.judgement, split.what
    here, there = places(analysis, what)
    other = there.quoted if there else ""
    fingerprint = hashlib.sha256("\0".join((split.rule, here.quoted, other)).encode()).hexdigest()
    return Finding(
        id=f"{here.field or 'facts'}-{fingerprint[:12]}-1",
        rule=split.rule,
        field=here.field,
        start=here.start,
        end=here.end,
        text=here.sent,
        message=rule.message[language].replace("{match}", here.quoted).replace("{other}", other),
        related=[Related(field=one.field, fact=one.fact, start=one.start, end=one.end, note=_NOTE[language])
                 for one in ([there] if here.field else [here, there]) if one],
        suggestions=suggestions,
        fingerprint=fingerprint,
        **ruled(rule, judgement, language),
    )  # fmt: skip


def _told_already(book: Engine, one: Finding, told: list[Finding]) -> bool:
    """Whether what only the copy states is a claim that a rule asks proof of anyway."""
    if book.book.rules[one.rule].finds != "unstated":
        return False
    return any(other.verdict in ("stop", "prove") and meet(one, other) for other in told)


def meet(one: Finding, other: Finding) -> bool:
    """Whether two findings share a character of a field."""
    if one.field is None or one.field != other.field or None in (one.start, one.end, other.start, other.end):
        return False
    return one.start < other.end and other.start < one.end  # type: ignore[operator]


def in_order(findings: list[Finding], listing: Listing) -> list[Finding]:
    """Findings by field and place, as they stand in the form."""
    order = {field.id: place for place, field in enumerate(listing.fields)}
    return sorted(findings, key=lambda finding: (order.get(finding.field or "", len(order)), finding.start or 0))


def _fingerprint(passage: Passage, hit: Hit) -> str:
    """The rule, the claim and its near context, folded: the same while other text changes."""
    near = passage.plain[max(hit.start - _NEAR, 0) : hit.end + _NEAR]
    claim = passage.plain[hit.start : hit.end]
    folded = "\0".join((hit.rule, Folded(claim).text, " ".join(Folded(near).text.split())))
    return hashlib.sha256(folded.encode()).hexdigest()
