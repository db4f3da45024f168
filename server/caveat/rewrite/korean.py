"""What can stay of a Korean clause when its claim goes: the noun it describes, and what describes that noun too."""

import re

from caveat.rewrite.tongue import Tongue, words

_WORDS = words("ko")
_WORD = re.compile(r"\S+")
_DESCRIBING = re.compile(rf"{_WORDS['describing']}$")
_GLUED = re.compile(r"(?:형|용|급|식|표|는|은|던|한|된|인|할|될)$")
"""The same, where a claim ends within a word."""
_OBJECT = re.compile(r"[가-힣](?:을|를|이|가|에|도|안) ")
_STRONG = re.compile(rf"{_WORDS['strong']}$")
_GOES_ON = re.compile(r"[을를이가] .*(?:여|어|아|해|려|워|켜|와|고|며|면|게)$")
"""A verb with its object that goes on: 치석을 녹여."""
_LIGHT = re.compile(rf"{_WORDS['light']}$")
_DEPENDENT = frozenset("수 것 게 줄 때 만큼 정도 데 뿐 채 듯 대로 적 거 분들 분".split())
_FINAL = re.compile(r"(?:다|요|죠|까|세요|니다|십시오)[.!?~]*$")
_ADVERB = re.compile(rf"{_WORDS['adverb']}$")
_REST = re.compile(rf"{_WORDS['rest']}[.!,~]*$")
_GENERAL = re.compile(rf"{_WORDS['general']}(?:을|를|으로|로|이|가|은|는|에|의)?$")
_PLAIN = re.compile(rf"{_WORDS['plain']}$")
_PLACES = frozenset("유럽 미국 독일 일본 프랑스 이탈리아 스위스 영국 중국".split())
_TOPIC = re.compile(r"[가-힣](?:은|는|이|가|을|를|에|로|면)\s")
_HANGS = re.compile(rf"{_WORDS['hangs']}$")
_PARTICLES = {
    form: pair for pair in (("를", "을"), ("가", "이"), ("는", "은"), ("와", "과"), ("로", "으로")) for form in pair
}
_VERBAL = re.compile(r"[가-힣](?:을|를|이|가|에|도|안) |(?:어|아|가|지|리|우|키)$")
_COPULAS = frozenset("의 에 도 만 입니다 이며 이고 에서".split())
_JOINED = re.compile(r"(?:[과와도만]|및|이나|이며)$")
_PARALLEL = re.compile(r"(?:하|되|시키|주|으)고$|[가-힣]며$|[을를] \S*고$")
_REASON = re.compile(r"(?:므로|니까|때문에|덕분에|위해|통해)$")
_JOINS = re.compile(r"(?:그래서|또한|그리고|게다가|따라서|뿐만 아니라)\s*")


def _kept(left: str, claim: str, right: str, word: bool) -> tuple[int, int] | None:
    before = "" if left[-1:].isspace() or not left else left.split()[-1]
    stem = left[: len(left) - len(before)].rstrip()
    ending = _ending(right)
    if _PARALLEL.search(claim + ending) and _FINAL.search(right) and not re.search(r"[을를이가]$", stem):
        return (len(stem) + 1 if stem else 0, len(ending) + 1)
    offset = _noun(claim, ending, right)
    if offset is None:
        return (len(stem), len(right)) if _names(stem) and _predicate(ending, right) else None
    kept = _before(stem, claim, right[offset:], word)
    if kept is None:
        return None
    return (len(stem) + 1, offset) if kept and stem else (0, offset)


def _ending(right: str) -> str:
    """What belongs to the last word of the claim, a light verb or a particle set apart included."""
    tail = re.match(r"\S*", right)
    found = tail[0] if tail else ""
    behind = _WORD.search(right, len(found))
    return right[: behind.end()] if behind and not found and _LIGHT.match(behind[0]) else found


def _noun(claim: str, ending: str, right: str) -> int | None:
    """Where the noun that the claim describes begins; None: it describes none."""
    behind = [(match[0], match.start()) for match in _WORD.finditer(right, len(ending))]
    told = claim + ending
    describes = _describes(told) or bool(_GLUED.match(ending) and (ending != "는" or _OBJECT.search(claim)))
    if not describes and (ending.strip() or _STRONG.search(told) or _GOES_ON.search(told)):
        while behind and not _describes(behind[0][0]):
            del behind[0]
        behind = behind[1:]
    while behind and (behind[0][0] in _DEPENDENT or _REST.match(behind[0][0])):
        dependent = behind.pop(0)[0] in _DEPENDENT
        if dependent and not (behind and _describes(behind[0][0])):
            return None
        while behind and _describes(behind[0][0]):
            del behind[0]
    return behind[0][1] if behind and _sold([word for word, _ in behind]) else None


def _sold(words: list[str]) -> bool:
    """Whether the words behind a claim begin with what is sold, rather than with a verb or an adverb."""
    if _FINAL.search(words[0]) or _ADVERB.match(words[0]):
        return False
    general = _GENERAL.match(words[0]) or (len(words) == 2 and _GENERAL.match(words[1]) and not words[1][0].isdigit())
    return not general and (len(words) > 1 or not _STRONG.search(words[0]))


def _named(claim: str, right: str) -> bool:
    return not _PARALLEL.search(claim + _ending(right))


def _describes(words: str) -> bool:
    return bool(_DESCRIBING.search(words))


def _predicate(ending: str, right: str) -> bool:
    """Whether nothing but the rest of the claim stands behind it."""
    rest = right[len(ending) :].split()
    return bool(_FINAL.search(right)) or all(_REST.match(word) for word in rest)


def _before(stem: str, claim: str, rest: str, word: bool) -> bool | None:
    """Whether what stands before the claim stays with the noun behind it; None: neither can."""
    if not stem:
        return False
    last = stem.split()[-1]
    predicate = bool(_FINAL.search(rest))
    if _describes(last):
        return word or not re.search(r"[을를이가]\s", claim)
    if re.search(r"(?:은|는|이|가|을|를)$", last) and _TOPIC.search(f"{last} "):
        return True if predicate and word else None
    if _STRONG.search(last) or _HANGS.search(last) or _ADVERB.match(last) or re.search(r"(?:면|로)$", last):
        return True if predicate and word else None if _TOPIC.search(stem) else False
    return last not in _PLACES


def _names(stem: str) -> bool:
    """Whether what stands before a claim names the thing and can stand alone."""
    last = stem.split()[-1] if stem.split() else ""
    spoiled = (
        _JOINED.search(last)
        or _STRONG.search(last)
        or _HANGS.search(last)
        or _ADVERB.match(last)
        or _PLAIN.search(last)
        or _describes(last)
    )
    return len(last) > 1 and not spoiled and not _TOPIC.search(f"{stem} ")


def _hangs(clause: str) -> bool:
    last = clause.split()[-1] if clause.split() else ""
    return bool(_STRONG.search(last) or _HANGS.search(last) or _describes(last)) and not _FINAL.search(last)


def _follows(clause: str) -> int | None:
    if re.search(r"[을를]$|^\S+에$", clause):
        return None
    joint = _JOINS.match(clause)
    return joint.end() if joint else 0


def _told(wording: str) -> str | None:
    return None


def _joined(wording: str, claim: str, after: str) -> tuple[str, int] | None:
    """A noun takes over the particle, in the form that suits its end; an ending shows that the claim is a verb."""
    tail = re.match(r"[가-힣]*", after)
    glued = tail[0] if tail else ""
    if not glued:
        return wording, 0
    if not re.match(r"[가-힣]", wording[-1]) or (glued in ("는", "은") and _VERBAL.search(claim)):
        return None
    particle = _PARTICLES.get(glued)
    if particle:
        return wording + particle[_closed(wording[-1])], len(glued)
    return (wording, 0) if glued in _COPULAS else None


def _closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant."""
    return (ord(syllable) - 0xAC00) % 28 > 0


def _reasons(clause: str) -> bool:
    return bool(_REASON.search(clause))


TONGUE = Tongue(_kept, _hangs, _follows, _reasons, _named, _describes, _told, _joined, " ")
