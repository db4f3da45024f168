"""What goes to an AI vendor and what comes back: Request, Answer, Fault, Failure, and the Try that tells of it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from caveat.providers.faults import Kind, Language

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True)
class Message:
    """One message of the conversation. What a seller typed belongs into `user`, never into `system`."""

    role: Literal["system", "user", "assistant"]
    content: str = field(repr=False)


@dataclass(frozen=True)
class Request(Generic[Shape]):
    """What is asked: messages, and the shape that the answer's JSON object must have.

    `shape` is a pydantic model; its JSON schema goes along, and an answer that does not fit it counts as a fault.
    `sends` names what of the seller's the messages hold (field roles, `facts`, `brand`): a vendor that may not get
    all of it is not asked. `max_tokens` limits the answer.
    """

    messages: tuple[Message, ...]
    shape: type[Shape]
    sends: frozenset[str] = frozenset()
    max_tokens: int = 1000

    def digest(self, model: str) -> str:
        """SHA-256 of all that decides the answer of `model`: under it the answer is kept in the cache."""
        parts = [
            model,
            self.max_tokens,
            self.shape.model_json_schema(),
            [(one.role, one.content) for one in self.messages],
        ]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Why one vendor did not answer. `said` is the vendor's own message, short, without keys: to show, not to log."""

    kind: Kind
    vendor: str
    title: str
    """The vendor's name for people."""
    status: int | None = None
    said: str = field(default="", repr=False)
    retry_after: float | None = None
    """Seconds that the vendor asked us to wait."""
    since: str | None = None
    """When a lasting fault was met first, ISO 8601 in UTC."""

    def sentence(self, language: Language) -> str:
        """What happened, and what the seller can do."""
        return " ".join(
            part for part in (self.kind.says(language, self.title), self.kind.advice(language, self.title)) if part
        )


@dataclass(frozen=True)
class Answer(Generic[Shape]):
    """What came back, fitting the shape asked for. It is data: nothing in it is followed."""

    data: Shape = field(repr=False)
    vendor: str
    title: str
    model: str
    tokens_in: int
    tokens_out: int
    cost: float
    """In the currency of the vendor's price; 0 where none is known or the answer comes from the cache."""
    currency: str
    ms: int
    cached: bool = False
    faults: tuple[Fault, ...] = ()
    """Why the vendors before this one did not answer."""


@dataclass(frozen=True)
class Failure:
    """No vendor answered; `faults` says why for each, in order. Empty: there was no vendor to ask."""

    faults: tuple[Fault, ...] = ()
    cancelled: bool = False

    def sentences(self, language: Language) -> list[str]:
        """What to tell the seller, a sentence a vendor."""
        return [fault.sentence(language) for fault in self.faults]


@dataclass(frozen=True)
class Try:
    """One step, told as it happens: `asking` before anything leaves, then `answered`, `failed`; or `skipped`, `cached`.

    From these a log of what left the computer can be kept: only tries that were `asking` sent `request`.
    """

    state: Literal["asking", "answered", "failed", "skipped", "cached"]
    vendor: str
    title: str
    model: str
    host: str
    region: str
    request: Request[Any] = field(repr=False)
    ms: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    currency: str = "USD"
    estimated: bool = False
    """Whether tokens and cost are our own upper estimate, because the vendor told none."""
    fault: Fault | None = None


Told = Callable[[Try], None]
