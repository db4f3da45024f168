"""What a place that disagrees would read if the other one is right; which one is, only the seller knows."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import cast

from caveat.analysis.analyse import Analysis, Reading, comparison, disagreeing, survey
from caveat.analysis.disagreement import Split, splits
from caveat.analysis.facts.claims import told
from caveat.analysis.facts.compare import Comparison, Disagreement
from caveat.analysis.facts.stated import Stated
from caveat.analysis.memory import remember
from caveat.analysis.passage import Passage
from caveat.models import Suggestion
from caveat.quantities import converted
from caveat.rewrite import mend, neutral
from caveat.rewrite.guard import Guard, misfit
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import Kind, after, offer
from caveat.rulebook.schema import Language, Locale

_LATEST = 1024
"""How many answers about the latest fields are remembered."""
_SHORT = 40
_COMMA = frozenset(("de", "fr", "es", "it"))
_OF = {"fr": "en", "es": "de", "it": "in"}
"""What stands between a thing and its material: "foulard 100 % soie", but "foulard en polyester"."""
_VALUE = r"\d[\d.,]{0,8} ?[^\W\d_]{0,6}"
_CHOICE_BEFORE = re.compile(rf"(?:{_VALUE} ?[/|] ?){{1,6}}$")
_CHOICE_AFTER = re.compile(rf"(?: ?[/|] ?{_VALUE}){{1,6}}")
_OFF = 0.01
"""How far a number may be off that is shown to two figures after the point: 2.9 W is no 0 kW."""
Change = tuple[Kind, str, Edit, dict[Locale, str] | None]
"""How a text changes, who says so, and what that presumes."""
Apart = Counter[tuple[int | None, str, str]]
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


class Corrections:
    """What puts right the places of a listing that disagree, each change read again before it is offered.

    Nothing is offered in a field that states so much beside the facts that the next thing would come up as soon as one
    is gone: it is the facts that want completing there.
    """

    def __init__(self, guard: Guard, found: Sequence[Split]) -> None:
        self.guard = guard
        self.apart = _apart(guard.analysis, found)

    def of(self, split: Split, locale: Locale) -> list[Suggestion]:
        """The place put right by the other one, a neutral wording, or the place without the claim."""
        analysis, what = self.guard.analysis, split.what
        if what.place is None or what.more:
            return []
        reading = analysis.readings[what.place]
        made = self._offered(split, reading, locale)
        alone = bool(made) and self._alone(reading, what)
        return [offered for edit, offered in made if alone or self._holds(split, reading, edit)]

    def _offered(self, split: Split, reading: Reading, locale: Locale) -> list[tuple[Edit, Suggestion]]:
        """What fits the field, not yet read again; remembered while the field and what it disagrees with stay."""
        analysis, field, passage = self.guard.analysis, reading.field, reading.passage
        place = field.id, field.role, field.limit, field.limit_bytes, passage.key, passage.language
        key = "correct", place, split.rule, split.what, analysis.around.setting.product_type, locale
        return remember(self.guard.engine.latest, key, lambda: list(self._fitting(split, reading, locale)), _LATEST)

    def _fitting(self, split: Split, reading: Reading, locale: Locale) -> Iterator[tuple[Edit, Suggestion]]:
        for kind, origin, edit, assumes in _edits(self.guard.analysis, split.rule, split.what, reading):
            if not misfit(reading, edit):
                yield edit, offer(reading, edit, kind, "review", assumes[locale] if assumes else None, origin)

    def _alone(self, reading: Reading, what: Disagreement) -> bool:
        """Whether nothing else is there to disagree when this is gone: the same words, or a quantity of the kind."""
        text = reading.passage.plain
        if what.claim is None:
            return text.casefold().count(text[what.start : what.end].casefold()) < 2
        first, last = mend.sentence(text, what.start, what.end)
        kind, beside = what.claim.unit.kind, 0
        for other in self.guard.analysis.readings:
            for one in told(other.passage, self.guard.engine.words(other.passage.language)).quantities:
                beside += one.unit.kind == kind or (other is reading and first <= one.start < last)
        return beside < 2

    def _holds(self, split: Split, reading: Reading, edit: Edit) -> bool:
        """Whether with an edit the two places disagree no more, and no others do."""
        (own,) = _apart(self.guard.analysis, [split])
        now = self._changed(reading, edit)
        return now[own] < self.apart[own] and not now - self.apart

    def _changed(self, reading: Reading, edit: Edit) -> Apart:
        """What disagrees with an edit. Only a title says what the thing is: after one elsewhere its field is read."""
        analysis, engine = self.guard.analysis, self.guard.engine
        if reading.field.role == "title":
            changed = survey(engine, self.guard.changed({reading.field.id: [edit]}), analysis.around.court.on)
            return _apart(changed, disagreeing(engine, changed))
        passage = Passage(engine, after(reading, [edit]), reading.passage.markup, reading.passage.languages)
        readings = list(analysis.readings)
        place = next(place for place, one in enumerate(readings) if one is reading)
        readings[place] = Reading(reading.field, passage, [])
        changed = replace(analysis, readings=readings)
        beside = self._comparison.changed(place, passage) or comparison(engine, changed)
        return _apart(changed, splits(engine, analysis.around, beside))

    @cached_property
    def _comparison(self) -> Comparison:
        return comparison(self.guard.engine, self.guard.analysis)


def _apart(analysis: Analysis, found: Iterable[Split]) -> Apart:
    """What disagrees, by field, rule and words."""
    apart: Apart = Counter()
    for split in found:
        what = split.what
        text = analysis.readings[what.place].passage.plain if what.place is not None else ""
        apart[what.place, split.rule, " ".join(text[what.start : what.end].casefold().split())] += 1
    return apart


def _row(text: str, what: Disagreement) -> tuple[int, int]:
    """A number with the others to choose from beside it, "1TB / 2TB": without one of them the next would disagree."""
    if what.claim is None or what.stated is None:
        return what.start, what.end
    before, after = (
        _CHOICE_BEFORE.search(text, max(what.start - _SHORT, 0), what.start),
        _CHOICE_AFTER.match(text, what.end),
    )
    return before.start() if before else what.start, after.end() if after else what.end


def _edits(analysis: Analysis, name: str, what: Disagreement, reading: Reading) -> Iterator[Change]:
    text, language, book = reading.passage.plain, reading.passage.language, analysis.around.court.book
    other = _other_value(analysis, what, text[what.start : what.end], language)
    if what.thing:
        yield from _compounded(what, text[what.end - len(what.thing) : what.end].capitalize(), other)
        return
    (start, end), size = _row(text, what), book.rules[name].cut
    if other and (start, end) == (what.start, what.end):
        fitted = mend.fit(text, Edit(start, end, _once(text[:start], other)), language, size)
        if fitted:
            yield "replace", "facts", fitted, None
    if size == "none":
        return
    removal = mend.remove(text, start, end, size, language, reading.field.role == "title")
    role, known = reading.field.role, cast(Language, language)
    for wording in islice(book.wordings(name, analysis.around.setting.product_type), reading.passage.answerable):
        for edit in neutral.edits(text, (start, end), removal, wording, role, known):
            yield "replace", "rule", edit, wording.assumes
    yield "remove", "rule", removal, None


def _compounded(what: Disagreement, thing: str, other: str | None) -> Iterator[Change]:
    """The thing of a German word without its material, or with the other one: "Topf", "Aluminium-Topf"."""
    if other and other.isalpha():
        yield "replace", "facts", Edit(what.start, what.end, f"{other}-{thing}"), None
    yield "remove", "rule", Edit(what.start, what.end, thing), None


def _other_value(analysis: Analysis, what: Disagreement, written: str, language: str) -> str | None:
    """What the other place states, in the words and the unit of this one."""
    if what.claim and what.stated:
        plain = what.claim.form == what.stated.form == "plain" and not what.claim.times and not what.stated.times
        if not plain or len(_NUMBER.findall(written)) != 1:
            return None
        value = float(converted(what.stated.numbers[0].value, what.stated.unit, what.claim.unit))
        shown = _shown(value, language)
        return _NUMBER.sub(shown, written) if abs(float(shown.replace(",", ".")) - value) <= _OFF * value else None
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
