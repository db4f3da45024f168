"""`caveat eval`: how well the rule book does on the rule author's own corpus."""

import argparse
import json
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from caveat.evaluation import corpus, measures, rewrites
from caveat.evaluation.measures import Figure
from caveat.models import Finding


def run(args: argparse.Namespace) -> None:
    """Measure every known file of the folders. Raises BadInput where one cannot be read."""
    folders = [Path(folder) for folder in args.folders]
    rows, scoring = corpus.read(folders), corpus.groups(folders)
    if args.rewrites:
        _rewrites(rows, scoring, args)
        return
    if args.sample:
        _print_sample(rows.get("listings", []), args)
        return
    if args.naive:
        figures = [measures.naive(each, name) for name, each in rows.items()]
    else:
        figures = [figure for name, each in rows.items() for figure in measures.MEASURES[name](each, scoring)]
    _print(figures, args)


def _rewrites(rows: dict[str, list[corpus.Row]], scoring: corpus.Row, args: argparse.Namespace) -> None:
    """The measures of rewrites, or a seeded sample of them to judge by hand."""
    chosen = {name: each for name, each in rows.items() if name in rewrites.REWRITTEN}
    if not args.sample:
        _print([figure for name, each in chosen.items() for figure in rewrites.measured(name, each, scoring)], args)
        return
    drawn = random.Random(args.seed)
    found = [one for name, each in chosen.items() for one in rewrites.samples(name, each, scoring)]
    for one in drawn.sample(found, min(args.sample, len(found))):
        print(json.dumps(one, ensure_ascii=False))


def _print(figures: list[Figure], args: argparse.Namespace) -> None:
    if args.format == "json":
        print(json.dumps([asdict(figure) for figure in figures], ensure_ascii=False))
    else:
        _print_table(figures, args.wrong)


def _print_table(figures: Iterable[Figure], wrong: bool) -> None:
    for figure in figures:
        print(f"{figure.measure:28} {figure.part:28} {figure.share:7.1%}  {figure.hits} of {figure.of}")
        for row in figure.rows if wrong and not figure.part.startswith("category") else ():
            print(f"    {row[:150]}")


def _print_sample(rows: list[corpus.Row], args: argparse.Namespace) -> None:
    """A seeded sample of findings with the words around them, one JSON object a line, to be judged by hand.

    A rule is taken once a listing, so that one listing does not fill the sample.
    """
    shuffled = [row for row in rows if measures.market_of(row)]
    random.Random(args.seed).shuffle(shuffled)
    left = args.sample
    for row in shuffled:
        found = measures.of_listing(row, args.marketplace) if left else []
        wanted = [one for one in found if args.verdict in (None, one.verdict)]
        for finding in list({one.rule: one for one in reversed(wanted)}.values())[::-1][:left]:
            print(json.dumps(_judged(row, finding), ensure_ascii=False))
            left -= 1


def _judged(row: corpus.Row, finding: Finding) -> dict[str, str]:
    texts = {"title": row["title"], "description": row["description"]}
    texts |= {f"bullet_{number}": text for number, text in enumerate(row["bullets"], 1)}
    text = texts[finding.field or "title"]
    place = max(text.find(finding.text), 0)
    return {
        "listing": row["id"], "title": row["title"][:90], "rule": finding.rule, "verdict": finding.verdict,
        "text": finding.text, "around": text[max(place - 80, 0) : place + len(finding.text) + 80], "right": "",
    }  # fmt: skip
