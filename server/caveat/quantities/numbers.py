"""Numbers as sellers write them: grouped, with a decimal comma, as fractions, as words, in Chinese characters."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

_VULGAR = {
    "½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625",
    "⅞": "0.875", "⅕": "0.2",
}  # fmt: skip
_COMMA = frozenset(("de", "fr", "es", "it", "pt"))
"""Languages that write a decimal comma."""
_DIGITS = {mark: value for value, mark in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2, "〇": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_FACTORS = {
    "万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, " billion": 10**9, " million": 10**6,
    " milliarden": 10**9, " mrd.": 10**9, " mrd": 10**9, " mio.": 10**6, " millionen": 10**6, " milliards": 10**9,
    " millions": 10**6, " miliardi": 10**9, " milioni": 10**6, " mil millones": 10**9, " millones": 10**6,
}  # fmt: skip
_FACTOR = re.compile(
    rf"[万萬만億亿]|(?:{'|'.join(re.escape(word) for word in _FACTORS if word[0] == ' ')})(?![^\W\d_])", re.IGNORECASE
)
_MULTIPLIES = frozenset(" 万萬만億亿")
_WORDS = {
    "en": "half one two three four five six seven eight nine ten eleven twelve",
    "de": "halbe eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "demi une deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "medio un dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "it": "mezzo un due tre quattro cinque sei sette otto nove dieci undici dodici",
}
_MORE_WORDS: dict[str, dict[str, float]] = {
    "en": {"half a": 0.5, "half an": 0.5, "half-a": 0.5, "twenty": 20, "twenty-four": 24, "thirty": 30,
           "forty-eight": 48, "fifty": 50, "hundred": 100, "a hundred": 100, "dual": 2, "quad": 4, "hexa": 6,
           "octa": 8, "a": 1, "an": 1},
    "de": {"ein": 1, "einem": 1, "einen": 1, "einer": 1, "ein halber": 0.5, "einen halben": 0.5, "halber": 0.5,
           "halben": 0.5, "vierundzwanzig": 24, "zwanzig": 20, "dreißig": 30, "hundert": 100, "anderthalb": 1.5},
    "fr": {"un": 1, "demie": 0.5, "vingt": 20, "vingt-quatre": 24, "trente": 30, "cent": 100, "quinze": 15},
    "es": {"una": 1, "media": 0.5, "veinte": 20, "veinticuatro": 24, "treinta": 30, "cien": 100, "quince": 15},
    "it": {"una": 1, "uno": 1, "mezza": 0.5, "venti": 20, "ventiquattro": 24, "trenta": 30, "cento": 100,
           "quindici": 15},
    "ko": {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5},
}  # fmt: skip
ARTICLES = frozenset(("a", "an", "un", "una", "une", "uno", "ein", "eine", "einem", "einen", "einer"))
"""Words that are numbers only before a time: "in an hour", not "a set"."""
_FRACTIONAL = (
    r"[\"”″]|(?:[ -]|'')?(?:in(?:ch(?:es)?)?\b|zoll|pouces?|pulgadas?|pollic[ei]"
    r"|英寸|寸|インチ|cups?\b|lbs?\b|pounds?\b|pint|gal|mile|ounce|oz\b)"
)
_SPACED = r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?:,\d+)?(?! ?\d)"
"""Groups set apart by a plain space: the rule in French and Spanish."""
_PLAIN = (
    r"\d+ ?[½¼¾⅓⅔⅛⅜⅝⅞⅕]|[½¼¾⅓⅔⅛⅜⅝⅞⅕]"
    rf"|(?:\d{{1,3}}[ -])?[1-9]\d?/(?:2|3|4|5|8|16|32|64)(?=[ -]?(?:{_FRACTIONAL}))"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|[1-9]\d{0,2}(?: 000)+(?![\d.,])"
    r"|\d+(?:[.,]\d+|['’]\d{3}(?!\d))*"
    r"|(?<![\w.,)\]])\.\d+"
)
_LONE = r"\d+(?![\d.,/'’½¼¾⅓⅔⅛⅜⅝⅞⅕\u00a0\u202f\u2009]|[ -][\d½¼¾⅓⅔⅛⅜⅝⅞⅕])"
"""Most numbers: digits with nothing behind them that could go on."""
_NUMBER = {
    spaced: re.compile(f"{_LONE}|{_SPACED}|{_PLAIN}" if spaced else f"{_LONE}|{_PLAIN}", re.IGNORECASE)
    for spaced in (False, True)
}
"""Numbers in digits, in a language that sets groups apart by a space and in others."""
_BEGUN = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞⅕.](?<!\.(?!\d))")
"""What a number in digits begins with."""
_SPACED_IN = frozenset(("fr", "es"))
CHINESE = re.compile(r"[一二两兩三四五六七八九十百千]+半?|半")
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’\u00a0\u202f\u2009 ])\d{3})(?:\1\d{3})*")


class Number(NamedTuple):
    """A number, and the other reading where its writing leaves one open ("5.000" is five, or five thousand)."""

    value: Decimal
    other: Decimal | None = None

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """Every value it may mean, the likelier first."""
        return (self.value,) if self.other is None else (self.value, self.other)

    def times(self, factor: int) -> "Number":
        """So many times this number."""
        return Number(self.value * factor, None if self.other is None else self.other * factor)

    def turned(self) -> "Number":
        """The same with the other reading as the likelier one."""
        return self if self.other is None else Number(self.other, self.value)


def written(text: str, language: str) -> Iterator[re.Match[str]]:
    """The numbers in digits of a text, in order; only where one can begin is it looked for."""
    number, after = _NUMBER[language in _SPACED_IN], 0
    for begun in _BEGUN.finditer(text):
        found = number.match(text, begun.start()) if begun.start() >= after else None
        if found:
            yield found
            after = found.end()


def parse(written: str, language: str) -> Number:
    """What a run of digits means in a language. `written` is a match that `written` finds."""
    if written.isdecimal():  # most are
        return Number(Decimal(written))
    if written[-1] in _VULGAR:
        whole = written[:-1].strip()
        return Number(Decimal(whole or 0) + Decimal(_VULGAR[written[-1]]))
    if "/" in written:
        rest, _, under = written.partition("/")
        *wholes, over = rest.replace("-", " ").split()
        return Number(Decimal(wholes[0] if wholes else 0) + Decimal(over) / Decimal(under))
    if _GROUPED.fullmatch(written):
        return _grouped(written, language)
    marks = [mark for mark in written if not mark.isdigit()]
    last = written.rindex(marks[-1])
    digits = "".join(mark for mark in written[:last] if mark.isdigit())
    return Number(Decimal(f"{digits or 0}.{written[last + 1 :]}"))


def _grouped(written: str, language: str) -> Number:
    """Digits in threes: one mark is a group or the decimal sign, two alike are groups."""
    marks = [mark for mark in written if not mark.isdigit()]
    whole = Decimal("".join(mark for mark in written if mark.isdigit()))
    if len(marks) > 1 or marks[0] not in ".,":
        return Number(whole)
    parts = Decimal(written.replace(",", "."))
    if written.startswith("0"):
        return Number(parts)
    if marks[0] == ("." if language in _COMMA else ","):
        return Number(whole)
    return Number(parts, whole)


def chinese(written: str) -> Decimal | None:
    """A number in Chinese characters below ten thousand; None where the characters make none."""
    half = Decimal("0.5") if written.endswith("半") else Decimal(0)
    total, digit = 0, None
    for mark in written.rstrip("半"):
        if mark in _PLACES:
            total += (1 if digit is None else digit) * _PLACES[mark]
            digit = None
        elif digit is not None:
            return None
        else:
            digit = _DIGITS[mark]
    return Decimal(total + (digit or 0)) + half


def factor(text: str, place: int) -> tuple[int, int]:
    """What 万 or "million" right after a number multiplies it by, and where that ends; 1 where there is none."""
    if text[place : place + 1] not in _MULTIPLIES or (text[place] == " " and text[place + 1 : place + 2] not in "mMbB"):
        return 1, place
    found = _FACTOR.match(text, place)
    return (_FACTORS[found[0].casefold()], found.end()) if found else (1, place)


@cache
def words(language: str) -> dict[str, Decimal]:
    """The words for small numbers of a language."""
    plain = _WORDS.get(language, "").split()
    values = [Decimal("0.5"), *map(Decimal, range(1, 13))]
    more = {word: Decimal(str(value)) for word, value in _MORE_WORDS.get(language, {}).items()}
    return dict(zip(plain, values, strict=False)) | more


def in_words(text: str, language: str) -> Iterator[re.Match[str]]:
    """The numbers of a text that are written as words, in small letters."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return _in_words(language).finditer(lower)


@cache
def _in_words(language: str) -> re.Pattern[str]:
    """The words of a language by their first letters: where none stands, the expression begins nowhere."""
    begun: dict[str, list[str]] = {}
    for word in sorted(words(language), key=len, reverse=True):
        begun.setdefault(word[0], []).append(re.escape(word[1:]))
    known = (rf"{one}(?<![^\W_]{one})(?:{'|'.join(rest)})(?![^\W_])" for one, rest in begun.items())
    return re.compile("|".join(known) or r"(?!)")
