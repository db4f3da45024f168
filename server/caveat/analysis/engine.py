"""The compiled rule book, and the examination of one field: scan, match, context, guards, verdict, overlap."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import RLock
from typing import Any

from caveat.analysis import forms, guards
from caveat.analysis.facts.vocabulary import Words
from caveat.analysis.index import LANGUAGES, Compiled, LanguageIndex, build
from caveat.analysis.match import Match, join, joined, matches
from caveat.analysis.memory import remember
from caveat.analysis.passage import Passage
from caveat.analysis.product import votes
from caveat.analysis.scan import Scan, undisguised
from caveat.analysis.verdict import WORST_FIRST, Court, Judgement
from caveat.models import BookRef, FieldRole
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import Language
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_LATIN = frozenset(("en", "de", "fr", "es", "it"))
_TELLING = 7
"""Letters of a word that two languages hardly share by chance."""


@dataclass(frozen=True)
class Hit:
    """A claim found in a text, with the judgement on it. Offsets are code points of the text as given."""

    rule: str
    start: int
    end: int
    judgement: Judgement
    language: str


@dataclass
class Surroundings:
    """What the examination of a field must know of the rest of the listing."""

    court: Court
    setting: guards.Setting
    passages: Sequence[Passage]
    lifting: Callable[[Passage, str], bool]
    asked: dict[str, bool] = field(default_factory=dict)
    """Which rules were asked whether the listing lifts them, and the answers: what was found depends on these."""

    def lifts(self, rule: str) -> bool:
        """Whether some wording anywhere in the listing, such as a statutory disclaimer, lifts a rule."""
        if rule not in self.asked:
            self.asked[rule] = any(self.lifting(passage, rule) for passage in self.passages)
        return self.asked[rule]


class Engine:
    """The rule book ready to read. Hold `lock` while using it: Python runs one thread at a time anyway.

    `build` makes the index of a language, or knows where it is kept."""

    def __init__(self, book: RuleBook, build: Callable[[RuleBook, Language], LanguageIndex] = build) -> None:
        self.book = book
        self._build = build
        self.lock = RLock()
        self.judgements: dict[Hashable, Judgement | None] = {}
        self.latest: dict[Hashable, Any] = {}  # what was found in the latest fields, in the words of the floors above
        self._indexes: dict[Language, LanguageIndex] = {}
        self._votes: dict[Hashable, Counter[str]] = {}
        self._languages: dict[Hashable, str] = {}
        self._lifting: dict[Hashable, bool] = {}
        self._words: dict[str, Words] = {}

    @cached_property
    def ref(self) -> BookRef:
        """Which book this is, as a report cites it."""
        return BookRef(version=self.book.version, rules=len(self.book.rules), sha256=self.book.sha256)

    def index(self, language: Language) -> LanguageIndex:
        """The index of one language, built when first asked for."""
        if language not in self._indexes:
            self._indexes[language] = self._build(self.book, language)
        return self._indexes[language]

    def words(self, language: str) -> Words:
        """What the value files hold in a language; one that they do not know is read as English."""
        known: Language = next((one for one in LANGUAGES if one == language), "en")
        if known not in self._words:
            self._words[known] = Words(self.book, known)
        return self._words[known]

    def language(self, passage: Passage) -> str:
        """The language of a passage."""
        if passage.languages[0].startswith("="):
            return passage.languages[0][1:]
        return remember(
            self._languages, passage.key, lambda: detect(passage.folded.text, passage.tokens, passage.languages)
        )

    def lifts(self, passage: Passage, rule: str) -> bool:
        """Whether some wording of a passage lifts a rule for the whole listing."""
        absent = self.book.rules[rule].finds == "absence"
        return remember(
            self._lifting, (rule, *passage.key),
            lambda: any(_lifting(self._all_scans(passage, rule) if absent else passage.scans, rule)),
        )  # fmt: skip

    def _all_scans(self, passage: Passage, rule: str) -> Iterator[Scan]:
        """The readings in each language that a passage can be in: what is absent must be absent in all of them."""
        yield from passage.scans
        read = {scan.index.language for scan in passage.scans}
        for language in LANGUAGES:
            beside = language in passage.languages and language not in read
            if beside and self.index(language).may_lift(rule, passage.tokens):
                yield passage.scan_in(language)

    def calls(self, passage: Passage, rule: str, around: Surroundings) -> bool:
        """Whether some wording of a passage calls for what a rule finds absent; harmless wording does not."""
        key = rule, around.setting, *passage.key
        return remember(self._lifting, key, lambda: any(self._calling(passage, rule, around)))

    def _calling(self, passage: Passage, name: str, around: Surroundings) -> Iterator[bool]:
        rule = self.book.rules[name]
        for scan in self._all_scans(passage, name):
            for pattern in scan.index.context[name].calls if name in scan.index.context else ():
                for match in join(scan, pattern) if scan.complete(pattern) else ():
                    harmless = guards.harmless(scan, match, rule, self.book, around.setting)
                    yield not harmless and self._in_context(scan, match)

    def votes(self, passage: Passage) -> Counter[str]:
        """What a title says the thing is."""
        return remember(self._votes, passage.key, lambda: votes(passage))

    def read(self, text: str, language: str, beside: Sequence[str] = ()) -> list[Scan]:
        """A text in a known language, read for all its rules."""
        folded = Folded(text)
        return self.scans(folded, words(folded.text), language, beside)

    def scans(self, folded: Folded, tokens: list[str], language: str, beside: Sequence[str] = ()) -> list[Scan]:
        """The text read in its own language, in English, which sellers mix into every other, and in others `beside`.

        The others are those of the markets; one is read only where the text holds a word that none but it knows.
        """
        own = undisguised(folded, tokens, self._index_of(language), language)
        return [own, *(Scan(folded, own.written, other, own) for other in self._others(own, beside))]

    def bare(self, folded: Folded, tokens: list[str], language: str) -> Scan:
        """The tokens of a text that no rule reads."""
        return undisguised(folded, tokens, self._index_of(language), language, bare=True)

    def _index_of(self, language: str) -> LanguageIndex:
        return self.index(next((known for known in LANGUAGES if known == language), "en"))

    def _others(self, own: Scan, beside: Sequence[str]) -> Iterator[LanguageIndex]:
        english = self.index("en")
        if own.index is not english:
            yield english
        long = {token for token in own.tokens if len(token) >= _TELLING} if len(beside) > 1 else ()
        for language in LANGUAGES:
            if long and language in beside and language in _LATIN and language not in ("en", own.index.language):
                index = self.index(language)
                if any(
                    index.keys.knows(word) and not own.index.knows(word) and not english.knows(word) for word in long
                ):
                    yield index

    def examine(self, text: str, scans: Sequence[Scan], role: FieldRole, around: Surroundings) -> list[Hit]:
        """What is found in one field, in order; where findings of a category overlap the worst, then longest, stays."""
        hits = [hit for scan in scans for hit in self._hits(scan, role, around)]
        hits += self._form_hits(text, scans[0].index.language, role, around)
        hits.sort(key=_rank)
        kept: list[Hit] = []
        for hit in hits:
            if not any(self._competes(hit, other) for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def _competes(self, hit: Hit, other: Hit) -> bool:
        overlap = hit.start < other.end and other.start < hit.end
        rule, rival = self.book.rules[hit.rule], self.book.rules[other.rule]
        if "form" in (rule.finds, rival.finds):  # a title in capitals may say anything besides
            return False
        alike = (hit.start, hit.end) == (other.start, other.end) and hit.judgement.within(other.judgement)
        return overlap and (rule.category == rival.category or alike)

    def _hits(self, scan: Scan, role: FieldRole, around: Surroundings) -> Iterator[Hit]:
        for match in matches(scan):
            rule = self.book.rules[match.rule]
            if (rule.roles and role not in rule.roles) or (rule.pictures and not around.setting.ai_picture):
                continue
            lifted = bool(rule.lifted_by) and around.lifts(match.rule)
            judgement = around.court.judge(match.rule, role, lifted)
            if judgement is None or not self._in_context(scan, match):
                continue
            if guards.harmless(scan, match, rule, self.book, around.setting):
                continue
            if scan.index.language == "ko" and scan.straddles(match.parts):
                continue
            first, last = scan.edges(match.parts)
            start, end = scan.folded.origin(first), scan.folded.end(last)
            yield Hit(match.rule, start, end, judgement, scan.index.language)

    def _form_hits(self, text: str, language: str, role: FieldRole, around: Surroundings) -> Iterator[Hit]:
        listing = around.court.listing
        for name in self.book.formal:
            rule = self.book.rules[name]
            judgement = None if rule.roles and role not in rule.roles else around.court.judge(name, role, False)
            if judgement and rule.form:
                for start, end in forms.found(text, rule.form, listing.marketplace, listing.brand):
                    yield Hit(name, start, end, judgement, language)

    def _in_context(self, scan: Scan, match: Match) -> bool:
        """The rule's own side conditions: nothing of `unless`, something of `needs` in the same sentence."""
        sentence = scan.sentence(match.start)
        needed = False
        for reading in scan.readings:
            context = reading.index.context.get(match.rule)
            if context is None:
                continue
            if any(_within(reading, pattern, sentence) for pattern in context.unless):
                return False
            if any(_within(reading, pattern, sentence) for pattern in context.needs):
                return True
            needed = needed or bool(context.needs)
        return not needed


def _rank(hit: Hit) -> tuple[int, int, int, int, str]:
    """The worst first, then the longest; of equals what speaks in most places, so that it covers the others.

    The last word has the rule's name: a text reads the same, whatever stands around it.
    """
    judged = hit.judgement
    places = len(judged.markets) + len(judged.platforms)
    return WORST_FIRST.index(judged.verdict), hit.start - hit.end, hit.start, -places, hit.rule


def _within(scan: Scan, pattern: Compiled, sentence: tuple[int, int]) -> bool:
    return any(sentence[0] <= start and end <= sentence[1] for start, end in joined(scan, pattern))


def _lifting(scans: Iterable[Scan], rule: str) -> Iterator[bool]:
    for scan in scans:
        if rule in scan.index.context:
            yield from (bool(joined(scan, pattern)) for pattern in scan.index.context[rule].lifted_by)
