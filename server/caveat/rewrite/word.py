"""Takes a single word out of a sentence, with the pause, preposition or complement that only it needed."""

import re

from caveat.rewrite.grammar import Grammar

_FREE = frozenset(("de", "fr", "es", "it"))
"""Where a claim may begin a sentence of its own and a complement follow: "handmade in Kassel"."""
_COUNTED = re.compile(r"\s[^\W\d_]+")
"""What a number at the end of a claim counts: "tested with 20,000" bends."""
_COMMA = re.compile(r"\s*[,，、]")


def removal(text: str, first: int, last: int, start: int, end: int, known: Grammar) -> tuple[int, int]:
    """A word and what only it needed: a pause, an "and", a preposition, the form of the article before it."""
    end = _complemented(text, first, last, start, end, known)
    after = known.pause.match(text, end, last)
    before = next((found for found in known.pause.finditer(text, first, start) if found.end() == start), None)
    if after and before and not _COMMA.match(after[0]) and _in_a_row(text, first, before, known):
        return before.start(), after.start()  # "light, green and handy"
    if after and not before and _governs(text[start:end], text[after.end() : last], after, known):
        return len(text[:start].rstrip()), last  # "rich in proteins and cocoa"
    if after:
        return _paused(text, first, start, after, known)
    if text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha():  # the first part of a German compound
        return start, end + 1
    rest = text[end:last].strip()
    if not rest or rest.startswith(("(", ",")):
        stranded = known.stranded.search(text[first:start])
        if stranded and stranded.start():
            return first + stranded.start(), end
        return before.start() if before else len(text[:start].rstrip()), end
    if before and before.start() > first and _in_a_row(text, first, before, known):
        return before.start(), end
    return start, end + len(text[end:]) - len(text[end:].lstrip())


def _governs(claim: str, rest: str, pause: re.Match[str], known: Grammar) -> bool:
    """Whether "and" brings in one noun more that a preposition inside the claim is about."""
    words = rest.split()
    inside = known.prepositional.search(claim, 1) is not None
    single = 0 < len(words) < 3 and "," not in pause[0] and ":" not in pause[0]
    return known.language in _FREE and inside and single and not known.adjective.fullmatch(words[0])


def _complemented(text: str, first: int, last: int, start: int, end: int, known: Grammar) -> int:
    """Where a claim ends with what hangs on it: "safe for children" after a comma, "awarded by the public"."""
    begins = not text[first:start].strip()
    apart = begins or any(pause.end() == start for pause in known.pause.finditer(text, first, start))
    counted = _COUNTED.match(text, end, last) if text[end - 1 : end].isdigit() else None
    end = counted.end() if counted else end
    if known.prepositional.match(f" {text[start:end]}"):  # "without additives", and of what kind they are
        said = text[end:last].split(maxsplit=1)
        adjective = said and known.adjective.fullmatch(said[0]) and text[end] == " "
        end += 1 + len(said[0]) if adjective else 0
    if not (known.prepositional if apart else known.complement).match(text, end, last):
        return end
    whole = begins and known.language == "en"  # "proven to remove X and Y", with all of X and Y
    pauses = (one for one in known.pause.finditer(text, end, last) if not whole or _COMMA.match(one[0]))
    pause = next(pauses, None)
    return pause.start() if pause else last


def _paused(text: str, first: int, start: int, after: re.Match[str], known: Grammar) -> tuple[int, int]:
    """A word before a pause; a comma stays where only the word stood between it and a noun: "Filter, two pieces"."""
    before = text[first:start].rstrip()
    said = before.split()[-1] if before else ""
    if not said[-1:].isalpha() or _leads_on(said.casefold(), known):
        return start, after.end()
    if "," in after[0] and known.verb.fullmatch(said):
        return start, after.end()
    if "," not in after[0]:  # "we ship green and fast": we ship fast still
        stays = known.verb.fullmatch(said) or _is_no_noun(said, known)
        return (first + len(before), after.start()) if stays else (start, after.end())
    stranded = known.stranded.search(text[first:start])
    return first + stranded.start() if stranded else first + len(before), after.start()


def _leads_on(word: str, known: Grammar) -> bool:
    """Whether an article or "is" stands there, which needs what follows."""
    return bool(known.determiner.fullmatch(word) or known.be.fullmatch(word))


def _is_no_noun(word: str, known: Grammar) -> bool:
    """German nouns are capitals; what is no noun and no little word is a verb, an adverb or an adjective."""
    return known.language == "de" and word[0].islower() and not known.preposition.fullmatch(word)


def _in_a_row(text: str, first: int, pause: re.Match[str], known: Grammar) -> bool:
    """Whether the pause before a word joins adjectives ("light, green bottle") and not parts ("truck, green frame")."""
    if not _COMMA.match(pause[0]):
        return ":" not in pause[0]
    words = text[first : pause.start()].split()
    return bool(words) and known.adjective.fullmatch(words[-1].split("-")[-1]) is not None
