"""What can stay of a Chinese clause when its claim goes; read in simplified characters."""

import re

from caveat.rewrite.tongue import Tongue, words

_WORDS = words("zh")
_CARRIES = re.compile(rf"{_WORDS['carries']}+$")
_OBJECT = re.compile(rf"{_WORDS['object']}$")
_REST = re.compile(rf"的?{_WORDS['rest']}+")
_SUFFIXES = frozenset("器机仪剂液膏贴片霜粉丸")
"""What makes the name of a thing of the claim itself: 驱鼠器."""
_GOODS = re.compile(rf"{_WORDS['goods']}(?:[\dx×*]+\w{{0,4}})?(?:[（(][^（）()]*[）)])?$")
_SHORT = 3
"""A word of two characters does not make a clause."""
_HELD = re.compile(_WORDS["held"])
_PLAIN = re.compile(rf"{_WORDS['plain']}$")
_LEANS = re.compile(_WORDS["leans"])
_DANGLES = re.compile(rf"{_WORDS['dangles']}$")
_JOINS = re.compile(_WORDS["joins"])
_CONSEQUENCE = re.compile(_WORDS["consequence"])


def _kept(left: str, claim: str, right: str, word: bool) -> tuple[int, int] | None:
    carried = _CARRIES.search(left)
    stem = left[: carried.start()] if carried else left
    rest = _REST.match(right)
    noun = right[1:] if right.startswith("的") else right
    if not right or right in _SUFFIXES or (rest and rest.end() == len(right)):
        return (len(stem), len(right)) if _names(stem) else None
    if rest and right[rest.end() :].startswith("的") and _GOODS.search(right):
        noun = right[rest.end() + 1 :]
    elif not (_GOODS.search(right) or word):
        return (len(stem), len(right)) if _names(stem) else None
    return _with_noun(left, stem, len(right) - len(noun), word)


def _with_noun(left: str, stem: str, lost: int, word: bool) -> tuple[int, int] | None:
    """The noun that the claim describes stays, with what else describes it or asks for it."""
    for stop in range(len(left), len(stem) - 1, -1):
        if _OBJECT.search(left[:stop]):
            return stop, lost
    if not stem or word or _names(stem):
        return len(stem), lost
    return (0, lost) if not _HELD.search(stem) else None


def _names(stem: str) -> bool:
    """Whether what stands before a claim names the thing and can stand alone."""
    return len(stem) > 1 and not _HELD.search(stem) and not _PLAIN.search(stem) and _GOODS.search(stem) is not None


def _hangs(clause: str) -> bool:
    return bool(_LEANS.match(clause) or _DANGLES.search(clause))


def _follows(clause: str) -> int | None:
    if _CONSEQUENCE.match(clause):
        return None
    joint = _JOINS.match(clause)
    return joint.end() if joint else 0


def _named(claim: str, right: str) -> bool:
    return right.startswith("的") or _GOODS.search(right) is not None


def _describes(wording: str) -> bool:
    return wording.endswith("的")


def _told(wording: str) -> str | None:
    return wording.removesuffix("的") if len(wording) > _SHORT else None


def _joined(wording: str, claim: str, after: str) -> tuple[str, int] | None:
    return None if re.match(r"[\d%％]", after) else (wording, 0)


def _reasons(clause: str) -> bool:
    return bool(re.match(r"因为|由于|为了", clause))


TONGUE = Tongue(_kept, _hangs, _follows, _reasons, _named, _describes, _told, _joined, "")
