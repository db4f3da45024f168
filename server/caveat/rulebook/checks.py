"""What must hold between the files of the rule book: names exist, patterns can be read, shapes are fast."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from caveat.models import Category
from caveat.rulebook import pattern as patterns
from caveat.rulebook.faults import fault, meant
from caveat.rulebook.linear import fault as not_linear
from caveat.rulebook.schema import MEMBER_STATES, Language, Rule
from caveat.rulebook.wordings import ANY

if TYPE_CHECKING:
    from caveat.rulebook import RuleBook

_LANGUAGES = get_args(Language)
_NAME = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")


def check(book: "RuleBook") -> None:
    """BadRuleBook with the first thing that does not hold: file, line where known, and what to do."""
    _check_lexicons(book)
    for name, shape in book.shapes.items():
        if said := not_linear(shape.pattern):
            raise fault(book.root, "book", ("shapes", name), said)
    _check_evidence(book)
    known = book.lexicons.keys() | book.shapes.keys() | {"number"}
    markets = {"default", "EU", *book.markets, *MEMBER_STATES}
    for name, rule in book.rules.items():
        if not _NAME.fullmatch(name):
            raise fault(book.root, name, (), "a rule is named family/what-it-catches, in small letters and hyphens")
        _check_rule(book, name, rule, markets)
        for key in ("patterns", "unless", "needs", "lifted_by"):
            for language, sources in getattr(rule, key).items():
                for source in sources:
                    if said := _pattern_fault(source, known):
                        raise fault(book.root, name, (key, language), said, source)
        _check_rewrites(book, name, rule, known)
    _check_neutral(book)
    for id_, policy in book.policies.items():
        for name in policy.rules:
            if name not in book.rules:
                file = f"policies/{policy.platform}"
                raise fault(book.root, file, (id_, "rules"), f"no rule {name}{meant(name, book.rules)}", name)


def _check_rule(book: "RuleBook", name: str, rule: Rule, markets: set[str]) -> None:
    """The laws, guards and markets that a rule names exist."""
    for law in rule.laws:
        if law not in book.laws:
            said = f"no law {law}{meant(law, book.laws)} Laws stand in laws/<market>.toml"
            raise fault(book.root, name, ("laws",), said, law)
    for kind in rule.evidence:
        if kind not in book.evidence:
            said = f"no kind of evidence {kind}{meant(kind, book.evidence)} Kinds stand in evidence.toml"
            raise fault(book.root, name, ("evidence",), said, kind)
    for guard in rule.without_guards:
        if guard not in book.guards:
            raise fault(book.root, name, ("without_guards",), f"no guard {guard}{meant(guard, book.guards)}", guard)
    for market in rule.verdict if isinstance(rule.verdict, dict) else ():
        if market not in markets:
            raise fault(book.root, name, ("verdict",), f"no law speaks for the market {market}", market)
    if isinstance(rule.verdict, dict) and "default" not in rule.verdict:
        raise fault(book.root, name, ("verdict",), "a table of verdicts needs a `default` for all other markets")
    for key in ("unless", "needs", "lifted_by", "rewrites"):
        for language in getattr(rule, key):
            if language not in rule.languages:
                raise fault(book.root, name, (key, language), f"no patterns.{language} to go with it; write some first")


def _check_rewrites(book: "RuleBook", name: str, rule: Rule, known: set[str]) -> None:
    """The patterns of templates can be read, and what they take from facts is something that facts are read for."""
    facts = book.facts.quoted.keys() | book.facts.values.keys()
    for language, templates in rule.rewrites.items():
        for template in templates:
            for source in template.when:
                if said := _pattern_fault(source, known):
                    raise fault(book.root, name, ("rewrites", language, "when"), said, source)
            for id_ in template.facts:
                if id_ not in facts:
                    said = f"no fact {id_}{meant(id_, facts)} Facts stand in facts/quoted.toml and facts/values/"
                    raise fault(book.root, name, ("rewrites", language, "text"), said, template.text)


def _check_neutral(book: "RuleBook") -> None:
    """Each file is called like a category and speaks of rules of that category, or is the one for any."""
    categories = {category.lower() for category in get_args(Category)} | {ANY}
    for category, wordings in book.neutral.items():
        file = f"neutral/{category}"
        if category not in categories:
            raise fault(book.root, file, (), f"no such category{meant(category, categories)} A file is named after one")
        own = [name for name, rule in book.rules.items() if rule.category.lower() == category]
        for name in (name for wording in wordings for name in wording.rules):
            if name not in own:
                said = f"no rule {name} of this category{meant(name, own)}"
                raise fault(book.root, file, ("wordings", "rules"), said, name)


def _check_evidence(book: "RuleBook") -> None:
    """The forms of numbers are linear and fit their own examples, and the kinds that are named exist."""
    for name, kind in book.evidence.items():
        for other in kind.counts_as:
            if other not in book.evidence:
                said = f"no kind of evidence {other}{meant(other, book.evidence)}"
                raise fault(book.root, "evidence", (name, "counts_as"), said, other)
        if kind.number and (slow := not_linear(kind.number.pattern)):
            raise fault(book.root, "evidence", (name, "number"), slow)
        if kind.number and not kind.number.fits(kind.number.example):
            raise fault(book.root, "evidence", (name, "number"), "the example has not the form", kind.number.example)


def _check_lexicons(book: "RuleBook") -> None:
    for name, table in book.lexicons.items():
        file = f"lexicons/{name}"
        if name in book.shapes or name == "number":
            raise fault(book.root, file, (), "a shape has this name too; rename the lexicon or the shape")
        for language, phrases in table.items():
            if language not in _LANGUAGES:
                raise fault(book.root, file, (language,), f"no such language; there are {', '.join(_LANGUAGES)}")
            if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
                raise fault(book.root, file, (language,), "a lexicon is a list of phrases in each language")
            for phrase in phrases:
                if phrase.startswith("{") and phrase.strip("{}") not in book.lexicons:
                    said = f"no lexicon {phrase.strip('{}')}{meant(phrase.strip('{}'), book.lexicons)}"
                    raise fault(book.root, file, (language,), said, phrase)


def _pattern_fault(source: str, known: set[str]) -> str | None:
    """What is wrong with a pattern and what to do; None for one that can be read."""
    try:
        parsed = patterns.parse(source)
    except ValueError as error:
        return str(error)
    for slot in (slot for pattern in parsed for slot in pattern.slots):
        if slot.name and slot.name not in known:
            return (
                f"pattern {source!r}: no lexicon or shape {slot.name}{meant(slot.name, known)} "
                "Lexicons stand in lexicons/<name>.toml, shapes in book.toml"
            )
    if any(len(word.strip("=*?)")) < 4 for word in source.replace("(", " ").replace("|", " ").split() if "*" in word):
        return f"pattern {source!r}: a `*` needs four letters beside it"
    if any(all(slot.name == "number" for slot in pattern.slots) for pattern in parsed):
        return f"pattern {source!r} has no word to find it by; add one"
    return None


def twins(names: Iterable[str]) -> Iterator[str]:
    """Files whose names differ only in capitals: on some computers they are one."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            yield f"{name}.toml: its name differs from {first}.toml only in capitals; keep one of them"
