"""What the files about facts may say: values that exclude each other, names with versions, nutrients."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

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
    """One value that a fact can have, by the words for it. `is` names what it is a kind of, and may be called."""

    is_: list[str] = Field(default=[], alias="is")


class ValueHead(Value):
    """The entry `_` of a value file: the words by which a fact's name tells that it states such a value (any fact may,
    where there are none), and what makes a mention in the copy a claim of the thing."""

    claimed: Claimed = "any"


class ValueGroup(Entry):
    """Values that exclude each other, unless one is a kind of the other."""

    head: ValueHead
    values: dict[str, Value]

    @model_validator(mode="after")
    def _kinds(self) -> Self:
        for name, value in self.values.items():
            for wider in value.is_:
                if wider not in self.values:
                    raise ValueError(f"{name}: is {wider}, which is no value of this file")
        return self

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


class Named(Entry):
    """A name that carries a version: how it is spelled, and whether one listing may speak of several versions."""

    spelled: list[str]
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


@dataclass(frozen=True)
class FactWords:
    """All that the book knows for comparing copy and facts."""

    values: dict[str, ValueGroup]
    named: dict[str, Named]
    phrases: dict[str, Worded]
    nutrition: Nutrition
    features: Features
