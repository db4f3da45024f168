"""What can stay of a Japanese clause when its claim goes: the noun it describes, and what describes that noun too."""

import re

from caveat.rewrite.tongue import Tongue, words

_WORDS = words("ja")
_SIGN = r"[一-龥々〆ァ-ヴーA-Za-z0-9０-９Ａ-Ｚａ-ｚ]"
_SOFT = _WORDS["soft"]
_WORD = rf"(?:[一-龥](?:き|り|み|い|え|け|れ|め|し|りたたみ)(?={_SIGN})|{_SIGN}|{_SOFT})"
_HEAD = re.compile(rf"{_WORD}+(?:(?:入り|付き|つき|用|向け)?(?:の|な)?{_WORD}+)*")
_ADDED = re.compile(rf"・?{_WORDS['added']}{{1,3}}")
_ATTRIBUTE = re.compile(rf"(?:の|な|{_WORDS['does']}|{_WORDS['middle']}*{_WORDS['last']})(?={_WORD})")
"""What makes a claim describe the noun behind it."""
_PREDICATE = re.compile(r"[ぁ-ん]*$")
_UNDECLINED = re.compile(r"(?:は|が|も|を|に|で|と|の|へ|や|から|まで|なら|です|だ|、|[（(\s・!！]|$)")
"""What can stand behind a noun; anything else is the ending of a verb."""
_STRANDED = re.compile(r"(?:から|まで|へ|に|を|で|が|は|も|と|より|や|の)+$")
_GENERAL = re.compile(rf"{_WORDS['general']}$|^[0-9０-９]+[^0-9０-９]?$")
_PLAIN = re.compile(rf"{_WORDS['plain']}$")
_VERBAL = re.compile(r"[をがに]|から|より|する|した")
_ADVERBIAL = re.compile(r"(?:ず|ずに|て|で|に|と|ば|へ|を|が|は|も|から|まで|より|これ)$")
_COPULA = re.compile(r"です|でした|だ")
_REASON = re.compile(r"(?:ため|ので|から|おかげで|ことで)$")
_ADVERB = re.compile(rf"{_WORDS['adverb']}$")
_DESCRIBES = re.compile(r"[のないるた]$")
_HANGS = re.compile(rf"{_WORDS['hangs']}$")
_INFLECTION = re.compile(
    rf"{_WORDS['does']}|{_WORDS['middle']}*{_WORDS['last']}(?={_WORD})|[しさまれるくすせけげべてえ]"
)
"""The rest of a verb that a claim ended within."""
_JOINS = re.compile(r"(?:だから|なので|そのため|しかも|さらに|そして|また|その上|おまけに)[、\s]*")


def _kept(left: str, claim: str, right: str, word: bool) -> tuple[int, int] | None:
    if right.startswith("・"):
        return len(left), 1
    if claim.startswith("・") or left.endswith("・"):
        return len(left.rstrip("・")), 0
    added = _ADDED.match(right)
    offset = added.end() if added and not _longer(right[added.end() :], right) else 0
    attribute = _ATTRIBUTE.match(right, offset)
    if attribute:
        offset = attribute.end()
    elif _PREDICATE.match(right, offset) and not re.match(_SOFT, right[offset:]):
        return (len(left), len(right)) if _names(left) else None
    head = _HEAD.match(right, offset)
    if not head or (not (attribute or added) and _ADVERBIAL.search(claim)):
        return None
    after = right[head.end() :]
    if not _UNDECLINED.match(after) or _GENERAL.search(head[0]) or _STRANDED.match(after):
        return None
    return _with_head(left, claim, after, (offset, attribute is not None), word)


def _longer(behind: str, right: str) -> bool:
    """Whether what looks like a part of the claim is the beginning of a longer name: ケアオイル."""
    return bool(re.match(_SIGN, behind)) and not re.match(r"[一-龥]", right)


def _with_head(left: str, claim: str, after: str, right: tuple[int, bool], word: bool) -> tuple[int, int] | None:
    """The noun that the claim describes stays; what stands before the claim only if it cannot belong to the claim."""
    offset, joined = right
    if not left:
        return 0, offset
    if _DESCRIBES.search(left) and (word or not _VERBAL.search(claim)):
        return len(left), offset
    if left.endswith("は"):
        return (len(left), offset) if after and word else None
    if after and _ADVERB.search(left) and not _COPULA.match(after):
        return (len(left), offset) if word else None
    if re.search(r"[はがを]", left):
        return None
    if not joined and not _ADVERB.search(left) and re.search(rf"{_SIGN}$", left):
        return len(left), offset
    return 0, offset


def _names(left: str) -> bool:
    """Whether what stands before a claim names the thing and can stand alone."""
    plain = re.search(rf"(?:{_SIGN}|{_SOFT})$", left) is not None and not re.search(r"[はがをにへ]", left)
    return plain and len(left) > 1 and not _PLAIN.search(left)


def _hangs(clause: str) -> bool:
    return bool(_HANGS.search(clause))


def _follows(clause: str) -> int | None:
    if clause.endswith(("を", "が", "は")):
        return None
    joint = _JOINS.match(clause)
    return joint.end() if joint else 0


def _named(claim: str, right: str) -> bool:
    return True


def _describes(wording: str) -> bool:
    return _DESCRIBES.search(wording) is not None


def _told(wording: str) -> str | None:
    return None


def _joined(wording: str, claim: str, after: str) -> tuple[str, int] | None:
    return (wording, 0) if not _INFLECTION.match(after) and not after.startswith("な") else None


def _reasons(clause: str) -> bool:
    return bool(_REASON.search(clause))


TONGUE = Tongue(_kept, _hangs, _follows, _reasons, _named, _describes, _told, _joined, "")
