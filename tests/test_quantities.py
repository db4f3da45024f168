"""Quantities are read as sellers write them: the gold set of eight languages, numbers, units and what is measured."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from caveat.evaluation import sets
from caveat.quantities import converted, read, same_kind, shown
from caveat.quantities.units import LANGUAGES, units
from hypothesis import given, settings
from hypothesis import strategies as st
from work import calls

GOLD = Path(__file__).with_name("facts") / "quantities.jsonl"
EXACT, ALIKE, SPURIOUS = 0.98, 0.98, 0.025
"""Share of quantities with number, unit and thing right; of those, with the rest right; of lines with one too many."""


def test_the_gold_set_is_read() -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    (_, _, exact, of, wrong), *rest, (_, _, spurious, lines, more) = sets.quantities(rows)
    assert exact >= EXACT * of, wrong
    assert spurious <= SPURIOUS * lines, more
    for _, part, right, among, _ in rest:
        assert right >= ALIKE * among, part


@pytest.mark.parametrize(
    ("language", "text", "value", "other"),
    [
        ("en", "5.000 mAh", "5000", "5"),
        ("de", "5.000 mAh", "5000", None),
        ("en", "1.500 kg", "1.5", "1500"),
        ("de", "1,5 kg", "1.5", None),
        ("en", "1,500 ml", "1500", None),
        ("fr", "4 400 mAh", "4400", None),
        ("fr", "1 299,00 €", "1299.00", None),
        ("de", "1'500 ml", "1500", None),
        ("zh", "１０，０００毫安时", "10000", None),
        ("en", "1½ cups", "1.5", None),
        ("en", "2 1/2 inches", "2.5", None),
        ("zh", "半升", "0.5", None),
        ("en", "half an hour", "0.5", None),
        ("ja", "半ダース", "6.0", None),
        ("zh", "八折", "20", None),
    ],
)
def test_a_number_is_read_and_keeps_its_other_reading(language: str, text: str, value: str, other: str | None) -> None:
    (quantity,) = read(text, language)
    assert quantity.numbers[0].value == Decimal(value)
    assert quantity.numbers[0].other == (other and Decimal(other))


@pytest.mark.parametrize(
    ("language", "text", "read_as"),
    [
        ("en", "36\"L x 23\"W x 25\"H crate", ("36 23 25", "in", "dimensions", "size")),
        ("ja", "幅60cm×奥行30cm×高さ75cm", ("60 30 75", "cm", "dimensions", "size")),
        ("en", "Condenser mic 20Hz-20kHz", ("20 20000", "Hz", "range", "frequency")),
        ("es", "Entre 5 y 10 días", ("5 10", "day", "range", "time")),
        ("en", "50/60 Hz", ("50 60", "Hz", "alternatives", "frequency")),
        ("en", "Model is 5'10\" tall", ("70", "in", "plain", "height")),
        ("fr", "charge complète en 1h30", ("90", "min", "plain", "charge-time")),
        ("de", "Plattenstärke 3 mm", ("3", "mm", "plain", "thickness")),
        ("en", "Ages 3-8", ("3 8", "year", "range", "age")),
        ("en", "68 dB at 7 m", ("7", "m", "plain", "distance")),
        ("en", "RAM 16(8+8)GB/ 512GB", ("512", "GB", "plain", "storage")),
        ("en", "Graphics Memory: 4GB", ("4", "GB", "plain", "graphics-memory")),
    ],
)  # fmt: skip
def test_forms_and_things(language: str, text: str, read_as: tuple[str, ...]) -> None:
    last = read(text, language)[-1]
    assert (
        " ".join(f"{n.value.normalize():f}" for n in last.numbers),
        last.unit.name,
        last.form,
        last.thing,
    ) == read_as


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "USB 3.0 port, Wi-Fi 6, size 42, 6 in 1, 925 silver, model X-200, part 06D115562"),
        ("en", "iPhone 15 Pro Max case"),
        ("de", "Rufen Sie an: 030 / 1234567, Mo-Fr 9-17 Uhr"),
        ("es", "Pedido 4471-B, llame al 900 123 456"),
        ("zh", "建议拍大一码，第二件"),
        ("en", "thơm gấp 2 lần, gấp 2 lâ\u0300n, gói 3 mẫu"),
    ],
)
def test_what_measures_nothing_is_not_read(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "qualifier"),
    [
        ("en", "max load 120 kg", "up to"),
        ("en", "2000 PSI max", "up to"),
        ("zh", "承重不低于150公斤", "at least"),
        ("ja", "3歳以上", "at least"),
        ("en", "SPF 50+ lotion", "at least"),
        ("it", "autonomia fino a 18 ore", "up to"),
        ("ko", "소음 35dB 미만", "less than"),
        ("en", "45 cm + 5 cm", None),
    ],
)
def test_what_is_said_of_a_number(language: str, text: str, qualifier: str | None) -> None:
    assert read(text, language)[0].qualifier == qualifier


def test_units_convert_within_their_kind() -> None:
    unit = units()
    assert converted(Decimal(10), unit["lb"], unit["kg"]) == Decimal("4.5359237")
    assert converted(Decimal(212), unit["F"], unit["C"]).quantize(Decimal("0.001")) == 100
    assert converted(Decimal(-40), unit["C"], unit["F"]).quantize(Decimal("0.001")) == -40
    assert read("500 g", "en")[0].base == (Decimal("0.5"),)
    assert not same_kind(unit["kg"], unit["l"])
    with pytest.raises(ValueError, match="kg is no volume"):
        converted(Decimal(1), unit["kg"], unit["l"])


@pytest.mark.parametrize(
    ("value", "unit", "language", "text"),
    [
        ("1.50", "kg", "de", "1,5 kg"),
        ("1.5", "lb", "en", "1.5 lb"),
        ("12000", "mAh", "de", "12.000 mAh"),
        ("1500", "W", "es", "1500 W"),
        ("1200", "g", "fr", "1\u202f200 g"),
        ("15", "%", "en", "15%"),
        ("15", "%", "de", "15 %"),
        ("-10", "C", "it", "-10 °C"),
        ("2", "h", "de", "2 Stunden"),
        ("1", "year", "fr", "1 an"),
        ("3", "pc", "zh", "3件"),
        ("24", "h", "ja", "24時間"),
    ],
)
def test_a_value_is_written_as_its_language_does(value: str, unit: str, language: str, text: str) -> None:
    assert shown(Decimal(value), units()[unit], language) == text
    assert read(text, language)[0].base == (Decimal(value) * units()[unit].scale,)


PIECES = st.sampled_from([
    "1", "10", "1,5", "1.000", "½", "1/2", "'", '"', " x ", "×", "-", "~", "/", " ", "\u00a0", "kg", "g", "cm", "in",
    "h", "°C", "%", "$", "SPF", "IP", "+", "約", "三", "半", "万", "個", "岁", "折", "ダース", "개", "dozen", "half a",
    "up to", "from", "to", "and", "y", "(", ")", ":", "\n", "，", "\ud800", "\0", "９", "²", "٣",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)), st.sampled_from([*LANGUAGES, "pt"]))
def test_any_text_is_read_in_order(text: str, language: str) -> None:
    at = 0
    for quantity in read(text, language):
        assert at <= quantity.start < quantity.end <= len(text)
        assert quantity.numbers
        at = quantity.end


@pytest.mark.parametrize(
    "piece",
    ["1", "1 x ", "1/", "1,", "1.", "- 1 ", "1 ", "1'", '1" ', "½", "one ", "一", "1 000 ", "1 lb 1 oz ", "1万", "$"],
)
def test_hostile_text_costs_linear_work(piece: str) -> None:
    small, large = (calls(lambda size=size: read(piece * (size // len(piece)), "en")) for size in (5000, 20_000))
    assert large <= 5 * small + 100
