"""Quantities are read as sellers write them: the gold set of eight languages, numbers, units and what is measured."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from caveat.quantities import Quantity, read

GOLD = Path(__file__).with_name("facts") / "quantities.jsonl"
FOUND, SPURIOUS = 0.905, 0.07
"""Share of the set's quantities that must come out exact, and of its quantities that may come out in excess."""


def wanted(row: dict[str, Any]) -> Counter[tuple[Any, ...]]:
    """Numbers, unit and thing of each quantity of a row of the set."""
    return Counter((tuple(sorted(map(Decimal, q["numbers"]))), q["unit"], q["thing"]) for q in row["quantities"])


def seen(quantities: list[Quantity]) -> Counter[tuple[Any, ...]]:
    """The same of what was read; thirds of an inch are rounded as the set rounds them."""
    return Counter((tuple(sorted(n.value for n in q.numbers)), q.unit.name, q.thing) for q in quantities)


def test_the_gold_set_is_read() -> None:
    right = total = excess = 0
    for row in map(json.loads, GOLD.read_text("utf-8").splitlines()):
        want, got = wanted(row), seen(read(row["text"], row["lang"]))
        right, total, excess = right + (want & got).total(), total + want.total(), excess + (got - want).total()
    assert right >= FOUND * total, f"{right} of {total}"
    assert excess <= SPURIOUS * total, f"{excess} in excess of {total}"


@pytest.mark.parametrize(
    ("language", "text", "value", "other"),
    [
        ("en", "5.000 mAh", "5000", "5"),
        ("de", "5.000 mAh", "5000", None),
        ("en", "1.500 kg", "1.5", "1500"),
        ("de", "1,5 kg", "1.5", None),
        ("en", "1,500 ml", "1500", None),
    ],
)
def test_a_number_keeps_its_other_reading(language: str, text: str, value: str, other: str | None) -> None:
    (quantity,) = read(text, language)
    assert quantity.numbers[0].value == Decimal(value)
    assert quantity.numbers[0].other == (other and Decimal(other))
