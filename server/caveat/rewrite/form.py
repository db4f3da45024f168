"""Whether what a removal leaves of a sentence is sound in form; where that is doubtful more of it has to go."""

import re

from caveat.rewrite.grammar import Grammar

_SECOND = re.compile(r"(\w+)\s+(?!(?:in|on|of|for|from|with|at|to|by|and)\b)\w", re.IGNORECASE)

_CLAUSES = frozenset(("de", "fr", "es", "it"))
_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"), ("「", "」"), ("“", "”"), ("„", "“"), ("«", "»"))
_GROUPED = re.compile(r"(?<!\d)\d{1,3}[ \u00a0\u202f]$")
"""The begin of a number whose thousands stand apart: 100 000."""
SHARE = re.compile(
    r"(?<![\w.,+])(?:(?:up to|over|more than|at least)\s+)?\d+(?:[.,]\d+)?[ \u00a0]?%\s+\Z", re.IGNORECASE
)
"""How much of it, which says nothing without the claim: "99.9% antibacterial"."""
_LIMIT = re.compile(r"(?<!\w)(?:up to|at least|more than|as much as|less than|over|about)\s\Z", re.IGNORECASE)
"""What only a quantity follows."""
_OPEN, _CLOSE = '([（【「‘“"', ')]）】」’”"'
_NOTES = "*†‡¹²³"
_BLANK = " \t\n\u00a0,，、;:：-–—"
_BULLETS = " \t•·●▪►✓✔✅★☆-*"


def doubtful(before: str, after: str, listed: bool, grammar: Grammar) -> str | None:
    """What is amiss with a sentence that was sound before a part of it went, or None.

    `listed` says that it is a part of a title or a list, which needs no verb.
    """
    was, rest = before.strip(_BULLETS), after.strip(_BULLETS)
    if not any(sign.isalnum() for sign in rest):
        return None
    if any(rest.startswith(first) and rest.endswith(last) and not was.startswith(first) for first, last in _BRACKETS):
        return "only what stood in brackets is left"
    if any(rest.count(first) != rest.count(last) and was.count(first) == was.count(last) for first, last in _BRACKETS):
        return "a bracket is left open"
    body, whole = rest.rstrip(_BLANK), was.rstrip(_BLANK)
    end = grammar.dangling.search(body)
    if end and not whole.endswith(body[-12:]):
        return f"it ends with {end[0]!r}"
    if grammar.condition.match(rest) and was.split(",")[0] != rest.split(",")[0]:
        return "its condition is broken"
    start = grammar.opening.match(rest)
    if start and not was.casefold().startswith(start[0].casefold()):
        return f"it begins with {start[0]!r}"
    needing = grammar.subject.match(rest) or grammar.preposition.fullmatch(rest.split(maxsplit=1)[0].casefold())
    if not listed and needing and grammar.verb.search(was) and not grammar.verb.search(rest):
        return "its verb is gone"
    return None


def ending(verb: str) -> str:
    """The form of an English verb: "ing", "s", or nothing for its base."""
    verb = verb.lower()
    return "ing" if verb.endswith("ing") else "s" if verb.endswith("s") and not verb.endswith("ss") else ""


def another(verb: str, text: str, place: int, last: int) -> bool:
    """Whether a second verb of the same form stands at a place: "relieves pain and saves you time", not "and aches"."""
    found = _SECOND.match(text, place, last)
    return found is not None and ending(verb) != "" and ending(found[1]) == ending(verb)


def whole(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """The claim with its degree, the marks of a footnote behind it, and the brackets that hold nothing else."""
    degree = grammar.degree.search(text, max(start - 20, 0), start)
    start = degree.start() if degree else start
    while text[end : end + 1] and text[end] in _NOTES:
        end += 1
    limit = _LIMIT.search(text, max(start - 12, 0), start) if text[start : start + 1].isdigit() else None
    start = limit.start() if limit else start
    share = SHARE.search(text, max(start - 24, 0), start)
    start = share.start() if share else start
    grouped = _GROUPED.search(text, max(start - 8, 0), start) if text[start : start + 3].isdigit() else None
    start = grouped.start() if grouped else start
    inner, outer = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if inner and outer and inner[-1] in _OPEN and _CLOSE[_OPEN.index(inner[-1])] == outer[0]:
        return len(inner) - 1, len(text) - len(outer) + 1
    return start, end


def second_object(text: str, claim: int, pause: re.Match[str], last: int, grammar: Grammar) -> bool:
    """Whether what "and" brings in belongs to the verb of the claim: "relieves pain and aches in the joints"."""
    place = pause.end()
    if grammar.second_object.match(text, place, last):
        return True
    if grammar.language in _CLAUSES and ":" not in pause[0]:
        return _no_clause(text[place:last].split(), grammar)
    verb = text[claim:].split(maxsplit=1)[0]
    base = grammar.base_verb.match(text, claim) is not None or " to " in text[claim : pause.start()]
    if grammar.language != "en" or not (base or ending(verb)) or ":" in pause[0]:
        return False
    if grammar.verb.match(text, place) or (base and grammar.base_verb.match(text, place)):
        return False
    return not another(verb, text, place, last)


def enumerated(text: str, claim: int, place: int, last: int, grammar: Grammar) -> bool:
    """Whether what follows a comma only names more that the claim's verb is about: "eases aches, gout and cramps"."""
    verb = text[claim:].split(maxsplit=1)[0].casefold()
    if grammar.language != "en" or not (verb == "to" or ending(verb) or grammar.base_verb.match(text, claim)):
        return False
    return listing(text, place, last, grammar)


def listing(text: str, place: int, last: int, grammar: Grammar) -> bool:
    """Whether only things follow, joined by "and", in English."""
    joined = grammar.language == "en" and grammar.conjoined.search(text, place, last) is not None
    return joined and not grammar.verb.search(text, place, last) and not grammar.base_verb.match(text, place)


def _no_clause(words: list[str], grammar: Grammar) -> bool:
    """Whether a noun and not a verb follows an "and": in German by its capital, else by what stands before a noun."""
    if not words or grammar.verb.fullmatch(words[0]):
        return False
    if grammar.language == "de":
        described = len(words) > 1 and words[0].endswith(("e", "en", "er", "es", "em")) and words[1][0].isupper()
        return words[0][0].isupper() or described
    first = words[0].casefold()
    if grammar.determiner.fullmatch(first) or grammar.preposition.fullmatch(first):
        return True
    return not any(grammar.verb.fullmatch(word) for word in words[:3]) and not grammar.subject.match(" ".join(words))


def says_anew(text: str, place: int, grammar: Grammar) -> bool:
    """Whether a verb of its own follows an "and", perhaps with its subject: "is green and we plant trees"."""
    return bool(grammar.verb.match(text, place) or grammar.subject.match(text[place : place + 40]))
