"""The pipeline, read top to bottom: normalise, segment, match, context, verdict."""

from dataclasses import dataclass
from datetime import date

from caveat.analysis.absence import Gap, absences, facts
from caveat.analysis.disagreement import Split, compared, splits
from caveat.analysis.engine import Engine, Hit, Surroundings
from caveat.analysis.facts.compare import Comparison
from caveat.analysis.facts.unread import unread
from caveat.analysis.guards import Setting, brand_tokens
from caveat.analysis.passage import Passage, language_of
from caveat.analysis.product import infer
from caveat.analysis.verdict import Court
from caveat.models import Listing, NotChecked, TextField
from caveat.rulebook.schema import MEMBER_STATES

_SPOKEN = {
    "US": ("en",), "GB": ("en",), "AU": ("en",), "CA": ("en", "fr"), "DE": ("de",), "FR": ("fr",), "IT": ("it",),
    "ES": ("es",), "CN": ("zh",), "JP": ("ja",), "KR": ("ko",), "EU": ("en", "de", "fr", "es", "it"), "AT": ("de",),
    "BE": ("fr", "de"), "LU": ("fr", "de"), "IE": ("en",),
}  # fmt: skip
_KIND_NAMES = frozenset(
    ("category", "product type", "item type", "department", "产品类型", "类目", "kategorie", "catégorie")
)


@dataclass
class Reading:
    """One field: its text as read, and what was found in it."""

    field: TextField
    passage: Passage
    hits: list[Hit]


@dataclass
class Analysis:
    """What was found in a listing, before suggestions and before it is put into words."""

    listing: Listing
    around: Surroundings
    readings: list[Reading]
    not_checked: list[NotChecked]


def survey(engine: Engine, listing: Listing, on: date) -> Analysis:
    """What the fields must know of each other; nothing is examined yet."""
    languages = (f"={listing.language}",) if listing.language else _candidates(listing)
    readings = [
        Reading(field, Passage(engine, field.text, field.format == "html", languages), []) for field in listing.fields
    ]
    product_type = listing.product_type or infer(engine.votes(title) for title in _titles(engine, listing, readings))
    around = Surroundings(
        court=Court(engine.book, listing, on, product_type, engine.judgements),
        setting=Setting(product_type, brand_tokens(listing.brand), _ai_picture(listing)),
        passages=[reading.passage for reading in readings],
        lifting=engine.lifts,
    )
    return Analysis(listing, around, readings, _not_checked(engine, listing, readings))


def examine(engine: Engine, analysis: Analysis, reading: Reading) -> None:
    """Find the claims of one field that something speaks against."""
    passage = reading.passage
    reading.hits = engine.examine(passage.plain, passage.scans, reading.field.role, analysis.around)


def missing(engine: Engine, analysis: Analysis) -> list[Gap]:
    """Find what the listing as a whole does not say."""
    told = [(reading.field.role, reading.passage) for reading in analysis.readings]
    said = facts(analysis.listing)
    given = Passage(engine, said, False, _candidates(analysis.listing)) if said else None  # names are the form's
    return absences(engine, analysis.listing, analysis.around, told, given)


def disagreeing(engine: Engine, analysis: Analysis) -> list[Split]:
    """Find the places of the listing that disagree with each other."""
    return list(splits(engine, analysis.around, comparison(engine, analysis)))


def comparison(engine: Engine, analysis: Analysis) -> Comparison:
    """The fields of the listing beside each other and its facts."""
    return compared(engine, analysis.listing, [(reading.field, reading.passage) for reading in analysis.readings])


def analyse(engine: Engine, listing: Listing, on: date) -> Analysis:
    """Find the claims of a whole listing that something speaks against on a day."""
    with engine.lock:
        analysis = survey(engine, listing, on)
        for reading in analysis.readings:
            examine(engine, analysis, reading)
    return analysis


def _candidates(listing: Listing) -> tuple[str, ...]:
    """The languages the listing can be in: those of its markets, then English."""
    spoken = [language for market in listing.markets or ("EU",) for language in _SPOKEN.get(market, ())]
    return tuple(dict.fromkeys([*spoken, "en"]))


def _ai_picture(listing: Listing) -> str | None:
    return next((medium.id for medium in listing.media if medium.disclosed_ai), None)


def _titles(engine: Engine, listing: Listing, readings: list[Reading]) -> list[Passage]:
    """What says what the thing is: the title, and a category among the facts."""
    kinds = [fact.value for fact in listing.facts if fact.name.casefold() in _KIND_NAMES]
    titles = [reading.passage for reading in readings if reading.field.role == "title"]
    return titles + [Passage(engine, value, False, ("=en",)) for value in kinds]


def _not_checked(engine: Engine, listing: Listing, readings: list[Reading]) -> list[NotChecked]:
    left_out = [
        NotChecked(what=f"media:{medium.id}", why="pictures are not read" if medium.data else "no bytes were sent")
        for medium in listing.media
    ]
    if listing.facts:
        left_out += unread(listing.facts, listing.language or language_of(reading.passage for reading in readings))
    known = set(engine.book.markets)
    return left_out + [
        NotChecked(what=f"market:{market}", why="the rule book holds no laws of this market")
        for market in listing.markets
        if market not in known and not ("EU" in known and market in MEMBER_STATES)
    ]
