"""`caveat rules new|test|catalogue`: the work of those who write rules, in a checkout."""

import argparse
import sys
from datetime import date
from pathlib import Path

from caveat import rulebook
from caveat.analysis.engine import Engine
from caveat.analysis.selfcheck import problems
from caveat.errors import BadInput, NotFound
from caveat.rulebook import HERE, RuleBook
from caveat.rulebook.schema import Law, Policy, Rule

CATALOGUE = HERE / "README.md"
_SCAFFOLD = """category = "{category}"
verdict = "prove"                     # stop: unlawful in form; prove: lawful only with evidence; or a table by market
laws = []                             # ids in laws/<market>.toml
platforms = []
evidence = []                         # kinds of evidence that would lift it
cut = "clause"                        # what a removal takes: word, clause, sentence or none

[message]
en = "“{{match}}” says ___."
zh = "“{{match}}”___。"

[why]
en = "___."
zh = "___。"

[patterns]
en = []                               # such as "{{kill}} ... {{germ}}"

[flags]                               # two at least; «...» marks the exact span
en = []

[allows]                              # two at least that look alike and are harmless
en = []
"""
_LEFT = """{path}: what is left to do
  1. cite the laws or marketplaces that speak against it
  2. say in one sentence, English and Chinese, what the claim says and why that matters
  3. write the patterns, and the near-misses under `allows` before anything else
  4. caveat rules test {name}
  5. caveat rules catalogue"""


def new(args: argparse.Namespace) -> None:
    """Write the scaffold of a rule and print what is left to do. Raises BadInput if the rule is there already."""
    path = HERE / f"{args.rule}.toml"
    if path.exists():
        raise BadInput(f"{args.rule}: this rule exists already, see {path}")
    if args.rule.count("/") != 1 or not args.rule.replace("/", "").replace("-", "").isalnum():
        raise BadInput(f"{args.rule}: a rule is named family/what-it-catches, in small letters and hyphens")
    path.parent.mkdir(exist_ok=True)
    path.write_text(_SCAFFOLD.format(category=args.category), encoding="utf-8")
    print(_LEFT.format(path=path, name=args.rule))


def test(args: argparse.Namespace) -> int:
    """Run the examples of the rules named, or of all; 1 if one fails: file, example, expected and got are named."""
    book = rulebook.load()
    for name in args.rules:
        if name not in book.rules:
            raise NotFound(f"{name}: no such rule")
    names = args.rules or sorted(book.rules)
    failures = list(problems(Engine(book), names))
    for failure in failures:
        print(failure)
    print(f"{len(names)} rules, {len(failures)} failing examples", file=sys.stderr)
    return 1 if failures else 0


def catalogue(args: argparse.Namespace) -> int:
    """Write the page of all rules and laws, or say whether it is fresh; 1 if it is not."""
    page = _page(rulebook.load())
    if not args.check:
        CATALOGUE.write_text(page, encoding="utf-8")
        print(CATALOGUE)
        return 0
    fresh = CATALOGUE.is_file() and CATALOGUE.read_text(encoding="utf-8") == page
    if not fresh:
        print(f"{Path(CATALOGUE).name}: out of date, run `caveat rules catalogue`", file=sys.stderr)
    return 0 if fresh else 1


def upcoming(args: argparse.Namespace) -> None:
    """Laws that are planned or begin to apply later, the next first: a dated heads-up, no finding."""
    today = date.today()
    for name, law in sorted(rulebook.load().laws.items(), key=lambda entry: entry[1].effective or date.max):
        if law.status == "planned" or (law.effective and law.effective > today):
            when = f"{law.effective}, in {(law.effective - today).days} days" if law.effective else "no date yet"
            print(f"{when}  {law.market}  {name}  {law.status}")
            print(f"    {law.title}, {law.section}\n    {law.conditions}\n    {law.url}\n")


def _page(book: RuleBook) -> str:
    rules = [_rule_row(name, rule) for name, rule in sorted(book.rules.items())]
    laws = [_source_row(name, law) for name, law in sorted(book.laws.items())]
    pages = [_source_row(name, policy) for name, policy in sorted(book.policies.items())]
    return "\n".join(
        [
            "# The rule book",
            "",
            f"Written by `caveat rules catalogue`. {len(book.rules)} rules cite {len(book.laws)} laws "
            f"and {len(book.policies)} pages of marketplaces.",
            "",
            "## Rules",
            "",
            "| Rule | Verdict | Laws | Languages | What it says |",
            "| --- | --- | --- | --- | --- |",
            *rules,
            "",
            "## Laws",
            "",
            "| Law | Title and section | Applies from | Read on | Status |",
            "| --- | --- | --- | --- | --- |",
            *laws,
            "",
            "## Pages of marketplaces",
            "",
            "| Page | Title and section | Applies from | Read on | Status |",
            "| --- | --- | --- | --- | --- |",
            *pages,
            "",
        ]
    )


def _rule_row(name: str, rule: Rule) -> str:
    verdicts = [rule.verdict] if isinstance(rule.verdict, str) else sorted(set(rule.verdict.values()))
    cited = [*rule.laws, *rule.platforms]
    message = rule.message["en"].replace("“{match}”", "…").replace("|", "\\|")
    link = f"[{name}]({name}.toml)"
    return f"| {link} | {', '.join(verdicts)} | {', '.join(cited)} | {' '.join(rule.languages)} | {message} |"


def _source_row(name: str, law: Law | Policy) -> str:
    title = f"[{law.title}]({law.url}), {law.section}".replace("|", "\\|")
    return f"| {name} | {title} | {law.effective or ''} | {law.checked} | {law.status} |"
