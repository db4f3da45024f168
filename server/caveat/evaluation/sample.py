"""A seeded sample of findings, each with the words around it and the other place, to be judged by hand."""

import random
from collections.abc import Iterator

from caveat.evaluation import comparison, measures
from caveat.evaluation.corpus import Row
from caveat.models import Finding

FAMILIES = {"disagreement": "contradict/", "unstated": "unstated/"}
"""How the rules of copy against facts begin."""
_AROUND = 80


def sample(rows: list[Row], most: int, seed: int, of: str | None, verdict: str | None, shop: str) -> Iterator[Row]:
    """So many findings of listings, or of texts beside their tables.

    A rule is taken once a listing, so that one listing does not fill the sample.
    """
    shuffled = [row for row in rows if "title" not in row or measures.market_of(row)]
    random.Random(seed).shuffle(shuffled)
    left = most
    for row in shuffled:
        if not left:
            return
        found = measures.of_listing(row, shop) if "title" in row else comparison.described(row)
        wanted = [
            one for one in found if verdict in (None, one.verdict) and one.rule.startswith(FAMILIES.get(of or "", ""))
        ]
        for finding in list({one.rule: one for one in reversed(wanted)}.values())[::-1][:left]:
            yield _judged(row, finding)
            left -= 1


def _judged(row: Row, finding: Finding) -> Row:
    texts = {"title": row.get("title", ""), "description": row.get("description") or "", "text": row.get("text", "")}
    texts |= {f"bullet_{number}": text for number, text in enumerate(row.get("bullets", ()), 1)}
    text = texts[finding.field or "title"]
    place = max(text.find(finding.text), 0)
    other = "; ".join(_other(row, texts, one.fact, one.field) for one in finding.related)
    return {
        "listing": row["id"], "title": (row.get("title") or row.get("product", ""))[:90], "rule": finding.rule,
        "verdict": finding.verdict, "text": finding.text,
        "around": text[max(place - _AROUND, 0) : place + len(finding.text) + _AROUND],
        **({"other": other} if other else {}), "right": "",
    }  # fmt: skip


def _other(row: Row, texts: dict[str, str], fact: str | None, field: str | None) -> str:
    """The other place: a fact with its value, or a field."""
    value = row.get("attributes", {}).get(fact) if fact else None
    return f"{fact}: {value}" if value else (fact or texts.get(field or "", "")[:200])
