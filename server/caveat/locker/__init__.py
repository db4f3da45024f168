"""The evidence locker: takes in what a seller holds as proof, says what is wrong with it, and lends it to a check.

Nothing is verified with whoever issued it. What is here is what the seller declares, and is called so everywhere.
"""

import unicodedata
from datetime import date, timedelta

from caveat.errors import BadEvidence, NotFound
from caveat.locker.filetype import name_of, type_of
from caveat.models import Listing
from caveat.rulebook import RuleBook
from caveat.rulebook.evidence import EvidenceKind
from caveat.rulebook.faults import meant
from caveat.rulebook.schema import MEMBER_STATES
from caveat.store import EvidenceFile, NewEvidence, Store, StoredEvidence


class Locker:
    """The locker of a store, with the kinds of evidence that a rule book knows."""

    def __init__(self, store: Store, book: RuleBook, max_file: int) -> None:
        self._store, self._book, self._max_file = store, book, max_file

    @property
    def kinds(self) -> dict[str, EvidenceKind]:
        """The kinds of evidence."""
        return self._book.evidence

    def lifting(self, name: str, markets: list[str]) -> dict[str, EvidenceKind]:
        """The kinds that lift what a rule finds in some of these markets, each with those. NotFound: no rule."""
        rule = self._book.rules.get(name)
        if rule is None:
            raise NotFound(f"There is no rule {name!r}.", code="unknown-rule")
        reach = {kind: [one for one in markets if self._book.lifts(kind, rule, one)] for kind in self.kinds}
        return {kind: self.kinds[kind].model_copy(update={"markets": there}) for kind, there in reach.items() if there}

    def add(self, new: NewEvidence, file: tuple[str, bytes] | None, by: str) -> StoredEvidence:
        """File a piece of evidence. BadEvidence says what does not fit; then nothing was kept."""
        new = _tidy(new)
        self._check(new, file is not None)
        kept = None
        if file is not None:
            name, data = name_of(file[0]), file[1]
            self.check_size(len(data))
            kept = EvidenceFile(
                name=name, type=type_of(name, data), size=len(data), sha256=self._store.files.keep(data)
            )
        return self._store.evidence.add(new, kept, by).on(date.today())

    def check_size(self, size: int) -> None:
        """BadEvidence for a file of that many bytes: none at all, or more than are taken in."""
        if size == 0:
            raise BadEvidence("file: there is nothing in it", code="empty-file")
        if size > self._max_file:
            raise BadEvidence(f"file: larger than {self._max_file} bytes", code="file-too-large", status=413)

    def withdraw(self, number: int, by: str, why: str | None = None) -> StoredEvidence:
        """Let a piece count no longer; its record and its file stay."""
        return self._store.evidence.withdraw(number, by, why).on(date.today())

    def get(self, number: int, on: date | None = None) -> StoredEvidence:
        """One piece, as it stands on a day. Raises NotFound."""
        return self._store.evidence.get(number).on(on or date.today())

    def file(self, number: int) -> tuple[EvidenceFile, bytes]:
        """The file of a piece, its hash checked. NotFound: there is none; CaveatError: missing or damaged on disk."""
        file = self.get(number).file
        if file is None:
            raise NotFound(f"Evidence number {number} has no file.", code="no-file")
        return file, self._store.files.read(file.sha256)

    def pieces(
        self, *, key: str | None = None, expiring: int | None = None, withdrawn: bool = False, on: date | None = None
    ) -> list[StoredEvidence]:
        """Pieces, newest first. With `expiring`: only those whose last day is within so many days from `on`."""
        day = on or date.today()
        found = self._store.evidence.all() if withdrawn else reversed(self._store.evidence.active())
        pieces = [one.on(day, key) for one in found]
        if expiring is None:
            return pieces
        last = day + timedelta(days=min(max(expiring, 0), 36500))
        return [one for one in pieces if one.state == "held" and one.expires is not None and one.expires <= last]

    def lend(self, listing: Listing) -> Listing:
        """The listing with what the locker holds for its key; its dates and markets are judged with the rules."""
        held = [one.bare for one in self._store.evidence.active() if one.scope.names(listing.key)]
        return listing.model_copy(update={"evidence": [*listing.evidence, *held]}) if held else listing

    def fault(self, file: EvidenceFile) -> str | None:
        """Why a file cannot be read, as a code: `file-missing` or `file-damaged`; None for one that is whole."""
        return self._store.files.fault(file.sha256)

    def _check(self, new: NewEvidence, has_file: bool) -> None:
        kind = self._book.evidence.get(new.kind)
        if kind is None:
            said = f"kind: no kind of evidence {new.kind!r}{meant(new.kind, self._book.evidence)}".strip()
            raise BadEvidence(said, code="unknown-kind")
        given = {name for name in ("number", "issuer", "issued", "expires") if getattr(new, name)}
        missing = [name for name in kind.needs if name not in given | ({"file"} if has_file else set())]
        if missing:
            said = f"{kind.name['en']} needs {', '.join(missing)}"
            raise BadEvidence(said, code="evidence-incomplete")
        if kind.number and new.number and not kind.number.fits(new.number):
            said = f"number: this is not the form of {kind.name['en']}; it looks like {kind.number.example}"
            raise BadEvidence(said, code="bad-number")
        if new.issued and new.expires and new.expires < new.issued:
            raise BadEvidence("expires: this day lies before the day of issue", code="bad-dates")
        self._check_scope(new, kind)

    def _check_scope(self, new: NewEvidence, kind: EvidenceKind) -> None:
        known = {"EU", *self._book.markets, *MEMBER_STATES}
        for market in new.scope.markets:
            if market not in known:
                said = f"scope.markets: no law here speaks for {market}; there are {', '.join(self._book.markets)}"
                raise BadEvidence(said, code="unknown-market")
            if not kind.speaks_in(market):
                said = f"scope.markets: {kind.name['en']} means nothing in {market}, only in {', '.join(kind.markets)}"
                raise BadEvidence(said, code="wrong-market")
        for name in new.scope.rules:
            rule = self._book.rules.get(name)
            if rule is None:
                said = f"scope.rules: no rule {name!r}{meant(name, self._book.rules)}"
                raise BadEvidence(said, code="unknown-rule")
            if not any(self._book.lifts(new.kind, rule, market) for market in known):
                said = f"scope.rules: {name} is not lifted by {kind.name['en']}"
                raise BadEvidence(said, code="wrong-rule")


def _tidy(new: NewEvidence) -> NewEvidence:
    """Without blanks around what was typed, full-width signs, and empty names."""

    def plain(text: str | None) -> str | None:
        return " ".join(unicodedata.normalize("NFKC", text).split()) or None if text else None

    def names(given: list[str]) -> list[str]:
        return list(dict.fromkeys(name.strip() for name in given if name.strip()))

    scope = new.scope.model_copy(update={part: names(given) for part, given in new.scope})
    if any(given and not getattr(scope, part) for part, given in new.scope):
        raise BadEvidence("scope: an empty name would mean everything; leave it out instead", code="bad-scope")
    number, issuer = plain(new.number), plain(new.issuer)
    return new.model_copy(update={"scope": scope, "number": number, "issuer": issuer})
