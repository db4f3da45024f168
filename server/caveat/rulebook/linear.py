"""Says of a shape's regular expression what in it could take more than time in proportion to the text.

It reads the expression as the standard library parses it. Every repeat needs an upper bound; a repeat inside a repeat
needs a sign of its own that tells its turns apart; repeats in a row that share characters may not be too many together.
One character repeated without bound at the very end is linear too: what it read is not read again.
Looking behind is of fixed width in Python, and therefore cheap.
"""

import re
from collections.abc import Callable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

WAYS = 8192
"""In how many ways repeats in a row may share the same characters."""
_BOUNDED = 1 << 20
"""More characters than that are as many as there are, which is a fault of its own."""
_SAMPLES = frozenset((*range(0x250), *map(ord, "–—’“”…™。，、！？【】・ア한中国第ー％"), 0x1F525))


def _word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    op.CATEGORY_DIGIT: str.isdecimal,
    op.CATEGORY_SPACE: str.isspace,
    op.CATEGORY_WORD: _word,
}
_OPPOSITES = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_LOOKS = (op.ASSERT, op.ASSERT_NOT)


def fault(pattern: str) -> str | None:
    """What is wrong with an expression and what to do about it; None for one that is linear."""
    try:
        tree = _parser.parse(pattern)
    except re.error as error:
        return f"this is no regular expression: {error}"
    return next(_faults(tree, at_end=True), None)


def _faults(items: Any, at_end: bool = False) -> Iterator[str]:
    """The faults of a sequence; where nothing follows it, what its last repeat read is never read again."""
    for place, (kind, given) in enumerate(items, 1):
        last = at_end and place == len(items)
        if kind in (op.GROUPREF, op.GROUPREF_EXISTS):
            yield "a back reference is not linear; write both parts out"
        elif kind in _REPEATS:
            yield from _repeat(given, last)
        elif kind is op.BRANCH:
            for branch in given[1]:
                yield from _faults(branch, last)
        elif kind in (*_LOOKS, op.SUBPATTERN):
            yield from _faults(given[-1], last and kind is op.SUBPATTERN)
        elif kind is op.ATOMIC_GROUP:
            yield from _faults(given)
    ways = max(_ways(list(_flat(items))), default=1)
    if ways > WAYS:
        yield f"repeats in a row share characters in {ways} ways; give them lower bounds or a sign in between"


def _repeat(given: Any, last: bool) -> Iterator[str]:
    _, most, body = given
    if most is op.MAXREPEAT and not (last and body.getwidth() == (1, 1)):
        yield "a repeat without an upper bound is not linear; give it one, as in {0,80}"
    yield from _faults(body)
    shortest, longest = body.getwidth()
    if most > 1 and shortest != longest and not _told_apart(list(_flat(body))):
        yield "a repeat inside a repeat is not linear; begin or end its turns with a sign that they hold nowhere else"


def _told_apart(items: list[tuple[frozenset[int], int, int]]) -> bool:
    """Whether each turn begins or ends with something that stands nowhere else in it."""
    for edge, rest in ((items[0], items[1:]), (items[-1], items[:-1])):
        if edge[1] == edge[2] and not any(edge[0] & signs for signs, _, _ in rest):
            return True
    return False


def _ways(items: list[tuple[frozenset[int], int, int]]) -> Iterator[int]:
    """In how many ways each run of repeats that share characters can divide them among themselves."""
    ways, shared = 1, frozenset[int]()
    for signs, least, most in items:
        if most > least:
            ways = (ways if signs & shared else 1) * (most - least + 1)
            shared = signs | shared if least == 0 else signs
        elif not signs & shared:
            ways, shared = 1, frozenset()
        yield ways


def _flat(items: Any) -> Iterator[tuple[frozenset[int], int, int]]:
    """The steps of a sequence: which characters, at least and at most how many."""
    for kind, given in items:
        if kind in _REPEATS:
            least, most, body = given
            shortest, longest = body.getwidth()
            first = next(_flat(body))
            if least and first[1] == first[2]:
                yield first
            least, most = int(least * shortest), int(most * longest)
            yield _signs(body), least, most if most < _BOUNDED else least
        elif kind is op.SUBPATTERN:
            yield from _flat(given[-1])
        elif kind is op.ATOMIC_GROUP:
            yield from _flat(given)
        elif kind is op.BRANCH:
            least, most = zip(*(branch.getwidth() for branch in given[1]), strict=True)
            signs = frozenset[int]().union(*(_signs(branch) for branch in given[1]))
            yield signs, min(least), max(most) if max(most) < _BOUNDED else min(least)
        elif kind not in (*_LOOKS, op.AT, op.GROUPREF, op.GROUPREF_EXISTS):
            yield _one(kind, given), 1, 1


def _signs(items: Any) -> frozenset[int]:
    return frozenset[int]().union(*(signs for signs, _, _ in _flat(items)))


def _one(kind: Any, given: Any) -> frozenset[int]:
    """Which of the sample characters one step stands for."""
    if kind is op.LITERAL:
        return frozenset((given,))
    if kind is op.RANGE:
        return frozenset(sign for sign in _SAMPLES if given[0] <= sign <= given[1])
    if kind is op.NOT_LITERAL:
        return _SAMPLES - {given}
    if kind is op.CATEGORY:
        if given in _OPPOSITES:
            return _SAMPLES - _one(kind, _OPPOSITES[given])
        return frozenset(sign for sign in _SAMPLES if _CATEGORIES[given](chr(sign)))
    if kind is op.IN:
        signs = frozenset[int]().union(*(_one(*one) for one in given if one[0] is not op.NEGATE))
        return _SAMPLES - signs if given[0][0] is op.NEGATE else signs
    return _SAMPLES  # any character
