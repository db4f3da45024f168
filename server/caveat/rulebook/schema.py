"""What the files of the rule book may say. A name that is not here is an error, so a typo cannot pass as a rule."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from caveat.models import Category, FieldRole, ProductType, Verdict

Language = Literal["en", "de", "fr", "es", "it", "zh", "ja", "ko"]
ByLanguage = dict[Language, list[str]]
Locale = Literal["en", "zh"]
"""The languages that Caveat speaks to sellers."""
MEMBER_STATES = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())
"""Where the law of the European Union holds."""
_FACT = re.compile(r"\{fact:([^{}]*)\}")


class Entry(BaseModel):
    """Base of all files: frozen and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Law(Entry):
    """One law, regulation or official guide. Only a law confirmed in a primary text can make a finding `stop`."""

    market: str
    region: str | None = None
    title: str
    section: str
    conditions: str
    enforcer: str
    effective: date | None = None
    until: date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    checked: date
    status: Literal["verified", "unverified", "planned"]
    source: str = ""
    product_types: list[ProductType] = []

    def applies(self, on: date, product_type: str | None) -> bool:
        """Whether the law is in force on a day, for a product type (None: not known, so it may be)."""
        in_force = self.status != "planned" and (self.effective or on) <= on < (self.until or date.max)
        return in_force and (not self.product_types or product_type is None or product_type in self.product_types)


def _in_both(texts: dict[Locale, str]) -> dict[Locale, str]:
    missing = {"en", "zh"} - texts.keys()
    if missing:
        raise ValueError(f"no text in {', '.join(sorted(missing))}")
    return texts


Said = Annotated[dict[Locale, str], AfterValidator(_in_both)]


class Policy(Entry):
    """A dated page of a marketplace. The rules of its categories that name the marketplace cite it, or only `rules`.

    `roles` are the fields and `product_types` the goods that the page speaks of; empty means all, and goods of no known
    type are any of them. A rule whose pages all speak of other fields or goods is silent on that marketplace.
    """

    platform: str
    categories: list[Category]
    rules: list[str] = []
    roles: list[FieldRole] = []
    product_types: list[ProductType] = []
    title: str
    section: str = ""
    conditions: str
    effective: date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    checked: date
    status: Literal["verified", "unverified"]
    source: str = ""

    def speaks(self, name: str, rule: "Rule") -> bool:
        """Whether the page speaks against what a rule finds."""
        return rule.category in self.categories and (not self.rules or name in self.rules)

    def covers(self, role: FieldRole, product_type: str | None) -> bool:
        """Whether the page speaks of a field and of goods of a type."""
        goods = not self.product_types or product_type is None or product_type in self.product_types
        return goods and (not self.roles or role in self.roles)


class Rewrite(Entry):
    """One template: put `text` in place of the claim.

    `{match}` stands for what was written, `{first}` and `{last}` for its outer words. An English verb in `<…>` takes
    the form of the verb the claim begins with, and what hangs on that verb goes with it ("kills germs in seconds").
    In German, French, Spanish and Italian such a verb is written in both numbers, `<lässt|lassen>`, and an adjective in
    `[…]` agrees too: `[réutilisable|réutilisables]`, in German `[wiederverwendbar]`.
    `{fact:ip-rating}` is what the listing's facts state (facts/quoted.toml, facts/values/); silent without such a fact.
    `when` are patterns: the template is for claims that one of them spans from end to end, and for all without any.
    """

    text: str
    when: list[str] = []
    assumes: Said | None = None

    @property
    def facts(self) -> list[str]:
        """What of the listing's facts the text needs."""
        return _FACT.findall(self.text)


class Form(Entry):
    """What a rule that finds by form measures: `most` is how many are still good, by marketplace or for all."""

    kind: Literal["capitals", "repeats", "length", "signs"]
    most: int | dict[str, int] = 0
    signs: str = ""
    keeps: list[str] = []

    def most_on(self, marketplace: str) -> int | None:
        """How many are still good on a marketplace; None where nothing is said about it."""
        return self.most if isinstance(self.most, int) else self.most.get(marketplace)


class Rule(Entry):
    """One kind of claim: what it looks like, what speaks against it, and what to write instead.

    `finds` says how: by wording (`patterns`), by absence (nothing in the listing or its facts is as in `lifted_by`,
    where `patterns`, if any, occur), by the form of a text, by disagreement of copy and facts, or as stated by the
    copy alone (`disagrees` names what: a kind of comparison, or a group of values). `pictures` asks for a picture of
    that kind besides. `addition` and `change` speak of a draft against its source; `adds` names what can be new.
    `flags` mark the exact span with «…»; `allows` must stay silent. Both are run by the tests and by the loader.
    `lifted_by` anywhere in the listing lifts the rule in the markets of `lifts_in`, or in all where that is empty.
    `asked_by` names the marketplaces whose own form asks for what is absent, in a place that is not seen here.
    """

    category: Category
    finds: Literal["wording", "absence", "form", "disagreement", "unstated", "addition", "change"] = "wording"
    disagrees: list[str] = []
    adds: list[str] = []
    form: Form | None = None
    pictures: Literal["disclosed-ai"] | None = None
    asked_by: list[str] = []
    verdict: Verdict | dict[str, Verdict]
    message: Said
    why: Said
    laws: list[str] = []
    platforms: list[str] = []
    evidence: list[str] = []
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.9
    cut: Literal["word", "clause", "sentence", "none"] = "clause"
    roles: list[FieldRole] = []
    product_types: list[ProductType] = []
    except_types: list[ProductType] = []
    without_guards: list[str] = []
    patterns: ByLanguage = {}
    unless: ByLanguage = {}
    needs: ByLanguage = {}
    lifted_by: ByLanguage = {}
    lifts_in: list[str] = []
    rewrites: dict[Language, list[Rewrite]] = {}
    flags: ByLanguage
    allows: ByLanguage

    @model_validator(mode="after")
    def _finds_something(self) -> Self:
        if self.finds == "wording" and not self.patterns:
            raise ValueError("finds by wording, but has no patterns")
        if self.finds == "absence" and not (self.lifted_by and (self.patterns or self.product_types or self.pictures)):
            raise ValueError("an absence needs lifted_by, and patterns, product_types or pictures that call for it")
        if (self.finds == "form") != (self.form is not None):
            raise ValueError("a rule that finds by form, and no other, has a [form]")
        if (self.finds in ("disagreement", "unstated")) != bool(self.disagrees):
            raise ValueError("a rule that compares copy and facts, and no other, says what `disagrees`")
        if (self.finds == "addition") != bool(self.adds):
            raise ValueError("a rule that finds by addition, and no other, says what a draft `adds`")
        return self

    @model_validator(mode="after")
    def _examples(self) -> Self:
        for name in ("flags", "allows"):
            for language in self.languages:
                least = 2 if self.finds != "absence" else 1 if name == "allows" else 0
                count = len(getattr(self, name).get(language, []))
                if count < least:
                    raise ValueError(f"{name}.{language}: {count} examples, at least {least} are needed")
            if sum(map(len, getattr(self, name).values())) < 2:
                raise ValueError(f"{name}: at least 2 examples are needed")
        unpaired = (self.flags.keys() | self.allows.keys()) - set(self.languages)
        if unpaired:
            raise ValueError(f"examples without patterns: {', '.join(sorted(unpaired))}")
        if not self.laws and not self.platforms:
            raise ValueError("cites neither a law nor a marketplace")
        return self

    @property
    def languages(self) -> list[Language]:
        """The languages that the rule reads; each has examples."""
        if self.finds in ("form", "disagreement", "unstated", "addition", "change"):
            return sorted(self.flags)
        return sorted(self.lifted_by if self.finds == "absence" else self.patterns)

    def verdict_in(self, market: str) -> Verdict:
        """The verdict where the laws of `market` apply."""
        if isinstance(self.verdict, str):
            return self.verdict
        union = self.verdict.get("EU") if market in MEMBER_STATES else None
        return self.verdict.get(market) or union or self.verdict["default"]


class ProductTypeEntry(Entry):
    """How a product type is called, in each language: the words that give it away in a title."""

    words: ByLanguage


class Shape(Entry):
    """A slot that is a form rather than a list of words: a web address, a percentage. Linear-time patterns only.

    `needs` are literals one of which every match holds; empty means that every match holds a letter beyond ASCII.
    `longest`, where not 0, is the longest text (in characters) that the shape can be in.
    """

    pattern: str
    needs: list[str] = []
    longest: int = 0


class Guard(Entry):
    """For which categories a shared guard is off, and how far it looks."""

    off: list[Category] = []
    window: int = 4
