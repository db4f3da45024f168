"""The measures: each takes rows and says what was found of what should be found, or should not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from statistics import mean
from typing import Any

from caveat.checker import check, engine
from caveat.evaluation import comparison, sets
from caveat.evaluation.corpus import MARKET_OF_LANGUAGE, Row
from caveat.evaluation.naive import differences
from caveat.models import Finding, Listing
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_LOUD = ("stop", "prove")
_GREEN = ("GREEN", "CARBON", "ENDLIFE")


@dataclass
class Figure:
    """One line of the report: a share with its counts. `rows` name the rows that went the wrong way."""

    measure: str
    part: str
    share: float
    hits: int
    of: int
    rows: list[str] = field(default_factory=list)


def find(text: str, markets: list[str], *, role: str = "description", **given: Any) -> list[Finding]:
    """The findings of a text as a listing of one field."""
    fields = [{"id": "text", "role": role, "text": text}]
    return check(Listing.model_validate({"markets": markets, "fields": fields} | given)).findings


def quotes(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Recall on claims that a regulator found unlawful: one case, one vote; other languages than English pooled too."""
    found, placed = {}, {}
    for row in rows:
        loud = [finding for finding in find(row["text"], [market_of_quote(row, scoring)]) if finding.verdict in _LOUD]
        found[row["id"]] = bool(loud)
        wanted = scoring["groups"].get(row["category"], [])
        if loud and wanted:
            placed[row["id"]] = any(finding.category in wanted for finding in loud)
    languages = sorted({row["lang"] for row in rows})
    parts = {language: [row for row in rows if row["lang"] == language] for language in languages}
    parts["other than en"] = [row for row in rows if row["lang"] != "en"]
    for name, members in _by(rows, lambda row: row["category"]):
        parts[f"category {name}"] = members
    for part, members in parts.items():
        if members:
            yield _by_case("quotes found", part, members, found)
    yield _by_case("quotes in the right group", "all", [row for row in rows if row["id"] in placed], placed)


def market_of_quote(row: Row, scoring: Row) -> str:
    """Where a quote is checked: where its regulator sits, or where its language is spoken."""
    for prefix, market in scoring["market_by_regulator_prefix"].items():
        if row["regulator"].startswith(prefix):
            return str(market)
    return str(scoring["market_by_language"].get(row["lang"], "US"))


def _by_case(measure: str, part: str, rows: list[Row], outcome: dict[str, bool]) -> Figure:
    cases = defaultdict(list)
    for row in rows:
        cases[row["case"]].append(outcome[row["id"]])
    share = mean(mean(votes) for votes in cases.values()) if cases else 0.0
    missed = [row["id"] for row in rows if not outcome[row["id"]]]
    return Figure(measure, part, share, len(rows) - len(missed), len(rows), missed)


def lawful(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Lawful wording that is called `stop` in Britain or the Union: should be none."""
    stopped = {id(row): any(one.verdict == "stop" for one in find(row["text"], ["GB", "EU"])) for row in rows}
    yield _share("lawful wording called stop", "GB, EU", rows, stopped, wanted=False)


def examples(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Violating lines found at all, as a title or bullet on Amazon; near-misses flagged stop or prove.

    Lines that describe a scene instead of copy are left out.
    """
    lines = [row for row in rows if not row.get("scene")]
    verdicts = {id(row): _verdicts(row) for row in lines}
    found = {row: bool(some) for row, some in verdicts.items()}
    loud = {row: not some.isdisjoint(_LOUD) for row, some in verdicts.items()}
    for expect, measure, outcome in (
        ("warn", "violating lines found", found),
        ("no_warn", "near-misses flagged", loud),
    ):
        chosen = [row for row in lines if row["expect"] == expect]
        for part, members in [("all", chosen), *_by(chosen, lambda row: row["category"])]:
            yield _share(measure, part, members, outcome, wanted=expect == "warn")


def _verdicts(row: Row) -> set[str]:
    language = find_language(row["text"])
    markets = ["US", "GB"] if language == "en" else [MARKET_OF_LANGUAGE[language]]
    roles = ("title", "bullet")
    return {one.verdict for role in roles for one in find(row["text"], markets, role=role, marketplace="amazon")}


def find_language(text: str) -> str:
    """The language of a line that says nothing of where it comes from."""
    folded = Folded(text).text
    return detect(folded, words(folded), ("en", "de", "fr", "es", "it"))


def listings(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Real listings: how many are alerted at each verdict. They are not labelled; the sample is judged by hand."""
    chosen = [row for row in rows if market_of(row)]
    verdicts = {id(row): {finding.verdict for finding in of_listing(row)} for row in chosen}
    for verdict in _LOUD:
        alerted = {row: verdict in found for row, found in verdicts.items()}
        for part, members in [("all", chosen), *_by(chosen, lambda row: row.get("source", "-"))]:
            yield _share(f"listings with a {verdict}", part, members, alerted, wanted=False)


def market_of(row: Row) -> str | None:
    """Where a row is checked: the United States for English, Britain for its shops, Spain for Spanish; else nowhere."""
    if row["lang"].startswith("es"):
        return "ES"
    if row["lang"] == "US" or row["lang"].startswith("en"):
        return "GB" if "co.uk" in row.get("market", "") else "US"
    return None


def of_listing(row: Row, marketplace: str = "generic") -> list[Finding]:
    """The findings of a whole listing row, as if it stood on a marketplace."""
    return check(as_listing(row).model_copy(update={"marketplace": marketplace})).findings


def as_listing(row: Row) -> Listing:
    """A row of listings, or of single texts, as a Listing."""
    if "title" not in row:
        fields = [{"id": "text", "role": "description", "text": row["text"]}]
        return Listing.model_validate(
            {"markets": [MARKET_OF_LANGUAGE.get(row.get("lang", ""), "EU")], "fields": fields}
        )
    fields = [{"id": "title", "role": "title", "text": row["title"]}]
    fields += [{"id": f"bullet_{n}", "role": "bullet", "text": text} for n, text in enumerate(row["bullets"], 1)]
    fields.append({"id": "description", "role": "description", "text": row["description"]})
    facts = [{"name": name, "value": str(value)} for name, value in row.get("attributes", {}).items()]
    market = market_of(row) or "US"
    return Listing.model_validate({"markets": [market], "fields": fields, "facts": facts})


def naive(rows: list[Row], name: str) -> Figure:
    """Rows in which the index finds what a plain loop over all patterns finds: should be all."""
    same = {id(row): not differences(engine(), as_listing(row)) for row in rows}
    return _share("same as a plain loop", name, rows, same, wanted=True)


def green(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Environmental claims among sentences of company reports: another domain than listings, so only an indication."""
    hit = {id(row): any(one.category in _GREEN for one in find(row["text"], ["EU"])) for row in rows}
    yield _share("green sentences found", "all", [row for row in rows if row["label"] == 1], hit, wanted=True)
    yield _share("other sentences flagged", "all", [row for row in rows if row["label"] == 0], hit, wanted=False)


def _share(measure: str, part: str, rows: list[Row], outcome: dict[int, bool], wanted: bool) -> Figure:
    """The share of rows with the outcome; the rows named are those whose outcome is not the wanted one."""
    hits = sum(outcome[id(row)] for row in rows)
    wrong = [str(row.get("id") or row["text"]) for row in rows if outcome[id(row)] != wanted]
    return Figure(measure, part, hits / len(rows) if rows else 0.0, hits, len(rows), wrong)


def _by(rows: list[Row], key: Callable[[Row], str]) -> Iterable[tuple[str, list[Row]]]:
    groups = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return sorted(groups.items())


def compared(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """Copy against facts: altered numbers where rows have a label, else spans that a reader has marked."""
    measure = comparison.weights if rows and "label" in rows[0] else comparison.phones
    for name, part, hits, of in measure(rows):
        yield Figure(name, part, hits / of if of else 0.0, hits, of)


def by_hand(rows: list[Row], scoring: Row) -> Iterator[Figure]:
    """The sets written by hand: quantities, and listings with the places in them that disagree."""
    measure = sets.quantities if rows and "quantities" in rows[0] else sets.pairs
    chosen = [row for row in rows if "quantities" in row or "listing" in row]
    for name, part, hits, of, wrong in measure(chosen):
        yield Figure(name, part, hits / of if of else 0.0, hits, of, wrong)


MEASURES: dict[str, Callable[[list[Row], Row], Iterator[Figure]]] = {
    "regulator_quotes": quotes,
    "lawful_wording": lawful,
    "claims_examples": examples,
    "listings": listings,
    "green_claims": green,
    "contradiction_weights": compared,
    "grounded_phones": compared,
    "quantities": by_hand,
    "pairs": by_hand,
}
