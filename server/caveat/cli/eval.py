"""`caveat eval`: how well the rule book does on the rule author's own corpus."""

import argparse
import json
import random
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from caveat.evaluation import corpus, measures, rewrites
from caveat.evaluation.measures import Figure
from caveat.evaluation.sample import sample

_BY_HAND = ("quantities", "pairs")
"""Sets whose rows are no texts to look for claims in."""


def run(args: argparse.Namespace) -> None:
    """Measure every known file of the folders. Raises BadInput where one cannot be read."""
    folders = [Path(folder) for folder in args.folders]
    rows, scoring = corpus.read(folders), corpus.groups(folders)
    if args.rewrites:
        _rewrites(rows, scoring, args)
        return
    if args.sample:
        for row in sample(rows.get(args.rows, []), args.sample, args.seed, args.of, args.verdict, args.marketplace):
            print(json.dumps(row, ensure_ascii=False))
        return
    if args.naive:
        figures = [measures.naive(each, name) for name, each in rows.items() if name not in _BY_HAND]
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
