"""Numbers that belong to a name: a "5G phone" weighs no five grams."""

import re

from caveat.quantities import Quantity

_NAMED = re.compile(r"\b(?:[Tt]he|[Ii]ntroducing|as|[Nn]ew) (?:[A-Z][\w-]*[A-Za-z]+ )+$")
_SUBJECT = re.compile(
    r",| (?:is|are|was|has|have|had|boasts|comes|also|features|supports|offers|runs|provides|can|lacks|does|includes)\b"
)
_GENERATION = re.compile(r"[2-6] ?[gG]$")
_NETWORKS = re.compile(r"\b(?:LTE|GSM|SIM|smart ?phone|phone|android|iphone|network|router|modem|hotspot|tablet)", re.I)
_BEFORE = 60


def part_of_a_name(text: str, one: Quantity) -> bool:
    """Whether a number with a unit only looks like one: "the Xperia 10 V", a 5G phone."""
    written = text[one.start : one.end]
    if _GENERATION.fullmatch(written):
        return bool(_NETWORKS.search(text))
    if one.unit.kind not in ("mass", "voltage") or not _SUBJECT.match(text, one.end):
        return False
    return bool(_NAMED.search(text[max(one.start - _BEFORE, 0) : one.start]))
