"""`caveat compare`: a source and a draft in, what the draft adds, changes and loses out, as a linter would."""

import argparse
import sys
from pathlib import Path

from caveat import intake
from caveat.cli.text import clean
from caveat.comparer import compare
from caveat.comparer.nouns import Comparison, Copy
from caveat.errors import BadInput
from caveat.models import Finding, Listing

_FORMATS = {".txt": "text", ".md": "markdown", ".html": "html", ".htm": "html", "-": "text", "": "text"}
_SAID = {
    "en": {
        "same": "The draft states what its source states, and nothing else that is checked.",
        "left": "left over", "new": "new", "changed": "changed", "lost": "lost", "was": "in the source",
        "unread": "not checked", "partial": "stopped early",
    },
    "zh": {
        "same": "初稿与来源资料一致，已核对的范围内没有新增内容。",
        "left": "残留", "new": "新增", "changed": "改动", "lost": "缺失", "was": "来源资料中为",
        "unread": "未检查", "partial": "提前结束",
    },
}  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """0: the draft adds and changes nothing. 1: it does. Input that cannot be read raises BadInput, which exits 2."""
    if args.source == args.draft == "-":
        raise BadInput("only one of the two can be standard input", code="bad-file")
    source, draft = read(args.source), read(args.draft)
    report = compare(source, draft, locale=args.language)
    if args.json:
        print(report.model_dump_json())
    else:
        _print(report, source, _SAID[args.language])
    return int(bool(report.findings))


def read(name: str) -> Listing | Copy:
    """A file as a Listing (.json) or as a text by itself. Raises BadInput: bad-file, bad-format, too-large."""
    ending = "-" if name == "-" else Path(name).suffix.lower()
    if ending == ".json":
        return intake.read(Path(name), name=name)
    if ending not in _FORMATS:
        known = ", ".join(one for one in (*_FORMATS, ".json") if one not in ("", "-"))
        raise BadInput(f"{name}: {ending} is no format that is read here; these are: {known}", code="bad-format")
    given: bytes | Path = sys.stdin.buffer.read() if name == "-" else Path(name)
    text = intake.text(given, "standard input" if name == "-" else name)
    return Copy.model_validate({"text": text, "format": _FORMATS[ending]})


def _print(report: Comparison, source: Listing | Copy, words: dict[str, str]) -> None:
    """A line for each difference, what is new or changed first; a note for each thing that was not looked at."""
    for finding in report.findings:
        kind = "left" if finding.category == "AIREM" else "changed" if finding.category == "CONTRADICT" else "new"
        was = f"  ({words['was']}: {_was(finding, source)})" if kind == "changed" else ""
        print(clean(f"{words[kind]:<10} {finding.verdict:<6} {finding.category:<11} {finding.text}{was}"))
    for one in report.lost:
        print(clean(f"{words['lost']:<10} {'-':<6} {one.kind:<11} {one.text}"))
    if not report.findings and not report.lost:
        print(words["same"])
    for unread in report.not_checked:
        print(clean(f"{words['unread']}: {unread.what}: {unread.why}"))
    if report.partial:
        print(f"{words['partial']}: {report.partial_reason}")


def _was(finding: Finding, source: Listing | Copy) -> str:
    """What the source states where a finding points at it."""
    for place in finding.related:
        if place.fact and isinstance(source, Listing):
            return next((f"{fact.name}: {fact.value}" for fact in source.facts if fact.name == place.fact), "")
        if place.start is not None and place.end is not None:
            fields = {field.id: field.text for field in source.fields} if isinstance(source, Listing) else {}
            text = fields.get(place.field or "", "") if fields else getattr(source, "text", "")
            return text.encode("utf-16-le")[2 * place.start : 2 * place.end].decode("utf-16-le", "replace")
    return ""
