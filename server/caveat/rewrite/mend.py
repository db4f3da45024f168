"""Takes a claim out of a sentence and mends what is left: commas, conjunctions, articles, capitals."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

_END = re.compile(r"[.!?](?=[\s\"'”’)\]*]|$)|[。！？\n|•·●▪►✓✔✅★☆;；–—]|\s-\s")
_PAUSE = re.compile(r"\s*(?:,|，|、)\s*(?:(?:and|or|und|oder|et|ou|y|o|e)\s+)?|\s+(?:and|or|&|und|oder|et|ou|y|o|e)\s+", re.IGNORECASE)
_JOINT = re.compile(
    r"(?:\s*[,，、]\s*|\s+)(?:and|or|&|that|which|who|to|so|while|because|with|for|by|und|oder|der|die|das|um|weil|mit|et|ou|qui"
    r"|pour|avec|y|o|que|para|con|e|che|per)?\s*$",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"(?:^|\s)(?:is|are|was|were|be|it's|they're|ist|sind|est|sont|es|son|è|sono|is a|are a|is an)\s*$", re.IGNORECASE
)
_ARTICLE = re.compile(r"(^|\s)(an?)\s$", re.IGNORECASE)
_BULLETS = " \t•·●▪►✓✔✅★☆-*"
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Edit:
    """Put `text` in place of [start, end), code points of the plain text."""

    start: int
    end: int
    text: str


def remove(text: str, start: int, end: int, cut: str) -> Edit:
    """The smallest removal of text[start:end] that leaves sound grammar: the word, the clause or the sentence."""
    first, last = sentence(text, start, end)
    if cut == "word" and not _strands(text, first, last, start, end):
        edit = _word(text, first, start, end)
    elif cut == "sentence":
        edit = _sentence(text, first, last)
    else:
        edit = _clause(text, first, last, start, end)
    return _capitalised(text, edit)


def fit(text: str, edit: Edit) -> Edit:
    """Make the article before a replacement agree with it: "a antibacterial" becomes "an antibacterial"."""
    article = _ARTICLE.search(text, max(edit.start - 4, 0), edit.start)
    if not article or not edit.text[:1].isalpha():
        return edit
    right = _article(article[2], edit.text[0])
    return edit if right == article[2] else Edit(article.start(2), edit.end, f"{right} {edit.text}")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span, without the sign that ends it."""
    starts, stops = _ends(text)
    before, after = bisect_right(stops, start), bisect_left(starts, end)
    first = stops[before - 1] if before else 0
    return first + _blank(text, first), starts[after] if after < len(starts) else len(text)


@lru_cache(maxsize=512)
def _ends(text: str) -> tuple[list[int], list[int]]:
    """Where each end of a sentence begins and stops."""
    found = [match.span() for match in _END.finditer(text)]
    return [start for start, _ in found], [stop for _, stop in found]


def _blank(text: str, place: int) -> int:
    stop = place
    while stop < len(text) and text[stop].isspace():
        stop += 1
    return stop - place


def _strands(text: str, first: int, last: int, start: int, end: int) -> bool:
    """Whether taking out just the word would leave "is" without its rest, or nothing at all."""
    if not text[first:start].strip() and not text[end:last].strip():
        return True
    ends_here = not text[end:last].strip() or _PAUSE.match(text, end) is not None
    return ends_here and _COPULA.search(text[first:start]) is not None


def _word(text: str, first: int, start: int, end: int) -> Edit:
    after = _PAUSE.match(text, end)
    if after:
        return Edit(start, after.end(), "")
    before = re.search(r"(?:\s*[,，、]\s*(?:(?:and|or|und|et|y|e)\s+)?|\s+(?:and|or|&|und|oder|et|ou|y|o|e)\s+)$", text[first:start])
    if before and first + before.start() > first:
        gap = "" if not text[end : end + 1].strip() or _END.match(text, end) else " "
        return Edit(first + before.start(), end, gap)
    article = _ARTICLE.search(text[first:start])
    end += _blank(text, end) if text[end : end + 1] == " " else 0
    if article and text[end : end + 1].isalpha():
        return Edit(first + article.start(2), end, _article(article[2], text[end]) + " ")
    if end >= len(text) or _END.match(text, end):
        start = len(text[:start].rstrip())
    return Edit(start, end, "")


def _article(article: str, letter: str) -> str:
    right = "an" if letter.lower() in "aeiou" else "a"
    return right.capitalize() if article[0].isupper() else right


def _clause(text: str, first: int, last: int, start: int, end: int) -> Edit:
    """The claim and what belongs to it up to the next pause, together with one of the pauses around it."""
    before = list(_PAUSE.finditer(text, first, start))
    begin = before[-1].end() if before else first
    pause = _PAUSE.search(text, end, last)
    led = bool(text[begin:start].strip()) and not _CJK.search(text[start:end])
    if pause:  # what follows takes the place of the claim, after the same subject
        return Edit(start if led else begin, pause.end(), "")
    joint = _JOINT.search(text[begin:start]) if led else None
    if joint and joint[0].strip():
        return Edit(begin + joint.start(), last, "")
    if before:
        return Edit(before[-1].start(), last, "")
    return _sentence(text, first, last)


def _sentence(text: str, first: int, last: int) -> Edit:
    """The sentence with its end sign and the space after it; a line of a list that holds nothing else goes whole."""
    found = _END.match(text, last)
    stop = found.end() if found and not text[last].isspace() else last
    line, newline = text.rfind("\n", 0, first) + 1, text.find("\n", stop)
    rest = len(text) if newline < 0 else newline
    if not text[line:first].strip(_BULLETS) and not text[stop:rest].strip():
        return Edit(max(line - 1, 0), rest, "") if newline < 0 or line else Edit(line, newline + 1, "")
    while stop < rest and text[stop].isspace():
        stop += 1
    return Edit(first if stop < rest else len(text[:first].rstrip()), stop, "")


def _capitalised(text: str, edit: Edit) -> Edit:
    """Where a sentence lost its beginning, the next word takes over the capital."""
    at_start = edit.start == sentence(text, edit.start, edit.start)[0]
    rest = text[edit.end : edit.end + 1]
    if at_start and not edit.text and text[edit.start : edit.start + 1].isupper() and rest.islower():
        return Edit(edit.start, edit.end + 1, rest.upper())
    return edit
