"""Names and bare numbers of a text: model codes, acronyms, proper names, figures without a unit."""

import re
from collections.abc import Iterator, Sequence

from caveat.analysis.facts.claims import Claims

Found = tuple[str, str, int, int]
_RUN = re.compile(r"(?<![A-Za-z0-9_.,/-])[A-Za-z]{0,12}-?\d[A-Za-z0-9]*(?:[-.,/:][A-Za-z0-9]+)*")
_WORD = re.compile(r"(?<![\w'’&@#-])[A-ZÀ-ÖØ-Þ][\w'’&-]*[^\W_]")
_ENDS = re.compile(r"(?:^|[.!?:;\n•|–—\"“”«»(\[*>/]|✓|✔|-\s|, and)[\s\"“«*_#>)-]*$")
_ITEM = re.compile(r"(?:^|\n)\s*$")
_PLAIN = frozenset(
    "full hd ultra i ok diy tv "
    "pc pcs faq am pm asap xl xxl xs uk usa us eu cm mm kg ml id st nd rd th vs etc no nr max min "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter halloween english german french italian spanish".split()
)
_SMALL = 12
"""A bare number up to this says little: "24/7" and "step 3" are no specs."""
_CAPITALS = 0.6
"""The share of words with a capital from which on a line is a heading, whose capitals name nothing."""


def found(claims: Claims, taken: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Kind ("name" or "number"), id and span of each, outside the spans that are taken."""
    text = claims.passage.plain
    covered = bytearray(len(text))
    for start, end in taken:
        covered[start:end] = b"\1" * (end - start)
    for kind, value, start, end in sorted((*_codes(text), *_names(text, claims.passage.language)), key=_place):
        if not any(covered[start:end]):
            yield kind, value, start, end
            covered[start:end] = b"\1" * (end - start)


def key(text: str) -> str:
    """A name as it is compared: "X-200" and "x200" are one."""
    return "".join(mark for mark in text.casefold() if mark.isalnum())


def _place(one: Found) -> tuple[int, int]:
    return one[2], -one[3]


def _codes(text: str) -> Iterator[Found]:
    for match in _RUN.finditer(text):
        written = match[0]
        if any(mark.isalpha() for mark in written):
            if len(key(written)) >= 2 and not re.fullmatch(r"\d+(?:st|nd|rd|th|er|ère|e|s|x)|[\d-]+in-\d+", written):
                yield "name", key(written), match.start(), match.end()
            continue
        listed = _ITEM.search(text, max(match.start() - 4, 0), match.start()) and text[
            match.end() : match.end() + 1
        ] in (".", ")", "、")
        digits = re.sub(r"\D", "", written)
        if not listed and written != "24/7" and int(digits) > _SMALL:
            yield "number", digits, match.start(), match.end()


def _names(text: str, language: str) -> Iterator[Found]:
    """Words in capitals, and in languages that write nouns small a capital inside a sentence."""
    for line in re.finditer(r"[^\n]+", text):
        words = re.findall(r"[^\W\d_]{2,}", line[0])
        raised = sum(word[0].isupper() for word in words)
        heading = bool(words) and raised > max(_CAPITALS * len(words), 1)
        shouted = sum(word.isupper() for word in words) > max(_CAPITALS * len(words), 2)
        for match in _WORD.finditer(text, line.start(), line.end()):
            word = match[0].removesuffix("'s").removesuffix("’s")
            head, joined, tail = word.partition("-")
            word = head if joined and head.isupper() and tail.islower() else word
            acronym = word.isupper() and 2 <= len(word) <= 6 and not shouted
            proper = language in ("en", "fr", "es", "it") and not heading and not word.isupper()
            proper = proper and not _ENDS.search(text, max(line.start() - 1, match.start() - 8, 0), match.start())
            if (acronym or proper) and word.casefold() not in _PLAIN:
                yield "name" if acronym else "proper", key(word), match.start(), match.start() + len(word)
