"""The measures of offline rewrites: how many findings have one, and whether every one stays true when it is made."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from caveat.analysis.analyse import analyse
from caveat.analysis.facts.ground import added, field, held
from caveat.analysis.passage import Passage
from caveat.checker import check, engine
from caveat.evaluation.corpus import MARKET_OF_LANGUAGE, Row
from caveat.evaluation.measures import Figure, as_listing, find_language, market_of_quote
from caveat.models import Finding, Listing, Report, Suggestion
from caveat.text.normalise import Folded
from caveat.text.utf16 import cut

REWRITTEN = ("regulator_quotes", "claims_examples", "listings")
_LOUD = ("stop", "prove")
_KEPT_BACK = ("stop", "prove", "platform")
_REMOVES = "remove"
Found = Counter[tuple[str | None, str, str]]


def measured(name: str, rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """The figures of one file; the rows named went the wrong way."""
    offered, changed, sound, true, batches = [], [], [], [], []
    for row in rows:
        listing = listing_of(name, row, scoring)
        report = check(listing)
        before = _found(report)
        for one in _loud(report):
            said = f"{row.get('id') or row.get('title') or row['text']}: {one.rule}: {one.text}"
            offered.append((bool(one.suggestions), said))
            changed.append((any(each.kind != _REMOVES for each in one.suggestions), said))
            for each in one.suggestions:
                after = made(listing, [(one, each)])
                sound.append((_holds(before, _found(check(after)), one), f"{said} -> {each.text}"))
                true.append((not invents(listing, after, one.field), f"{said} -> {each.text}"))
        if report.fixes:
            pairs = [(one, each) for one in report.findings for each in one.suggestions if each.id in report.fixes]
            batches.append((not _found(check(made(listing, pairs))) - before, str(row.get("id") or row.get("title"))))
    yield _figure("findings with a rewrite", name, offered)
    yield _figure("… with one other than removal", name, changed)
    yield _figure("rewrites that clear it, add none", name, sound)
    yield _figure("rewrites that state nothing new", name, true)
    yield _figure("fixes in one step that add none", name, batches)


def samples(name: str, rows: list[Row], scoring: Row) -> Iterator[Row]:
    """Every rewrite of a stop or prove finding as a reader judges it: the line before and after."""
    for row in rows:
        listing = listing_of(name, row, scoring)
        report = check(listing)
        for one in _loud(report):
            for each in one.suggestions:
                before, after = _text(listing, one.field), _text(made(listing, [(one, each)]), one.field)
                yield {
                    "language": report.language.get(one.field or "", ""), "rule": one.rule, "claim": one.text,
                    "kind": each.kind, "safety": each.safety, "assumes": each.assumes, "before": before, "after": after,
                }  # fmt: skip


def listing_of(name: str, row: Row, scoring: Row) -> Listing:
    """A row as the listing it is measured as: a quote or a line is a description."""
    if name == "listings":
        return as_listing(row)
    market = market_of_quote(row, scoring) if "regulator" in row else MARKET_OF_LANGUAGE[find_language(row["text"])]
    fields = [{"id": "text", "role": "description", "text": row["text"]}]
    return Listing.model_validate({"markets": [market], "fields": fields})


def made(listing: Listing, changes: list[tuple[Finding, Suggestion]]) -> Listing:
    """The listing with rewrites made that do not overlap, last place first."""
    texts = {one.id: one.text for one in listing.fields}
    for finding, one in sorted(changes, key=lambda change: -change[1].start):
        text = texts[finding.field or ""]
        texts[finding.field or ""] = cut(text, 0, one.start) + one.text + cut(text, one.end, 2 * len(text))
    fields = [one.model_copy(update={"text": texts[one.id]}) for one in listing.fields]
    return listing.model_copy(update={"fields": fields})


def invents(listing: Listing, changed: Listing, place: str | None) -> bool:
    """Whether a changed field states a concrete thing that the listing as it was does not hold."""
    book = engine()
    was, now = (analyse(book, one, date.today()) for one in (listing, changed))
    with book.lock:
        ground = held(book, listing, [one.passage for one in was.readings])
        for reading in now.readings:
            if reading.field.id == place:
                passage = Passage(book, reading.passage.plain, False, (f"={reading.passage.language}",))
                return any(one.kind != "feature" for one in added([field(book, 0, passage)], ground))
    return False


def _holds(before: Found, after: Found, one: Finding) -> bool:
    """Whether a finding is gone and no other has come."""
    own = _key(one)
    return after[own] < before[own] and not after - before


def _loud(report: Report) -> list[Finding]:
    return [one for one in report.findings if one.verdict in _LOUD and one.field]


def _found(report: Report) -> Found:
    return Counter(_key(one) for one in report.findings if one.verdict in _KEPT_BACK)


def _key(one: Finding) -> tuple[str | None, str, str]:
    return one.field, one.rule, Folded(" ".join(one.text.split())).text


def _text(listing: Listing, place: str | None) -> str:
    return next(one.text for one in listing.fields if one.id == place)


def _figure(measure: str, part: str, outcome: list[tuple[bool, str]]) -> Figure:
    hits = sum(good for good, _ in outcome)
    wrong = [said for good, said in outcome if not good]
    return Figure(measure, part, hits / len(outcome) if outcome else 0.0, hits, len(outcome), wrong)
