"""Whether what a removal leaves of a sentence is sound in form; where that is doubtful more of it has to go."""

from caveat.rewrite.grammar import Grammar

_BRACKETS = (("(", ")"), ("[", "]"), ("（", "）"), ("【", "】"), ("「", "」"), ("“", "”"), ("«", "»"))
_BLANK = " \t\n\u00a0,，、;:：-–—"
_BULLETS = " \t•·●▪►✓✔✅★☆-*"


def doubtful(before: str, after: str, listed: bool, grammar: Grammar) -> str | None:
    """What is amiss with a sentence that was sound before a part of it went, or None.

    `listed` says that it is a part of a title or a list, which needs no verb.
    """
    was, rest = before.strip(_BULLETS), after.strip(_BULLETS)
    if not any(sign.isalnum() for sign in rest):
        return None
    if any(rest.count(first) != rest.count(last) and was.count(first) == was.count(last) for first, last in _BRACKETS):
        return "a bracket is left open"
    body, whole = rest.rstrip(_BLANK), was.rstrip(_BLANK)
    end = grammar.dangling.search(body)
    if end and not whole.endswith(body[-12:]):
        return f"it ends with {end[0]!r}"
    start = grammar.opening.match(rest)
    if start and not was.casefold().startswith(start[0].casefold()):
        return f"it begins with {start[0]!r}"
    if not listed and grammar.subject.match(rest) and not grammar.verb.search(rest):
        return "its verb is gone"
    return None
