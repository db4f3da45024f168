"""What the files about facts may say: values that exclude each other, names with versions, nutrients."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from caveat.rulebook.faults import meant
from caveat.rulebook.linear import fault
from caveat.rulebook.schema import ByLanguage, Entry, Language

Claimed = Literal["any", "title", "strong", "made_in", "never"]
"""What makes a mention a claim: any; standing apart in a title; "100 %" and the like; "made in"; nothing does."""


class Worded(Entry):
    """Words in each language."""

    en: list[str] = []
    de: list[str] = []
    fr: list[str] = []
    es: list[str] = []
    it: list[str] = []
    zh: list[str] = []
    ja: list[str] = []
    ko: list[str] = []

    @cached_property
    def words(self) -> ByLanguage:
        """The words by language."""
        said: ByLanguage = {language: getattr(self, language) for language in get_args(Language)}
        return said


class Value(Worded):
    """One value that a fact can have, by the words for it. `is` names what it is a kind of, and may be called.

    `beside`: values that the same thing may have too, as a stone is set in metal. `bare`: whether a title that only
    names it claims it; "gold" alone is a colour. `named`: how only a fact calls it, in small letters.
    """

    is_: list[str] = Field(default=[], alias="is")
    beside: list[str] = []
    bare: bool = True
    named: list[str] = []

    @model_validator(mode="after")
    def _said(self) -> Self:
        if not any(self.words.values()):
            raise ValueError("no word says this value; write some in one language at least")
        if any(not word.strip() for said in self.words.values() for word in said):
            raise ValueError("a word is empty; write it or take it out")
        return self


class ValueHead(Worded):
    """The entry `_` of a value file: the words by which a fact's name tells that it states such a value (any fact may,
    where there are none), and what makes a mention in the copy a claim of the thing."""

    claimed: Claimed = "any"


class ValueGroup(Entry):
    """Values that exclude each other, unless one is a kind of the other."""

    head: ValueHead
    values: dict[str, Value]

    @cached_property
    def faults(self) -> list[tuple[str, str]]:
        """What does not hold between the values: the value, and what is wrong with it."""
        found = []
        for name, value in self.values.items():
            for key, others in (("is", value.is_), ("beside", value.beside)):
                found += [(name, f"{key} {other}, which is no value of this file{meant(other, self.values)}")
                          for other in others if other not in self.values]  # fmt: skip
        if not found:
            found = [(name, "is a kind of itself in the end; take one `is` out of the circle")
                     for name, value in self.values.items()
                     if any(name in self.wider(other) for other in value.is_)]  # fmt: skip
        return found

    def wider(self, value: str) -> set[str]:
        """A value and all that it is a kind of."""
        found: set[str] = set()
        left = [value]
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left.extend(self.values[one].is_)
        return found

    def together(self, one: str, other: str) -> bool:
        """Whether one thing may have both values: the same, a kind of it, or one that stands beside it."""
        mine, theirs = self.wider(one), self.wider(other)
        if one in theirs or other in mine:
            return True
        beside = {near for value in mine for near in self.values[value].beside} & theirs
        return bool(beside or {near for value in theirs for near in self.values[value].beside} & mine)


class Named(Entry):
    """A name that carries a version: how it is spelled, and whether one listing may speak of several versions."""

    spelled: Annotated[list[str], Field(min_length=1)]
    several: bool = False


class Bounded(Worded):
    """Words that may be said where a nutrient is at most so many grams in 100 g, the first that is stated counting."""

    most: dict[str, float]


class Nutrition(Entry):
    """How nutrients are called in facts, and the words that their numbers bound."""

    facts: dict[str, Worded] = {}
    words: dict[str, Bounded] = {}


class Feature(Worded):
    """What a thing has or has not, by the words for it. `named` are names that only a fact calls it by, `not` says that
    it has not, `is` names what it is a kind of; after or before the given words something else is meant."""

    is_: list[str] = Field(default=[], alias="is")
    named: list[str] = []
    not_: Worded = Field(default=Worded(), alias="not")
    not_after: list[str] = []
    not_before: list[str] = []


class Denial(Entry):
    """The words by which copy says what is there and what is not."""

    before: Worded = Worded()
    after: Worded = Worded()
    turns: Worded = Worded()
    claims: Worded = Worded()
    lists: Worded = Worded()
    unsure: Worded = Worded()


class Features(Entry):
    """What things have or have not, and how that is said."""

    denial: Denial = Denial()
    features: dict[str, Feature] = {}

    @model_validator(mode="after")
    def _kinds(self) -> Self:
        for name, feature in self.features.items():
            for wider in feature.is_:
                if wider not in self.features:
                    raise ValueError(f"{name}: is {wider}, which is no feature of this file")
        return self


class Family(Entry):
    """Features that a table tells of together; `verb`: only a verb claims them, since they are named in passing too."""

    of: list[str]
    verb: bool = False


class Unstated(Entry):
    """What copy states of a thing that a table of facts would hold, and the names of facts that make no table."""

    things: list[str] = []
    selling: list[str] = []
    made: Worded = Worded()
    tested: Worded = Worded()
    families: dict[str, Family] = {}


class Quoted(Entry):
    """What a template may take from a listing's facts: the one group of the first of `shapes` in "name: value"."""

    shapes: Annotated[list[str], Field(min_length=1)]

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for shape in self.shapes:
            if said := fault(shape):
                raise ValueError(said)
            if re.compile(shape).groups != 1:
                raise ValueError(f"{shape!r} needs one group (…), around what is quoted")
        return self

    @cached_property
    def readers(self) -> list[re.Pattern[str]]:
        """The shapes, ready to read with."""
        return [re.compile(shape, re.IGNORECASE) for shape in self.shapes]


@dataclass(frozen=True)
class FactWords:
    """All that the book knows for comparing copy and facts."""

    values: dict[str, ValueGroup]
    named: dict[str, Named]
    phrases: dict[str, Worded]
    attributes: dict[str, Worded]
    nutrition: Nutrition
    features: Features
    unstated: Unstated
    quoted: dict[str, Quoted]
