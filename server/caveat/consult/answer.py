"""What a vendor wrote, held against the listing: only what stays true of it comes through, and nothing is believed."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caveat.analysis.engine import Engine
from caveat.checker import check
from caveat.comparer import compare
from caveat.consult.question import CATEGORIES, Topic, Written
from caveat.models import Finding, Listing, Report, Suggestion
from caveat.rewrite.guard import Guard
from caveat.rewrite.loss import lost
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import offer
from caveat.rulebook.schema import Locale
from caveat.text.redact import Redaction, marks, without
from caveat.text.utf16 import cut

MOST = 3
"""Rewrites, and claims, that are taken from one answer."""
_LONGEST_QUOTE = 200
_LETTER = re.compile(r"\w")
_NUMBER = re.compile(r"\d+")
_FINAL = ".!?。！？"
_SIGNS = frozenset("<>{}`|\\^~#*=_")
"""Of markup, code and templates: no sentence gains them."""
_SAID: dict[Locale, str] = {
    "en": "“{quote}” may be a claim: {title} points at it, no rule does.",
    "zh": "“{quote}”可能属于需要举证的宣称：由 {title} 指出，没有规则命中。",
}
_WHY: dict[Locale, str] = {
    "en": "A hint of the language model {model}, and nothing more: no law is cited, and it may be wrong.",
    "zh": "这只是语言模型 {model} 的提示，并无法律依据，也可能有误。",
}


@dataclass(frozen=True)
class Author:
    """Who wrote an answer."""

    vendor: str
    title: str
    model: str


def rewrites(topic: Topic, written: Written, author: Author, before: Report, book: Engine) -> Iterator[Suggestion]:
    """The rewrites that clear the finding and add nothing."""
    seen = {topic.part(topic.sentence)}
    for text in written.rewrites[:MOST]:
        put_back = _returned(topic, text)
        if put_back is None or put_back in seen:
            continue
        seen.add(put_back)
        edit = _smallest(topic, put_back)
        loses = lost(topic.analysis, topic.reading, edit)
        made = offer(topic.reading, edit, "replace", "review", origin=author.vendor, loses=loses)
        made = made.model_copy(update={"model": author.model})
        with book.lock:
            fault = Guard(book, topic.analysis).fault(topic.reading, None, edit)
        if fault is None and _holds(topic, applied(topic, made), before, book):
            yield made


def claims(topic: Topic, written: Written, author: Author, known: list[Finding], locale: Locale) -> Iterator[Finding]:
    """What the model points at, where it stands in the field letter by letter and no rule has spoken of it."""
    taken = [(one.start or 0, one.end or 0) for one in known if one.field == topic.reading.field.id]
    for one in written.claims[:MOST]:
        found = _quoted(topic, one.quote)
        if found is None or one.category not in CATEGORIES:
            continue
        finding = _finding(topic, found, one.category, author, locale)
        first, last = finding.start or 0, finding.end or 0
        if all(last <= start or end <= first for start, end in taken):
            taken.append((first, last))
            yield finding


def applied(topic: Topic, made: Suggestion) -> str:
    """The whole field as it would be."""
    sent = topic.reading.passage.sent
    return cut(sent, 0, made.start) + made.text + cut(sent, made.end, 2 * len(sent))


def _returned(topic: Topic, text: str) -> str | None:
    """A rewrite with what was taken out of it; None where it lost, doubled or made up some of it, or is no sentence."""
    text = text.strip()
    following = topic.reading.passage.plain[topic.sentence[1] : topic.sentence[1] + 1]
    if (
        following and following in _FINAL and text[-1:] in _FINAL
    ):  # the sign that ends the sentence stands there already
        text = text[:-1].rstrip()
    sentence, claim = marks(topic.hidden(topic.sentence)), marks(topic.hidden(topic.claim))
    told = marks(text)
    private = [one for one in marks(Redaction().hide(text)) if not one.startswith("[MARK_")]  # MARK: our own marks
    if told - sentence or (sentence - claim) - told or private:
        return None
    if (_SIGNS & set(without(text))) - set(topic.part(topic.sentence)):
        return None
    longest = 2 * (topic.sentence[1] - topic.sentence[0]) + 100
    if not _LETTER.search(text) or len(text) > longest or any(unicodedata.category(one)[0] == "C" for one in text):
        return None
    return topic.redaction.restore(text) if set(_NUMBER.findall(without(text))) <= _numbers(topic) else None


def _numbers(topic: Topic) -> set[str]:
    """The figures that the field, the facts and the brand hold: a rewrite has no other."""
    listing = topic.listing
    facts = (part for fact in listing.facts for part in (fact.name, fact.value))
    held = " ".join([topic.reading.passage.plain, listing.brand or "", *facts])
    return set(_NUMBER.findall(without(held)))


def _smallest(topic: Topic, text: str) -> Edit:
    """The edit of the sentence without the words at either end that stay."""
    old = topic.part(topic.sentence)
    first = 0
    while first < min(len(old), len(text)) and old[first] == text[first]:
        first += 1
    while first and _inside(old, first) | _inside(text, first):
        first -= 1
    last = 0
    while last < min(len(old), len(text)) - first and old[-1 - last] == text[-1 - last]:
        last += 1
    while last and _inside(old, len(old) - last) | _inside(text, len(text) - last):
        last -= 1
    start, end = topic.sentence[0] + first, topic.sentence[1] - last
    return Edit(start, end, text[first : len(text) - last])


def _inside(text: str, place: int) -> bool:
    """Whether a place is within a word of a script that has blanks."""
    around = text[place - 1 : place + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _holds(topic: Topic, text: str, before: Report, book: Engine) -> bool:
    """Whether the listing with the field as it would be has the finding no more, no other one, and no fact made up."""
    field = topic.reading.field
    fields = [one.model_copy(update={"text": text}) if one.id == field.id else one for one in topic.listing.fields]
    changed = topic.listing.model_copy(update={"fields": fields})
    after = check(changed, on=date.today(), book=book)
    was, now = _names(before, book), _names(after, book)
    gone = _name(topic.finding, book)
    if now - was or now[gone] >= was[gone] or after.language.get(field.id) != before.language.get(field.id):
        return False
    return not _made_up(topic.listing, changed, field.id, book)


def _made_up(source: Listing, draft: Listing, field: str, book: Engine) -> bool:
    found = compare(source, draft, book=book).findings
    return any(one.field == field and one.category != "AIREM" for one in found)  # that one the check has seen


def _names(report: Report, book: Engine) -> Counter[tuple[str, str | None, str]]:
    return Counter(_name(one, book) for one in report.findings)


def _name(finding: Finding, book: Engine) -> tuple[str, str | None, str]:
    """What was found where; one of form is the same whichever words it runs across."""
    text = "" if book.book.rules[finding.rule].form else " ".join(finding.text.casefold().split())
    return finding.rule, finding.field, text


def _quoted(topic: Topic, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in what was sent of the field."""
    quote = topic.redaction.restore(quote) or ""
    if not 2 <= len(quote) <= _LONGEST_QUOTE or not _LETTER.search(quote):
        return None
    start = topic.reading.passage.plain.find(quote, *topic.around)
    return None if start < 0 else (start, start + len(quote))


def _finding(topic: Topic, found: tuple[int, int], category: str, author: Author, locale: Locale) -> Finding:
    passage, rule = topic.reading.passage, f"vendor/{category.lower()}"
    start, end = passage.sent_span(*found)
    quote = " ".join(topic.part(found).split())
    fingerprint = hashlib.sha256(f"{rule}\0{quote.casefold()}".encode()).hexdigest()
    return Finding.model_validate({
        "id": f"{topic.reading.field.id}-{fingerprint[:12]}-1",
        "rule": rule,
        "category": category,
        "verdict": "prove",
        "confidence": 0.3,
        "field": topic.reading.field.id,
        "start": passage.units.units(start),
        "end": passage.units.units(end),
        "text": passage.sent[start:end],
        "message": _SAID[locale].replace("{title}", author.title).replace("{quote}", quote),
        "why": _WHY[locale].format(model=author.model),
        "fingerprint": fingerprint,
    })  # fmt: skip
