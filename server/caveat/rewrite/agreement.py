"""The words of a German, French, Spanish or Italian template in the form of the claim whose place they take."""

import re

from caveat.rewrite.grammar import grammar

_VERBS = re.compile(r"<([^<>|]+)\|([^<>|]+)>")
_ADJECTIVES = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
_DECLINED = re.compile(r"\[([^\[\]|]+)\]")
_ENDING = re.compile(r"e[nrsm]?$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_DEGREE = re.compile(r"\w+mente?|très|muy|molto|sehr|ganz|absolut|völlig|vollständig|komplett|zu", re.IGNORECASE)
"""What stands before an adjective without a form of its own."""
_MANY_DO = {"de": re.compile(r"(?:e|er|el)n$"), "fr": re.compile(r"(?:ent|ont)$"), "es": re.compile(r"n$"),
            "it": re.compile(r"no$")}  # fmt: skip
_MANY_ARE = {"fr": re.compile(r"s$|aux$"), "es": re.compile(r"s$"),
             "it": re.compile(r"i$|che$|ghe$|(?<!il)(?<!nt)(?<!al)(?<!es)(?<!or)(?<!ic)(?<!ar)e$")}  # fmt: skip
"""An Italian adjective in -e is the plural of one in -a, unless one form serves both genders: "facile"."""
LANGUAGES = frozenset(_MANY_DO)


def agreeing(wording: str, written: str, language: str) -> str:
    """`<a|b>`, a verb, and `[a|b]`, an adjective, are a in the singular, else b; a German `[adjective]` is declined."""
    words = [word for word in _WORD.findall(written.casefold()) if not _DEGREE.fullmatch(word)]
    if not words:
        return wording
    verb, adjective = _MANY_DO[language].search(words[0]), _MANY_ARE.get(language, _DECLINED).search(words[0])
    wording = _VERBS.sub(lambda forms: forms[2 if verb else 1], wording)
    wording = _ADJECTIVES.sub(lambda forms: forms[2 if adjective else 1], wording)
    ending = _ENDING.search(words[-1]) if language == "de" else None
    return _DECLINED.sub(lambda word: word[1] + (ending[0] if ending else ""), wording)


def hanging(text: str, end: int, stop: int, language: str) -> int:
    """Where what hangs on a verb ends: at `stop`, or where "and" brings in more than a second object."""
    known = grammar(language)
    for pause in known.pause.finditer(text, end, stop):
        words = text[pause.end() : stop].split()
        if (
            not words
            or known.determiner.fullmatch(words[0].casefold())
            or known.preposition.fullmatch(words[0].casefold())
        ):
            continue
        if language != "de" or (words[0][0].islower() and not _describes(words)):
            return pause.start()
    return stop


def _describes(words: list[str]) -> bool:
    """Whether a German adjective and its noun follow: "und unangenehme Gerüche"."""
    return len(words) > 1 and words[0].endswith(("e", "en", "er", "es", "em")) and words[1][0].isupper()
