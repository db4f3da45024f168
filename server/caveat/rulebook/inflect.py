"""The forms of a word, so that rules and lexicons need to name only one.

Forms are generated when the book is loaded and looked up as they are, so reading a text costs nothing extra.
A form that does not exist does no harm: nobody writes it. Irregular forms stand in the lexicon beside the word.
"""

import re
from collections.abc import Callable

_VOWELS = "aeiou"
_PLAIN = {"ó": "o", "í": "i", "á": "a", "é": "e"}
_UNACCENTED = str.maketrans("áàâéèêëíìîïóòôúùûüñç", "aaaeeeeiiiiooouuuunc")
_PARTICIPLE = re.compile(
    "(?:ab|an|auf|aus|bei|durch|ein|nach|vor|weg|zu)?(?:ge|be|er|ver|zer|ent|emp)[a-zäöü]+(?<!ier)en$"
)
"""A strong German participle, which is declined as an adjective: nachgewiesen, nachgewiesene."""
_GRAVE = re.compile("[eé]([bcdfglmnprstv]{1,2})$")
_LAST_VOWEL = re.compile("([eo])([^aeiou]*)$")
_BENDS = ({"e": "ie", "o": "ue"}, {"e": "i", "o": "u"})
"""How the last vowel of a Spanish stem changes under stress: prevenir, previene; medir, mide."""


def forms(word: str, language: str) -> frozenset[str]:
    """The word and its regular inflections in `language` (lower case); just the word where none are known."""
    inflect = _LANGUAGES.get(language)
    if inflect is None or len(word) < 3 or not word.isalpha():
        return frozenset({word})
    return frozenset({word, *inflect(word)})


def _english(word: str) -> set[str]:
    stem, last = word[:-1], word[-1]
    if last == "e":
        return {word + "s", word + "d", stem + "ing", word + "'s"}
    if last == "y" and word[-2] not in _VOWELS:
        return {stem + "ies", stem + "ied", word + "ing", word + "'s"}
    plural = word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    found = {plural, word + "s", word + "ed", word + "ing", word + "'s"}
    if last not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS:
        found |= {word + last + "ed", word + last + "ing"}  # kill/killed is right either way; scrub/scrubbed needs it
    return found


def _german(word: str) -> set[str]:
    if word.endswith("en") and len(word) > 4:  # verbs, and nouns in -en
        stem = word[:-2]
        declined = {word + end for end in ("e", "er", "es", "em", "en")} if _PARTICIPLE.match(word) else set()
        return (
            declined
            | {stem + end for end in ("e", "t", "st", "et", "te", "ten", "ete", "eten", "end", "ende", "enden")}
            | {f"ge{stem}t"}
        )
    if word.endswith("e"):
        return {word + end for end in ("n", "r", "s", "m", "ren", "rer")}
    return {word + end for end in ("e", "en", "er", "es", "em", "n", "s", "ere", "eren", "erer")}


def _french(word: str) -> set[str]:
    nouns = {word, *_french_nominal(word)}
    verbs = _french_verb(word) if len(word) > 3 else set()
    participles = {form for form in verbs if form.endswith(("é", "i", "u", "ant"))}
    nouns |= participles | {form + "e" for form in participles}
    return _bare(nouns | verbs | {form + "s" for form in nouns if not form.endswith(("s", "x", "z"))})


def _french_nominal(word: str) -> set[str]:
    """The other gender, and plurals that are more than an added s."""
    ends = {
        "eux": ("euse", "euses"), "eur": ("euse", "rice"), "if": ("ive",), "al": ("ale", "aux"), "el": ("elle",),
        "en": ("enne",), "on": ("onne",), "er": ("ère",), "et": ("ète", "ette"), "eau": ("eaux", "elle"),
        "eu": ("eux",),
        "ic": ("ique",),
    }  # fmt: skip
    found = {word[: -len(end)] + other for end, others in ends.items() if word.endswith(end) for other in others}
    return found if word.endswith("e") else found | {word + "e"}


def _french_verb(word: str) -> set[str]:
    """Present, participles, future and imperative of a regular infinitive."""
    stem = word[:-2]
    if word.endswith("er"):
        soft = {"g": stem + "e", "c": stem[:-1] + "ç"}.get(stem[-1], stem)
        open_ = _GRAVE.sub(r"è\1", stem)  # protéger: protège
        silent = stem[:-1] + "i" if stem[-1] == "y" else open_  # nettoyer: nettoie
        return (
            {part + end for part in {stem, silent} for end in ("e", "ent", "era", "eront")}
            | {stem + end for end in ("é", "ez")}
            | {soft + end for end in ("ant", "ons")}
        )
    if word.endswith("ir") and len(word) > 4:
        return {stem + end for end in ("it", "issent", "issant", "issez", "i", "ira", "iront")}
    if word.endswith("uire"):
        return {stem + end for end in ("t", "te", "sent", "sant", "sez", "ra")}
    if word.endswith("ttre"):
        return {stem[:-1], stem + "ent", stem + "ant", stem + "u", stem + "ra"}
    if word.endswith(("ndre", "rdre")):
        return {stem, stem + "ent", stem + "ant", stem + "u", stem + "ra"}
    return set()


def _spanish(word: str) -> set[str]:
    last = word[-1]
    found = {word, word + ("es" if last not in "aeiouáéíóú" else "s")}
    if last == "z":
        found.add(word[:-1] + "ces")
    if word.endswith(("ón", "ín", "án", "és")):  # the stress needs no mark in the plural
        plain = word[:-2] + _PLAIN[word[-2]] + word[-1]
        found |= {plain + "es", plain + "a", plain + "as"}
    if word.endswith("or"):
        found |= {word + "a", word + "as"}
    if last == "o":
        found |= {word[:-1] + end for end in ("a", "as")}
    if word.endswith(("ar", "er", "ir")) and len(word) > 4:
        found |= _spanish_verb(word)
    return _bare(found)


def _bent(stem: str, bend: dict[str, str]) -> str:
    """A stem with its last vowel changed, as in contar, cuenta."""
    return _LAST_VOWEL.sub(lambda match: bend[match[1]] + match[2], stem)


def _spanish_verb(word: str) -> set[str]:
    """Present, gerund, participle, future, imperative and subjunctive of a regular infinitive, with stem changes."""
    stem, ar = word[:-2], word.endswith("ar")
    ends = (
        ("a", "an", "ando", "ado", "ada", "ados", "adas") if ar else ("e", "en", "iendo", "ido", "ida", "idos", "idas")
    )
    found = {stem + end for end in ends} | {word + end for end in ("á", "án")}
    found |= {word + pronoun for pronoun in ("se", "te", "lo", "la", "los", "las")}
    for changed in {stem, *(_bent(stem, bend) for bend in _BENDS)}:
        found |= {changed + end for end in (("a", "an", "e", "en") if ar else ("e", "en", "a", "an", "iendo"))}
    if stem[-1] in "gcz" and ar:
        found |= {stem[:-1] + {"g": "gu", "c": "qu", "z": "c"}[stem[-1]] + end for end in ("e", "en")}
    if stem[-1] == "c" and not ar:
        found |= {stem[:-1] + "zc" + end for end in ("a", "an")}
    if word.endswith("uir"):
        found |= {stem + end for end in ("ye", "yen", "yendo", "ya")}
    return found


def _italian(word: str) -> set[str]:
    last, stem = word[-1], word[:-1]
    found = {word}
    found |= {stem + end for end in {"o": "aie", "a": "e", "e": "i"}.get(last, "")}
    if word.endswith("ista"):
        found.add(stem + "i")
    if word.endswith(("co", "ca", "go", "ga")):
        found |= {stem + "hi", stem + "he"}
    if word.endswith(("cia", "gia", "cio", "gio", "io")):
        found |= {word[:-2] + "i", word[:-2] + "e"}
    if word.endswith("tore"):
        found |= {word[:-3] + "rice", word[:-3] + "rici"}
    if word.endswith(("are", "ere", "ire", "urre")) and len(word) > 4:
        found |= _italian_verb(word)
    return _bare(found)


def _italian_verb(word: str) -> set[str]:
    """Present, gerund, participles and future of a regular infinitive."""
    stem = word[:-3]
    if word.endswith("durre"):
        return {word[:-3] + end for end in ("ce", "cono", "cendo", "rrà", "rranno")} | {
            word[:-4] + end for end in ("otto", "otta", "otti", "otte")
        }
    pronouns = {word[:-1] + pronoun for pronoun in ("si", "ti", "lo", "la", "li", "le", "ne")}
    if word.endswith("are"):
        hard = stem + "h" if stem[-1] in "cg" else stem.removesuffix("i")
        return (
            pronouns
            | {stem + end for end in ("a", "ano", "ando", "ato", "ata", "ati", "ate", "ante", "anti")}
            | {hard + end for end in ("i", "erà", "eranno", "ino")}
        )
    part = "u" if word.endswith("ere") else "i"
    ends = (
        "e",
        "ono",
        "endo",
        "ente",
        "enti",
        *(part + end for end in ("to", "ta", "ti", "te")),
        word[-3] + "rà",
        word[-3] + "ranno",
    )
    found = pronouns | {stem + end for end in ends}
    return found | {stem + end for end in ("isce", "iscono", "isca")} if word.endswith("ire") else found


def _bare(found: set[str]) -> set[str]:
    """And the longer words without their accents, which capitals and hasty sellers leave out."""
    return found | {form.translate(_UNACCENTED) for form in found if len(form) > 4}


_LANGUAGES: dict[str, Callable[[str], set[str]]] = {
    "en": _english,
    "de": _german,
    "fr": _french,
    "es": _spanish,
    "it": _italian,
}
