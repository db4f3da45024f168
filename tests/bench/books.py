"""A rule book many times as large that finds exactly the same: each rule again and again, in made-up words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from caveat.rulebook import RuleBook
from caveat.rulebook.schema import Rule

_SLOT_OR_WORD = re.compile(r"\{([a-z_0-9]+)\}|([^\W\d_]+)")
_CONSONANTS, _VOWELS = "bcdfghjklmnpqrstvwxz", "aeiou"
_RARE = 0x3400
"""Han characters that no listing holds (Unicode's Extension A)."""


def enlarged(book: RuleBook, times: int) -> RuleBook:
    """The book with `times` as many rules of wording, and lexicons; shapes, forms and what is asked for stay few."""
    rules, lexicons = dict(book.rules), dict(book.lexicons)
    worded = {name: rule for name, rule in book.rules.items() if rule.finds == "wording"}
    kept = {"number", *book.shapes}
    for number in range(1, times):
        rules |= {f"{name}-{number}": _disguised(rule, number, kept) for name, rule in worded.items()}
        for name, table in book.lexicons.items():
            made_up = {language: [_words(phrase, number, kept) for phrase in table[language]] for language in table}
            lexicons[f"{name}_{number}"] = made_up
    return replace(book, rules=rules, lexicons=lexicons)


def _disguised(rule: Rule, number: int, kept: set[str]) -> Rule:
    sides = ("patterns", "unless", "needs", "lifted_by")
    update: dict[str, Any] = {
        side: {language: [_pattern(source, number, kept) for source in sources] for language, sources in table.items()}
        for side, table in ((side, getattr(rule, side)) for side in sides)
    }
    return rule.model_copy(update=update)


def _pattern(source: str, number: int, kept: set[str]) -> str:
    """A pattern in made-up words; one that is nothing but a shape gets a word of its own, or it would be found."""
    made_up = _words(source, number, kept)
    wordless = all(match[1] in kept for match in _SLOT_OR_WORD.finditer(source))
    return f"{made_up} {_word('shaped', number)}" if wordless else made_up


def _words(source: str, number: int, kept: set[str]) -> str:
    """Text with made-up words and lexicons of made-up words; its signs, figures and shapes stay."""

    def other(match: re.Match[str]) -> str:
        if match[1]:
            return match[0] if match[1] in kept else f"{{{match[1]}_{number}}}"
        return _word(match[2], number)

    return _SLOT_OR_WORD.sub(other, source)


def _word(word: str, number: int) -> str:
    """A word of the same length and sound that means nothing: "kills" becomes "nomms"."""
    return "".join(_letter(letter, number) for letter in word)


def _letter(letter: str, number: int) -> str:
    for alphabet in (_CONSONANTS, _VOWELS, _CONSONANTS.upper(), _VOWELS.upper()):
        if letter in alphabet:
            return alphabet[(alphabet.index(letter) + number) % len(alphabet)]
    if letter.isascii() or letter < "\u3040":  # ß, é: the letters around them have changed already
        return letter
    return chr(_RARE + (ord(letter) * 7 + number * 601) % 6000)
