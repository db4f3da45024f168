"""Measures of copy against facts: numbers that were altered, and texts that a reader has marked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from caveat.checker import check
from caveat.models import Finding, Listing


def weights(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, int, int]]:
    """Altered numbers of titles that are found, by factor; titles left as they were in which a mass is contradicted."""
    hits: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for row in rows:
        found = [one for one in _titled(row) if one.category == "CONTRADICT" and one.field == "title"]
        if row["label"]:
            part = f"factor {row['change']['factor']}"
            right = any(str(row["change"]["new"]) in one.text for one in found)
        else:
            part, right = "as it was", any(one.rule == "contradict/two-measures" for one in found)
        for name in (part, "all") if row["label"] else (part,):
            counts[name] += 1
            hits[name] += right
    for part in sorted(counts):
        yield "contradictions found" if part != "as it was" else "false contradictions", part, hits[part], counts[part]


def phones(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, int, int]]:
    """Spans marked as contradictory that some contradiction touches; then how many findings each rule makes."""
    spans = hits = 0
    rules: Counter[str] = Counter()
    for row in rows:
        found = [one for one in described(row) if one.rule.startswith(("contradict/", "unstated/")) and one.field]
        rules.update(one.rule for one in found)
        for span in row["spans"]:
            if span["type"] == "contradictory":
                end = span["start"] + len(span["text"])
                spans += 1
                hits += any(
                    one.category == "CONTRADICT" and (one.start or 0) < end and span["start"] < (one.end or 0)
                    for one in found
                )
    yield "marked contradictions hit", "all", hits, spans
    for rule, count in sorted(rules.items()):
        yield "findings beside a table", rule, count, len(rows)


def _titled(row: dict[str, Any]) -> list[Finding]:
    fields = [{"id": "title", "role": "title", "text": row["title"]}]
    fields += [{"id": f"bullet_{n}", "role": "bullet", "text": text} for n, text in enumerate(row["bullets"], 1)]
    fields.append({"id": "description", "role": "description", "text": row["description"] or ""})
    return _findings(fields, row)


def described(row: dict[str, Any]) -> list[Finding]:
    """The findings of a text beside its table."""
    return _findings([{"id": "text", "role": "description", "text": row["text"]}], row)


def _findings(fields: list[dict[str, str]], row: dict[str, Any]) -> list[Finding]:
    facts = [{"name": name, "value": str(value)} for name, value in row["attributes"].items()]
    return check(Listing.model_validate({"markets": ["US"], "fields": fields, "facts": facts})).findings
