"""Sees through spelling meant to slip past filters: s p a c e d letters, look-alike letters, digits for letters.

Nothing here changes the text as sent; it is only read as a buyer reads it, and every place leads back.
"""

import re

# Letters of other alphabets that look Latin. No language that is checked is written with them.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝӏкмтвнАВЕКМНОРСТУХІЈЅԌԚԜαορνικτυχγηςΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdhqwlkmtbhabekmhopctyxijsgqwaopviktuxynsabezhikmnoptyx",
)
_SPACED = re.compile(
    r"(?<![^\W_])[a-zà-ÿ](?P<between>[ _]|[^\w\s,;:!?()\"'&+/|]{1,2})[a-zà-ÿ](?:(?P=between)[a-zà-ÿ]){2,}(?![^\W_])"
)
_EMOJI_BETWEEN = re.compile(r"(?<=[a-zà-ÿ])[\u2600-\u27bf\U0001f300-\U0001faff]+(?=[a-zà-ÿ])")
_DIGIT_WITHIN = re.compile(r"(?<=[a-z])[0134578](?=[a-z])")
_LETTERS = str.maketrans("0134578", "oieastb")


def separators(folded: str) -> list[int]:
    """The places of what stands between spaced letters and only hides the word: `c u r e s`, `c🔥ures`."""
    hidden: list[int] = []
    for match in _SPACED.finditer(folded):
        size = len(match["between"])
        for place in range(match.start() + 1, match.end() - 1, size + 1):
            hidden.extend(range(place, place + size))
    if not folded.isascii():
        for match in _EMOJI_BETWEEN.finditer(folded):
            hidden.extend(range(*match.span()))
    return sorted(set(hidden))


def with_letters(tokens: list[str], folded: str) -> list[str]:
    """The tokens with digits read as the letters they stand for inside a word: `c0vid`, `v1rus`."""
    if not _DIGIT_WITHIN.search(folded):
        return tokens
    return [_DIGIT_WITHIN.sub(lambda digit: digit[0].translate(_LETTERS), token) for token in tokens]
