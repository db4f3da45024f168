"""Finds what a listing does not say though a law asks for it: nothing in its fields and facts gives it."""

from collections.abc import Iterator
from dataclasses import dataclass

from caveat.analysis.engine import Engine, Surroundings
from caveat.analysis.passage import Passage
from caveat.analysis.verdict import WORST_FIRST, Judgement
from caveat.models import FieldRole, Listing
from caveat.rulebook.schema import Rule

MOST = 2
"""Absences told at a time, where none needs proof: a list of what could be added is no help."""
_COPY: tuple[FieldRole, ...] = ("bullet", "description")
Told = list[tuple[FieldRole, Passage]]


@dataclass(frozen=True)
class Gap:
    """Something that the listing does not say, with the judgement on it; `media` is the picture it is about."""

    rule: str
    judgement: Judgement
    media: str | None


def absences(engine: Engine, listing: Listing, around: Surroundings, told: Told, given: Passage | None) -> list[Gap]:
    """What is missing, worst first. `told` are the fields, `given` the facts as one text."""
    copy = [passage.sent for role, passage in told if role in _COPY]
    if copy and not any(map(str.strip, copy)):  # the seller has only begun to write
        return []
    found = [gap for name in engine.book.absent for gap in _absence(engine, listing, around, told, given, name)]
    found.sort(key=lambda gap: WORST_FIRST.index(gap.judgement.verdict))
    return [gap for place, gap in enumerate(found) if place < MOST or gap.judgement.verdict != "polish"]


def facts(listing: Listing) -> str:
    """The facts of a listing as a text of lines; one without a value says nothing."""
    return "\n".join(f"{fact.name}: {fact.value}" for fact in listing.facts if fact.value.strip())


def _absence(
    engine: Engine, listing: Listing, around: Surroundings, told: Told, given: Passage | None, name: str
) -> Iterator[Gap]:
    rule = engine.book.rules[name]
    picture = around.setting.ai_picture
    if not _called_for(rule, listing, around) or not around.court.judge(name, "description", False):
        return
    if rule.patterns and not any(engine.calls(passage, name, around) for passage in _read(rule, told)):
        return
    passages = [passage for _, passage in told]
    lifted = any(engine.lifts(passage, name) for passage in ([given, *passages] if given else passages))
    judgement = around.court.judge(name, "description", lifted)
    if judgement:
        yield Gap(name, judgement, picture if rule.pictures else None)


def _called_for(rule: Rule, listing: Listing, around: Surroundings) -> bool:
    """Whether the thing is one that the rule is about: an unknown thing is not."""
    if listing.marketplace in rule.asked_by or (rule.pictures and not around.setting.ai_picture):
        return False
    return not rule.product_types or around.setting.product_type in rule.product_types


def _read(rule: Rule, told: Told) -> Iterator[Passage]:
    return (passage for role, passage in told if not rule.roles or role in rule.roles)
