"""What a draft adds to, changes in and loses from its source, as places in both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from caveat.analysis.analyse import Analysis, examine, survey
from caveat.analysis.drafts.tongue import tongue
from caveat.analysis.engine import Engine
from caveat.analysis.facts.claims import Claims
from caveat.analysis.facts.ground import MOST, Ground
from caveat.analysis.facts.said import GROUPS, Said, said
from caveat.models import Category, Listing
from caveat.rulebook import RuleBook

_SILENT: frozenset[Category] = frozenset(
    ("AIREM", "SPAM", "CONTACT", "MISSING", "CONTRADICT", "AIMEDIA", "IP", "LEGALFEAT", "MATERIAL")
)
"""Categories that say nothing of the thing, or are read word by word here."""
_NEAR = 3
_KEPT = frozenset(("quantity", "version", "feature", "material", "country", "mark", "award", "warranty", "warning"))
"""What a source states for the buyer to know: a draft without it has lost something."""


@dataclass(frozen=True)
class Change:
    """A thing that a draft states, and the one of its source that it stands for; None where it is new."""

    draft: Said
    source: Said | None


@dataclass(frozen=True)
class Differences:
    """What is new or changed in a draft, in its order, and what of its source is gone."""

    changes: list[Change]
    lost: list[Said]
    truncated: bool
    """Whether one of the two states more than is compared."""


def differences(engine: Engine, source: Analysis, draft: Analysis) -> Differences:
    """Compare two listings that were surveyed. Hold the engine's lock."""
    theirs, mine = _claims(engine, source), _claims(engine, draft)
    stated, drafted = [*_ruled(engine, source, theirs), *said(theirs)], [*_ruled(engine, draft, mine), *said(mine)]
    truncated = max(len(stated), len(drafted)) > MOST
    stated, drafted = stated[:MOST], drafted[:MOST]
    ground, told = _ground(engine, stated, theirs), _ground(engine, drafted, mine)
    gone = [one for one in stated if one.kind in _KEPT and not one.loose and not told.holds(one)]
    translated = not ground.languages & told.languages
    changes: list[Change] = []
    used: set[int] = set()
    for one in drafted:
        if not ground.holds(one) and not _idle(one, translated, ground):
            other = next((other for other in gone if id(other) not in used and _stands_for(one, other, ground)), None)
            used.update([id(other)] if other else [])
            changes.append(Change(one, other))
    taken = [one for one in gone if id(one) in used]
    lost = [one for one in gone if not any(_beside(one, other) for other in taken) and not _vague(one, translated)]
    return Differences(_apart(changes), _outermost(lost), truncated)


def read(engine: Engine, listing: Listing, on: date) -> Analysis:
    """The listing as surveyed; in Latin letters its language is told by all of its words, not field by field."""
    analysis = survey(engine, listing, on)
    passages = [reading.passage for reading in analysis.readings]
    if listing.language or any(passage.language in ("zh", "ja", "ko") for passage in passages):
        return analysis
    language = tongue((token for passage in passages for token in passage.tokens), engine.book)
    if language is None or all(passage.language == language for passage in passages):
        return analysis
    return survey(engine, listing.model_copy(update={"language": language}), on)


def speaks(book: RuleBook, one: Change) -> str | None:
    """The rule that speaks of a difference."""
    return book.changing if one.source else book.adding.get(one.draft.kind)


def _claims(engine: Engine, analysis: Analysis) -> list[Claims]:
    """The fields as the comparison reads them, each in its own language."""
    return [
        Claims(place, reading.field, reading.passage, engine.words(reading.passage.language))
        for place, reading in enumerate(analysis.readings)
    ]


def _ground(engine: Engine, stated: list[Said], fields: Sequence[Claims]) -> Ground:
    return Ground(fields, engine.book.facts, stated)


def _ruled(engine: Engine, analysis: Analysis, fields: Sequence[Claims]) -> Iterator[Said]:
    """What rules find that need proof: an award, a comparison, a promise, an effect."""
    for reading, claims in zip(analysis.readings, fields, strict=True):
        examine(engine, analysis, reading)
        for hit in reading.hits:
            if hit.judgement.verdict in ("stop", "prove") and engine.book.rules[hit.rule].category not in _SILENT:
                yield Said("claim", hit.rule, claims, hit.start, hit.end)


def _idle(one: Said, translated: bool, ground: Ground) -> bool:
    """Whether a thing that the source does not hold is no addition."""
    if one.kind == "feature" and not one.there:
        return not _denies(one, ground)
    if one.kind == "warning" or one.loose:
        return True
    return one.kind == "proper" and translated


def _vague(one: Said, translated: bool) -> bool:
    """Whether a translation may well have other words for a thing, so that nobody can tell that it is gone."""
    return translated and one.kind == "feature" and one.there


def _denies(one: Said, ground: Ground) -> bool:
    """Whether a draft says that a feature is not there, and the source that it is."""
    return one.kind == "feature" and any(other.value == one.value and other.there for other in ground.of("feature"))


def _stands_for(one: Said, other: Said, ground: Ground) -> bool:
    """Whether two things that differ answer the same question."""
    if one.kind != other.kind:
        return False
    if one.quantity and other.quantity:
        mine, theirs = one.quantity, other.quantity
        if mine.unit.kind == theirs.unit.kind:
            alone = sum(one.unit.kind == mine.unit.kind for one in ground.quantities) == 1
            return alone or mine.thing == theirs.thing or None in (mine.thing, theirs.thing)
        alike = [float(number.value) for number in mine.numbers] == [float(number.value) for number in theirs.numbers]
        return alike and mine.unit.kind not in ("count", "share", "calendar-year")
    if one.kind == "version":
        return one.value.rsplit(" ", 1)[0] == other.value.rsplit(" ", 1)[0]
    if one.kind == "feature":
        return one.value == other.value
    return one.kind in ("material", "country")


def _apart(changes: Iterable[Change]) -> list[Change]:
    """One finding for a place: what changed before what is new, a value before a rule's claim, then the longer."""
    found: list[Change] = []
    for one in sorted(changes, key=_first):
        if not any(_meet(one.draft, other.draft) for other in found):
            found.append(one)
    return sorted(found, key=lambda one: (one.draft.claims.place, one.draft.start))


def _first(one: Change) -> tuple[bool, bool, int]:
    return one.source is None, one.draft.kind not in GROUPS, one.draft.start - one.draft.end


def _outermost(lost: Iterable[Said]) -> list[Said]:
    found: list[Said] = []
    for one in sorted(lost, key=lambda one: one.start - one.end):
        if not any(_meet(one, other) for other in found):
            found.append(one)
    return sorted(found, key=lambda one: (one.claims.place, one.start))


def _beside(one: Said, other: Said) -> bool:
    """Whether a thing is, or stands right beside, one that was changed: the share of a material."""
    near = one.start - _NEAR < other.end and other.start < one.end + _NEAR
    return one is other or (near and one.claims.place == other.claims.place and one.value == "share")


def _meet(one: Said, other: Said) -> bool:
    return one.claims.place == other.claims.place and one.start < other.end and other.start < one.end
