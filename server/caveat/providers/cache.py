"""Where answers are kept, so that the same question is neither sent nor paid for twice."""

from dataclasses import dataclass, field
from typing import Any, Protocol


class Cache(Protocol):
    """Answers by the digest of their request."""

    def get(self, digest: str, /) -> dict[str, Any] | None:
        """The JSON object kept under `digest`."""

    def put(self, digest: str, answer: dict[str, Any], /) -> None:
        """Keep an answer."""


@dataclass
class MemoryCache:
    """Answers of this process, the newest `size` of them."""

    size: int = 500
    _kept: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    def get(self, digest: str, /) -> dict[str, Any] | None:
        """The JSON object kept under `digest`."""
        return self._kept.get(digest)

    def put(self, digest: str, answer: dict[str, Any], /) -> None:
        """Keep an answer, and let the oldest go."""
        self._kept[digest] = answer
        for oldest in list(self._kept)[: -self.size]:
            self._kept.pop(oldest, None)
