"""Whether the seams of an English removal are clean: what stays was parted from the claim, or takes its place."""

import re

from caveat.rewrite.grammar import Grammar

_LAST = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)\s*$")
_FIRST = re.compile(r"\s*([^\W_]+(?:['’-][^\W_]+)*)")
_JOINED = re.compile(r"\s*,?\s*(?:and|or|&)\s+", re.IGNORECASE)
_LINK = re.compile(r"(?:[,:]|\s(?:and|or|&))\s*$", re.IGNORECASE)
_PARTS = re.compile(r"[,;:(]")
_CARRIES = re.compile(r"to|can|may|will|must|should|you|that|which|who|helps?|lets?", re.IGNORECASE)
"""What a verb in its base form follows."""
_LABEL = re.compile(r"\s*\w{1,12}:")
_COMPOUND = re.compile(r"\s*,?\s*(?:and|or|&)\s+\w+[ -](?:free|proof|friendly|resistant)\b", re.IGNORECASE)
_LABELS = re.compile(r"[,;.]")
_ALSO = re.compile(r"\s*also\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_ADVERB = re.compile(r"[^\W\d_]{3,}ly", re.IGNORECASE)
_HEADS = re.compile(
    r"(?:materials?|designs?|quality|ingredients?|formulas?|properties|packaging|products?|brands?)", re.IGNORECASE
)
"""A noun that says nothing by itself: what described it was all that there was to say."""
_BARE = re.compile(rf"\b(?:with|by|from|of|using)\s+{_HEADS.pattern}$", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:[,;]?\s*[(\[]\d+[)\]])+\s*$")
"""Footnotes of the words that went."""
_FINITE = frozenset(("is are was were has have had can may will does do must should cannot won't doesn't").split())
_RELATIVE = frozenset(("that", "which", "who"))


def bounded(left: str, gone: str, right: str, known: Grammar) -> bool:
    """Whether a removal is bounded cleanly on both sides; languages other than English are judged elsewhere."""
    if known.language != "en":
        return True
    last, follows = _LAST.search(left), _FIRST.match(right)
    if (
        _NOTE.fullmatch(right)
        or _headless(left, gone, known)
        or _bare(left, right)
        or _label(left, gone, right)
        or _stranded(left, gone, right, known)
    ):
        return False
    if (not follows or _JOINED.match(right)) and _needs(left, gone, known):
        return False
    if not follows:
        return _after_comma(left, gone, right, known)
    link = _LINK.search(gone) is not None
    if last is None:
        stands = not _COMMA.search(gone[-2:]) or _verbal(right, known) or not known.verb.search(gone)
        return not link or (_parallel(gone, right, known) and (stands or follows[1].casefold() == "so"))
    if known.be.fullmatch(last[1]):
        return _complement(right, known)
    if link:
        return follows[1].casefold() in _RELATIVE or _takes_over(last[1], gone, right, known)
    if joined := _JOINED.match(right):
        form = _form(right[joined.end() :], known)
        return not (form and _verbal(gone, known)) or any(_form(word, known) == form for word in left.split())
    return follows[1].casefold() not in _RELATIVE and not _verbal(gone, known)


def _bare(left: str, right: str) -> bool:
    """Whether only an empty noun is left between two pauses: "Material" of "hypoallergenic material"."""
    part = (_PARTS.split(left)[-1] + _PARTS.split(right, maxsplit=1)[0]).strip(" .!")
    return _HEADS.fullmatch(part) is not None or _BARE.search(part) is not None


def _needs(left: str, gone: str, known: Grammar) -> bool:
    """Whether the last word before a pause needs more, as in "at up to, with a lid"; "light, with a lid" does not."""
    joined = _JOINED.match(gone) or _COMMA.match(gone)
    alone = re.split(r"[,;:(.]", left)[-1].strip()
    if alone and known.base_verb.fullmatch(alone):
        return True  # "Supports up to 3 m" without its length
    return not joined and known.dangling.search(left.rstrip()) is not None


def _headless(left: str, gone: str, known: Grammar) -> bool:
    """Whether what was joined by "and" shared the last word: "gluten and soy-free", "for hand, wrist and arm care"."""
    last = _PARTS.split(left)[-1].split()
    if not last or not _JOINED.match(gone) or _verbal(gone, known):
        return False
    shared = "," in left and len(last) == 1 and len(_begin(gone).split()) > 2
    compound = len(last) < 3 and _COMPOUND.match(gone) and not known.adjective.fullmatch(last[-1])
    return bool(compound) or (shared and not known.prepositional.search(gone, 1))


def _label(left: str, gone: str, right: str) -> bool:
    """Whether a label lost its only value: "Finish: antibacterial"."""
    if left.rstrip().endswith(":") and _LABEL.match(right):
        return True
    valued = gone.lstrip().startswith(":") or left.rstrip().endswith(":")
    return (
        valued
        and (not right.strip(" .!") or right.lstrip().startswith("("))
        and len(_LABELS.split(left)[-1].split()) < 4
    )


def _stranded(left: str, gone: str, right: str, known: Grammar) -> bool:
    """Whether an adverb lost what it belongs to, or what something leads to lost what leads to it."""
    adverb = _ADVERB.fullmatch(_PARTS.split(left)[-1].strip())
    leading = known.effect.match(right) and not known.effect.match(_begin(gone)) and _verbal(gone, known)
    return bool(adverb or leading)


def _after_comma(left: str, gone: str, right: str, known: Grammar) -> bool:
    comma = _COMMA.match(right)
    leads = comma and known.effect.match(right, comma.end()) and _verbal(gone, known)
    return not leads or known.verb.search(left) is not None


def _begin(gone: str) -> str:
    """The removed words without the "and" or the comma that went with them."""
    joined = _JOINED.match(gone) or _COMMA.match(gone)
    return gone[joined.end() if joined else 0 :].lstrip()


def _verbal(gone: str, known: Grammar) -> bool:
    """Whether a verb went: at the begin, or one that is known."""
    return _form(_begin(gone), known) != "" or known.verb.search(gone) is not None


def _form(text: str, known: Grammar) -> str:
    """The form of the verb that a text begins with; nothing where it is no known verb."""
    first = _FIRST.match(text)
    word = first[1].casefold() if first else ""
    if word == "to":
        return "to"
    if known.effect.match(text):
        return "ing"
    if known.base_verb.match(text, first.start(1) if first else 0):
        return "base"
    if word in _FINITE:
        return "s"
    return ("s" if word.endswith("s") else "base") if known.verb.fullmatch(word) else ""


def _parallel(gone: str, right: str, known: Grammar) -> bool:
    """Whether the verb that follows an "and" has the form of the one that went before it."""
    form, first = _form(right, known), _FIRST.match(_begin(gone))
    word = first[1].casefold() if first else ""
    if not form or form == "to":
        return True
    if form == "s":
        return word.endswith("s") or word in _FINITE
    if form == "ing":
        return word.endswith("ing")
    nominal = known.subject.match(word) or (known.adjective.fullmatch(word) and not known.base_verb.match(word))
    return not word.endswith(("s", "ing")) and not nominal


def _takes_over(last: str, gone: str, right: str, known: Grammar) -> bool:
    """Whether what followed "and" or a comma goes on from the word before the claim."""
    also = _ALSO.match(right)
    if also and not _form(right[also.end() :], known):
        return False  # "that has no sugar and also low in fat"
    if _form(right, known) == "base" and not _CARRIES.fullmatch(last) and _form(_begin(gone), known) != "base":
        return False  # "grind whole grain and take it along"
    if _form(right, known) or _verbal(gone, known):
        return _parallel(gone, right, known) and bool(_form(right, known) or _relation(last, known))
    if known.determiner.fullmatch(_FIRST.match(right)[1].casefold()):  # type: ignore[index]
        return known.preposition.fullmatch(last) is not None
    joins = not _COMMA.search(gone[-2:]) or known.adjective.fullmatch(last) or _relation(last, known)
    return bool(joins) and known.prepositional.search(gone, 1) is None


def _relation(last: str, known: Grammar) -> bool:
    return bool(known.preposition.fullmatch(last) or known.determiner.fullmatch(last))


def _complement(right: str, known: Grammar) -> bool:
    """Whether "is" still says something: an adjective that ends there, a noun with its article, a place."""
    words = _PARTS.split(right, maxsplit=1)[0].split()
    while words and (_ADVERB.fullmatch(words[0]) or known.degree.fullmatch(f"{words[0]} ")):
        words = words[1:]
    if len(words) < 2 or known.determiner.fullmatch(words[0].casefold()):
        return True
    little = (known.preposition, known.conjunction, known.relative)
    return any(kind.fullmatch(word.strip(".!").casefold()) for word in words[:2] for kind in little)
