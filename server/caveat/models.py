"""The nouns of Caveat, and at the same time its wire contract: names may be added here, never renamed."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

FieldRole = Literal["title", "bullet", "description", "search_terms", "attribute", "image_text", "ad_copy", "other"]
Verdict = Literal["stop", "prove", "platform", "polish"]
"""Worst first: unlawful in form; lawful only with evidence; lawful, but the marketplace suppresses it; style."""
Category = Literal[
    "DISEASE", "STRUCTFN", "WEIGHT", "PESTICIDE", "CERTMARK", "GREEN", "CARBON", "ENDLIFE", "ORIGIN", "SUPERLATIVE",
    "COMPARE", "GUARANTEE", "PRICE", "REVIEW", "SAFETY", "PERF", "CONTRADICT", "MATERIAL", "MEDDEV", "COSDRUG", "FOOD",
    "ENDORSE", "AIREM", "AIMEDIA", "IP", "HANDMADE", "CONTACT", "SPAM", "LEGALFEAT", "MISSING",
]  # fmt: skip
ProductType = Literal[
    "dietary-supplement", "food", "pet-food", "cosmetic", "medical-device", "biocide", "cleaning", "toy", "baby",
    "apparel", "footwear", "jewelry", "electronics", "appliance", "furniture", "kitchenware", "tool", "auto-part",
    "book-media", "craft-supply", "garden", "sport", "home-textile", "other",
]  # fmt: skip
Market = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2 (GB, not UK), or "EU"."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def scrub(text: Any) -> Any:
    """Read each lone surrogate as U+FFFD, one for one, so that no offset moves and no text is refused."""
    if not isinstance(text, str) or text.isascii():
        return text
    return _SURROGATE.sub("\ufffd", text)


Text = Annotated[str, BeforeValidator(scrub)]
Id = Annotated[Text, StringConstraints(max_length=200)]


class Noun(BaseModel):
    """Base of all nouns: frozen, and an unknown name is an error rather than a silent loss."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class TextField(Noun):
    """One field of the seller's form, as the seller typed it."""

    id: Id
    role: FieldRole
    text: Text
    format: Literal["text", "html"] = "text"
    label: Text | None = None
    limit: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Most characters that the form takes.")
    limit_bytes: Annotated[int, Field(ge=1)] | None = Field(default=None, description="Most bytes of UTF-8.")


class Fact(Noun):
    """One spec of the listing: an attribute of the form, a table row, a column."""

    name: Text
    value: Text
    source: Text = "attribute"


class Medium(Noun):
    """One picture or video of the listing."""

    id: Id
    role: Text = "image"
    data: Text | None = None
    sha256: Text | None = None
    disclosed_ai: bool = False


class Scope(Noun):
    """What a piece of evidence speaks for; an empty list means all. `lines` begin the keys of a line of products."""

    keys: list[Text] = []
    lines: list[Text] = []
    markets: list[Market] = []
    rules: list[Text] = []

    def names(self, key: str | None) -> bool:
        """Whether a listing with this key is meant."""
        if not self.keys and not self.lines:
            return True
        return key is not None and (key in self.keys or any(line and key.startswith(line) for line in self.lines))


class Evidence(Noun):
    """What the seller says proves a claim. Held, never verified: a filled slot is seller-declared."""

    kind: Text
    number: Text | None = None
    issuer: Text | None = None
    scope: Scope = Scope()
    issued: date | None = None
    expires: date | None = None

    def valid(self, on: date) -> bool:
        """Whether it counts on a day: from the day of issue to the day it expires, both included."""
        return (self.issued is None or self.issued <= on) and (self.expires is None or on <= self.expires)


class Listing(Noun):
    """What a seller is about to publish, whichever door it came through."""

    key: Text | None = None
    marketplace: Text = "generic"
    markets: list[Market] = Field(default=[], description="Empty means every market the rule book knows.")
    language: Text | None = None
    product_type: ProductType | None = None
    brand: Text | None = None
    fields: list[TextField]
    facts: list[Fact] = []
    media: list[Medium] = []
    evidence: list[Evidence] = []


class LawRef(Noun):
    """A law, or a marketplace's page, as a finding cites it; `market` is then the marketplace's name."""

    id: str
    market: str
    title: str
    section: str
    url: str
    effective: date | None
    checked: date
    status: Literal["verified", "unverified", "planned"]


class Related(Noun):
    """The other place a finding points at."""

    field: str | None = None
    fact: str | None = None
    start: int | None = None
    end: int | None = None
    note: str = ""


class Proof(Noun):
    """Which kinds of evidence would lift a finding, and which of them the listing holds."""

    accepts: list[str] = []
    have: list[str] = []


class Suggestion(Noun):
    """One rewrite: put `text` in place of [start, end) (UTF-16 code units of the field as sent).

    `add` is a sentence that a finding without a field asks for: it may stand in any field, and start and end are 0.
    `origin` wrote it: `rule`, `facts`, or the AI vendor of that name with its `model`.
    """

    id: str
    kind: Literal["replace", "remove", "add"]
    start: int
    end: int
    text: str
    safety: Literal["safe", "review"]
    origin: str = "rule"
    assumes: str | None = None
    model: str | None = None
    loses: list[str] = Field(default=[], description="Words that shoppers search for and that the listing would lose.")


class Decision(Noun):
    """What a person decided about a finding. `saved`: the form was saved with the finding open."""

    action: Literal["applied", "dismissed", "reopened", "saved"]
    reason: str | None = None


class PastDecision(Decision):
    """A decision as a finding recalls it."""

    at: datetime


class Finding(Noun):
    """One claim that a law, the marketplace or the listing itself speaks against.

    `start` and `end` are UTF-16 code units of the field as sent, tags included; `field` is None where something is
    missing or a picture is meant. `fingerprint` stays the same while other text changes. `levels` is the verdict in
    each market.
    """

    id: str
    rule: str
    category: Category
    verdict: Verdict
    confidence: float
    field: str | None
    start: int | None
    end: int | None
    text: str
    message: str
    why: str
    markets: list[str] = []
    levels: dict[str, Verdict] = {}
    laws: list[LawRef] = []
    platforms: list[str] = []
    related: list[Related] = []
    evidence: Proof = Proof()
    suggestions: list[Suggestion] = []
    media: str | None = None
    fingerprint: str
    decision: PastDecision | None = None


class BookRef(Noun):
    """Which rule book answered."""

    version: str
    rules: int
    sha256: str


class Checked(Noun):
    """What was looked at."""

    markets: list[str]
    fields: list[str]


class NotChecked(Noun):
    """What was not looked at, and why."""

    what: str
    why: str


class Report(Noun):
    """The answer to a Listing: what was found, by which rules, and what was not checked.

    `fixes` names the suggestions that can be applied together, in one step, without asking for each: they were checked
    together. `kinds` says what the kinds of evidence that its findings name are called.
    """

    findings: list[Finding]
    rulebook: BookRef
    checked: Checked
    not_checked: list[NotChecked] = []
    language: dict[str, str] = {}
    text_sha256: dict[str, str] = {}
    fixes: list[str] = []
    kinds: dict[str, str] = {}
    partial: bool = False
    partial_reason: str | None = None
