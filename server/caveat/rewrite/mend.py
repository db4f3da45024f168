"""Takes a claim out of a sentence and mends what is left: commas, conjunctions, articles, capitals."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from caveat.rewrite import eastern, word
from caveat.rewrite.bound import bounded
from caveat.rewrite.clause import clause
from caveat.rewrite.form import doubtful, says_anew, whole
from caveat.rewrite.grammar import Grammar, grammar
from caveat.rewrite.seam import fitted
from caveat.text.tokens import FULL_STOP

_END = re.compile(
    rf"(?:{FULL_STOP}|[!?])(?=[\s\"'”’)\]*]|$)"
    r"|[。！？\n|•·●▪►✓✔✅★☆;；–—]|\s-\s|(?<=\s)\*\s",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,，、]")
_ARTICLE = re.compile(r"(^|\s)(an?)\s$", re.IGNORECASE)
_SEPARATORS = " \t|–—-·•"
"""What has nothing to separate at the end of a line."""
_MORE = re.compile(r"(?:\s*\.(?=[\s.]))+|\s*(?:and|but)\s(?:[^.!?\n])*[.!?]?(?=\s|$)")
"""What goes on from a sentence behind its end: "pain relief - and also protects"."""
_BRACKETS = (("(", ")"), ("[", "]"), ("【", "】"), ("（", "）"))
_BULLETS = " \t•·●▪►✓✔✅★☆-*"


@dataclass(frozen=True)
class Edit:
    """Put `text` in place of [start, end), code points of the plain text."""

    start: int
    end: int
    text: str


def remove(text: str, start: int, end: int, cut: str, language: str, listed: bool = False) -> Edit:
    """The smallest removal of text[start:end] that leaves sound grammar: the word, the clause or the sentence.

    What leaves a sentence of doubtful form gives way to the next larger one. `listed`: the text is a title or a list.
    """
    start, end = whole(text, start, end, grammar(language))
    first, last = sentence(text, start, end)
    if tongue := eastern.tongue(text[first:last] if language in eastern.LANGUAGES else text[start:end], language):
        found = eastern.removal(text, (first, last), (start, end), tongue, cut, listed)
        return Edit(*found, "") if found else _sentence(text, first, last)
    known = grammar(language)
    apart = cut == "word" or (listed and not known.following.match(text, end))
    if apart and not _strands(text, first, last, start, end, known):
        verbless = listed or not known.verb.search(text[start:end])
        edit = _sound(text, first, last, Edit(*word.removal(text, first, last, start, end, known), ""), verbless, known)
        if edit:
            return _capitalised(text, _agreed(text, edit, language))
    span = clause(text, first, last, start, end, known) if cut != "sentence" else None
    edit = Edit(*span, "") if span else None
    edit = _apart(text, first, last, edit, listed, known) if edit else None
    if edit and known.bare.fullmatch((text[first : edit.start] + edit.text + text[edit.end : last]).strip()):
        edit = None  # "the way" to somewhere
    edit = edit or (_group(text, first, last, start, end, known) if cut != "sentence" else None)
    return _capitalised(text, _agreed(text, edit or _sentence(text, first, last), language))


def _sound(text: str, first: int, last: int, edit: Edit, listed: bool, known: Grammar) -> Edit | None:
    """The cut, its seam mended; None where it leaves something of its sentence that cannot stand by itself."""
    left, right = text[first : max(edit.start, first)], edit.text + text[min(edit.end, last) : last]
    mended = fitted(left, right, known.pause.search(text[edit.start : edit.end]) is not None, known)
    if mended is None or doubtful(text[first:last], mended + right, listed, known) is not None:
        return None
    if not bounded(mended, text[max(edit.start, first) : edit.end], right, known):
        return None
    if not any(sign.isalnum() for sign in mended + right):  # the whole sentence, which goes with its end
        return None
    return edit if mended == left else _joined(first, left, mended, edit)


def _group(text: str, first: int, last: int, start: int, end: int, known: Grammar) -> Edit | None:
    """The brackets around a claim with all that they hold: "【Buy 1 Get 30% off】Cable"."""
    for opens, closes in _BRACKETS:
        begin, stop = text.rfind(opens, first, start), text.find(closes, end, last)
        if begin < 0 or stop < 0 or closes in text[begin:start] or opens in text[end:stop]:
            continue
        stop += 1
        while text[stop : stop + 1] == " ":
            stop += 1
        return _sound(text, first, last, Edit(begin, stop, ""), True, known)
    return None


def _apart(text: str, first: int, last: int, edit: Edit, listed: bool, known: Grammar) -> Edit | None:
    """A clause with the pause behind it; one that ran across entries of a list leaves the comma between the others."""
    found = _sound(text, first, last, edit, listed, known)
    gone = text[edit.start : edit.end].rstrip()
    if found or known.language != "en" or not gone.endswith(",") or "," not in gone[:-1]:
        return found
    start, end = len(text[: edit.start].rstrip()), edit.start + len(gone) - 1
    return _sound(text, first, last, Edit(start, end, ""), listed, known)


def _joined(first: int, left: str, mended: str, edit: Edit) -> Edit:
    """The cut together with the word before it that changes."""
    same = next((n for n, (was, now) in enumerate(zip(left, mended, strict=False)) if was != now), len(mended))
    return Edit(first + same, edit.end, mended[same:] + edit.text)


def sound(text: str, first: int, last: int, edit: Edit, language: str, listed: bool = False) -> bool:
    """Whether an edit leaves nothing of its sentence, or what can stand by itself."""
    after = text[first : max(edit.start, first)] + edit.text + text[min(edit.end, last) : last]
    return doubtful(text[first:last], after, listed, grammar(language)) is None


def _agreed(text: str, edit: Edit, language: str) -> Edit:
    """The English article before what went agrees with the word that follows now."""
    article = _ARTICLE.search(text, max(edit.start - 4, 0), edit.start) if language == "en" else None
    if not article or edit.text or not text[edit.end : edit.end + 1].isalpha():
        return edit
    right = _article(article[2], text[edit.end])
    return edit if right == article[2] else Edit(article.start(2), edit.end, right + " ")


def fit(text: str, edit: Edit, language: str, cut: str) -> Edit | None:
    """A replacement in the form that its place asks for ("an antibacterial", not "a"); None: it has no such form."""
    if tongue := eastern.tongue(edit.text, language):
        span = sentence(text, edit.start, edit.end)
        found = eastern.replacement(text, span, (edit.start, edit.end), tongue, cut == "word", edit.text)
        return Edit(*found) if found else None
    article = _ARTICLE.search(text, max(edit.start - 4, 0), edit.start) if language == "en" else None
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


def _strands(text: str, first: int, last: int, start: int, end: int, known: Grammar) -> bool:
    """Whether taking out just the word would leave "is" without its rest, or nothing at all."""
    if not text[first:start].strip() and not text[end:last].strip():
        return True
    if not text[first:start].strip() and known.hanging.match(text, end):
        return True
    open_ = known.dangling.search(text, start, end) if text[end:last].strip() else None
    if open_ and not open_[0].isupper():  # "safer than", and what it is safer than; but CE is a mark
        return True
    if not known.copula.search(text[first:start]):
        return False
    pause = known.pause.match(text, end, last)
    if pause and "," in pause[0] and known.listed.match(text, pause.end(), last):  # "is green, light and handy"
        return False
    return pause is None or "," in pause[0] or says_anew(text, pause.end(), known)


def _article(article: str, letter: str) -> str:
    right = "an" if letter.lower() in "aeiou" else "a"
    return right.capitalize() if article[0].isupper() else right


def _sentence(text: str, first: int, last: int) -> Edit:
    """The sentence with its end sign and the space after it; a line of a list that holds nothing else goes whole."""
    found = _END.match(text, last)
    stop = found.end() if found and (found[0].strip() == "-" or not text[last].isspace()) else last
    more = _MORE.match(text, stop)
    stop = more.end() if more and found else stop
    line, newline = text.rfind("\n", 0, first) + 1, text.find("\n", stop)
    rest = len(text) if newline < 0 else newline
    if not text[line:first].strip(_BULLETS) and not text[stop:rest].strip():
        return Edit(max(line - 1, 0), rest, "") if newline < 0 or line else Edit(line, newline + 1, "")
    while stop < rest and text[stop].isspace():
        stop += 1
    return Edit(first if stop < rest else len(text[:first].rstrip(_SEPARATORS)), stop, "")


def _capitalised(text: str, edit: Edit) -> Edit:
    """Where a sentence lost its beginning, the next word takes over the capital."""
    at_start = text[: edit.start].endswith(("¡", "¿")) or edit.start == sentence(text, edit.start, edit.start)[0]
    rest = text[edit.end : edit.end + 1]
    if at_start and not edit.text and not text[edit.start : edit.start + 1].islower() and rest.islower():
        return Edit(edit.start, edit.end + 1, rest.upper())
    return edit
