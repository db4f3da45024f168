"""The nouns of asking AI vendors, part of the wire contract: names may be added here, never renamed."""

from typing import Literal

from pydantic import Field

from caveat.models import Finding, Id, Listing, Noun, Suggestion


class SuggestRequest(Noun):
    """A listing, and which of its findings to ask about.

    `finding` is a fingerprint or an id of its Report. `preview` asks nobody: it answers what would be sent.
    `vendors` narrows the seller's list; none named means all of it, in its order.
    """

    listing: Listing
    finding: Id
    preview: bool = False
    vendors: list[Id] = []
    seconds: float | None = Field(
        None,
        gt=0,
        le=600,
        description="The deadline for all vendors together; left out: as long as the most patient may take.",
    )


class Payload(Noun):
    """What would go to one vendor, to the letter. `fields` names what of the listing is in it."""

    vendor: str
    title: str
    endpoint: str
    region: str
    model: str
    local: bool = Field(description="It runs on this computer.")
    terms: str = Field(description="What a consent is given for: SHA-256 of the address, the model and the data.")
    allowed: bool = Field(description="The seller has consented to these terms.")
    fields: list[str]
    body: str


class SuggestLine(Noun):
    """One line of the answer.

    `preview`: what would be sent to a vendor, in the order in which they would be asked; there are no other lines then.
    `progress`: a vendor is being asked, or still is. `suggestion`: a rewrite that held. `finding`: a claim that no rule
    found. `failed`: a vendor gave no answer; `code` says why, `message` in words. `done` is last: `message` says what
    still works where no vendor answered, `dropped` how much of the answer did not hold.
    """

    kind: Literal["preview", "progress", "suggestion", "finding", "failed", "done"]
    vendor: str | None = None
    title: str | None = None
    model: str | None = None
    code: str | None = None
    message: str | None = None
    suggestion: Suggestion | None = None
    finding: Finding | None = None
    payload: Payload | None = None
    dropped: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0
    currency: str | None = None
    cached: bool = False
    ms: int = 0
