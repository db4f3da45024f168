"""The compiled rule book, and the examination of one field: scan, match, context, guards, verdict, overlap."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import RLock

from caveat.analysis import guards
from caveat.analysis.index import LANGUAGES, Compiled, LanguageIndex, build
from caveat.analysis.match import Match, join, joined, matches
from caveat.analysis.passage import Passage
from caveat.analysis.scan import Scan
from caveat.analysis.verdict import WORST_FIRST, Court, Judgement
from caveat.models import BookRef, FieldRole
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import Language
from caveat.text import html
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import words
from caveat.text.utf16 import Utf16

_REMEMBERED, _LONG = 256, 20_000
"""How many passages are remembered, and how long (in characters) one may be."""


@dataclass(frozen=True)
class Hit:
    """A claim found in a text, with the judgement on it. Offsets are code points of the text as given."""

    rule: str
    start: int
    end: int
    judgement: Judgement
    language: str
    match: Match
    scan: Scan


@dataclass(frozen=True)
class Surroundings:
    """What the examination of a field must know of the rest of the listing."""

    court: Court
    setting: guards.Setting
    lifted: frozenset[str]

    def key(self) -> Hashable:
        """Equal for two listings that are judged alike: what may be remembered of one holds for the other."""
        return self.court.key(), self.setting, self.lifted


class Engine:
    """The rule book ready to read. Hold `lock` while using it: passages are shared, and reading them fills them in.

    Reading is pure Python, which runs one thread at a time anyway, so the lock costs nothing.
    """

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.lock = RLock()
        self._indexes: dict[Language, LanguageIndex] = {}
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._passage)

    @cached_property
    def ref(self) -> BookRef:
        """Which book this is, as a report cites it."""
        return BookRef(version=self.book.version, rules=len(self.book.rules), sha256=self.book.sha256)

    def index(self, language: Language) -> LanguageIndex:
        """The index of one language, built when first asked for."""
        if language not in self._indexes:
            self._indexes[language] = build(self.book, language)
        return self._indexes[language]

    def passage(self, text: str, markup: bool, languages: tuple[str, ...]) -> Passage:
        """A text in one of `languages`, or as its script says; read once while it is among the latest.

        A language that is known for certain is given as `("=de",)`.
        """
        return (self._passage if len(text) > _LONG else self._remembered)(text, markup, languages)

    def _passage(self, text: str, markup: bool, languages: tuple[str, ...]) -> Passage:
        places = html.linear(text) if markup else None
        plain = places.text if places else text
        folded = Folded(plain)
        tokens = words(folded.text)
        certain = languages[0].startswith("=")
        language = languages[0][1:] if certain else detect(folded.text, tokens, languages)
        scans = self.scans(folded, tokens, language)
        return Passage(text, plain, places, language, scans, self._lifting(scans), Utf16(text))

    def _lifting(self, scans: Iterable[Scan]) -> frozenset[str]:
        return frozenset(
            pattern.rule for scan in scans for pattern in scan.lifting() if next(join(scan, pattern), None)
        )

    def read(self, text: str, language: str) -> list[Scan]:
        """A text in a known language, read for all its rules."""
        folded = Folded(text)
        return self.scans(folded, words(folded.text), language)

    def scans(self, folded: Folded, tokens: list[str], language: str) -> list[Scan]:
        """The text read in its own language and in English, which sellers mix into every other."""
        own = Scan(folded, tokens, self.index(next((known for known in LANGUAGES if known == language), "en")))
        return [own] if own.index.language == "en" else [own, Scan(folded, tokens, self.index("en"), own)]

    def examine(self, scans: Iterable[Scan], role: FieldRole, around: Surroundings) -> list[Hit]:
        """What is found in one field, in order; where findings of a category overlap the worst, then longest, stays."""
        hits = [hit for scan in scans for hit in self._hits(scan, role, around)]
        hits.sort(key=lambda hit: (WORST_FIRST.index(hit.judgement.verdict), hit.start - hit.end, hit.start))
        kept: list[Hit] = []
        for hit in hits:
            if not any(self._competes(hit, other) for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: (hit.start, hit.end))

    def _competes(self, hit: Hit, other: Hit) -> bool:
        overlap = hit.start < other.end and other.start < hit.end
        same = self.book.rules[hit.rule].category == self.book.rules[other.rule].category
        return overlap and (same or (hit.start, hit.end) == (other.start, other.end))

    def _hits(self, scan: Scan, role: FieldRole, around: Surroundings) -> Iterator[Hit]:
        for match in matches(scan):
            rule = self.book.rules[match.rule]
            if rule.roles and role not in rule.roles:
                continue
            judgement = around.court.judge(match.rule, match.rule in around.lifted)
            if judgement is None or not self._in_context(scan, match):
                continue
            if guards.harmless(scan, match, rule, self.book, around.setting):
                continue
            first, last = scan.edges(match.parts)
            start, end = scan.folded.origin(first), scan.folded.end(last)
            yield Hit(match.rule, start, end, judgement, scan.index.language, match, scan)

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


def _within(scan: Scan, pattern: Compiled, sentence: tuple[int, int]) -> bool:
    return any(sentence[0] <= start and end <= sentence[1] for start, end in joined(scan, pattern))
