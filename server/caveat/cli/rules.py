"""`caveat rules`: what is looked for."""

import argparse

from caveat import checker
from caveat.api.rules import RuleDetail, detail, summary


def run(args: argparse.Namespace) -> None:
    """List the rules or show one. Raises NotFound."""
    if args.rule is None:
        for name, rule in sorted(checker.engine().book.rules.items()):
            one = summary(name, rule, args.language)
            print(f"{name:40} {one.verdict:9} {one.category:12} {','.join(one.markets)}")
    else:
        _show(detail(args.rule, args.language))


def _show(rule: RuleDetail) -> None:
    verdicts = ", ".join(f"{market}: {verdict}" for market, verdict in rule.verdicts.items())
    print(f"{rule.id}  {rule.category}  {verdicts}")
    print(f"\n{rule.message}\n{rule.why}")
    for law in rule.laws:
        print(f"\n{law.market}  {law.title}, {law.section} ({law.status})\n    {law.url}")
    for platform in rule.platforms:
        print(f"\nplatform: {platform}")
    for title, examples in (("Flags", rule.flags), ("Allows", rule.allows)):
        print(f"\n{title}")
        for language, texts in examples.items():
            for text in texts:
                print(f"  {language}  {text}")
