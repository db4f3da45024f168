"""The two sets for facts hold together: each place they name stands in their text, each listing is a Listing."""

import json
import re
from pathlib import Path
from typing import Any

from caveat.models import Listing

SETS = Path(__file__).with_name("facts")


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a set."""
    return [json.loads(line) for line in (SETS / name).read_text("utf-8").splitlines()]


def closed(list_name: str) -> set[str]:
    """The words that the README allows in a closed list."""
    text = (SETS / "README.md").read_text("utf-8")
    found = re.search(rf"^- {list_name}:((?: +`[^`]+`\n?)+)", text, re.MULTILINE)
    assert found, f"README.md lists no {list_name}"
    return set(re.findall(r"`([^`]+)`", found[1]))


def test_quantities_stand_in_their_text_in_order() -> None:
    units, things = closed("Units") | {None}, closed("Things")
    for row in rows("quantities.jsonl"):
        at = 0
        for quantity in row["quantities"]:
            start = row["text"].find(quantity["text"], at)
            assert start >= 0, f"{quantity['text']!r} is not in {row['text'][at:]!r}"
            at = start + len(quantity["text"])
            assert quantity["unit"] in units and quantity["thing"] in things, quantity
            assert all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in quantity["numbers"]), quantity


def test_disagreements_stand_in_their_listing() -> None:
    for row in rows("pairs.jsonl"):
        listing = Listing(**row["listing"])
        fields = {field.id: field.text for field in listing.fields}
        facts = {fact.name: fact.value for fact in listing.facts}
        for place in row["disagree"]:
            here = fields[place["field"]] if place["field"] else facts[place["fact"]]
            assert place["text"] in here, place
            other = place["with"].removeprefix("field:")
            assert place["with_text"] in fields[other] if other != place["with"] else other in facts, place
