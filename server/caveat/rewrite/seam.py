"""The seam of a removal: an article fits the word that follows it now, or the cut is not sound there."""

import re
from collections.abc import Callable

from caveat.rewrite.grammar import Grammar

_LAST = re.compile(r"([^\W\d_]+['’]?)(\s*)$")
_NEXT = re.compile(r"\s*([^\W\d_]+['’]?|[^\s])")
_PAUSE = re.compile(r"[,;:(.!?\n]")
_VOWELS = "aeiouyàâäéèêëîïôöùûüæœáíóúìò"
_FRENCH = {"le": "l'", "la": "l'", "de": "d'", "que": "qu'", "ne": "n'", "se": "s'", "jusque": "jusqu'"}
_ELIDED = {"d": "de", "qu": "que", "n": "ne", "s": "se", "jusqu": "jusque", "j": "je", "m": "me", "t": "te"}
_ITALIAN = {
    f"{begin}{end}": (begin, end)
    for begin, ends in {
        "": ("il", "lo", "l'", "i", "gli"), "un": ("", "o"), "de": ("l", "llo", "ll'", "i", "gli"),
        "a": ("l", "llo", "ll'", "i", "gli"), "da": ("l", "llo", "ll'", "i", "gli"),
        "ne": ("l", "llo", "ll'", "i", "gli"), "su": ("l", "llo", "ll'", "i", "gli"),
    }.items()
    for end in ends
}  # fmt: skip
"""The masculine articles, alone and grown together with a preposition, by what they begin and end with."""
_NOUN_FIRST = frozenset(("fr", "es", "it"))
"""Where an adjective follows its noun, so that what stands between an article and a pause is the noun."""
_FEMININE = ("la", "una", "della", "alla", "dalla", "nella", "sulla")
_PRONOUNS = frozenset("elle elles lui eux lei loro noi voi ella ellas ellos él usted ihm ihr ihnen it them you".split())
_LINKS = frozenset("damit somit dadurch daher deshalb donc ainsi quindi perciò así".split())
"""What says of one thing that it follows from another, and needs both."""
_IMPURE = re.compile(r"s[^aeiouàèéìòù]|z|gn|ps|pn|x|y|i[aeou]", re.IGNORECASE)
_SPANISH = {("y", True): "e", ("e", False): "y", ("o", True): "u", ("u", False): "o"}


def fitted(left: str, right: str, paused: bool, known: Grammar) -> str | None:
    """What stands before a removed claim, so that it fits what follows; None where the two do not go together.

    `paused` says that a comma or an "and" behind the claim went with it, so that the claim was a noun's last word.
    """
    last, follows = _LAST.search(left), _NEXT.match(right)
    if last is None or follows is None:
        return left
    if not follows[1][0].isalpha():
        noun = known.language != "de" or not known.determiner.fullmatch(last[1].casefold()) or _has_noun(right, known)
        return left if noun or not follows[1][0].isdigit() else None
    word, after = last[1].casefold().replace("’", "'"), follows[1].casefold().replace("’", "'")
    little = any(words.fullmatch(after) for words in (known.preposition, known.conjunction, known.relative, known.be))
    little = little or after in _PRONOUNS
    links = _NEXT.match(right, follows.end()) if known.conjunction.fullmatch(after) else None
    if (word in _LINKS and little) or after in _LINKS or (links and links[1].casefold() in _LINKS):
        return None
    if known.determiner.fullmatch(word):
        if little:
            return None
        if known.determiner.fullmatch(after):  # "for the effectiveness and the silence": one article too many
            return left[: last.start()]
        if paused and known.language in _NOUN_FIRST:
            return None
        if known.language == "de" and not _has_noun(right, known):
            return None
    elif known.preposition.fullmatch(word) and (known.verb.fullmatch(after) or (little and after not in _PRONOUNS)):
        return None
    change = _CHANGES.get(known.language)
    new = change(word, after) if change else word
    return None if new is None else left if new == word else left[: last.start()] + _like(new, last[1]) + _gap(new)


def _has_noun(right: str, known: Grammar) -> bool:
    """Whether a German article still has its noun, before any preposition and pause."""
    for written in _PAUSE.split(right, maxsplit=1)[0].split():
        if known.preposition.fullmatch(written.casefold()):
            return False
        if written[:1].isupper():
            return True
    return False


def _french(word: str, after: str) -> str | None:
    """Elision before a vowel, and none before a consonant; the gender of a bare "l'" is not known."""
    vowel = after[0] in _VOWELS and after[0] != "y"
    if word.endswith("'"):
        return word if vowel or after[0] == "h" else _ELIDED.get(word[:-1])
    if word in ("de", "à") and after in ("le", "les"):
        return None
    return _FRENCH.get(word, word) if vowel and after not in ("onze", "oui") else word


def _italian(word: str, after: str) -> str | None:
    """The form of an article by the sound that follows; before a consonant the gender of "l'" is not known."""
    vowel = after[0] in "aeiouàèéìòù" and not _IMPURE.match(after)
    if word in _FEMININE or word == "un'" or (word.endswith("'") and not vowel):
        if word.endswith("'"):
            return word if vowel else {"un'": "una", "d'": "di"}.get(word)
        return word[:-1] + "'" if vowel else word
    if word in ("e", "ed", "o", "od") or word not in _ITALIAN:
        return word
    begin, end = _ITALIAN[word]
    if begin == "un":
        return "uno" if _IMPURE.match(after) else "un"
    if end in ("i", "gli"):
        return begin + ("gli" if vowel or _IMPURE.match(after) else "i")
    alone = begin == ""
    if vowel:
        return begin + ("l'" if alone else "ll'")
    if _IMPURE.match(after):
        return begin + ("lo" if alone else "llo")
    return begin + ("il" if alone else "l")


def _spanish(word: str, after: str) -> str | None:
    """ "y" before the sound of i is "e", "o" before the sound of o is "u"."""
    if word in ("de", "a") and after == "el":
        return None
    sound = after.removeprefix("h")
    like = (
        sound.startswith(("i", "í")) and not after.startswith("hie") if word in "ye" else sound.startswith(("o", "ó"))
    )
    return _SPANISH.get((word, like), word)


def _like(new: str, written: str) -> str:
    return new.capitalize() if written[:1].isupper() else new


def _gap(new: str) -> str:
    return "" if new.endswith("'") else " "


_CHANGES: dict[str, Callable[[str, str], str | None]] = {"fr": _french, "it": _italian, "es": _spanish}
