"""Numbers that belong to a name: a "5G phone" weighs no five grams."""

import re
from functools import lru_cache

from caveat.quantities import Quantity

_NAMED = re.compile(r"\b(?:[Tt]he|[Ii]ntroducing|as|[Nn]ew) (?:[A-Z][\w-]*[A-Za-z]+ )+$")
_SUBJECT = re.compile(
    r",| (?:is|are|was|has|have|had|boasts|comes|also|features|supports|offers|runs|provides|can|lacks|does|includes)\b"
)
_GENERATION = re.compile(r"[2-6] ?[gG]$")
_NETWORKS = re.compile(r"\b(?:LTE|GSM|SIM|smart ?phone|phone|android|iphone|network|router|modem|hotspot|tablet)", re.I)
_PLUG = re.compile(
    r"[ -]?(?:(?:audio|stereo|head(?:phone|set)|earphone|aux) ?)*(?:jack|port|plug|connector|socket)s?\b|[- ]*klinke",
    re.I,
)
_PER_INCH = re.compile(r" ?(?:per inch|/ ?inch|ppi)", re.I)
_EXPANDED = re.compile(
    r"(?:expan[ds]|micro ?sd|memory cards?|sd cards?|erweiter|extensible|ampliable|espandibil|扩展)", re.I
)
_BEFORE = 60


def part_of_a_name(text: str, one: Quantity) -> bool:
    """Whether a number with a unit only looks like one: "the Xperia 10 V", a 5G phone."""
    written = text[one.start : one.end]
    if _GENERATION.fullmatch(written):
        return _of_networks(text)
    if one.unit.kind == "length" and _PLUG.match(text, one.end):
        return True
    if one.unit.kind in ("pixels", "pixels-across") and _PER_INCH.match(text, one.end):
        return True
    if one.unit.kind not in ("mass", "voltage") or not _SUBJECT.match(text, one.end):
        return False
    return bool(_NAMED.search(text[max(one.start - _BEFORE, 0) : one.start]))


@lru_cache(maxsize=8)
def _of_networks(text: str) -> bool:
    return bool(_NETWORKS.search(text))


def of_a_card(text: str, one: Quantity) -> bool:
    """Whether storage is what a card can add: "microSD cards up to 32 GB"."""
    return one.thing == "storage" and bool(_EXPANDED.search(text[max(one.start - _BEFORE, 0) : one.start]))
