"""Takes a claim out of a Chinese, Japanese or Korean sentence, where no blank shows what belongs to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from caveat.rewrite import chinese, japanese, korean
from caveat.rewrite.tongue import Tongue
from caveat.text.chinese import simplified

_HANGUL = re.compile("[\uac00-\ud7af]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_EASTERN = re.compile("[\u3041-\u30fa\u3400-\u9fff\uac00-\ud7af]")
LANGUAGES = frozenset(("zh", "ja", "ko"))
_TONGUES = {"zh": chinese.TONGUE, "ja": japanese.TONGUE, "ko": korean.TONGUE}
_SIGNS = r"\s*[，、：]\s*|\s*(?<!\d)[,:]\s*|\s*[,:](?!\d)\s*|\s*[|｜/／](?!\d)\s*"
_PAUSE = re.compile(_SIGNS)
_PAUSE_OR_BLANK = re.compile(rf"{_SIGNS}|\s+(?![のなでにをがはと的])")
"""Titles are strings of words with blanks between them; one that begins with a particle belongs to the word before."""
_ENOUGH = 3
"""Words, or signs where no blanks are written, that still say what is sold."""
_STRANDED = re.compile(r"\s*(?:[ぁ-ん的了着过등도]|에서|합니다|입니다|해드립니다|드립니다|\d+\S{0,3}$)")
_ABSTRACT = re.compile(r"[一-龥]{1,3}性|[가-힣]{1,3}성(?:을|이|은|과)?(?![가-힣])")
"""A side of a thing rather than a thing, as 耐久性; few wordings describe it."""
_PAIRS = {"「": "」", "『": "』", "“": "”", "（": "）", "(": ")", "【": "】", "《": "》", "‘": "’", "[": "]"}


@dataclass(frozen=True)
class _Piece:
    """A clause without the pauses around it; `leads` says that what follows hangs on it, as after a colon."""

    start: int
    end: int
    leads: bool


@dataclass(frozen=True)
class _Clause:
    """Where a claim stands: the pieces of its sentence, the first and the last it is in, what is around it there."""

    text: str
    pieces: list[_Piece]
    first: int
    last: int
    end: int
    left: str
    claim: str
    right: str


def tongue(sentence: str, language: str) -> Tongue | None:
    """What is known of the language of a sentence; None where its script is another."""
    if language in _TONGUES:
        return _TONGUES[language] if _EASTERN.search(sentence) else None
    if _HANGUL.search(sentence):
        return korean.TONGUE
    if _KANA.search(sentence):
        return japanese.TONGUE
    return chinese.TONGUE if _EASTERN.search(sentence) else None


def removal(
    text: str, span: tuple[int, int], claim: tuple[int, int], tongue: Tongue, cut: str, listed: bool
) -> tuple[int, int] | None:
    """What goes with a claim in the sentence text[span]; None: the sentence goes whole.

    After the cut of a word more of its surroundings can stay. In a title or a list (`listed`) other clauses stay after
    the cut of a sentence too, and other words after any smaller one.
    """
    found = _clause(text, span, claim, tongue) if cut != "sentence" or listed else None
    if found is None:
        return None
    kept = _kept(found, tongue, cut == "word") if cut != "sentence" else None
    if kept:
        return found.pieces[found.first].start + kept[0], found.end + kept[1]
    return _without(found, tongue) or (_word(found, tongue) if listed and cut != "sentence" else None)


def replacement(
    text: str, span: tuple[int, int], claim: tuple[int, int], tongue: Tongue, word: bool, wording: str
) -> tuple[int, int, str] | None:
    """Where a wording stands in place of a claim, and its form there; None: it does not fit in.

    A wording that describes needs the noun that the claim described, and nothing before it that leans on the claim.
    """
    if not tongue.describes(wording):
        joined = tongue.joined(wording, text[slice(*claim)], text[claim[1] : max(span[1], claim[1])])
        return (claim[0], claim[1] + joined[1], joined[0]) if joined else None
    found = _clause(text, span, claim, tongue)
    if found is None or found.left.endswith("・"):
        return None
    begin = found.pieces[found.first].start
    kept = _kept(found, tongue, word)
    if kept and kept[1] < len(found.right):
        before = found.left[: kept[0]].split()
        said_twice = bool(before) and wording.startswith(before[-1][:2])
        if said_twice or _ABSTRACT.match(found.right, kept[1]) or not tongue.named(found.claim, found.right):
            return None
        return begin + kept[0], found.end + kept[1], wording + tongue.blank
    told = tongue.told(wording)
    if told and (kept or not (found.left or found.right)):
        return begin + (kept[0] if kept else 0), found.pieces[found.last].end, told
    return None


def _clause(text: str, span: tuple[int, int], claim: tuple[int, int], tongue: Tongue) -> _Clause | None:
    """The clauses that a claim stands in, as a rule one."""
    read = simplified(text) if tongue is chinese.TONGUE else text
    start, end = _paired(read, span, *claim)
    pieces = list(_pieces(read, span, _PAUSE if tongue is korean.TONGUE else _PAUSE_OR_BLANK))
    here = [place for place, piece in enumerate(pieces) if piece.start < end and start < piece.end]
    if not here:
        return None
    first, last = here[0], here[-1]
    start, end = max(start, pieces[first].start), min(end, pieces[last].end)
    return _Clause(
        read, pieces, first, last, end,
        read[pieces[first].start : start], read[start:end], read[end : pieces[last].end],
    )  # fmt: skip


def _kept(found: _Clause, tongue: Tongue, word: bool) -> tuple[int, int] | None:
    """What of the clause around a claim can stay; nothing where the clause before gives the reason for the claim."""
    before = found.pieces[found.first - 1] if found.first else None
    if not (found.left or found.right) or (before and tongue.reasons(found.text[before.start : before.end])):
        return None
    return tongue.kept(found.left, found.claim, found.right, word)


def _word(found: _Clause, tongue: Tongue) -> tuple[int, int] | None:
    """The words of a claim alone and the blank beside them, where enough other words stay that need none of it."""
    start, end = found.end - len(found.claim), found.end
    if tongue.blank:
        start, end = start - len(found.left.split(" ")[-1]), end + len(found.right.split(" ")[0])
    before, after = found.text[found.pieces[found.first].start : start], found.text[end : found.pieces[found.last].end]
    stays = len(before.split()) + len(after.split()) >= _ENOUGH if tongue.blank else not before or not after
    if not stays or len(before + after) < _ENOUGH or _STRANDED.match(after) or (not after and tongue.hangs(before)):
        return None
    if before.strip():
        return start - (len(before) - len(before.rstrip())), end
    return start, end + len(after) - len(after.lstrip())


def _pieces(text: str, span: tuple[int, int], pause: re.Pattern[str]) -> Iterator[_Piece]:
    start = span[0]
    for found in pause.finditer(text, *span):
        if _open(text[start : found.start()]):
            continue
        if found.start() > start:
            yield _Piece(start, found.start(), found[0].strip() in (":", "："))
        start = found.end()
    if start < span[1]:
        yield _Piece(start, span[1], False)


def _open(text: str) -> bool:
    """Whether a bracket stands open at the end of a text."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS.items())


def _paired(text: str, span: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """With the brackets that hold nothing else, and the other half of a pair that the claim holds one half of."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if start > span[0] and _PAIRS.get(before, "") == after != "":
        return start - 1, end + 1
    for opening, closing in _PAIRS.items():
        held = text[start:end]
        if held.count(opening) > held.count(closing):
            found = text.find(closing, end, span[1])
            end = found + 1 if found >= 0 else end
        elif held.count(opening) < held.count(closing):
            found = text.rfind(opening, span[0], start)
            start = found if found >= 0 else start
    return start, end


def _without(found: _Clause, tongue: Tongue) -> tuple[int, int] | None:
    """Whole clauses, so many that the one before can be the last and the one behind can be the first."""
    pieces, first, last = found.pieces, found.first, found.last
    said = [found.text[piece.start : piece.end] for piece in pieces]
    if last + 1 == len(pieces):
        while first and (pieces[first - 1].leads or tongue.hangs(said[first - 1])):
            first -= 1
        return (pieces[first - 1].end, pieces[last].end) if first else None
    if first:
        before, behind = pieces[first - 1].end, pieces[last + 1].start
        listed = "、" in found.text[before : pieces[first].start] and "、" not in found.text[pieces[last].end : behind]
        return (before, pieces[last].end) if listed else (pieces[first].start, behind)
    for piece, text in zip(pieces[last + 1 :], said[last + 1 :], strict=True):
        lost = tongue.follows(text)
        if lost is not None:
            return pieces[0].start, piece.start + lost
    return None
