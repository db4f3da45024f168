"""One attempt at one vendor: the request goes out once, and its reply is read, priced, and freed of the key."""

import json
import re
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Generic

from caveat.errors import BadVendors
from caveat.models import scrub
from caveat.providers.body import body
from caveat.providers.keys import Keys
from caveat.providers.line import Broken, Line, Reply, hold
from caveat.providers.nouns import Request, Shape
from caveat.providers.reading import Read, read
from caveat.providers.roster import Vendor

SAID = 300
"""Characters kept of what a vendor says."""
LONGEST_WAIT = 24 * 3600.0
"""Seconds; a vendor that asks for more is tried again after a day."""
_MASKED = re.compile(r"\S*(?:\*{2,}|•{2,}|\.{3,})\S*|\b(?:sk|pk|key|AIza)[-_\w]{8,}")
"""A key as vendors quote it, part of it hidden or not."""


@dataclass(frozen=True)
class Got(Generic[Shape]):
    """What an attempt came to: data, or the kind of a fault."""

    data: Shape | None = field(default=None, repr=False)
    fault: str = ""
    said: str = field(default="", repr=False)
    status: int | None = None
    retry_after: float | None = None
    tokens: tuple[int, int] = (0, 0)
    estimated: bool = False
    cost: float = 0.0
    ms: int = 0


class Attempt(Generic[Shape]):
    """A request as it would go to a vendor, and the most it can cost."""

    def __init__(self, vendor: Vendor, request: Request[Shape]) -> None:
        self._vendor = vendor
        self._request = request
        self._body = body(vendor, request)
        # A token is at least three bytes of UTF-8: four letters of English, one of Chinese.
        size = len(json.dumps(self._body, ensure_ascii=False).encode("utf-8", "replace"))
        self._most = size // 3 + 1, self._body[vendor.known.tokens]
        self.most = self._cost(self._most)

    def make(self, keys: Keys, seconds: float, cancel: threading.Event) -> Got[Shape]:
        """Send it, and read what comes back within `seconds`."""
        start, key = time.monotonic(), _Key(keys, self._vendor.key)

        def work(line: Line) -> tuple[Reply, Read[Shape]]:
            from caveat.providers import sdk  # loads openai, which takes longer than a start of Caveat

            reply = sdk.send(line, self._vendor.url, key(), self._body)
            return reply, read(reply, self._request, self._vendor.preset)

        outcome, sent = hold(work, seconds, cancel)
        ms = round((time.monotonic() - start) * 1000)
        if isinstance(outcome, Broken):
            tokens = self._most if sent else (0, 0)  # it may be charged for all the same
            return Got(fault=outcome.kind, tokens=tokens, estimated=sent, cost=self._cost(tokens), ms=ms)
        reply, found = outcome
        answered = 200 <= reply.status < 300
        tokens = found.tokens or (self._most if answered else (0, 0))
        return Got(
            data=found.data,
            fault=found.fault,
            said=key.hide(found.said),
            status=reply.status,
            retry_after=_wait(reply),
            tokens=tokens,
            estimated=answered and found.tokens is None,
            cost=self._cost(tokens),
            ms=ms,
        )

    def _cost(self, tokens: tuple[int, int]) -> float:
        price = self._vendor.price
        return (tokens[0] * price.input + tokens[1] * price.output) / 1e6


class _Key:
    """Fetches the key where it is needed, and takes it out of what the vendor says."""

    def __init__(self, keys: Keys, reference: str | None) -> None:
        self._keys = keys
        self._reference = reference
        self._key = ""

    def __call__(self) -> str:
        if self._reference is None:
            return ""
        try:
            self._key = self._keys.get(self._reference)
        except BadVendors as error:
            raise Broken(error.code) from None
        return self._key

    def hide(self, said: str) -> str:
        """What the vendor said, shortened, without the key or what is left of one."""
        said = said.replace(self._key, "…") if self._key else said
        return " ".join(_MASKED.sub("…", scrub(said[:SAID])).split())


def _wait(reply: Reply) -> float | None:
    """Seconds that the vendor asks to wait: a number, or a date."""
    text = reply.headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        wait = float(text)
    except ValueError:
        try:
            wait = (parsedate_to_datetime(text).astimezone(UTC) - datetime.now(UTC)).total_seconds()
        except (ValueError, OverflowError):
            return None
    return min(max(wait, 0.0), LONGEST_WAIT) if wait == wait else None
