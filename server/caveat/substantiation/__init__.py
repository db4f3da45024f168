"""The substantiation file: one printable page of what a listing claims, by which law, and what is held for it."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from caveat import checker
from caveat.locker import Locker
from caveat.models import Evidence, Finding, Listing, Report
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import MEMBER_STATES, Locale
from caveat.store import EvidenceFile, StoredEvidence

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Piece:
    """A piece of evidence on the page: from the locker, or sent with the listing, which has neither id nor file."""

    proof: Evidence
    name: str
    id: int | None = None
    file: EvidenceFile | None = None
    fault: str | None = None
    left: str | None = None
    """Why it does not count for this listing on the day, as a word of words.toml; None where it does."""


@dataclass(frozen=True)
class Claim:
    """A finding as it is without any evidence, as it is with it, and what speaks for it."""

    finding: Finding
    left: Finding | None
    held: list[Piece]
    near: list[tuple[Piece, str]]
    missing: list[str]


def page(listing: Listing, locker: Locker, *, on: date | None = None, locale: str = "en") -> str:
    """The page, self-contained: no script, nothing from elsewhere, everything escaped. `locale` is "en" or "zh"."""
    day, said = on or date.today(), "zh" if locale == "zh" else "en"
    bare = checker.check(listing.model_copy(update={"evidence": []}), on=day, locale=said)
    report = checker.check(locker.lend(listing), on=day, locale=said)
    pieces = _pieces(listing, locker, day, "zh" if said == "zh" else "en")
    claims = _claims(listing, (bare, report), pieces, "zh" if said == "zh" else "en")
    template = _environment().get_template("page.html")
    return template.render(
        lang=said, words=_words()[said], day=day, listing=listing, report=report, claims=claims, pieces=pieces
    )


def _claims(listing: Listing, reports: tuple[Report, Report], pieces: list[Piece], said: Locale) -> list[Claim]:
    bare, report = reports
    book = checker.engine().book
    still = {finding.id: finding for finding in report.findings}
    found = [*bare.findings, *(one for one in report.findings if one.id not in {each.id for each in bare.findings})]
    claims = []
    for finding in found:
        speaking = {id(piece): _silent(book, listing, piece, finding) for piece in pieces}
        held = [piece for piece in pieces if speaking[id(piece)] == ""]
        near = [(piece, why) for piece in pieces if (why := speaking[id(piece)])]
        left = still.get(finding.id)
        kinds = {piece.proof.kind for piece in held}
        missing = [book.evidence[kind].name[said] for kind in finding.evidence.accepts if kind not in kinds]
        claims.append(Claim(finding, left, held, near, missing if left else []))
    return claims


def _silent(book: RuleBook, listing: Listing, piece: Piece, finding: Finding) -> str | None:
    """Why a piece does not lift a claim: "" where it does, None where it is of another kind altogether."""
    rule, scope = book.rules[finding.rule], piece.proof.scope
    if not any(book.lifts(piece.proof.kind, rule, market) for market in {"EU", *book.markets, *MEMBER_STATES}):
        return None
    if piece.left:
        return piece.left
    if scope.rules and finding.rule not in scope.rules:
        return "other-claim"
    markets = finding.markets or listing.markets or book.markets
    here = [one for one in markets if book.lifts(piece.proof.kind, rule, one)]
    spoken = scope.markets and {*scope.markets, *(MEMBER_STATES if "EU" in scope.markets else ())}
    return "" if any(not spoken or one in spoken for one in here) else "other-market"


def _pieces(listing: Listing, locker: Locker, day: date, said: Locale) -> list[Piece]:
    kept = sorted(locker.pieces(on=day), key=lambda piece: piece.id)
    return [_piece(listing, proof, locker, day, said) for proof in (*listing.evidence, *kept)]


def _piece(listing: Listing, proof: Evidence, locker: Locker, day: date, said: Locale) -> Piece:
    kind = locker.kinds.get(proof.kind)
    name = kind.name[said] if kind else proof.kind
    left = None
    if not proof.scope.names(listing.key):
        left = "other-listing"
    elif not proof.valid(day):
        left = "expired" if proof.expires and proof.expires < day else "not-yet"
    if not isinstance(proof, StoredEvidence):
        return Piece(proof, name, left=left)
    return Piece(proof, name, proof.id, proof.file, locker.fault(proof.file) if proof.file else None, left)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(HERE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((HERE / "words.toml").read_text("utf-8"))
