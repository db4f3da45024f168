"""Measures on the sets written by hand: quantities read as they should be, and pairs of places that disagree."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from caveat.checker import check
from caveat.models import Finding, Listing
from caveat.quantities import Quantity, read

Row = dict[str, Any]
Result = tuple[str, str, int, int, list[str]]
_REST = ("form", "times", "qualifier", "ambiguous")


def quantities(rows: list[Row]) -> Iterator[Result]:
    """Quantities with number, unit and thing right; of those, the rest; lines in which one too many is read."""
    score: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {"exact": [], "spurious": []}
    for row in rows:
        before = score.copy()
        _line(row["quantities"], read(row["text"], row["lang"]), score)
        if score["exact"] - before["exact"] < len(row["quantities"]):
            wrong["exact"].append(row["text"])
        if score["spurious"] > before["spurious"]:
            wrong["spurious"].append(row["text"])
    yield "quantities read exactly", "all", score["exact"], score["all"], wrong["exact"]
    yield from (("quantities read exactly", part, score[part], score["exact"], []) for part in _REST)
    yield "quantities that are none", "lines", score["spurious"], len(rows), wrong["spurious"]


def _line(want: list[Row], got: list[Quantity], score: Counter[str]) -> None:
    left = {id(one): (one, _key([n.value for n in one.numbers], one.unit.name, one.thing)) for one in got}
    for wanted in want:
        mine = _key(list(map(Decimal, wanted["numbers"])), wanted["unit"], wanted["thing"])
        found = next((one for one, other in left.values() if other == mine), None)
        score["all"] += 1
        if found:
            del left[id(found)]
            score["exact"] += 1
            score["form"] += found.form == wanted.get("form", "plain")
            score["times"] += (found.times or 1) == int(wanted.get("times", 1))
            score["qualifier"] += found.qualifier == wanted.get("qualifier")
            score["ambiguous"] += any(n.other is not None for n in found.numbers) == bool(wanted.get("ambiguous"))
    score["spurious"] += bool(left)


def _key(numbers: list[Decimal], unit: str, thing: str | None) -> tuple[Any, ...]:
    """What must be right of a quantity; thirds of an inch are rounded as the set rounds them."""
    return tuple(sorted(round(number, 3) for number in numbers)), unit, thing


def pairs(rows: list[Row]) -> Iterator[Result]:
    """Places that disagree and are found; listings in which nothing disagrees and something is found."""
    places, missed, agreeing, false = 0, list[str](), 0, list[str]()
    for row in rows:
        given = Listing.model_validate(row["listing"])
        found = [one for one in check(given).findings if one.category == "CONTRADICT"]
        places += len(row["disagree"])
        missed += [f"{place['text']} / {place['with']}" for place in row["disagree"] if not _hit(place, given, found)]
        agreeing += not row["disagree"]
        if found and not row["disagree"]:
            false.append(f"{given.fields[0].text}: {', '.join(one.text for one in found)}")
    yield "disagreements found", "all", places - len(missed), places, missed
    yield "false disagreements", "listings", len(false), agreeing, false


def _hit(place: Row, given: Listing, found: list[Finding]) -> bool:
    """Whether a finding touches either end of a disagreement."""
    fields = {field.id: field.text for field in given.fields}
    ends = [(place["field"], place["text"]), (place["with"].removeprefix("field:"), place.get("with_text"))]
    for one in found:
        for field, text in ends:
            if field is None and one.field is None:
                return True
            if field == one.field and text and field in fields:
                start = len(fields[field][: fields[field].find(text)].encode("utf-16-le")) // 2
                if (one.start or 0) < start + len(text) and start < (one.end or 0):
                    return True
    return False
