"""A template as it reads in place of one claim: its verb agrees, its words take the case of the claim."""

import re

from caveat.rewrite import agreement
from caveat.rewrite.form import SHARE, another, ending, enumerated
from caveat.rewrite.grammar import grammar
from caveat.rewrite.mend import Edit, fit, sentence
from caveat.rulebook.schema import Language
from caveat.text.tokens import FULL_STOP

_VERB = re.compile(r"<([a-z]+)>")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(rf"{FULL_STOP}(?=\s|$)|\.\.|[,;:!?()\[\]/|•…–—\n*]|\s-\s|$", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|&)\s+", re.IGNORECASE)
_OBJECT = re.compile(r"\s+(?:of|caused|due|associated|related)\b", re.IGNORECASE)
"""What asks for the noun before it: "relief of sore knees"."""
_VOUCHED = re.compile(
    r"\b(?:approved|proven|shown|tested|certified|cleared|licensed|registered|authori[sz]ed|clinically|scientifically)"
    r"(?:\s+to)?\s*$", re.IGNORECASE,
)  # fmt: skip
"""What vouches for the claim, and would vouch for what takes its place."""
_MEANS = re.compile(r"\s+(?:with|by|in|from|at|worldwide|globally|everywhere)\b", re.IGNORECASE)
_FOR_IT = re.compile(r"\b(?:ability|potential|power|capacity|strength)\s\Z", re.IGNORECASE)
"""A noun that only the claim's verb fits."""
_PAST = re.compile(r"\w+ed|kept|got|took|gone|made|led", re.IGNORECASE)
_HANGS = 8
"""Words after a claim that may go with its verb; a longer clause says more than the verb needs."""


def replaced(text: str, start: int, end: int, wording: str, language: Language, cut: str, listed: bool) -> Edit | None:
    """The wording in place of text[start:end]; None where the claim's verb cannot be exchanged.

    `{match}` is the claim as written, `{first}` and `{last}` its outer words. A verb in `<…>` makes the wording a verb
    phrase: what hangs on the claim's own verb goes with it. `cut` is how much a removal would take; `listed`: the text
    is a title or a list, not sentences.
    """
    written = text[start:end]
    words = _WORD.findall(written) or [""]
    if SHARE.search(text, max(start - 24, 0), start) and "{match}" not in wording:
        return None
    wording = _unrepeated(text[:start], wording)
    if "<" in wording:
        if language == "en" and (_VOUCHED.search(text[max(start - 40, 0) : start]) or _leads_on(text, start, end)):
            return None
        stop = _hanging(text, start, end, words[0], language)
        if _PAST.fullmatch(words[0]) or len(text[end:stop].split()) > (0 if listed else _HANGS):
            return None
        end = stop
    elif language == "en" and "{match}" not in wording and (_OBJECT.match(text, end) or _by(wording, text, end)):
        return None
    if language in agreement.LANGUAGES:
        wording = agreement.agreeing(wording, written, language)
    else:
        wording = _agreeing(wording, words[0])
    wording = wording.replace("{match}", written).replace("{first}", words[0]).replace("{last}", words[-1])
    begins = sentence(text, start, start)[0] == start
    if written not in wording or begins:  # a name keeps its capital and lends it to nothing before it
        wording = _in_case(wording, written, begins)
    return fit(text, Edit(start, end, wording), language, cut)


def _by(wording: str, text: str, end: int) -> bool:
    """Whether what follows says by what means, which the wording does not answer: "proven with a trial"."""
    return wording.endswith(("made", "designed", "chosen", "care")) and _MEANS.match(text, end) is not None


def _leads_on(text: str, start: int, end: int) -> bool:
    """Whether more of the sentence hangs on the claim's verb: an effect, a noun before it, a verb after "helps"."""
    known = grammar("en")
    if _FOR_IT.search(text, max(start - 20, 0), start):
        return True
    carried = known.carrier.match(text, start) or known.lead.search(text, max(start - 20, 0), start)
    for pause in known.pause.finditer(text, end, sentence(text, start, end)[1]):
        after = pause.end()
        if known.effect.match(text, after) or (carried and known.base_verb.match(text, after)):
            return True
    return False


def _unrepeated(before: str, wording: str) -> str:
    """The wording without the words that stand before the claim already: "to", "designed to"."""
    words = wording.split(" ")
    for count in range(min(len(words) - 1, 3), 0, -1):
        if f" {before.casefold()}".rstrip().endswith(" " + " ".join(words[:count]).casefold()):
            return " ".join(words[count:])
    return wording


def _hanging(text: str, start: int, end: int, verb: str, language: Language) -> int:
    """Where what hangs on a verb ends: at the next break, or where "and" brings in another verb of the same form."""
    found = _BREAK.search(text, end)
    stop = found.start() if found else len(text)
    if language in agreement.LANGUAGES:
        return end + len(text[end : agreement.hanging(text, end, stop, language)].rstrip())
    last = sentence(text, start, end)[1]
    if text[stop : stop + 1] == "," and enumerated(text, start, stop + 1, last, grammar(language)):
        return last
    for joined in _AND.finditer(text, end, stop):
        if another(verb, text, joined.end(), stop) or grammar(language).verb.match(text, joined.end()):
            return joined.start()
    return end + len(text[end:stop].rstrip())


def _agreeing(text: str, verb: str) -> str:
    """A verb in <…> takes the form of the verb that the claim begins with: kills -> wipes, killing -> wiping."""
    return _VERB.sub(lambda found: _inflected(found[1], ending(verb)), text)


def _inflected(verb: str, suffix: str) -> str:
    if suffix == "ing" and verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + suffix
    if suffix == "s" and verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if suffix == "s" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + suffix


def _in_case(replacement: str, written: str, begins: bool) -> str:
    """The replacement in the case of what it replaces; an acronym in mid-sentence asks for no capital."""
    letters = "".join(_LETTER.findall(written))
    if len(letters) > 3 and letters.isupper():
        return replacement.upper()
    title_case = written[:1].isupper() and not written[1:2].isupper()
    if replacement[:1].islower() and (title_case or (begins and not written[:1].islower())):
        return replacement[:1].upper() + replacement[1:]
    return replacement
