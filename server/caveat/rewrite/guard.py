"""Why a rewrite is not offered, whoever wrote it: what it adds, in whose language, and whether it fits its field.

`fault` is the whole question, asked of one rewrite; the rewrites of the rule book are asked its parts many at a time.
Hold the engine's lock.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from caveat.analysis.analyse import Analysis, Reading, disagreeing, missing, survey
from caveat.analysis.engine import Engine, Hit
from caveat.analysis.facts.ground import Ground, concrete, field, held
from caveat.analysis.facts.said import Said
from caveat.analysis.passage import Passage
from caveat.models import Listing
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import after
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_LOUD = ("stop", "prove", "platform")
_DENSE = frozenset(("zh", "ja", "ko"))
_LATIN = ("en", "de", "fr", "es", "it")
_TELLING = 6
"""Words from which on the language of a new wording can be told among those with Latin letters."""
Found = Counter[tuple[str | None, str, str]]
"""Findings as (field, rule, folded claim), so that the same claim twice counts twice."""


class Guard:
    """One listing as it is, ready to be asked about changes of it."""

    def __init__(self, engine: Engine, analysis: Analysis) -> None:
        self.engine, self.analysis = engine, analysis
        self.asked: list[tuple[Said, bool]] = []
        """What rewrites state, and whether the listing holds it, in the order in which that was asked."""

    def fault(self, reading: Reading, hit: Hit | None, edit: Edit) -> str | None:
        """Why a rewrite of a field is dropped, or None. `hit` is the finding it is for, which must be gone with it."""
        said = misfit(reading, edit) or foreign(reading, edit) or self.invents(reading, edit)
        if said:
            return said
        left = self._found(self.changed({reading.field.id: [edit]}))
        new = +(left - self.found)
        if new:
            return "it adds " + ", ".join(sorted({rule for _, rule, _ in new}))
        own = (reading.field.id, hit.rule, _claim(reading, hit)) if hit else None
        return f"it leaves {hit.rule}" if hit and own and left[own] >= self.found[own] > 0 else None

    def invents(self, reading: Reading, edit: Edit, presumed: bool = False) -> str | None:
        """What a rewrite states that neither copy, facts nor evidence hold; a soft property may be `presumed` aloud."""
        if not edit.text.strip():
            return None
        text = reading.passage.plain
        first = text.rfind("\n", 0, edit.start) + 1
        last = text.find("\n", edit.end)
        line = text[first : edit.start] + calm(text, edit) + text[edit.end : last if last >= 0 else len(text)]
        return next(iter(self.invented([line], reading.passage.language, presumed).values()), None)

    def invented(self, texts: Sequence[str], language: str, presumed: bool = False) -> dict[int, str]:
        """Of texts in a language those that state something new, by their place, with what it is."""
        joined, starts, end = "\n".join(texts), [], 0
        for text in texts:
            starts.append(end)
            end += len(text) + 1
        claims = field(self.engine, 0, Passage(self.engine, joined, False, (f"={language}",)))
        new: dict[int, str] = {}
        for one in concrete([claims]):
            if not (presumed and one.kind == "feature") and not self._backed(one):
                place = max(n for n, start in enumerate(starts) if start <= one.start)
                new.setdefault(place, f"it states “{one.text}” ({one.kind}), which nothing here holds")
        return new

    def _backed(self, one: Said) -> bool:
        backed = self.ground.backs(one)
        self.asked.append((one, backed))
        return backed

    def changed(self, edits: Mapping[str, Iterable[Edit]]) -> Listing:
        """The listing with edits made; those of a field do not overlap."""
        fields = [
            reading.field.model_copy(update={"text": after(reading, edits.get(reading.field.id, ()))})
            for reading in self.analysis.readings
        ]
        return self.analysis.listing.model_copy(update={"fields": fields})

    def adds(self, listing: Listing) -> list[str]:
        """The rules that find more in a changed listing than in this one."""
        return sorted({rule for _, rule, _ in +(self._found(listing) - self.found)})

    @cached_property
    def ground(self) -> Ground:
        """All that the listing holds."""
        return held(self.engine, self.analysis.listing, [one.passage for one in self.analysis.readings])

    @cached_property
    def found(self) -> Found:
        """What is found in the listing as it is."""
        return self._found(self.analysis.listing)

    def _found(self, listing: Listing) -> Found:
        """What is found in a listing at the levels that keep it from being published as it is."""
        analysis = survey(self.engine, listing, self.analysis.around.court.on)
        found: Found = Counter()
        for reading in analysis.readings:
            passage = reading.passage
            for hit in self.engine.examine(passage.plain, passage.scans, reading.field.role, analysis.around):
                if hit.judgement.verdict in _LOUD:
                    found[reading.field.id, hit.rule, _claim(reading, hit)] += 1
        for gap in missing(self.engine, analysis):
            found[None, gap.rule, ""] += 1
        for split in disagreeing(self.engine, analysis):
            if split.judgement.verdict in _LOUD:
                found[None, split.rule, split.what.kind] += 1
        return found


def fault(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit | None, edit: Edit) -> str | None:
    """Why one rewrite is dropped, or None; `Guard` answers about many of one listing."""
    return Guard(engine, analysis).fault(reading, hit, edit)


def calm(text: str, edit: Edit) -> str:
    """The new words; in small letters where only the capitals of the claim raised them: those make names of words."""
    return edit.text.lower() if edit.text.isupper() and text[edit.start : edit.end].isupper() else edit.text


def misfit(reading: Reading, edit: Edit) -> str | None:
    """Why the changed text cannot stand in its field: it is the same, a title without words, or too long.

    A field that is too long already may stay so as long as it grows no further.
    """
    if edit.text == reading.passage.plain[edit.start : edit.end]:
        return "it changes nothing"
    place, before, text = reading.field, reading.field.text, after(reading, [edit])
    if place.role == "title" and not any(sign.isalnum() for sign in text):
        return "it leaves no title"
    if place.limit is not None and len(text) > max(place.limit, len(before)):
        return f"it is longer than {place.limit} characters"
    if place.limit_bytes is not None and len(text.encode()) > max(place.limit_bytes, len(before.encode())):
        return f"it is longer than {place.limit_bytes} bytes"
    return None


def foreign(reading: Reading, edit: Edit) -> str | None:
    """Whether the new words are in another language than the field."""
    language, folded = reading.passage.language, Folded(edit.text).text
    tokens = [token for token in words(folded) if token[0].isalpha()]
    if not tokens or folded in reading.passage.folded.text:
        return None
    others = () if language in _DENSE else (one for one in _LATIN if one != language)
    told = detect(folded, tokens, (language, *others))
    short = len(tokens) < _TELLING and told in _LATIN  # "IPX4" in a Chinese title, "bio" in a German one
    return None if told == language or short else f"it is in {told}, not {language}"


def _claim(reading: Reading, hit: Hit) -> str:
    return Folded(reading.passage.plain[hit.start : hit.end]).text
