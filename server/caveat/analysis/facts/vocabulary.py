"""The value files of the rule book as lexicons of one language, each made when first asked for."""

from collections.abc import Callable, Collection, Hashable, Mapping
from functools import cached_property
from typing import Any

from caveat.analysis.facts.compounds import Compounds
from caveat.analysis.facts.lexicon import Lexicon
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import ByLanguage, Language
from caveat.rulebook.values import Claimed, Worded

_SAID = frozenset(("features", "lacking", "bounded", "tested"))
"""Lexicons beside the groups of values that every field is read for."""


class Words:
    """What the value files hold in a language; English words are known in every one."""

    def __init__(self, book: RuleBook, language: Language) -> None:
        self.book, self.language = book, language
        self.latest_told: dict[Hashable, Any] = {}
        self.latest_claims: dict[Hashable, Any] = {}
        self.latest_lines: dict[Hashable, Any] = {}
        self.latest_names: dict[Hashable, Any] = {}
        self.latest_facts: dict[Hashable, Any] = {}
        self.latest_sheets: dict[Hashable, Any] = {}
        """What the latest texts, fields, lines and facts say: a keystroke reads one field anew."""
        self._opening: dict[tuple[str, ...], frozenset[str]] = {}
        self._groups = _Made(lambda name: self._worded(book.facts.values[name].values, self._compounds(name)))
        self._phrases = _Made(lambda name: self._lexicon({name: self._said(name)}))
        self._denials = _Made(lambda kind: self._lexicon({kind: getattr(book.facts.features.denial, kind).words}))

    def group(self, name: str) -> Lexicon:
        """The values of a group."""
        return self._groups[name]

    @cached_property
    def openings(self) -> dict[str, tuple[str, ...]]:
        """What can begin with a token, groups and other lexicons: most words of most texts are looked at but once."""
        found: dict[str, tuple[str, ...]] = {}
        for name in (*self.book.facts.values, *_SAID):
            for token in self.lexicon(name).openings:
                found[token] = (*found.get(token, ()), name)
        return found

    def lexicon(self, name: str) -> Lexicon:
        """A group of values, or another lexicon of what copy says of a thing."""
        found: Lexicon = getattr(self, name) if name in _SAID else self.group(name)
        return found

    def groups_in(self, tokens: list[str]) -> set[str]:
        """The groups of which some value can stand in a text."""
        known = self.openings
        return {name for token in tokens if token in known for name in known[token] if name not in _SAID}

    def named(self, name: str) -> list[str]:
        """The words by which the name of a fact tells that it states a value of the group; empty: any fact can."""
        said = self.book.facts.values[name].head.words
        return [*said.get(self.language, ()), *said.get("en", ())]

    def heads(self, name: str) -> bool:
        """Whether a name says that a value of some group is stated."""
        folded = name.casefold()
        return any(word in folded for group in self.book.facts.values for word in self.named(group))

    def parts_of(self, tokens: list[str]) -> frozenset[str]:
        """The parts of which a fact speaks by its name; German ones begin with them: "Rahmenmaterial"."""
        parts = {one.value for one in self.group("component").mentions(tokens)}
        if self.language == "de":
            for token in tokens:
                parts |= self._parts_before(_head(token)) if _head(token) else set()
        return frozenset(parts)

    def _parts_before(self, begun: str) -> set[str]:
        table = self.book.facts.values["component"].values
        return {
            part for part, entry in table.items() for word in entry.de
            if len(word) > 3 and word in (begun, begun.rstrip("ns"), begun.removesuffix("s"), begun + "e")
        }  # fmt: skip

    def specific(self, tokens: list[str]) -> tuple[str, ...]:
        """The words of a fact's name that set it apart from the same measure of the whole thing."""
        told = [token for token in tokens if token[0].isalpha() and not self._is_generic(token)]
        heads = [_head(token) if self.language == "de" else token for token in told]
        return tuple(head or token for head, token in zip(heads, told, strict=True) if len(head or token) > 2)

    def generic(self, tokens: list[str]) -> bool:
        """Whether a fact's name says nothing that sets it apart, as "Extended Length" does."""
        return all(self._is_generic(token) for token in tokens if token[0].isalpha())

    def names(self, tokens: list[str]) -> bool:
        """Whether a line of its own can be the name of what stands below it."""
        return bool(tokens) and all(token[0].isalpha() and self._is_generic(token) for token in tokens)

    def _is_generic(self, token: str) -> bool:
        return self.phrases("generic").at([token], 0) is not None

    def claimed(self, name: str) -> Claimed:
        """How copy claims a value of the group."""
        return self.book.facts.values[name].head.claimed

    def related(self, group: str, one: str, other: str) -> bool:
        """Whether a value is another, a kind of it, what it is a kind of, or one that stands beside it."""
        return self.book.facts.values[group].together(one, other)

    def bare(self, group: str, value: str) -> bool:
        """Whether a title that only names a value claims it."""
        return self.book.facts.values[group].values[value].bare

    def phrases(self, lexicon: str) -> Lexicon:
        """Phrases around values, or one of the lexicons that the rules share."""
        return self._phrases[lexicon]

    def opening(self, *lexicons: str) -> frozenset[str]:
        """The tokens with which a phrase of some lexicons can begin; elsewhere none of them need be asked."""
        if lexicons not in self._opening:
            self._opening[lexicons] = frozenset().union(*(self.phrases(one).openings for one in lexicons))
        return self._opening[lexicons]

    @cached_property
    def settling(self) -> frozenset[str]:
        """The tokens with which copy can begin to say whether something is there."""
        return frozenset().union(*(self.denial(kind).openings for kind in ("before", "claims", "turns")))

    def _said(self, lexicon: str) -> ByLanguage:
        facts = self.book.facts.phrases
        return facts[lexicon].words if lexicon in facts else self.book.lexicons[lexicon]  # type: ignore[return-value]

    def spelled(self, lexicon: str) -> list[str]:
        """The phrases of a lexicon as they are written."""
        said = self.book.facts.phrases[lexicon].words
        return list(dict.fromkeys([*said.get(self.language, ()), *said.get("en", ())]))

    @cached_property
    def attributes(self) -> Lexicon:
        """What the name of a fact can say that is stated."""
        return self._worded(self.book.facts.attributes)

    @cached_property
    def bounded(self) -> Lexicon:
        """The words that a nutrient's number can contradict."""
        return self._worded(self.book.facts.nutrition.words)

    @cached_property
    def nutrients(self) -> Lexicon:
        """The nutrients as facts name them."""
        return self._worded(self.book.facts.nutrition.facts)

    @cached_property
    def features(self) -> Lexicon:
        """What a thing can have or not have."""
        return self._worded(self.book.facts.features.features)

    @cached_property
    def lacking(self) -> Lexicon:
        """The phrases that say in so many words which feature a thing has not."""
        table = self.book.facts.features.features
        return self._worded({name: one.not_ for name, one in table.items()})

    @cached_property
    def called(self) -> Lexicon:
        """The names by which only facts call the features."""
        table = self.book.facts.features.features
        return self._lexicon({name: {"en": one.named} for name, one in table.items() if one.named})

    @cached_property
    def made(self) -> Lexicon:
        """What stands around the year in which a thing came out."""
        return self._lexicon({"made": self.book.facts.unstated.made.words})

    @cached_property
    def tested(self) -> Lexicon:
        """What stands before the number that a test has shown."""
        return self._lexicon({"tested": self.book.facts.unstated.tested.words})

    def denial(self, kind: str) -> Lexicon:
        """The words of one kind by which copy says what is there and what is not."""
        return self._denials[kind]

    def _compounds(self, name: str) -> Compounds | None:
        """The German words for things made of a material; English names of materials begin none."""
        if self.language != "de" or name != "material":
            return None
        materials, phrases = self.book.facts.values[name].values, self.book.facts.phrases
        said = {value: entry.de for value, entry in materials.items()}
        return Compounds(said, phrases["made_things"].de, phrases["made_things_not"].de)

    def may_name(self, folded: str, among: Collection[str] | None = None) -> list[str]:
        """The names with a version that a text in small letters may hold; another script spells them otherwise."""
        spellings = self._spelled if among is None else [one for one in self._spelled if one[1] in among]
        found = dict.fromkeys([name for spelled, name in spellings if spelled in folded])
        return [name for name in found if name.partition("-")[0] in folded] if found and folded.isascii() else [*found]

    @cached_property
    def _spelled(self) -> list[tuple[str, str]]:
        return [(one.casefold(), name) for name, entry in self.book.facts.named.items() for one in entry.spelled]

    def _worded(self, table: Mapping[str, Worded], compounds: Compounds | None = None) -> Lexicon:
        """The lexicon of a table whose entries say their words in each language."""
        return self._lexicon({name: entry.words for name, entry in table.items()}, compounds)

    def _lexicon(self, entries: Mapping[str, ByLanguage], compounds: Compounds | None = None) -> Lexicon:
        said = {name: [*table.get(self.language, ()), *table.get("en", ())] for name, table in entries.items()}
        return Lexicon({name: dict.fromkeys(found) for name, found in said.items()}, self.language, compounds)


class _Made(dict[str, Lexicon]):
    """Lexicons by name, each made when first asked for."""

    def __init__(self, make: Callable[[str], Lexicon]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, name: str) -> Lexicon:
        made = self[name] = self._make(name)
        return made


_HEADS = (
    "material materialien länge breite höhe tiefe gewicht durchmesser dicke stärke kapazität farbe typ art größe "
    "spannung leistung strom volumen maße maß stoff abmessungen abmessung"
).split()


def _head(token: str) -> str:
    """What a German name begins with before its measure: "Matratzen" of "Matratzenhöhe"; empty where nothing is."""
    return next((token[: -len(head)] for head in _HEADS if token.endswith(head)), "")
