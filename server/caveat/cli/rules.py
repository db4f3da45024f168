"""`caveat rules`: what is looked for, and by which laws and pages."""

import argparse
from datetime import date

from caveat import checker
from caveat.api.rules import summary
from caveat.errors import NotFound
from caveat.rulebook import HERE, RuleBook
from caveat.rulebook.schema import ByLanguage, Law, Policy, Rule


def run(args: argparse.Namespace) -> None:
    """List the rules or show one. Raises NotFound."""
    book = checker.engine().book
    if args.rule is None:
        for name, rule in sorted(book.rules.items()):
            one = summary(name, rule, args.language)
            print(f"{name:40} {one.verdict:9} {one.category:12} {','.join(one.markets)}")
    elif args.rule in book.rules:
        _show(book, args.rule, args.language)
    else:
        raise NotFound(f"There is no rule {args.rule!r}.")


def _show(book: RuleBook, name: str, language: str) -> None:
    """One rule for whoever reviews it: what it says, by which laws and pages, what it finds and what it leaves."""
    rule = book.rules[name]
    print(f"{name}  {rule.category}  {_verdicts(rule)}\n{HERE / name}.toml")
    print(f"\n{rule.message[language]}\n{rule.why[language]}\n")  # type: ignore[index]
    for title, values in (
        ("Lifted by evidence", rule.evidence), ("Only in fields", rule.roles), ("Only for", rule.product_types),
        ("Not for", rule.except_types), ("On marketplaces", rule.platforms),
    ):  # fmt: skip
        if values:
            print(f"{title}: {', '.join(values)}")
    print("\nLaws" if rule.laws else "\nNo law: the marketplaces alone")
    for id_ in sorted(rule.laws, key=lambda id_: book.laws[id_].market):
        _source(id_, book.laws[id_])
    pages = {id_: page for id_, page in book.policies.items() if page.platform in rule.platforms}
    for id_, page in pages.items():
        if page.speaks(name, rule):
            _source(id_, page)
    _texts("Finds", rule.patterns)
    _texts("But not beside", rule.unless)
    _texts("Only beside", rule.needs)
    _texts("Lifted anywhere by", rule.lifted_by)
    _texts("Flags", rule.flags)
    _texts("Allows", rule.allows)


def _verdicts(rule: Rule) -> str:
    """The verdict, and where it is another."""
    if isinstance(rule.verdict, str):
        return rule.verdict
    others: dict[str, list[str]] = {}
    for market, verdict in rule.verdict.items():
        if verdict != rule.verdict["default"]:
            others.setdefault(verdict, []).append(market)
    said = [f"{verdict} in {', '.join(markets)}" for verdict, markets in others.items()]
    return "; ".join([str(rule.verdict["default"]), *said])


def _source(id_: str, source: Law | Policy) -> None:
    where = source.market if isinstance(source, Law) else source.platform
    dates = f"from {source.effective}" if source.effective else "no first day known"
    if isinstance(source, Law) and source.until:
        dates += f" until {source.until}"
    if source.effective and source.effective > date.today():
        dates += ", not yet"
    print(f"\n  {where}  {id_}  {source.status}, {dates}, read on {source.checked}")
    print(f"      {source.title}, {source.section}" if source.section else f"      {source.title}")
    if isinstance(source, Policy) and source.roles:
        print(f"      on {', '.join(source.roles)}")
    print(f"      {source.conditions}\n      What was read: {source.source}\n      {source.url}")


def _texts(title: str, texts: ByLanguage) -> None:
    if any(texts.values()):
        print(f"\n{title}")
    for language, lines in texts.items():
        for line in lines:
            print(f"  {language}  {line}")
