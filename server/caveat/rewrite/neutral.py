"""The neutral wordings of the rule book in place of a claim: it goes as in a removal, and the wording fills the gap.

Where nothing is left of the sentence the wording stands in its place; else it follows what is left, as a sentence of
its own. In a title or a list, whose parts stand between separators, it is the phrase instead. So the rest of the copy
stays, and the grammar holds by construction.
"""

import re
from collections.abc import Iterator

from caveat.models import FieldRole
from caveat.rewrite import mend
from caveat.rewrite.mend import Edit
from caveat.rulebook.schema import Language
from caveat.rulebook.wordings import Wording
from caveat.text.chinese import is_traditional, traditional
from caveat.text.tokens import FULL_STOP

MOST = 2
"""Wordings per finding: a seller chooses among few."""
_FINAL = re.compile(rf"{FULL_STOP}|[!?。！？]+", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,，、|;；·•]\s*|\s+[-–—/]\s+")
_LISTS = frozenset(("title", "attribute"))
_SILENT = frozenset(("search_terms",))
"""A field of search words gains nothing from a wording that nobody searches."""
_DENSE = frozenset(("zh", "ja"))
_BLANK = " \t\u00a0"


def edits(
    text: str, claim: tuple[int, int], removal: Edit, wording: Wording, role: FieldRole, language: Language
) -> Iterator[Edit]:
    """The claim removed and the wording in its place or behind what is left."""
    if role in _SILENT:
        return
    full = language == "zh" and is_traditional(text)
    sentence = traditional(wording.sentence[language]) if full else wording.sentence[language]
    phrase = traditional(wording.phrase[language]) if full else wording.phrase[language]
    first, last = mend.sentence(text, *claim)
    stop = _stop(text, last)
    listed = role in _LISTS or (not _ends_a_line(text, stop) and stop == last) or not _begins(text, first)
    if listed and (role in _LISTS or not _full(text, claim, removal)):
        yield _between(text, claim, removal, phrase, language)
    elif listed:
        end = text.find("\n", claim[1])
        yield _behind(text, removal, max(len(text) if end < 0 else end, removal.end), sentence, language)
    elif _left(text, first, last, removal):
        yield _behind(text, removal, max(stop, removal.end), sentence, language)
    else:
        stop = max(stop, len(text[: removal.end].rstrip(_BLANK + "\n")))
        yield Edit(first, stop, _ended(text, first, last, stop, sentence))


def _full(text: str, claim: tuple[int, int], removal: Edit) -> bool:
    """Whether the line of a claim goes on behind what is removed, and ends as sentences do."""
    end = text.find("\n", claim[1])
    rest = text[removal.end : len(text) if end < 0 else end].rstrip()
    return rest[-1:] in tuple(".!?。！？")


def _stop(text: str, last: int) -> int:
    """Where a sentence ends with its sign."""
    found = _FINAL.match(text, last)
    return found.end() if found else last


def _ends_a_line(text: str, stop: int) -> bool:
    return stop >= len(text) or text[stop:].lstrip(_BLANK)[:1] in ("", "\n")


def _begins(text: str, first: int) -> bool:
    """Whether a sentence begins here: at the begin of a line or its bullet, or behind the sign that ends another."""
    before = text[:first].rstrip(_BLANK)
    return not before or before[-1] in "\n.!?。！？•●·▪►✓✔✅★☆*-:：" or not before.split("\n")[-1].strip()


def _left(text: str, first: int, last: int, removal: Edit) -> bool:
    """Whether words of the sentence stay."""
    rest = text[first : max(removal.start, first)] + removal.text + text[min(removal.end, last) : last]
    return any(sign.isalnum() for sign in rest)


def _ended(text: str, first: int, last: int, stop: int, sentence: str) -> str:
    """A sentence that fills a line goes without a full stop where the one before it had none."""
    line = text.rfind("\n", 0, first) + 1
    alone = stop == last and _ends_a_line(text, stop) and not any(sign.isalnum() for sign in text[line:first])
    return sentence.rstrip(".。") if alone else sentence


def _behind(text: str, removal: Edit, stop: int, sentence: str, language: Language) -> Edit:
    """What is left of the sentence, then the wording."""
    stays = removal.text + text[removal.end : stop]
    before = (text[: removal.start] + stays).rstrip(_BLANK)
    dense = language in _DENSE
    sign = "" if before[-1:] in ".!?。！？…" else "。" if dense else "."
    if not stays.strip(_BLANK):
        return Edit(len(text[: removal.start].rstrip(_BLANK)), stop, f"{sign}{'' if dense else ' '}{sentence}")
    return Edit(removal.start, stop, f"{stays.rstrip(_BLANK)}{sign}{'' if dense else ' '}{sentence}")


def _between(text: str, claim: tuple[int, int], removal: Edit, phrase: str, language: Language) -> Edit:
    """The phrase in place of a part of which nothing is left, else behind the last part of the line."""
    line = text.rfind("\n", 0, claim[0]) + 1
    end = text.find("\n", claim[1])
    end = len(text) if end < 0 else end
    parts = list(_PARTS.finditer(text, line, end))
    first = max((part.end() for part in parts if part.end() <= claim[0]), default=line)
    last = min((part.start() for part in parts if part.start() >= claim[1]), default=end)
    first += len(text[first:last]) - len(text[first:last].lstrip())
    if any(sign.isalnum() for sign in text[last : min(removal.end, end)]):
        last = len(text[: min(removal.end, end)].rstrip())  # what hung on it went too
    if removal.start <= first and last <= removal.end and not removal.text.strip():
        return Edit(first, last, _in_case(phrase, text[first : first + 1]))
    separator = parts[-1][0] if parts else " " if language in ("zh", "ja", "ko") else ", "
    stays = (removal.text + text[removal.end : end]).rstrip().rstrip(".")
    if not (text[line : removal.start] + stays).strip():
        return Edit(removal.start, max(end, removal.end), _in_case(phrase, text[first : first + 1]))
    if not stays:
        return Edit(len(text[: removal.start].rstrip()), max(end, removal.end), separator + phrase)
    return Edit(removal.start, max(end, removal.end), stays + separator + phrase)


def _in_case(phrase: str, first: str) -> str:
    return phrase[:1].upper() + phrase[1:] if first.isupper() else phrase
