"""Listing in, Report out: analysis, then suggestions, then words. All doors (HTTP, command line, Python) lead here."""

import hashlib
from datetime import date
from functools import cache

from caveat.analysis.analyse import Analysis, Reading, analyse
from caveat.analysis.engine import Engine, Hit
from caveat.analysis.selfcheck import selfcheck
from caveat.models import Checked, Finding, Listing, Proof, Report
from caveat.rewrite.suggest import suggest
from caveat.rulebook import load
from caveat.text.normalise import Folded

_NEAR = 24


@cache
def engine() -> Engine:
    """The rule book that ships with Caveat, compiled, with every rule's own examples passed."""
    compiled = Engine(load())
    selfcheck(compiled)
    return compiled


def check(listing: Listing, *, on: date | None = None, locale: str = "en", book: Engine | None = None) -> Report:
    """Report the claims of a listing that a law, the marketplace or the listing itself speaks against.

    `on` is the day whose law counts (today if left out), `locale` the language of the messages: "en" or "zh".
    """
    book = book or engine()
    analysis = analyse(book, listing, on or date.today())
    findings = [finding for reading in analysis.readings for finding in _findings(book, analysis, reading, locale)]
    truncated = analysis.truncated
    return Report(
        findings=findings,
        rulebook=book.ref,
        checked=Checked(
            markets=list(analysis.around.court.markets), fields=[reading.field.id for reading in analysis.readings]
        ),
        not_checked=analysis.not_checked,
        language={reading.field.id: reading.language for reading in analysis.readings},
        text_sha256={reading.field.id: hashlib.sha256(reading.sent.encode()).hexdigest() for reading in analysis.readings},
        partial=bool(truncated),
        partial_reason=f"too many matches in {', '.join(truncated)}" if truncated else None,
    )


def _findings(book: Engine, analysis: Analysis, reading: Reading, locale: str) -> list[Finding]:
    seen: dict[str, int] = {}
    found = []
    for hit in reading.hits:
        print_ = _fingerprint(reading, hit)
        seen[print_] = seen.get(print_, 0) + 1
        found.append(_finding(book, analysis, reading, hit, locale, print_, seen[print_]))
    return found


def _finding(
    book: Engine, analysis: Analysis, reading: Reading, hit: Hit, locale: str, fingerprint: str, nth: int
) -> Finding:
    rule, judgement = book.book.rules[hit.rule], hit.judgement
    start, end = reading.sent_span(hit.start, hit.end)
    units = reading.units()
    quoted = " ".join(reading.plain[hit.start : hit.end].split())
    language = "zh" if locale == "zh" else "en"
    return Finding(
        id=f"{reading.field.id}-{fingerprint[:12]}-{nth}",
        rule=hit.rule,
        category=rule.category,
        verdict=judgement.verdict,
        confidence=rule.confidence,
        field=reading.field.id,
        start=units.units(start),
        end=units.units(end),
        text=reading.sent[start:end],
        message=rule.message[language].replace("{match}", quoted),
        why=rule.why[language],
        markets=list(judgement.markets),
        laws=list(judgement.laws),
        platforms=list(judgement.platforms),
        evidence=Proof(accepts=rule.evidence, have=list(judgement.held)),
        suggestions=suggest(book, analysis, reading, hit),
        fingerprint=fingerprint,
    )


def _fingerprint(reading: Reading, hit: Hit) -> str:
    """The rule, the claim and its near context, folded: the same while other text changes."""
    near = reading.plain[max(hit.start - _NEAR, 0) : hit.end + _NEAR]
    claim = reading.plain[hit.start : hit.end]
    folded = "\0".join((hit.rule, Folded(claim).text, " ".join(Folded(near).text.split())))
    return hashlib.sha256(folded.encode()).hexdigest()
