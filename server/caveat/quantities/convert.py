"""Quantities in other units, and written as a language writes them."""

from decimal import Decimal

from caveat.quantities.units import Unit, words

_ZERO_FAHRENHEIT = Decimal(32)
_FAHRENHEIT = Decimal(5) / Decimal(9)
_MARKS = {"de": (".", ","), "it": (".", ","), "es": (" ", ","), "fr": ("\u202f", ",")}
"""What separates groups and decimals; in the other languages it is "1,234.5" (Unicode CLDR 46)."""
_SIGNS = {
    "C": "°C", "F": "°F", "l": "L", "ml": "ml", "floz": "fl oz", "cm2": "cm²", "m2": "m²", "ft2": "sq ft", "m3": "m³",
    "g/m2": "g/m²", "m3/h": "m³/h", "mcg": "µg", "deg": "°", "l/min": "l/min",
}  # fmt: skip
_WORDS = frozenset(("time", "age", "count", "people", "portions", "levels", "cores"))
"""Kinds that are written with a word rather than a sign."""
_PIECES = {
    "en": "pcs",
    "de": "Stück",
    "fr": "pièces",
    "es": "piezas",
    "it": "pezzi",
    "zh": "件",
    "ja": "個",
    "ko": "개",
}
_CLOSE = frozenset(("en", "it", "zh", "ja", "ko"))
"""Languages that set the per cent sign right behind the number."""
_ASIAN = frozenset(("zh", "ja", "ko"))


def base(value: Decimal, unit: Unit) -> Decimal:
    """A value in the base unit of its kind: kilograms, litres, metres, seconds, degrees Celsius."""
    return (value - _ZERO_FAHRENHEIT) * _FAHRENHEIT if unit.name == "F" else value * unit.scale


def converted(value: Decimal, unit: Unit, to: Unit) -> Decimal:
    """A value in another unit of its kind. Raises ValueError between kinds."""
    if not same_kind(unit, to):
        raise ValueError(f"{unit.name} is no {to.kind}")
    return base(value, unit) / _FAHRENHEIT + _ZERO_FAHRENHEIT if to.name == "F" else base(value, unit) / to.scale


def same_kind(one: Unit, other: Unit) -> bool:
    """Whether two units measure alike, so that their values can be compared."""
    return one.kind == other.kind


def shown(value: Decimal, unit: Unit, language: str) -> str:
    """A value with its unit as a language writes it: "1,5 kg" in German, "1.5 kg" in English."""
    number = _number(value, language)
    if unit.name == "pc":
        word = _PIECES.get(language, _PIECES["en"])
    elif unit.kind in _WORDS:
        word = words(unit, language, one=value == 1)
    else:
        word = _SIGNS.get(unit.name, unit.name)
    tight = word == "°" or (word == "%" and language in _CLOSE) or (language in _ASIAN and not word.isascii())
    return f"{number}{word}" if tight else f"{number} {word}"


def _number(value: Decimal, language: str) -> str:
    group, point = _MARKS.get(language, (",", "."))
    plain = f"{value:,f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    if language == "es" and abs(value) < 10_000:
        group = ""
    return plain.translate({ord(","): group, ord("."): point})
