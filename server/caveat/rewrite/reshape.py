"""The rewrites of a text whose form is the matter: capitals made small, repeats and signs taken out, length cut."""

import re
from collections.abc import Callable, Iterator

from caveat.analysis.forms import SMALL_WORDS, shouts
from caveat.rewrite.mend import Edit
from caveat.rulebook.schema import Form

_TOKEN = re.compile(r"[^\W_]+")
_COMMAS = ",;|/、，"
_PAUSES = (", ", " - ", " – ", " | ", "; ", " (")


def edits(text: str, start: int, end: int, form: Form, brand: str | None) -> Iterator[Edit]:
    """The one change that mends text[start:end]."""
    yield _MENDED[form.kind](text, start, end, form, brand or "")


def _capitals(text: str, start: int, end: int, form: Form, brand: str) -> Edit:
    """Initial capitals, which suit names too; abbreviations and the brand keep theirs, small words lose theirs."""

    def written(word: re.Match[str]) -> str:
        if word[0].casefold() in brand.casefold().split():
            return next(name for name in brand.split() if name.casefold() == word[0].casefold())
        if word[0].isupper() and word[0].casefold() in SMALL_WORDS and word.start():
            return word[0].lower()
        if word.start() and text[start + word.start() - 1] in "'’":  # MEN'S
            return word[0].lower()
        return word[0].capitalize() if shouts(word[0], form) else word[0]

    return Edit(start, end, _TOKEN.sub(written, text[start:end]))


def _repeats(text: str, start: int, end: int, form: Form, brand: str) -> Edit:
    """Without the word and one of the blanks around it; where it stood alone between commas, without a comma too."""
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    alone = not before or before[-1] in _COMMAS
    if alone and (not after or after[0] in _COMMAS):
        return Edit(max(len(before) - 1, 0), end, "")
    if alone:
        return Edit(start, len(text) - len(after), "")
    return Edit(len(before), end, "")


def _signs(text: str, start: int, end: int, form: Form, brand: str) -> Edit:
    """Without the signs; those that stood between two words leave a blank."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isspace() or not before:
        while text[end : end + 1].isspace():
            end += 1
    return Edit(start, end, " " if before.isalnum() and after.isalnum() else "")


def _length(text: str, start: int, end: int, form: Form, brand: str) -> Edit:
    """Cut at the last pause that fits, if that leaves most of the text, else at the last blank."""
    first = text.rfind("\n", 0, start) + 1
    pause = max(text.rfind(mark, first, start + 1) for mark in _PAUSES)
    if pause - first < (start - first) * 2 // 3:
        pause = text.rfind(" ", first, start + 1)
    return Edit(pause if pause > first else start, end, "")


_MENDED: dict[str, Callable[[str, int, int, Form, str], Edit]] = {
    "capitals": _capitals,
    "repeats": _repeats,
    "signs": _signs,
    "length": _length,
}
