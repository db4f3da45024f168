"""Sees through spelling meant to slip past filters: s p a c e d letters, look-alike letters, signs for letters.

Nothing here changes the text as sent; it is only read as a buyer reads it, and every place leads back.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from caveat.text.chinese import simplified
from caveat.text.tokens import CJK

# Letters of other alphabets that look Latin. No language that is checked is written with them.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһԛԝӏкмтвнгпиьцѵѡАВЕКМНОРСТУХІЈЅԌԚԜЬαορνικτυχγηςσεωϲΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡɩɪɾɛıƒᴀʙᴄᴅᴇꜰɢʜᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"
    "🅐🅑🅒🅓🅔🅕🅖🅗🅘🅙🅚🅛🅜🅝🅞🅟🅠🅡🅢🅣🅤🅥🅦🅧🅨🅩🅰🅱🅲🅳🅴🅵🅶🅷🅸🅹🅺🅻🅼🅽🅾🅿🆀🆁🆂🆃🆄🆅🆆🆇🆈🆉",
    "aeopcyxijsdhqwlkmtbhrnubuvwabekmhopctyxijsgqwbaopviktuxynsoewcabezhikmnoptyxagiireifabcdefghjklmnoprstuvwyz"
    + "abcdefghijklmnopqrstuvwxyz" * 2,
)
_ALPHABETS = {"de": "äöü", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "it": "àèéìíîòóùú"}
"""The letters with marks that a language is written with; any other is read without its marks."""
_STROKED = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t"}
_SPACED = re.compile(
    r"(?<![^\W_])[a-zà-ÿ](?P<between>[ _]|[^\w\s,;:!?()\"'&+/|]{1,2})[a-zà-ÿ](?:(?P=between)[a-zà-ÿ]){2,}(?![^\W_])"
)
_EMOJI_BETWEEN = re.compile(r"(?<=[a-zà-ÿ])[\u2600-\u27bf\U0001f300-\U0001faff]+(?=[a-zà-ÿ])")
_SIGN = re.compile("[$¢€!@](?=[a-z])")
_READS_ON = {
    "!": re.compile(r"(?<=\b[a-z])!(?=[a-z]{2})"),  # "v!rus", but not "Hurry!buy"
    "@": re.compile(r"(?<=[a-z])@(?=[a-z]{1,20}(?![\w@-]|\.[a-z]))"),  # but no address: nothing like a host follows
}
_WITHIN = re.compile("(?<=[a-z]).")
_DIGIT_WITHIN = re.compile(
    r"(?<=[a-z])[0134578](?=[a-z])|(?<=[0134578][a-z]{3})[0134578]\b|(?<=[0134578][a-z]{4})[0134578]\b"
)
_LETTERS = str.maketrans("0134578$¢€!@", "oieastbsceia")
_JOINT = re.compile(r"[-.*/|+](?=[a-zà-ÿ])")
_BEFORE = re.compile(r"(?<![\w@.-])[a-zà-ÿ]{1,30}\Z")
_AFTER = re.compile(r"([-.*/|+])[a-zà-ÿ]{1,30}(?:\1[a-zà-ÿ]{1,30})*(?![\w@-])")
_HIDES = r"[^\w\s，。！？、；：,!?;:]"
_BROKEN_CJK = re.compile(rf"(?<=([{CJK}]))\s?(?:{_HIDES}{{1,2}}|・)\s?(?=([{CJK}]))")
_SPACED_CJK = re.compile(rf"[{CJK}](?P<between>{_HIDES}|・)[{CJK}](?:(?P=between)[{CJK}]){{2,}}(?![{CJK}])")


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


def breaks(folded: str, known: Callable[[str], bool], joined: Callable[[str, str], bool]) -> list[int]:
    """The places of signs that break a word which the rules know whole and not in its parts: `dia-betes`, `治·疗`.

    `known` says whether a word is known, `joined` whether two characters follow each other in a known phrase.
    """
    hidden: list[int] = []
    end = 0
    for joint in _JOINT.finditer(folded):
        place = joint.start()
        before = _BEFORE.search(folded, max(place - 31, end), place) if place >= end else None
        after = _AFTER.match(folded, place) if before else None
        if before and after:
            end = after.end()
            parts = [before[0], *after[0][1:].split(after[1])]
            if known("".join(parts)) and not any(known(part) for part in parts if len(part) > 2):
                hidden.extend(place for place in range(place, end) if folded[place] == after[1])
    if not folded.isascii():
        for match in _SPACED_CJK.finditer(folded):
            hidden.extend(range(match.start() + 1, match.end() - 1, 2))
        for match in _BROKEN_CJK.finditer(folded):
            if joined(match[1], match[2]):
                hidden.extend(range(*match.span()))
    return hidden


def with_signs_read(folded: str) -> str:
    """The text with signs read as the letters they stand for inside a word, one for one: `c@ncer`, `v!rus`."""
    if not any(sign in folded for sign in "!@$¢€"):
        return folded
    return _SIGN.sub(lambda found: _letter(found, folded), folded)


def _letter(sign: re.Match[str], folded: str) -> str:
    inside = _READS_ON.get(sign[0], _WITHIN).match(folded, sign.start())
    return sign[0].translate(_LETTERS) if inside else sign[0]


def with_letters(tokens: list[str], folded: str) -> list[str]:
    """The tokens with digits read as the letters they stand for inside a word: `c0vid`, `v1rus`."""
    if not _DIGIT_WITHIN.search(folded):
        return tokens
    return [_DIGIT_WITHIN.sub(lambda digit: digit[0].translate(_LETTERS), token) for token in tokens]


def readable(folded: str, language: str) -> str:
    """The text in the letters of its language, one for one: traditional Chinese as simplified, `cúres` as `cures`."""
    if folded.isascii():
        return folded
    return (simplified(folded) if language == "zh" else folded).translate(_unmarked(language))


@cache
def _unmarked(language: str) -> dict[int, str]:
    """Letters with marks that the language has no use for, and the letters without."""
    own = _ALPHABETS.get(language, "")
    letters = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
    bare = {letter: _STROKED.get(letter, unicodedata.normalize("NFD", letter)[0]) for letter in letters}
    return {ord(letter): base for letter, base in bare.items() if base.isascii() and letter not in own}
