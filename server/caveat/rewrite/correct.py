"""What a place that disagrees would read if the other one is right; which one is, only the seller knows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from caveat.analysis.analyse import Analysis
from caveat.analysis.disagreement import Split
from caveat.analysis.facts.compare import Disagreement
from caveat.analysis.facts.stated import Stated
from caveat.models import Suggestion
from caveat.quantities import converted
from caveat.rewrite import mend
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import Kind, offer
from caveat.rulebook.schema import Rule
from caveat.text.utf16 import cut

_SHORT = 40
_COMMA = frozenset(("de", "fr", "es", "it"))
_ORIGINS: dict[Kind, str] = {"replace": "facts", "remove": "rule"}
_OF = {"fr": "en", "es": "de", "it": "in"}
"""What stands between a thing and its material: "foulard 100 % soie", but "foulard en polyester"."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Place:
    """One side of a disagreement: a span of a field as sent (UTF-16), or a fact. `quoted` is what a message quotes."""

    quoted: str
    field: str | None = None
    fact: str | None = None
    start: int | None = None
    end: int | None = None
    sent: str = ""


def places(analysis: Analysis, what: Disagreement) -> tuple[Place, Place | None]:
    """The place that is pointed at, and the one that it disagrees with, if any."""
    here = (
        _span(analysis, what.place, what.start, what.end) if what.place is not None else _fact(analysis, what.against)
    )
    if what.fact is None and what.other is None:
        return here, None
    return here, _span(analysis, *what.other) if what.other else _fact(analysis, what.fact)


def _span(analysis: Analysis, place: int, start: int, end: int) -> Place:
    reading = analysis.readings[place]
    first, last = reading.passage.sent_span(start, end)
    units = reading.passage.units
    quoted = " ".join(reading.passage.plain[start:end].split())
    return Place(
        quoted, reading.field.id, None, units.units(first), units.units(last), reading.passage.sent[first:last]
    )


def _fact(analysis: Analysis, fact: Stated | None) -> Place:
    """A spec field by its name; a line of the copy by its span."""
    if fact is None:
        raise ValueError("a disagreement without its other side")
    if fact.reading is not None:
        return replace(_span(analysis, fact.reading, fact.start, fact.end), fact=fact.name)
    return Place(f"{fact.name}: {fact.value}", fact=fact.name)


def corrections(analysis: Analysis, rule: Rule, split: Split) -> list[Suggestion]:
    """The place put right by the other one, then without the claim; both are for the seller to decide on."""
    what = split.what
    if what.place is None:
        return []
    reading = analysis.readings[what.place]
    edits = _edits(analysis, rule, what, reading.passage.plain, reading.passage.language)
    found = [offer(reading, edit, kind, "review", origin=_ORIGINS[kind]) for kind, edit in edits]
    return [one for one in found if one.text != cut(reading.passage.sent, one.start, one.end)]


def _edits(analysis: Analysis, rule: Rule, what: Disagreement, text: str, language: str) -> Iterator[tuple[Kind, Edit]]:
    other = _other_value(analysis, what, text[what.start : what.end], language)
    if what.thing:
        yield from _compounded(what, text[what.end - len(what.thing) : what.end].capitalize(), other)
        return
    if other:
        fitted = mend.fit(text, Edit(what.start, what.end, _once(text[: what.start], other)), language, rule.cut)
        if fitted:
            yield "replace", fitted
    if rule.cut != "none":
        yield "remove", mend.remove(text, what.start, what.end, rule.cut, language)


def _compounded(what: Disagreement, thing: str, other: str | None) -> Iterator[tuple[Kind, Edit]]:
    """The thing of a German word without its material, or with the other one: "Topf", "Aluminium-Topf"."""
    if other and other.isalpha():
        yield "replace", Edit(what.start, what.end, f"{other}-{thing}")
    yield "remove", Edit(what.start, what.end, thing)


def _other_value(analysis: Analysis, what: Disagreement, written: str, language: str) -> str | None:
    """What the other place states, in the words and the unit of this one."""
    if what.claim and what.stated:
        plain = what.claim.form == what.stated.form == "plain" and not what.claim.times and not what.stated.times
        if not plain or len(_NUMBER.findall(written)) != 1:
            return None
        value = converted(what.stated.numbers[0].value, what.stated.unit, what.claim.unit)
        return _NUMBER.sub(_shown(float(value), language), written)
    if what.fact and what.kind in analysis.around.court.book.facts.values and len(what.fact.value) <= _SHORT:
        return _named(what.fact.value, written, language) if what.kind != "country" else None
    return None


def _named(value: str, written: str, language: str) -> str:
    """A value of a fact in the case of the copy; after a share that goes, it is joined as the language joins it."""
    if language == "de":
        return value
    if value[1:2].islower() and not written[:1].isupper():
        value = value[:1].lower() + value[1:]
    return f"{_OF[language]} {value}" if written[:1].isdigit() and language in _OF else value


def _once(before: str, other: str) -> str:
    """Without a preposition that stands there already: "padella in 100 % titanio"."""
    word, _, rest = other.partition(" ")
    return rest if rest and word in _OF.values() and before.rstrip().endswith(f" {word}") else other


def _shown(value: float, language: str) -> str:
    """A number to three figures after the point at most, with the decimal sign of the language."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return written.replace(".", ",") if language in _COMMA else written
