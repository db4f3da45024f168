"""What a source states, and whether it bears out what copy says: the same value, a conversion, a total of packs.

The one answer to "does the source hold this fact": asked of a listing's facts about its copy (`unstated`), of a source
about its draft (`drafts`), and of all that a listing holds about a rewrite of it (`held` and `added`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from caveat.analysis.engine import Engine
from caveat.analysis.facts.agree import agree
from caveat.analysis.facts.amounts import counts, follows
from caveat.analysis.facts.claims import Claims, claims_of
from caveat.analysis.facts.names import key
from caveat.analysis.facts.said import GROUPS, Said, named, of_kind, said
from caveat.analysis.passage import Passage, language_of
from caveat.models import Listing, TextField
from caveat.quantities import Quantity
from caveat.quantities.numbers import words as number_words
from caveat.rulebook.values import FactWords

MOST = 600
"""Things that a text can state; more than that is not a listing."""
_FIELD = TextField(id="text", role="description", text="")
_NAMED = frozenset(("name", "number", "proper"))
_COVERING = ("quantity", *GROUPS, "version", "feature")
_TELLING = 4
"""Letters above which a name that stands inside other words still tells something."""
_NUMBER, _DECIMAL = re.compile(r"\d+(?:[.,]\d+)*"), re.compile(r"\d+,\d{1,2}")
_DIGITS = re.compile(r"(?<!\d)[0-9]{1,12}(?!\d)")
_THOUSANDS = re.compile(r"(?<!\d)([0-9]{1,6}) ?k\b")
_WORDS = re.compile(r"[^\W_]+")
_COUNTED = frozenset(("count", "people", "portions", "levels", "cores", "age"))
_COMPOUND = 5
"""Letters from which on a German word is looked for inside others."""
_PAIRS = ("pair", "paar", "paire", "par", "paio", "both", "beide", "twin")
_CHINESE = {mark: value for value, mark in enumerate("零一二三四五六七八九十")} | {"两": 2, "双": 2, "对": 2, "両": 2}


class Ground:
    """What some texts state, worked out kind by kind as it is asked for.

    `stated` is what is known to be stated in them already: claims that rules find, or all there is.
    """

    def __init__(self, fields: Sequence[Claims], book: FactWords, stated: Iterable[Said] = ()) -> None:
        self.fields, self.book = fields, book
        self.languages = frozenset(claims.passage.language for claims in fields)
        self.text = "\n".join(claims.passage.plain for claims in fields)
        self.folded = self.text.casefold()
        self._stated: dict[str, list[Said]] = defaultdict(list)
        for one in stated:
            self._stated[one.kind].append(one)

    def of(self, kind: str) -> list[Said]:
        """What is stated of a kind; no listing states more than the first so many."""
        if kind not in self._stated and kind != "claim":
            found = self._named(kind) if kind in _NAMED else (claims.once(_of_kind, kind) for claims in self.fields)
            self._stated[kind] = [one for said in found for one in said][:MOST]
        return self._stated[kind]

    def _named(self, kind: str) -> Iterator[list[Said]]:
        for claims in self.fields:
            told = [one for other in _COVERING for one in self.of(other) if one.claims is claims]
            yield [one for one in named(claims, told) if one.kind == kind]

    @cached_property
    def names(self) -> str:
        """The text as names are compared."""
        return key(self.text)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities of the text."""
        return [one.quantity for one in self.of("quantity") if one.quantity]

    @cached_property
    def packs(self) -> frozenset[int]:
        """The sizes of packs that the text speaks of."""
        return counts(self.quantities)

    @cached_property
    def unnamed(self) -> set[float]:
        """Numbers outside every quantity, as in a table whose unit stands in the head of its column."""
        return {float(one.value) for one in self.of("number")}

    @cached_property
    def bare(self) -> set[float]:
        """The numbers without a unit, in digits and in words."""
        found = self.unnamed | {float(run) for run in _DIGITS.findall(self.text)}
        found |= {1000 * float(run) for run in _THOUSANDS.findall(self.folded)}
        found |= {float(value) for mark, value in _CHINESE.items() if mark in self.text}
        spoken = set(self.folded.replace("-", " ").replace(",", " ").split())
        for language in self.languages:
            found |= {float(value) for word, value in number_words(language).items() if word in spoken}
        return found | ({2.0} if spoken & set(_PAIRS) else set())

    def holds(self, one: Said) -> bool:
        """Whether the text states the same, or what it follows from."""
        if one.quantity:
            return self._measures(one.quantity)
        if one.kind in ("name", "proper"):
            return one.value in self.names
        if one.kind == "number":
            return one.value in self.names or float(one.value) in self.bare
        if one.kind == "feature":
            known = self.of("feature")
            return any(self._feature(one, other) for other in known) or (one.there and self._spelled(one, known))
        if one.kind == "claim":
            return self._claimed(one)
        if one.kind == "version":
            return any(other.value == one.value for other in self.of("version")) or self._apart(one)
        return any(self._value(one, other) for other in self.of(one.kind)) or self._joined(one)

    def backs(self, one: Said) -> bool:
        """Whether the text holds it, or it is an amount that says nothing."""
        return bool(one.quantity and _idle(one, one.quantity, self)) or self.holds(one)

    def mentions(self, one: Said) -> bool:
        """Whether the text may say it in a form that is not read here: its numbers or words stand in it somewhere."""
        if self.holds(one):
            return True
        if not one.quantity:
            group = self.book.values.get(one.kind)
            if group and any(name in self.folded for name in group.values[one.value].named):
                return True
            return len(key(one.text)) > _TELLING and key(one.text) in self.names
        if all(_written(str(number.value)) in self.written for number in one.quantity.numbers):
            return True
        alike = (other for other in self.quantities if other.unit.kind == one.quantity.unit.kind)
        return any(agree(one.quantity, other) for other in alike)

    @cached_property
    def written(self) -> frozenset[str]:
        """The numbers that stand anywhere in the text."""
        return frozenset(_written(found) for found in _NUMBER.findall(self.text))

    def _claimed(self, one: Said) -> bool:
        """Whether a rule finds the same here, or the words themselves stand here; in another language a like rule."""
        others = self.of("claim")
        translated = one.claims.passage.language not in self.languages
        if translated and any(other.value.split("/")[0] == one.value.split("/")[0] for other in others):
            return True
        return any(other.value == one.value for other in others) or one.text.casefold() in self.folded

    def _apart(self, one: Said) -> bool:
        """Whether a name and its version stand apart from each other: "Android 2.3, upgradable to 4.0"."""
        name, number = one.value.rsplit(" ", 1)
        named = any(spelled in self.folded for spelled in self.book.named[name].spelled)
        return named and bool(
            re.search(rf"(?:upgrad|updat|aktuali|升级|アップ|업)[^\n]{{0,30}}{re.escape(number)}", self.folded)
        )

    def _joined(self, one: Said) -> bool:
        """Whether a value stands inside a German compound: the beech of "Buchenholz"."""
        if one.kind != "material" or "de" not in self.languages:
            return False
        spelled = [word for word in self.book.values[one.kind].values[one.value].de if len(word) >= _COMPOUND]
        return any(re.search(rf"(?<!kunst)(?<!imitat){re.escape(word[:-1])}", self.folded) for word in spelled)

    def _value(self, one: Said, other: Said) -> bool:
        """Whether a value is the other or what that is a kind of; a translation may also be narrower."""
        group = self.book.values[one.kind]
        translated = one.claims.passage.language != other.claims.passage.language and one.kind == "material"
        return one.value in group.wider(other.value) or (translated and other.value in group.wider(one.value))

    def _feature(self, one: Said, other: Said) -> bool:
        table = self.book.features.features
        return one.there == other.there and (one.value == other.value or one.value in table[other.value].is_)

    def _spelled(self, one: Said, known: list[Said]) -> bool:
        """Whether the text names a feature in other words, or by the name that only spec fields have for it."""
        if any(other.value == one.value for other in known):
            return False
        said = set(_WORDS.findall(self.folded))
        named = (_WORDS.findall(name) for name in self.book.features.features[one.value].named)
        return any(words and set(words) <= said for words in (_WORDS.findall(one.text.casefold()), *named))

    def _measures(self, one: Quantity) -> bool:
        """Whether an amount follows; a count may stand in the other text as a bare number or a word."""
        if one.unit.kind in _COUNTED and all(number.value <= 1 for number in one.numbers):
            return True
        if follows(one, self.quantities, self.packs, ()):
            return True
        return follows(one, self.quantities, self.packs, self.bare if one.unit.kind in _COUNTED else self.unnamed)


def _written(number: str) -> str:
    """A number without grouping, and without zeros that mean nothing."""
    plain = number.replace(",", ".") if _DECIMAL.fullmatch(number) else number.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _of_kind(claims: Claims, kind: str) -> list[Said]:
    return list(of_kind(kind, claims))


def held(engine: Engine, listing: Listing, passages: Iterable[Passage]) -> Ground:
    """All that a listing holds, ready to be asked: its copy, its facts and the evidence on file."""
    read = list(passages)
    language = language_of(read)
    lines = [f"{fact.name}: {fact.value}" for fact in listing.facts]
    lines += [" ".join(filter(None, (one.kind, one.number, one.issuer))) for one in listing.evidence]
    read.append(Passage(engine, "\n".join(lines), False, (f"={language}",)))
    texts = (claims_of(place, _FIELD, passage, engine.words(passage.language)) for place, passage in enumerate(read))
    return Ground(list(texts), engine.book.facts)


def field(engine: Engine, place: int, passage: Passage) -> Claims:
    """A text as it is asked what it states."""
    return Claims(place, _FIELD, passage, engine.words(passage.language))


def added(fields: Sequence[Claims], ground: Ground) -> list[Said]:
    """The concrete things that fields state and the ground does not hold, in their order."""
    return [one for one in concrete(fields) if not ground.backs(one)]


def concrete(fields: Sequence[Claims]) -> list[Said]:
    """What fields state for which there has to be a ground.

    What a text denies to have, a warning, and a material whose word means much else need none.
    """
    return [
        one
        for one in said(fields)[:MOST]
        if not one.loose and one.kind != "warning" and (one.kind != "feature" or one.there)
    ]


def _idle(one: Said, quantity: Quantity, ground: Ground) -> bool:
    """Whether an amount is none, as the one of "un día a día"; or stands there in the same figures, read otherwise."""
    if not any(sign.isdigit() for sign in one.text):
        return all(number.value <= 1 for number in quantity.numbers)
    return re.search(rf"(?<![\w.,]){re.escape(one.text.casefold())}(?!\w)", ground.folded) is not None
