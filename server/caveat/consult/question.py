"""What a vendor is asked about one finding: as little of the listing as will do, as data, without private numbers."""

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, Field

from caveat.analysis.analyse import Analysis, Reading
from caveat.analysis.passage import Passage
from caveat.models import Category, Finding, Listing
from caveat.providers import Message, Request, Vendor
from caveat.rewrite import mend
from caveat.text.redact import Redaction, places
from caveat.text.utf16 import cut

LONGEST = 1500
"""Characters of a field that go along, those around the claim."""
MOST_FACTS = 40
MOST_TOKENS = 900
CATEGORIES: tuple[str, ...] = get_args(Category)
SYSTEM = Path(__file__).with_name("prompt.txt").read_text("utf-8").rstrip()


class Pointed(BaseModel):
    """A claim that a model points at."""

    quote: str
    category: str = Field(json_schema_extra={"enum": list(CATEGORIES)})


class Written(BaseModel):
    """What a model writes. Nothing of it is believed."""

    rewrites: list[str]
    claims: list[Pointed]


@dataclass(frozen=True)
class Topic:
    """A finding in its field: where its claim and its sentence stand in the plain text, and what is around them."""

    analysis: Analysis
    finding: Finding
    reading: Reading
    claim: tuple[int, int]
    sentence: tuple[int, int]
    around: tuple[int, int]
    redaction: Redaction = field(default_factory=Redaction)

    @property
    def listing(self) -> Listing:
        """The listing that it stands in."""
        return self.analysis.listing

    def part(self, span: tuple[int, int]) -> str:
        """The text of one of the spans."""
        return self.reading.passage.plain[slice(*span)]

    def hidden(self, span: tuple[int, int]) -> str:
        """The same, as it may leave."""
        return self.redaction.hide(self.part(span))


def topic(analysis: Analysis, finding: Finding) -> Topic:
    """The finding, looked up in its field."""
    reading = next(one for one in analysis.readings if one.field.id == finding.field)
    passage = reading.passage
    claim = _plain_span(passage, finding.start or 0, finding.end or 0)
    sentence = mend.sentence(passage.plain, *claim)
    if sentence[1] - sentence[0] > LONGEST:
        sentence = max(sentence[0], claim[0] - LONGEST // 2), min(sentence[1], claim[1] + LONGEST // 2)
    room = max(LONGEST - (sentence[1] - sentence[0]), 0) // 2
    around = max(sentence[0] - room, 0), min(sentence[1] + room, len(passage.plain))
    private = places(passage.plain)
    claim, sentence, around = (_widened(span, private) for span in (claim, sentence, around))
    return Topic(analysis, finding, reading, claim, sentence, around)


def _widened(span: tuple[int, int], private: list[tuple[int, int]]) -> tuple[int, int]:
    """A span that cuts through nothing private: half a number would not be known for one."""
    cut_by = [one for one in private if any(one[0] < end < one[1] for end in span)]
    return min([span[0], *(one[0] for one in cut_by)]), max([span[1], *(one[1] for one in cut_by)])


def question(topic: Topic, vendor: Vendor) -> Request[Written]:
    """The request for one vendor, with what it may get. The texts are hidden in one order, so that marks are stable."""
    listing, role = topic.listing, topic.reading.field.role
    data: dict[str, Any] = {
        "sentence": topic.hidden(topic.sentence),
        "claim": topic.hidden(topic.claim),
        "problem": topic.redaction.hide(topic.finding.why or topic.finding.message),
        "category": topic.finding.category,
        "language": topic.reading.passage.language,
        "markets": listing.markets or topic.finding.markets,
        "field": role,
        "text": topic.hidden(topic.around),
    }
    sends: set[str] = {role}
    if listing.brand and vendor.may_get("brand"):
        data["brand"] = topic.redaction.hide(listing.brand)
        sends.add("brand")
    if listing.facts and vendor.may_get("facts"):
        data["facts"] = {
            topic.redaction.hide(one.name[:100]): topic.redaction.hide(one.value[:200])
            for one in listing.facts[:MOST_FACTS]
        }
        sends.add("facts")
    messages = Message("system", SYSTEM), Message("user", f"<listing>\n{_as_data(data)}\n</listing>")
    return Request(messages, Written, frozenset(sends), MOST_TOKENS)


def _as_data(data: dict[str, Any]) -> str:
    """JSON in which no tag can stand: what a listing holds cannot end the element that it stands in."""
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return written.replace("<", "\\u003c").replace(">", "\\u003e")


def _plain_span(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """A span of the field as sent (UTF-16) as code points of what a buyer reads."""
    first, last = (len(cut(passage.sent, 0, units)) for units in (start, end))
    if passage.places is None:
        return first, last
    return bisect_left(passage.places.starts, first), bisect_right(passage.places.ends, last)
