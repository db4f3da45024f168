"""A Report on a terminal: by field, each claim marked where it stands, its law, and what to write instead."""

import re
import textwrap
from typing import TextIO

from caveat.models import Finding, Listing, Report, Suggestion
from caveat.text.utf16 import cut

AROUND = 40
"""Characters of context on each side of a claim."""
WIDTH = 100
INDENT = " " * 12
BOLD, MARKED = "1", "4"
COLOURS = {"stop": "1;31", "prove": "1;33", "platform": "1;35", "polish": "1;36"}


class Printer:
    """Prints reports. Colour is for terminals; without it a claim stands between « and »."""

    def __init__(self, out: TextIO, *, colour: bool) -> None:
        self._out = out
        self._colour = colour

    def print(self, name: str, listing: Listing, report: Report) -> None:
        """One report, headed by the name of its file."""
        self._line((BOLD, name))
        texts = {field.id: field.text for field in listing.fields}
        places = list(dict.fromkeys(finding.field for finding in report.findings))
        for place in sorted(places, key=lambda one: list(texts).index(one) if one in texts else -1):
            self._line(f"  {self._label(listing, place)}")
            for finding in report.findings:
                if finding.field == place:
                    self._finding(finding, texts.get(place or "", ""))
        self._summary(report)

    def _label(self, listing: Listing, place: str | None) -> str:
        label = next((field.label for field in listing.fields if field.id == place), None)
        return (f"{place} ({label})" if label else place) if place else "the listing"

    def _finding(self, finding: Finding, text: str) -> None:
        head = (COLOURS[finding.verdict], f"{finding.verdict:8}")
        self._line("    ", head, f"{finding.message}  [{finding.rule}]")
        if finding.start is not None and finding.end is not None:
            self._excerpt(text, finding.start, finding.end)
        self._wrapped(finding.why)
        for law in finding.laws:
            self._line(f"{INDENT}{law.market}: {law.title}, {law.section}")
            self._line(f"{INDENT}    {law.url}")
        for related in finding.related:
            place = related.fact or related.field
            self._wrapped(f"{place}: {related.note}" if place else related.note)
        if finding.evidence.accepts:
            self._wrapped(f"lifted by: {', '.join(finding.evidence.accepts)}")
        for suggestion in finding.suggestions:
            self._wrapped(f"→ {_instead(suggestion)}")

    def _excerpt(self, text: str, start: int, end: int) -> None:
        before, claim, after = cut(text, 0, start), cut(text, start, end), cut(text, end, end + 2 * AROUND)
        lead, tail = "…" * (len(before) > AROUND), "…" * (len(after) > AROUND)
        marked = (MARKED, _flat(claim)) if self._colour else f"«{_flat(claim)}»"
        self._line(INDENT, lead, _flat(before[-AROUND:]).lstrip(), marked, _flat(after[:AROUND]).rstrip(), tail)

    def _summary(self, report: Report) -> None:
        counts = ", ".join(
            f"{sum(finding.verdict == verdict for finding in report.findings)} {verdict}"
            for verdict in COLOURS
            if any(finding.verdict == verdict for finding in report.findings)
        )
        where = ", ".join(report.checked.markets) or "no market"
        self._line(f"  {counts or 'nothing found'}: {_count(report.checked.fields)}, for {where}, "
                   f"with {report.rulebook.rules} rules of {report.rulebook.version}")  # fmt: skip
        for left in report.not_checked:
            self._line(f"  not checked: {left.what}, {left.why}")
        if report.partial:
            self._line(f"  stopped early: {report.partial_reason}")

    def _wrapped(self, text: str) -> None:
        for line in textwrap.wrap(text, WIDTH, initial_indent=INDENT, subsequent_indent=INDENT):
            self._line(line)

    def _line(self, *parts: str | tuple[str, str]) -> None:
        """Write a line; a pair is a colour and a text. No control character of a listing reaches the terminal."""
        for part in parts:
            code, text = ("", part) if isinstance(part, str) else part
            text = clean(text)
            self._out.write(f"\x1b[{code}m{text}\x1b[0m" if code and self._colour else text)
        self._out.write("\n")


def clean(text: str) -> str:
    """A text without what could steer a terminal."""
    return "".join(one for one in text if one.isprintable()).encode("utf-8", "replace").decode()


def _count(fields: list[str]) -> str:
    return "1 field" if len(fields) == 1 else f"{len(fields)} fields"


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _instead(suggestion: Suggestion) -> str:
    words = suggestion.text or "leave it out"
    return f"{words}  (only if: {suggestion.assumes})" if suggestion.assumes else words
