"""The ladder of rewrites for one finding, from what the facts state down to its removal; nothing is invented."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice
from typing import Literal

from caveat.analysis.analyse import Analysis, Reading
from caveat.analysis.engine import Engine, Hit
from caveat.analysis.match import join
from caveat.rewrite import fitting, mend, neutral, reshape
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import Kind
from caveat.rewrite.quote import Facts
from caveat.rulebook.schema import Language, Locale, Rule
from caveat.text.chinese import is_traditional, traditional

_ALONG = 24
"""Characters that a removal may take along unasked: a comma, an "and", an article; more is for the seller to see."""
_LISTS = frozenset(("title", "attribute", "search_terms"))


class Step(IntEnum):
    """The steps of the ladder, first choice first."""

    STATE = 0
    """What the facts state in place of the claim."""
    QUALIFY = 1
    """The claim kept, with what makes it true."""
    REPLACE = 2
    """A neutral wording of the rule's own in its place."""
    WORD = 3
    """The claim removed, and a neutral wording of its category instead."""
    REMOVE = 4


@dataclass(frozen=True)
class Draft:
    """A rewrite before the guard has seen it. `step` is the one of the ladder it stands on."""

    edit: Edit
    kind: Kind
    safety: Literal["safe", "review"]
    step: Step
    assumes: dict[Locale, str] | None = None
    rank: int = 0
    """Which of the wordings it is, the one that suits the goods best first."""

    @property
    def order(self) -> tuple[int, int, int]:
        """How the card shows it: by its step, then by how much changes, in characters."""
        return self.step, self.rank, self.edit.end - self.edit.start + len(self.edit.text)


def drafts(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit, facts: Facts) -> Iterator[Draft]:
    """What can stand in place of a claim, step by step; for a matter of form, the one change that mends it."""
    rule, text = engine.book.rules[hit.rule], reading.passage.plain
    if rule.form:
        for edit in reshape.edits(text, hit.start, hit.end, rule.form, analysis.listing.brand):
            yield Draft(edit, "replace" if edit.text.strip() else "remove", "review", Step.REMOVE)
        return
    yield from _templates(rule, reading, hit, facts)
    if rule.cut == "none":
        return
    language = reading.passage.language
    removal = mend.remove(text, hit.start, hit.end, rule.cut, language, reading.field.role in _LISTS)
    yield from _worded(engine, analysis, reading, hit, removal)
    small = rule.cut == "word" and removal.end - removal.start <= hit.end - hit.start + _ALONG
    yield Draft(removal, "remove", "safe" if small else "review", Step.REMOVE)


def wider(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit) -> Iterator[Draft]:
    """What is left where each smaller change would only bring out the next claim: the sentence goes, or gives way."""
    rule = engine.book.rules[hit.rule]
    if rule.form or rule.cut == "none":
        return
    language = reading.passage.language
    removal = mend.remove(reading.passage.plain, hit.start, hit.end, "sentence", language)
    yield from _worded(engine, analysis, reading, hit, removal)
    yield Draft(removal, "remove", "review", Step.REMOVE)


def _worded(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit, removal: Edit) -> Iterator[Draft]:
    """The removal with a neutral wording instead of what went."""
    if not reading.passage.answers(*mend.sentence(reading.passage.plain, hit.start, hit.end)):
        return
    language: Language = reading.passage.language  # type: ignore[assignment]
    wordings = engine.book.wordings(hit.rule, analysis.around.setting.product_type)
    claim = hit.start, hit.end
    for rank, wording in enumerate(islice(wordings, neutral.MOST)):
        for edit in neutral.edits(reading.passage.plain, claim, removal, wording, reading.field.role, language):
            yield Draft(edit, "replace", "review", Step.WORD, wording.assumes, rank)


def _templates(rule: Rule, reading: Reading, hit: Hit, facts: Facts) -> Iterator[Draft]:
    """The rule's own templates in the language of the claim: those for a claim of its form, whose facts are stated."""
    text, listed = reading.passage.plain, reading.field.role in _LISTS
    full = hit.language == "zh" and is_traditional(text)
    first, last = mend.sentence(text, hit.start, hit.end)
    language: Language = hit.language  # type: ignore[assignment]
    for number, template in enumerate(rule.rewrites.get(language, ())):
        wording = facts.filled(template.text, language) if _suits(reading, hit, number, template.text) else None
        if wording is None:
            continue
        wording = traditional(wording) if full else wording
        edit = fitting.replaced(text, hit.start, hit.end, wording, language, rule.cut, listed)
        if edit is None or not mend.sound(text, first, last, edit, language, listed):
            continue
        step = Step.STATE if template.facts else Step.QUALIFY if "{match}" in template.text else Step.REPLACE
        safe = step is Step.STATE and not template.assumes
        yield Draft(edit, "replace", "safe" if safe else "review", step, template.assumes)


def _suits(reading: Reading, hit: Hit, number: int, wording: str) -> bool:
    """Whether a claim has one of the forms that a template is for, from end to end."""
    scan = next((scan for scan in reading.passage.scans if scan.index.language == hit.language), None)
    context = scan.index.context.get(hit.rule) if scan else None
    forms = context.forms[number] if context else []
    if not forms or scan is None:
        return True
    verb = wording.startswith("<")  # stands in place of the claim's own verb, which has to be in the claim
    for pattern in forms:
        for match in join(scan, pattern) if scan.complete(pattern) else ():
            first, last = scan.edges(match.parts)
            begin = scan.folded.origin(first)
            if begin <= hit.start and hit.end <= scan.folded.end(last) and (begin == hit.start or not verb):
                return True
    return False
