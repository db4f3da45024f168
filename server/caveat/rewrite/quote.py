"""What a listing's own facts state, in the words that a template may take from them; silent where none does."""

import re
from functools import cached_property

from caveat.analysis.analyse import Analysis
from caveat.analysis.engine import Engine
from caveat.analysis.facts.stated import Stated, folded, lines, stated
from caveat.analysis.facts.vocabulary import Words
from caveat.rulebook.schema import Language

_SLOT = re.compile(r"\{fact:([^{}]*)\}")


class Facts:
    """The facts of one listing, asked for what a template needs; each answer is worked out once."""

    def __init__(self, engine: Engine, analysis: Analysis) -> None:
        self.engine, self.analysis = engine, analysis
        self._answers: dict[tuple[str, Language], str | None] = {}
        self._stated: dict[str, list[Stated]] = {}

    @cached_property
    def key(self) -> tuple[tuple[str, str], ...]:
        """Equal for two listings whose spec fields say the same."""
        return tuple((fact.name, fact.value) for fact in self.analysis.listing.facts)

    @property
    def answers(self) -> dict[tuple[str, Language], str | None]:
        """What was asked so far, and what the facts said."""
        return dict(self._answers)

    def filled(self, text: str, language: Language) -> str | None:
        """A template with its facts in place; None where one of them is not stated."""
        slots = _SLOT.findall(text)
        told = {slot: self.told(slot, language) for slot in slots}
        return None if None in told.values() else _SLOT.sub(lambda slot: told[slot[1]] or "", text)

    def told(self, id_: str, language: Language) -> str | None:
        """What the facts state, said in a language."""
        key = id_, language
        if key not in self._answers:
            quoted = self.engine.book.facts.quoted.get(id_)
            self._answers[key] = self._shaped(quoted.readers) if quoted else self._valued(id_, language)
        return self._answers[key]

    def _all(self, language: Language) -> list[Stated]:
        if language not in self._stated:
            words, passages = self.engine.words(language), [one.passage for one in self.analysis.readings]
            self._stated[language] = [*stated(self.analysis.listing, words), *lines(passages, words)]
        return self._stated[language]

    def _shaped(self, readers: list[re.Pattern[str]]) -> str | None:
        """The one thing of a form that the facts state; two that differ are for the seller to settle first."""
        said = [f"{fact.name}: {fact.value}" for fact in self._all("en")]
        for reader in readers:
            found = {" ".join(match.split()) for text in said for match in reader.findall(text)}
            if found:
                return found.pop() if len({one.casefold().replace(" ", "") for one in found}) == 1 else None
        return None

    def _valued(self, group: str, language: Language) -> str | None:
        """The one value of a group that the facts named after it state, in the first word that the language has."""
        words = self.engine.words(language)
        heads = words.named(group)
        table = self.engine.book.facts.values[group]
        found: set[str] = set()
        for fact in self._all(language):
            if any(head in folded(fact.name) for head in heads) and not words.parts_of(fact.name_tokens):
                found |= _named(group, fact, words)
        found -= {wider for one in found for wider in table.wider(one) - {one}}
        said = table.values[found.pop()].words[language] if len(found) == 1 else []
        return said[0] if said else None


def _named(group: str, fact: Stated, words: Words) -> set[str]:
    return {mention.value for mention in words.group(group).mentions(fact.value_tokens)}
