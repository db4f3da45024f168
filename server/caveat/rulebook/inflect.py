"""The forms of a word, so that rules and lexicons need to name only one.

Forms are generated when the book is loaded and looked up as they are, so reading a text costs nothing extra.
A form that does not exist does no harm: nobody writes it. Irregular forms stand in the lexicon beside the word.
"""

from collections.abc import Callable

_VOWELS = "aeiou"


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
        return {stem + end for end in ("e", "t", "st", "et", "te", "ten", "ete", "eten", "end", "ende", "enden")} | {
            f"ge{stem}t"
        }
    if word.endswith("e"):
        return {word + end for end in ("n", "r", "s", "m", "ren", "rer")}
    return {word + end for end in ("e", "en", "er", "es", "em", "n", "s", "ere", "eren", "erer")}


def _romance(word: str) -> set[str]:
    """French, Spanish and Italian: number and gender of nouns and adjectives; verbs name their forms themselves."""
    found = {word + "s", word + "es"}
    if word[-1] in "oaei":
        found |= {word[:-1] + end for end in ("o", "a", "i", "e", "os", "as")}
    return found


def _french(word: str) -> set[str]:
    found = {word + "s", word + "e", word + "es", word + "x"}
    if word.endswith("f"):
        found |= {word[:-1] + "ve", word[:-1] + "ves"}
    if word.endswith("er"):
        found |= {word[:-2] + end for end in ("e", "es", "ent", "é", "ée", "és", "ées", "ant")}
    return found


_LANGUAGES: dict[str, Callable[[str], set[str]]] = {
    "en": _english,
    "de": _german,
    "fr": _french,
    "es": _romance,
    "it": _romance,
}
