"""Finds what is wrong in the form of a text rather than in its words: capitals, repeats, length, signs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from caveat.rulebook.schema import Form
from caveat.text.language import FUNCTION_WORDS

Span = tuple[int, int]
SMALL_WORDS = frozenset().union(*FUNCTION_WORDS.values())
"""Articles, prepositions and conjunctions: they may be repeated, and stay small in a title."""
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
_VOWELS = frozenset("AEIOUYÄÖÜÉÈÀÁÍÓÚ")


def found(text: str, form: Form, marketplace: str, brand: str | None) -> Iterator[Span]:
    """The spans that a form speaks against on a marketplace, line by line; the brand is left as it is spelled."""
    most = form.most_on(marketplace)
    if most is None:
        return
    if brand:
        text = re.sub(re.escape(brand), lambda name: " " * len(name[0]), text, flags=re.IGNORECASE)
    for line in _LINE.finditer(text):
        for start, end in _KINDS[form.kind](line.group(), form, most):
            yield line.start() + start, line.start() + end


def shouts(word: str, form: Form) -> bool:
    """Whether a word is in capitals though it is no abbreviation: those are listed, short, or have no vowel."""
    return (
        len(word) > 2 and word.isalpha() and word.isupper() and not _VOWELS.isdisjoint(word) and word not in form.keeps
    )


def _capitals(line: str, form: Form, most: int) -> Iterator[Span]:
    """From the first to the last shouted word of a run; abbreviations and numbers do not end one."""
    run: list[Span] = []
    for word in _WORD.finditer(line):
        written = word.group()
        if any(shouts(part, form) for part in re.split(r"[-'’&.]", written)):
            run.append(word.span())
        elif (written.lower() != written and written.upper() != written) or written.islower():
            yield from _long(run, most)
            run = []
    yield from _long(run, most)


def _long(run: list[Span], most: int) -> Iterator[Span]:
    if len(run) > most:
        yield run[0][0], run[-1][1]


def _repeats(line: str, form: Form, most: int) -> Iterator[Span]:
    """Each time that a word stands there once too often; small words and numbers do not count."""
    seen: Counter[str] = Counter()
    for word in _WORD.finditer(line):
        written = word.group().casefold()
        if len(written) > 1 and written.isalpha() and written not in SMALL_WORDS:
            seen[written] += 1
            if seen[written] > most:
                yield word.span()


def _length(line: str, form: Form, most: int) -> Iterator[Span]:
    """What stands behind the last character that there is room for."""
    if len(line) > most:
        yield most, len(line)


def _signs(line: str, form: Form, most: int) -> Iterator[Span]:
    """Each row of signs that are not taken."""
    yield from (match.span() for match in re.finditer(f"[{re.escape(form.signs)}]+", line))


_KINDS: dict[str, Callable[[str, Form, int], Iterator[Span]]] = {
    "capitals": _capitals,
    "repeats": _repeats,
    "length": _length,
    "signs": _signs,
}
