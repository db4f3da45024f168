"""Which language a short text is in: by its script, else by the function words of the few languages it can be."""

import re
from collections.abc import Sequence

_KANA = re.compile("[\u3041-\u306d\u306f-\u30ff]")  # all but の
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile("[a-z]")
_COMMON = {
    "en": "the and with for of to in is are your you our it this that from by on or not no can has have made all be as",
    "de": "der die das und mit für von zu im ist sind ihr ihre sie unser es dieser diese aus durch auf oder nicht kein "
    "keine kann hat ein eine einen den dem des wird auch bei in im am zum zur als wie jede jeder vor nach bis so gegen "
    "nur um mehr nie noch alle",
    "fr": "le la les et avec pour de du des un une dans est sont votre vos notre il ce cette par sur ou ne pas sans "
    "peut en au aux qui plus",
    "es": "el la los las y con para de del un una en es son su sus nuestro este esta por sobre o no sin puede que más "
    "al",
    "it": "il lo la i gli le e con per di del della un una in è sono il suo nostro questo questa da su o non senza può "
    "che più al alla dei",
}
FUNCTION_WORDS = {language: frozenset(text.split()) for language, text in _COMMON.items()}
_SAID_IN: dict[str, tuple[str, ...]] = {
    word: tuple(language for language, words in FUNCTION_WORDS.items() if word in words)
    for word in frozenset().union(*FUNCTION_WORDS.values())
}
_UNREAD = frozenset(
    # Indonesian and Malay, Vietnamese, Portuguese, Dutch, Polish, Turkish
    "dan untuk dengan yang ini dari tidak anda adalah pada bisa dapat juga atau akan saja sudah kami tersedia "
    "và cho của với không là các một được trong khi có những từ sản phẩm "
    "para com não uma você seu sua são mais pelo pela em "
    "het een van voor met niet zijn wordt deze ook naar bij "
    "się jest dla oraz nie przez na do ve için bir ile bu çok olarak".split()
)
"""Function words of languages that are not read, so that their copy passes for English."""
_FOREIGN = re.compile("[\u0370-\u06ff\u0900-\u10ff]")
"""Letters of scripts that are not read: Greek, Cyrillic, Hebrew, Arabic, those of India and Thailand."""
_MARKS = {
    "de": re.compile(
        "[äöüßkw]|sch|tz|cht|ei|pf|(?:ung|lich|keit|heit|isch|chen|haft|sam|los|bar|ig|er|en|em|eln|tät|mittel|zeug|band|tuch)$"
    ),
    "fr": re.compile(
        "[çœêèâîûùëï]|eau|oux|^[ldcjmnst]['’]|(?:eux|euse|tion|té|elle|ette|ille|ment|age|ique|isse|oir|oire|ère|eur|ée"
        "|és|ées|if|ive|ais|aise|ois|uit|e|es)$"
    ),
    "es": re.compile("ñ|ll|rr|(?:ción|sión|dad|dor|dora|ado|ada|able|illo|illa|ero|era|miento|iento|ón|o|a|os|as)$"),
    "it": re.compile(
        "cch|gli|gn|zz|tt|ghi|ghe|(?:zione|sione|ità|tore|etto|etta|ello|ella|ino|ina|mento|ezza|aggio|abile|ato|ata|ale"
        "|oso|osa|iccio|iccia|o|a|i)$"
    ),
    "en": re.compile("th|wh|sh|oo|ee|ck|(?:ing|ness|ly|ed|ful|less|ight|y|ow|ew|ough|proof|ware|ment|ers?|k|d)$"),
}
"""How the words of a language look: letters and pairs that the others seldom have, and how its words end."""


def detect(folded: str, tokens: Sequence[str], candidates: Sequence[str]) -> str:
    """The language of a folded text and its tokens: by its script, else among `candidates` (the first wins ties)."""
    if not folded.isascii():
        han, kana = len(_HAN.findall(folded)), len(_KANA.findall(folded))
        hangul, latin = len(_HANGUL.findall(folded)), len(_LATIN.findall(folded))
        if 4 * (han + kana + hangul) > latin:
            return _eastern(folded, han, kana, hangul, candidates)
    latin_candidates = [language for language in candidates if language in _COMMON]
    if len(latin_candidates) < 2:
        return latin_candidates[0] if latin_candidates else "en"
    votes = dict.fromkeys(latin_candidates, 0)
    for token in tokens:
        for language in _SAID_IN.get(token, ()):
            if language in votes:
                votes[language] += 1
    best = max(votes.values())
    tied = [language for language, count in votes.items() if count == best]
    return tied[0] if len(tied) == 1 else max(tied, key=lambda language: _looks(tokens, language))


def spoken(folded: str, tokens: Sequence[str], language: str) -> bool:
    """Whether a text can be answered in a language that `detect` gave it: copy in one that is not read cannot."""
    if language not in _COMMON:
        return True
    own = sum(token in FUNCTION_WORDS[language] for token in tokens)
    others = sum(token in _UNREAD and token not in FUNCTION_WORDS[language] for token in tokens)
    return others <= own and 4 * len(_FOREIGN.findall(folded)) <= len(_LATIN.findall(folded))


def _eastern(folded: str, han: int, kana: int, hangul: int, candidates: Sequence[str]) -> str:
    """Kana mean Japanese, but for a stray の, which Chinese copy borrows; without them the market says which it is."""
    if hangul > han + kana:
        return "ko"
    if 20 * kana > han:
        return "ja"
    written = "ja" if kana or "の" in folded else "zh"
    return next((language for language in candidates if language in ("zh", "ja")), written)


def _looks(tokens: Sequence[str], language: str) -> int:
    """Where no function word decides, as in many titles, the looks of the words do: one vote for each mark."""
    marks = _MARKS[language]
    return sum(len(marks.findall(token)) for token in tokens if len(token) > 3)
