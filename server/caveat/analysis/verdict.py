"""From a match to a verdict: which laws speak for the chosen markets on the day, and how sure the book is of them."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from caveat.models import Evidence, FieldRole, LawRef, Listing, Verdict
from caveat.rulebook import RuleBook
from caveat.rulebook.schema import MEMBER_STATES, Law, Policy, Rule

_REMEMBERED = 4096
WORST_FIRST: tuple[Verdict, ...] = ("stop", "prove", "platform", "polish")


@dataclass(frozen=True)
class Judgement:
    """What a rule means for this listing: the verdict, where, by which laws, and what would lift it."""

    verdict: Verdict
    markets: tuple[str, ...]
    laws: tuple[LawRef, ...]
    platforms: tuple[str, ...]
    held: tuple[str, ...]
    levels: tuple[Verdict, ...] = ()
    """The verdict in each of the markets, in their order."""

    def within(self, other: "Judgement") -> bool:
        """Whether another speaks wherever this one does: two of a kind on one claim would only be noise."""
        return {*self.markets, *self.platforms} <= {*other.markets, *other.platforms}


class Court:
    """Judges rules for one listing on one day; `judged` remembers the judgements on listings judged alike."""

    def __init__(
        self,
        book: RuleBook,
        listing: Listing,
        on: date,
        product_type: str | None,
        judged: dict[Hashable, Judgement | None],
    ) -> None:
        self.book, self.listing, self.on, self.product_type, self._judged = book, listing, on, product_type, judged
        self.markets = tuple(listing.markets) or tuple(book.markets)
        self._evidence = tuple(proof.model_dump_json() for proof in listing.evidence)
        key = listing.key if listing.evidence else None
        self.key = self.markets, listing.marketplace, key, on, product_type, self._evidence
        """Equal for two listings that are judged alike."""

    def judge(self, name: str, role: FieldRole, lifted: bool) -> Judgement | None:
        """The judgement on a rule in a field of a role, or None where nothing speaks against it here."""
        key = name, role, lifted, self.key
        if key not in self._judged:
            if len(self._judged) > _REMEMBERED:
                self._judged.clear()
            self._judged[key] = self._judge(name, role, lifted)
        return self._judged[key]

    def _judge(self, name: str, role: FieldRole, lifted: bool) -> Judgement | None:
        rule = self.book.rules[name]
        if self.product_type in rule.except_types or (lifted and not rule.lifts_in):
            return None
        if rule.product_types and self.product_type is not None and self.product_type not in rule.product_types:
            return None
        verdicts: dict[str, Verdict] = {}
        laws: list[str] = []
        held = self._held(name)
        for market in self.markets:
            if lifted and market in rule.lifts_in:
                continue
            here = [law for law in rule.laws if self._speaks(self.book.laws[law], market)]
            if here and not any(self._covers(proof, rule, market) for proof in held):
                verdicts[market] = _capped(rule.verdict_in(market), (self.book.laws[law] for law in here))
                laws.extend(law for law in here if law not in laws)
        shop = self.listing.marketplace
        pages = self._pages(name) if shop in rule.platforms else {}
        cites = {id_: page for id_, page in pages.items() if page.covers(role, self.product_type)}
        platforms = (shop,) if shop in rule.platforms and (cites or not pages) else ()
        if not verdicts and not platforms:
            return None
        spoken = [*verdicts.values(), *(["platform"] if platforms else [])]
        worst = next(verdict for verdict in WORST_FIRST if verdict in spoken)
        cited = [_ref(id_, self.book.laws[id_], self.book.laws[id_].market) for id_ in laws]
        cited.extend(_ref(id_, page, shop) for id_, page in cites.items())
        kinds = tuple(proof.kind for proof in held)
        return Judgement(worst, tuple(verdicts), tuple(cited), platforms, kinds, tuple(verdicts.values()))

    def _pages(self, name: str) -> dict[str, Policy]:
        """The pages of the listing's marketplace that speak against a rule on the day, in whatever field."""
        rule, shop = self.book.rules[name], self.listing.marketplace
        return {
            id_: page
            for id_, page in self.book.policies.items()
            if page.platform == shop and (page.effective or self.on) <= self.on and page.speaks(name, rule)
        }

    def _held(self, name: str) -> list[Evidence]:
        """The evidence that the rule accepts, for this listing, valid on the day."""
        rule = self.book.rules[name]
        return [
            proof
            for proof in self.listing.evidence
            if proof.scope.names(self.listing.key)
            and (not proof.scope.rules or name in proof.scope.rules)
            and proof.valid(self.on)
            and any(self._covers(proof, rule, market) for market in self.markets)
        ]

    def _covers(self, proof: Evidence, rule: Rule, market: str) -> bool:
        """Whether a piece of evidence, by its kind and by its scope, can lift what a rule finds in a market."""
        markets = proof.scope.markets
        here = not markets or market in markets or ("EU" in markets and market in MEMBER_STATES)
        return here and self.book.lifts(proof.kind, rule, market)

    def _speaks(self, law: Law, market: str) -> bool:
        at_home = law.market == market or (law.market == "EU" and market in MEMBER_STATES)
        return at_home and law.applies(self.on, self.product_type)


def _capped(verdict: Verdict, laws: Iterable[Law]) -> Verdict:
    """A law that is not confirmed in a primary text never makes a finding worse than `prove`."""
    if verdict == "stop" and not any(law.status == "verified" for law in laws):
        return "prove"
    return verdict


def _ref(id_: str, source: Law | Policy, market: str) -> LawRef:
    """A law, or a page of a marketplace, as a finding cites it."""
    return LawRef(
        id=id_, market=market, title=source.title, section=source.section, url=source.url, effective=source.effective,
        checked=source.checked, status=source.status,
    )  # fmt: skip
