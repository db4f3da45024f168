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
    """The book with `times` as many rules and as many lexicons and shapes; guards, laws and product types stay."""
    rules, lexicons, shapes = dict(book.rules), dict(book.lexicons), dict(book.shapes)
    for number in range(1, times):
        rules |= {f"{name}-{number}": _disguised(rule, number) for name, rule in book.rules.items()}
        for name, table in book.lexicons.items():
            made_up = {language: [_words(phrase, number) for phrase in table[language]] for language in table}
            lexicons[f"{name}_{number}"] = made_up
        for name, shape in book.shapes.items():
            word = _word(name.replace("_", "") + "shape", number)
            shapes[f"{name}_{number}"] = shape.model_copy(update={"pattern": word, "needs": [word]})
    return replace(book, rules=rules, lexicons=lexicons, shapes=shapes)


def _disguised(rule: Rule, number: int) -> Rule:
    sides = ("patterns", "unless", "needs", "lifted_by")
    update: dict[str, Any] = {
        side: {language: [_words(source, number) for source in sources] for language, sources in table.items()}
        for side, table in ((side, getattr(rule, side)) for side in sides)
    }
    return rule.model_copy(update=update)


def _words(source: str, number: int) -> str:
    """A pattern or phrase with made-up words and with lexicons of made-up words; its signs and figures stay."""

    def other(match: re.Match[str]) -> str:
        if match[1]:
            return match[0] if match[1] == "number" else f"{{{match[1]}_{number}}}"
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
