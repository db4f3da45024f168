"""The endings of Japanese and Korean verbs and adjectives, so that rules and lexicons name the dictionary form only.

Both scripts are read sign by sign, so an ending is part of a phrase: 治る is also 治って, and 낮추다 is also 낮춥니다.
Each ending goes as far as it needs to be told from another word: 下げ is half of 下げ止まり too.
The endings of a denial (治らない, 낮추지 않다) are left out.
"""

from collections.abc import Callable

_KANA = "かきくけこ がぎぐげご さしすせそ たちつてと なにぬねの ばびぶべぼ まみむめも らりるれろ わいうえお".split()
_ROWS = {row[2]: row for row in _KANA}
_SOFT = {"く": "い", "ぐ": "い", "す": "し", "う": "っ", "つ": "っ", "る": "っ", "ぬ": "ん", "ぶ": "ん", "む": "ん"}
_ONE_SIGN = frozenset("見着寝出似得経")
"""Verbs of a single sign before る that keep it: 着る, 着て."""
_EASTERN_I, _EASTERN_E = frozenset("いきぎしちにひびみり"), frozenset("えけげせてねへべめれ")

_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28
_N, _L, _B, _SS, _S, _T = 4, 8, 17, 20, 19, 7
_A, _EO, _YEO, _O, _WA, _OE, _WAE, _U, _WO, _EU, _I = 0, 4, 6, 8, 9, 11, 10, 13, 14, 18, 20
_CONTRACTED = {_U: _WO, _I: _YEO, _O: _WA, _OE: _WAE}
_AFTER_VOWEL = "고 는 면 게 기 도록 니 네 던 려 세 시 며".split()
_AFTER_FINAL = "고 는 은 을 게 기 으 습 네 던 도록".split()
_AFTER_JOINED = "서 도 요 야 줍 주 준 줘 졌 집 지 진 질 버 내 낸 냅 낼".split()


def variants(phrase: str, language: str) -> tuple[str, ...]:
    """A phrase and its other endings, if it ends in a verb or adjective; `=` before its last word keeps it as it is."""
    end = _LANGUAGES.get(language)
    last = phrase.split(" ")[-1]
    if end is None or len(last) < 2 or last.startswith("=") or last.endswith("*"):
        return (phrase,)
    start = phrase.removesuffix(last)
    return (phrase, *sorted(start + form for form in end(last) - {last}))


def _japanese(word: str) -> set[str]:
    stem, last = word[:-1], word[-1]
    only_kana = all("\u3041" <= sign <= "\u30ff" for sign in word)
    if word.endswith(("ます", "です", "ません")) or (only_kana and len(word) < 3):
        return set()
    if last == "い":
        return {stem + end for end in ("く", "かった", "ければ", "さ")}
    if word.endswith("する"):
        return {word[:-2] + end for end in ("し", "さ", "すれば", "でき")}
    if last not in _SOFT:
        return set()
    found = _strong(stem, last)
    if last == "る" and (stem[-1] in _EASTERN_I | _EASTERN_E or stem[-1] in _ONE_SIGN):
        found |= {stem + end for end in ("て", "た", "ま", "られ", "させ", "れば", "よう", "、", "つつ")}
    return found


def _strong(stem: str, last: str) -> set[str]:
    """The verbs whose last sign changes through its row: 治る, 治った, 治ります, 治れば."""
    a, i, _, e, o = tuple(_ROWS[last])
    soft = stem + _SOFT[last]
    ends = ("で", "だ") if last in "ぐぬぶむ" else ("て", "た", "ちゃ")
    return (
        {soft + end for end in ends}
        | {stem + a + end for end in ("れ", "せ")}
        | {stem + i + end for end in ("ま", "た", "、", "なが", "つつ", "やす", "そう")}
        | {stem + e + end for end in ("る", "ば", "て", "ま", "た")}
        | {stem + o + "う"}
    )


def _korean(word: str) -> set[str]:
    if not word.endswith("다") or word.endswith("니다") or not all("가" <= sign <= "힣" for sign in word):
        return set()
    stem = word[:-1]
    final = (ord(stem[-1]) - _FIRST) % _FINALS
    return _after_vowel(stem) if not final else _after_final(stem, final)


def _after_vowel(stem: str) -> set[str]:
    """낮추다: 낮추고, 낮춘, 낮춥니다, 낮춰, 낮췄다."""
    found = {stem + end for end in _AFTER_VOWEL} | {_closed(stem, _B) + "니"}
    if len(stem) > 1:
        found |= {_closed(stem, _N), _closed(stem, _L)}
    for joined in _joined(stem):
        alone = joined != stem and len(joined) > 1
        found |= {joined} if alone else {joined + end for end in _AFTER_JOINED}
        found |= {_closed(joined, _SS)} if len(joined) > 1 else {_closed(joined, _SS) + end for end in "다어습던"}
    return found


def _joined(stem: str) -> set[str]:
    """A stem grown together with the vowel that follows it: 낮추 and 어 are 낮춰, 빠르 and 아 are 빨라."""
    lead, vowel = divmod((ord(stem[-1]) - _FIRST) // _FINALS, _VOWELS)
    before = (ord(stem[-2]) - _FIRST) // _FINALS % _VOWELS if len(stem) > 1 else _EO
    follows = _A if before in (_A, _O) else _EO
    if stem[-1] == "하":
        return {stem[:-1] + "해", stem + "여"}
    if stem[-1] == "르" and len(stem) > 1:
        return {_closed(stem[:-1], _L) + ("라" if follows == _A else "러")}
    if vowel == _EU:
        return {stem[:-1] + _syllable(lead, follows)}
    return {stem[:-1] + _syllable(lead, _CONTRACTED.get(vowel, vowel))}


def _after_final(stem: str, final: int) -> set[str]:
    """막다: 막고, 막는, 막아; and the stems whose last letter gives way: 낫다, 나아; 가볍다, 가벼워; 늘다, 느는."""
    vowel = (ord(stem[-1]) - _FIRST) // _FINALS % _VOWELS
    follows = ("아", "았") if vowel in (_A, _O) else ("어", "었")
    found = {stem + end for end in (*_AFTER_FINAL, *follows)}
    opened = stem[:-1] + chr(ord(stem[-1]) - final)
    if final == _S:
        found |= {opened + end for end in (*follows, "은", "을", "으")}
    if final == _B:
        found |= {opened + end for end in ("우", "워", "운", "울", "웠")}
    if final == _T:
        found |= {_closed(opened, _L) + end for end in (*follows, "은", "을", "으")}
    if final == _L:
        found |= {opened + "는", _closed(opened, _B) + "니", opened + "네", stem + "면", stem + "려"}
    return found


def _syllable(lead: int, vowel: int) -> str:
    return chr(_FIRST + (lead * _VOWELS + vowel) * _FINALS)


def _closed(word: str, final: int) -> str:
    """A word whose last syllable gets a final letter."""
    return word[:-1] + chr(ord(word[-1]) + final)


_LANGUAGES: dict[str, Callable[[str], set[str]]] = {"ja": _japanese, "ko": _korean}
