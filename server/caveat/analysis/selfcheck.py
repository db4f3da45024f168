"""Runs every rule's own examples: a rule that misses one, or flags what it should allow, does not load."""

from collections.abc import Iterator
from datetime import date

from caveat.analysis.analyse import analyse
from caveat.analysis.engine import Engine
from caveat.errors import BadRuleBook
from caveat.models import Listing
from caveat.rulebook.schema import Rule

_OPEN, _CLOSE = "«", "»"
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
        for language in rule.patterns:
            for example in (*rule.flags[language], *rule.allows[language]):
                wanted = marked(example)
                got = found(engine, name, rule, example, language)
                if got != wanted:
                    place = engine.book.place(name, example)
                    yield f"{place}: {language} example {example!r}: expected {wanted}, got {got}"


def marked(example: str) -> list[str]:
    """The spans between «…»."""
    return [part.split(_CLOSE)[0] for part in example.split(_OPEN)[1:]]


def found(engine: Engine, name: str, rule: Rule, example: str, language: str) -> list[str]:
    """What the rule finds in an example, read where its laws and marketplaces hold."""
    analysis = analyse(engine, listing(engine, rule, example, language), _DAY)
    return [
        reading.passage.plain[hit.start : hit.end]
        for reading in analysis.readings
        for hit in reading.hits
        if hit.rule == name
    ]


def listing(engine: Engine, rule: Rule, example: str, language: str) -> Listing:
    """An example as a listing of one field. `[US cosmetic]` in front names markets and the product type."""
    given, example = example[1:].split("] ", 1) if example.startswith("[") else ("", example)
    product_type = next((word for word in given.split() if not word.isupper()), None)
    named = [word for word in given.split() if word.isupper()]
    text = example.replace(_OPEN, "").replace(_CLOSE, "")
    markets = named or sorted({engine.book.laws[law].market for law in rule.laws})
    return Listing.model_validate(
        {
            "marketplace": rule.platforms[0] if rule.platforms else "generic",
            "markets": markets,
            "language": language,
            "product_type": product_type,
            "fields": [{"id": "text", "role": rule.roles[0] if rule.roles else "bullet", "text": text}],
        }
    )
