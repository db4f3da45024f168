"""What Caveat remembers: who may speak to it, and what people decided about findings."""

from typing import Self

from caveat.store.decisions import DecisionRequest, Decisions, StoredDecision
from caveat.store.engine import open_engine
from caveat.store.pairings import Pairings

__all__ = ["Decisions", "DecisionRequest", "Pairings", "Store", "StoredDecision"]


class Store:
    """An open database. Use as a context manager, or call `close`."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.pairings = Pairings(self.engine)
        self.decisions = Decisions(self.engine)

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
