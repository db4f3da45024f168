"""The command `caveat`. Each subcommand imports what it needs when it runs, so that `--help` is quick."""

import argparse
import importlib
import sys
from collections.abc import Sequence

from caveat.errors import CaveatError

VERDICTS = ("stop", "prove", "platform", "polish")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the exit status. 2 stands for input that cannot be used, with one line that says why."""
    args = parser().parse_args(arguments)
    command = importlib.import_module(f"caveat.cli.{args.module}")
    try:
        return int(getattr(command, getattr(args, "does", "run"))(args) or 0)
    except BrokenPipeError:  # the reader of our output has had enough, as `head` has
        sys.stderr.close()
        return 0
    except CaveatError as error:
        print(f"caveat: {error.message}", file=sys.stderr)
    except ValueError as error:  # a setting; see caveat.config
        if not getattr(args, "settings", False):
            raise
        print(f"caveat: {error}", file=sys.stderr)
    return 2


def parser() -> argparse.ArgumentParser:
    """The subcommands and their options."""
    top = argparse.ArgumentParser(prog="caveat", description="Checks what a listing claims before it is saved.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="start the server on this computer")
    demo = commands.add_parser("demo", help="start the server and open the demo in the browser")
    for one, opens in ((serve, False), (demo, True)):
        one.add_argument("--host", help="loopback address to listen on (127.0.0.1)")
        one.add_argument("--port", type=int, help="port to listen on (8765)")
        one.add_argument("--database", metavar="URL", help="database (SQLite in the user's data folder)")
        one.set_defaults(module="serve", opens=opens, settings=True)

    _add_check(commands)
    _add_compare(commands)
    _add_evidence(commands)
    _add_small(commands)
    return top


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = commands.add_parser("check", help="check files: Listing JSON, saved HTML pages, flat files, plain text")
    check.add_argument("files", nargs="+", metavar="FILE", help="a file, or - for standard input")
    check.add_argument("--market", action="append", default=[], metavar="CODE", help="country such as US; repeatable")
    check.add_argument("--marketplace", metavar="NAME", help="such as amazon; otherwise what the file says")
    check.add_argument("--product-type", metavar="TYPE", help="such as cosmetic; otherwise inferred")
    check.add_argument("--format", choices=("text", "json"), default="text", help="json: one Report a line")
    check.add_argument("--fail-on", choices=VERDICTS, default="stop", help="exit 1 from this verdict up (stop)")
    check.add_argument("--on", metavar="DATE", help="the day whose law counts, as 2026-11-21 (today)")
    check.add_argument("--language", choices=("en", "zh"), default="en", help="language of the messages (en)")
    check.set_defaults(module="check")


def _add_evidence(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    evidence = commands.add_parser("evidence", help="keep what proves a claim, and write the substantiation file")
    which = evidence.add_subparsers(required=True, metavar="add|list|show|withdraw|report|kinds")
    add = which.add_parser("add", help="file a certificate, report, registration, licence, patent or record")
    add.add_argument("kind", metavar="KIND", help="such as epa-registration; `caveat evidence kinds` lists them")
    _add_evidence_options(add)
    listed = which.add_parser("list", help="what is held, the newest first")
    listed.add_argument("--key", help="say of each whether it speaks for this listing")
    listed.add_argument("--expiring", type=int, metavar="DAYS", help="only what ends within so many days")
    listed.add_argument("--all", action="store_true", help="also what was withdrawn or replaced")
    listed.add_argument("--format", choices=("text", "json"), default="text")
    show = which.add_parser("show", help="one piece, and its file")
    show.add_argument("--save", metavar="FILE", help="write its file there")
    withdraw = which.add_parser("withdraw", help="let a piece count no longer; its record stays")
    withdraw.add_argument("--why", help="for those who look later")
    report = which.add_parser("report", help="write one printable page: each claim, its law, its evidence")
    report.add_argument("listing", metavar="LISTING", help="a file, as for `caveat check`")
    report.add_argument("-o", "--output", metavar="FILE", help="write it there (standard output)")
    report.add_argument("--on", metavar="DATE", help="the day whose law counts, as 2026-11-21 (today)")
    kinds = which.add_parser("kinds", help="the kinds of evidence, and the forms of their numbers")
    for one in (report, kinds):
        one.add_argument("--language", choices=("en", "zh"), default="en")
    for one, does in (
        (add, "add"),
        (listed, "show_all"),
        (show, "show"),
        (withdraw, "withdraw"),
        (report, "report"),
        (kinds, "kinds"),
    ):
        if one in (show, withdraw):
            one.add_argument("number", type=int, metavar="ID")
        one.add_argument("--database", metavar="URL", help="the server's database, if it is not the default one")
        one.set_defaults(module="evidence", does=does, settings=True)


def _add_evidence_options(add: argparse.ArgumentParser) -> None:
    values = {"number": "its number", "issuer": "who issued it", "issued": "day of issue, as 2026-11-21",
              "expires": "its last day", "note": "a note of your own", "file": "the file itself"}  # fmt: skip
    for name, what in values.items():
        add.add_argument(f"--{name}", help=what)
    scope = {"key": "this SKU or listing id", "line": "keys that begin so", "market": "this country, such as US, or EU",
             "rule": "this claim, as in pesticide/kills-germs"}  # fmt: skip
    for name, what in scope.items():
        add.add_argument(f"--{name}", action="append", default=[], help=f"only for {what}; repeatable")
    add.add_argument("--replaces", type=int, metavar="ID", help="the piece that it takes the place of")


def _add_compare(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    compare = commands.add_parser("compare", help="say what a draft adds to its source, changes in it and loses of it")
    for name in ("source", "draft"):
        compare.add_argument(name, metavar=name.upper(), help=".txt, .md, .html, .json (a Listing), or - for stdin")
    compare.add_argument("--json", action="store_true", help="print the Comparison as JSON")
    compare.add_argument("--language", choices=("en", "zh"), default="en", help="language of the words printed (en)")
    compare.set_defaults(module="compare")


def _add_small(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    extension = commands.add_parser("extension", help="print the folder to load into the browser")
    extension.add_argument("--browser", choices=("chromium", "firefox"), default="chromium")
    extension.set_defaults(module="extension")

    pair = commands.add_parser("pair", help="print a new pairing code for a running server")
    pair.add_argument("--database", metavar="URL", help="the server's database, if it is not the default one")
    pair.set_defaults(module="pair", settings=True)

    _add_rules(commands)
    _add_history(commands)

    evaluate = commands.add_parser("eval", help="measure the rule book on a corpus of your own")
    evaluate.add_argument("folders", nargs="+", metavar="DIR", help="folders of JSON Lines files")
    evaluate.add_argument("--format", choices=("text", "json"), default="text")
    evaluate.add_argument("--wrong", action="store_true", help="name the rows that went wrong")
    evaluate.add_argument("--naive", action="store_true", help="compare with a plain loop over all patterns: slow")
    evaluate.add_argument(
        "--rewrites", action="store_true", help="measure what is offered instead; --sample prints some"
    )
    evaluate.add_argument("--sample", type=int, default=0, metavar="N", help="print N findings to judge by hand")
    evaluate.add_argument("--seed", type=int, default=1, metavar="N", help="which sample (1)")
    evaluate.add_argument("--marketplace", default="generic", help="sample the listings as if they stood there")
    evaluate.add_argument("--verdict", choices=("stop", "prove", "platform", "polish"), help="sample only these")
    evaluate.add_argument("--rows", choices=("listings", "grounded_phones"), default="listings", help="sample these")
    evaluate.add_argument("--of", choices=("disagreement", "unstated"), help="sample only copy against facts")
    evaluate.set_defaults(module="eval")

    contract = commands.add_parser("contract", help="in a checkout: write what the extension is built from")
    contract.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is out of date")
    contract.set_defaults(module="contract")


def _add_rules(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    rules = commands.add_parser("rules", help="list, show, write and test rules")
    rules.add_argument("--language", choices=("en", "zh"), default="en")
    which = rules.add_subparsers(required=True, metavar="list|show|upcoming|new|test|catalogue")
    which.add_parser("list", help="all rules, one a line").set_defaults(module="rules", rule=None)
    show = which.add_parser("show", help="one rule in full")
    show.add_argument("rule", metavar="RULE")
    show.set_defaults(module="rules")
    later = which.add_parser("upcoming", help="laws that are planned or begin to apply later")
    later.set_defaults(module="rulework", does="upcoming")
    new = which.add_parser("new", help="write the scaffold of a rule and say what is left to do")
    new.add_argument("rule", metavar="FAMILY/NAME")
    new.add_argument("--category", default="PERF", help="one of the thirty (PERF)")
    new.set_defaults(module="rulework", does="new")
    test = which.add_parser("test", help="run the examples of rules")
    test.add_argument("rules", nargs="*", metavar="RULE")
    test.set_defaults(module="rulework", does="test")
    catalogue = which.add_parser("catalogue", help="write the page of all rules and laws")
    catalogue.add_argument("--check", action="store_true", help="write nothing; exit 1 if it is out of date")
    catalogue.set_defaults(module="rulework", does="catalogue")


def _add_history(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    history = commands.add_parser("history", help="what fields said before and after each change that Caveat made")
    for name, what in {
        "key": "this SKU or listing id",
        "marketplace": "such as amazon",
        "field": "such as title",
    }.items():
        history.add_argument(f"--{name}", help=f"only {what}")
    history.add_argument("--limit", type=int, default=20, metavar="N", help="so many, the newest first (20)")
    history.add_argument("--json", action="store_true", help="one object a line, with the whole texts")
    history.set_defaults(module="history", settings=True)
    history.add_argument("--proposed", action="store_true", help="instead what AI vendors wrote, taken or not")
    sent = commands.add_parser("sent", help="what left this computer for AI vendors, to the letter")
    sent.add_argument("--vendor", metavar="NAME", help="only what went to this one")
    sent.add_argument("--limit", type=int, default=20, metavar="N", help="so many, the newest first (20)")
    sent.add_argument("--text", action="store_true", help="with the texts, > sent and < answered")
    sent.add_argument("--json", action="store_true", help="one object a line, with the texts")
    sent.add_argument("--forget", type=int, metavar="ID", help="take the texts out of this entry")
    sent.add_argument("--forget-all", action="store_true", help="take the texts out of every entry")
    sent.set_defaults(module="sent", settings=True)
    restore = commands.add_parser("restore", help="print the text that a change took the place of")
    restore.add_argument("number", type=int, metavar="ID", help="as `caveat history` shows it")
    restore.add_argument("--after", action="store_true", help="the text that came of the change instead")
    restore.add_argument("-o", "--output", metavar="FILE", help="write it there, every byte as it was")
    restore.set_defaults(module="history", does="restore", settings=True)
    backup = commands.add_parser("backup", help="write everything that you decided, wrote and filed into one file")
    backup.set_defaults(module="backup", settings=True)
    take_in = commands.add_parser("import", help="take a backup in; what is here stays, and is backed up first")
    take_in.set_defaults(module="backup", does="take_in", settings=True)
    for one in (backup, take_in):
        one.add_argument("file", metavar="FILE")
        one.add_argument("--password-file", default="", metavar="FILE", help="the file of the password that seals it")
    for one in (history, sent, restore, backup, take_in):
        one.add_argument("--database", metavar="URL", help="the server's database, if it is not the default one")
