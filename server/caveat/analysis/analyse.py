"""The pipeline, read top to bottom: normalise, segment, match, context, verdict."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caveat.analysis.engine import Engine, Hit, Surroundings
from caveat.analysis.guards import Setting, brand_tokens
from caveat.analysis.product import infer
from caveat.analysis.scan import Scan
from caveat.analysis.verdict import Court
from caveat.models import Listing, NotChecked, TextField
from caveat.text import html
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import words
from caveat.text.utf16 import Utf16

_SPOKEN = {
    "US": ("en",), "GB": ("en",), "AU": ("en",), "CA": ("en", "fr"), "DE": ("de",), "FR": ("fr",), "IT": ("it",),
    "ES": ("es",), "CN": ("zh",), "JP": ("ja",), "KR": ("ko",), "EU": ("en", "de", "fr", "es", "it"), "AT": ("de",),
    "BE": ("fr", "de"), "LU": ("fr", "de"), "IE": ("en",),
}  # fmt: skip
_KIND_NAMES = frozenset(("category", "product type", "item type", "department", "产品类型", "类目", "kategorie", "catégorie"))


@dataclass
class Reading:
    """One field as read: its plain text, the way back to the text as sent, and what was found."""

    field: TextField
    sent: str
    plain: str
    places: html.Linear | None
    language: str
    scans: list[Scan]
    hits: list[Hit]

    def sent_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as code points of the text as sent."""
        if self.places is None or start == end:
            return start, end
        return self.places.starts[start], self.places.ends[end - 1]

    @cached_property
    def units(self) -> Utf16:
        """The converter to the browser's unit, for the text as sent."""
        return Utf16(self.sent)


@dataclass
class Analysis:
    """What was found in a listing, before suggestions and before it is put into words."""

    listing: Listing
    around: Surroundings
    readings: list[Reading]
    not_checked: list[NotChecked]

    @property
    def truncated(self) -> list[str]:
        """The fields with more matches than are looked at."""
        return [reading.field.id for reading in self.readings if any(scan.truncated for scan in reading.scans)]


def analyse(engine: Engine, listing: Listing, on: date) -> Analysis:
    """Find the claims of a listing that something speaks against on a day."""
    candidates = _candidates(listing)
    readings = [_read(engine, field, listing.language, candidates) for field in listing.fields]
    product_type = listing.product_type or infer(_titles(engine, listing, readings))
    around = Surroundings(
        court=Court(engine.book, listing, on, product_type),
        setting=Setting(product_type, brand_tokens(listing.brand)),
        scans=[scan for reading in readings for scan in reading.scans],
    )
    for reading in readings:
        reading.hits = engine.examine(reading.scans, reading.field.role, around)
    return Analysis(listing, around, readings, _not_checked(engine, listing))


def _read(engine: Engine, field: TextField, language: str | None, candidates: tuple[str, ...]) -> Reading:
    sent = field.text
    places = html.linear(sent) if field.format == "html" else None
    plain = places.text if places else sent
    folded = Folded(plain)
    tokens = words(folded.text)
    language = language or detect(folded.text, tokens, candidates)
    return Reading(field, sent, plain, places, language, engine.scans(folded, tokens, language), [])


def _candidates(listing: Listing) -> tuple[str, ...]:
    """The languages the listing can be in: those of its markets, then English."""
    spoken = [language for market in listing.markets or ("EU",) for language in _SPOKEN.get(market, ())]
    return tuple(dict.fromkeys([*spoken, "en"]))


def _titles(engine: Engine, listing: Listing, readings: list[Reading]) -> list[Scan]:
    """What says what the thing is: the title, and a category among the facts."""
    kinds = [fact.value for fact in listing.facts if fact.name.casefold() in _KIND_NAMES]
    titles = [scan for reading in readings if reading.field.role == "title" for scan in reading.scans]
    return titles + [scan for value in kinds for scan in engine.read(value, "en")]


def _not_checked(engine: Engine, listing: Listing) -> list[NotChecked]:
    unread = [
        NotChecked(what=f"media:{medium.id}", why="pictures are not read" if medium.data else "no bytes were sent")
        for medium in listing.media
    ]
    known = set(engine.book.markets)
    return unread + [
        NotChecked(what=f"market:{market}", why="the rule book holds no laws of this market")
        for market in listing.markets
        if market not in known and not ("EU" in known and market in Court.member_states)
    ]
