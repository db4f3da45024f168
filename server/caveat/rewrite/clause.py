"""How far a claim reaches in its sentence: up to the next pause, with the words that only carry it."""

import re

from caveat.rewrite.form import ending, enumerated, listing, says_anew, second_object
from caveat.rewrite.grammar import Grammar

_COMMA = re.compile(r"\s*[,，、]")
_ALSO = re.compile(r"\s*,?\s+(?:auch|sogar|selbst|même|aussi|incluso|también|anche|perfino)\s*$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"\s*(?:made|designed|built|crafted)\b", re.IGNORECASE)
_PURPOSE = re.compile(r"to\s", re.IGNORECASE)


def clause(text: str, first: int, last: int, start: int, end: int, known: Grammar) -> tuple[int, int] | None:
    """The claim at [start, end) of the sentence [first, last), with one of the pauses around it; None: all of it."""
    claim, lead = start, known.lead.search(text[first:start])
    start = first + lead.start() + len(lead[0]) - len(lead[0].lstrip()) if lead else start
    before = list(known.pause.finditer(text, first, start))
    begin = before[-1].end() if before else first
    leads = text[begin:start].strip()
    led = bool(leads) and not known.relative.fullmatch(leads)
    pause = _pause_after(text, claim, end, last, known)
    if led and known.language == "en" and not lead and _PURPOSE.match(text, claim):  # "fibre to ease X" is fibre
        stop = pause.start() if pause else last
        return None if known.copula.search(text[begin:start]) else (len(text[:start].rstrip()), stop)
    if lead and led and _made(lead[0], text[begin:start], known):
        return len(text[:start].rstrip()), pause.start() if pause and _COMMA.match(pause[0]) else last
    joint = known.joint.search(text[begin:start]) if led else None
    joined = begin + joint.start() if joint and joint[0].strip() else None
    if led and (joined is None or len(leads.split()) > 3) and known.prepositional.match(f" {leads}"):
        return None  # "with our device, you drive mice away"
    adjunct = joined is None and not lead and known.prepositional.match(f" {text[claim:end]}")
    if led and adjunct and not known.copula.search(text[begin:start]):
        also = _ALSO.search(text[first:start])  # "for all skins, even with eczema"
        return first + (also.start() if also else len(text[first:start].rstrip())), end
    if pause and before and _last_of_a_list(text, first, before[-1], pause, led, known):  # "eases, heals and cools"
        return before[-1].start(), pause.start()
    if pause and led and _headless(text, leads, (claim, end), pause, known):
        return None
    if pause:
        return _paused(text, begin, last, start, claim if lead else None, led, joined, pause, known)
    if joined is not None and joined > first:
        return joined, last
    return (before[-1].start(), last) if before else None


def _made(lead: str, before: str, known: Grammar) -> bool:
    """Whether a participle only describes the noun before it: "a leaflet made from …", not "it is made from …"."""
    return known.language == "en" and _PARTICIPLE.match(lead) is not None and not known.copula.search(before)


def _headless(text: str, leads: str, claim: tuple[int, int], pause: re.Match[str], known: Grammar) -> bool:
    """Whether the claim takes along the noun that an English article before it is for: "the new X pills and then"."""
    verb = text[claim[0] :].split(maxsplit=1)[0]
    if known.language != "en" or ending(verb) or known.base_verb.match(text, claim[0]) or _COMMA.match(pause[0]):
        return False
    near = any(known.determiner.fullmatch(word.casefold()) for word in leads.split()[-3:])
    return near and bool(text[claim[1] : pause.start()].strip())


def _last_of_a_list(
    text: str, first: int, before: re.Match[str], pause: re.Match[str], led: bool, known: Grammar
) -> bool:
    joins = not _COMMA.match(pause[0]) and _COMMA.match(before[0]) and not led
    return bool(joins and known.verb.search(text[first : before.start()]))


def _paused(
    text: str, begin: int, last: int, start: int, claim: int | None, led: bool, joined: int | None,
    pause: re.Match[str], known: Grammar,
) -> tuple[int, int] | None:  # fmt: skip
    """The claim up to a pause: what follows takes its place after the same subject, where it can."""
    comma, words = _COMMA.match(pause[0]), text[begin:start].split()
    copula = led and known.copula.search(text[begin:start])
    if comma and joined is not None:  # "drops for slimming, lemon taste": the comma stays
        return joined, pause.start()
    if copula and (comma or says_anew(text, pause.end(), known)):
        return None if listing(text, pause.end(), last, known) else (begin, pause.end())
    if comma and len(words) == 1 and led and known.language == "en" and known.adjective.fullmatch(words[0]):
        return begin, pause.end()
    if claim is not None and known.base_verb.match(
        text, pause.end()
    ):  # "helps to ease X and keep Y": it helps to keep Y
        return claim, pause.end()
    carrier = known.carrier.match(text, start)
    if carrier and known.base_verb.match(text, pause.end()):
        return carrier.end(), pause.end()
    if led and known.language == "en" and known.determiner.fullmatch(words[-1].casefold()):
        return None  # "your X and free of Y" is no more "your"
    return start if led else begin, pause.end()


def _pause_after(text: str, claim: int, end: int, last: int, known: Grammar) -> re.Match[str] | None:
    """The next pause with something of its own behind it: "day and night" is one thing."""
    pause = next((one for one in known.pause.finditer(text, end, last) if not _adjectives(text, one, known)), None)
    if pause and not _COMMA.match(pause[0]) and second_object(text, claim, pause, last, known):
        pause = known.pause.search(text, pause.end(), last)
    if pause and not _COMMA.match(pause[0]):
        return pause if len(text[pause.end() : last].split()) > 1 else None
    if pause and enumerated(text, claim, pause.end(), last, known):
        return None
    commas = (
        (one for one in known.pause.finditer(text, pause.end(), last) if _COMMA.match(one[0])) if pause else iter(())
    )
    after = next(commas, None)
    return after if pause and after and enumerated(text, claim, pause.end(), after.start(), known) else pause


def _adjectives(text: str, pause: re.Match[str], known: Grammar) -> bool:
    """Whether a comma only parts two adjectives of one noun: "their aging, aching feet"."""
    before, after = text[: pause.start()].split(), text[pause.end() :].split(maxsplit=2)
    if known.language != "en" or not _COMMA.match(pause[0]) or not before or len(after) < 2:
        return False
    return bool(
        known.adjective.fullmatch(before[-1]) and known.adjective.fullmatch(after[0]) and after[1][:3].isalpha()
    )
