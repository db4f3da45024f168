"""Runs every rule's own examples: a rule that misses one, or flags what it should allow, does not load."""

from collections.abc import Iterator
from datetime import date
from typing import Any, get_args

from caveat.analysis.analyse import analyse, disagreeing, missing
from caveat.analysis.drafts.compare import differences, read, speaks
from caveat.analysis.engine import Engine
from caveat.errors import BadRuleBook
from caveat.models import Listing, ProductType, TextField
from caveat.rulebook.schema import Rule

_OPEN, _CLOSE = "«", "»"
_AI = "AI picture"
_DAY = date(2027, 6, 1)
"""A day on which every dated law of the book is in force."""


def selfcheck(engine: Engine, names: list[str] | None = None) -> None:
    """BadRuleBook with the first example that fails: file, example, expected and got."""
    for problem in problems(engine, names):
        raise BadRuleBook(problem)


def problems(engine: Engine, names: list[str] | None = None) -> Iterator[str]:
    """Every failing example as a sentence."""
    for name in names or engine.book.rules:
        rule = engine.book.rules[name]
        for language in rule.languages:
            flags, allows = rule.flags.get(language, []), rule.allows.get(language, [])
            for number, example in enumerate((*flags, *allows)):
                wanted = [""] if rule.finds == "absence" and number < len(flags) else marked(example)
                got = found(engine, name, rule, example, language)
                if got != wanted:
                    place = engine.book.place(name, example)
                    yield f"{place}: {language} example {example!r}: expected {wanted}, got {got}"


def marked(example: str) -> list[str]:
    """The spans between «…»."""
    return [part.split(_CLOSE)[0] for part in example.split(_OPEN)[1:]]


def found(engine: Engine, name: str, rule: Rule, example: str, language: str) -> list[str]:
    """What the rule finds in an example, read where its laws and marketplaces hold; what is absent is empty."""
    analysis = analyse(engine, listing(engine, rule, example, language), _DAY)
    if rule.finds == "absence":
        return ["" for gap in missing(engine, analysis) if gap.rule == name]
    if rule.finds in ("addition", "change"):
        return _drafted(engine, name, rule, example, language)
    if rule.finds in ("disagreement", "unstated"):
        told = [split.what for split in disagreeing(engine, analysis) if split.rule == name]
        return [
            analysis.readings[one.place].passage.plain[one.start : one.end] for one in told if one.place is not None
        ]
    return [
        reading.passage.plain[hit.start : hit.end]
        for reading in analysis.readings
        for hit in reading.hits
        if hit.rule == name
    ]


def _drafted(engine: Engine, name: str, rule: Rule, example: str, language: str) -> list[str]:
    """What a rule about drafts finds in an example whose prefix carries the source: `[US; source = text] draft`."""
    made = listing(engine, rule, example, language)
    source = "\n".join(fact.value for fact in made.facts if fact.name == "source")
    with engine.lock:
        stated = read(engine, Listing(fields=[TextField(id="text", role="description", text=source)]), _DAY)
        drafted = read(engine, made.model_copy(update={"facts": []}), _DAY)
        changes = differences(engine, stated, drafted).changes
    return [one.draft.text for one in changes if speaks(engine.book, one) == name]


def listing(engine: Engine, rule: Rule, example: str, language: str) -> Listing:
    """An example as a listing of one field.

    What stands in front in brackets is known of it: `[US toy amazon; Age = 3+; AI picture] text` names markets, a
    product type and a marketplace, then facts, and that its picture was made by AI. A fact named Brand is the brand.
    """
    given, example = example[1:].split("] ", 1) if example.startswith("[") else ("", example)
    named, *known = given.split(";")
    words = named.split() if "=" not in named and named != _AI else []
    facts = [fact.split("=", 1) for fact in (known if words else (named, *known)) if "=" in fact]
    text = example.replace(_OPEN, "").replace(_CLOSE, "")
    entries: dict[str, Any] = {
        "marketplace": rule.platforms[0] if rule.platforms and rule.finds != "absence" else "generic",
        "markets": [word for word in words if word.isupper()] or _markets(engine, rule),
        "language": language,
        "facts": [{"name": name.strip(), "value": value.strip()} for name, value in facts],
        "media": [{"id": "main", "disclosed_ai": True}] if _AI in given else [],
        "brand": next((value.strip() for name, value in facts if name.strip() == "Brand"), None),
        "fields": [{"id": "text", "role": rule.roles[0] if rule.roles else "bullet", "text": text}],
    }
    for word in words:
        if not word.isupper():
            entries["product_type" if word in get_args(ProductType) else "marketplace"] = word
    return Listing.model_validate(entries)


def _markets(engine: Engine, rule: Rule) -> list[str]:
    return sorted({engine.book.laws[law].market for law in rule.laws})
