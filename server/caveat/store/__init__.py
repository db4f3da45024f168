"""What Caveat remembers: who may speak to it, what they decided, what they wrote, and their evidence."""

from pathlib import Path
from typing import Self

from caveat.store.decisions import DecisionRequest, Decisions, StoredDecision
from caveat.store.engine import open_engine
from caveat.store.evidence import EvidenceFile, EvidenceRecords, NewEvidence, StoredEvidence
from caveat.store.files import Files
from caveat.store.pairings import Pairings
from caveat.store.revisions import Revision, Revisions
from caveat.store.rows import Merged, Rows, values

__all__ = [
    "DecisionRequest", "Decisions", "EvidenceFile", "EvidenceRecords", "Files", "Merged", "NewEvidence", "Pairings",
    "Revision", "Revisions", "Rows", "Store", "StoredDecision", "StoredEvidence", "values",
]  # fmt: skip


class Store:
    """An open database, and the folder of evidence files. Use as a context manager, or call `close`."""

    def __init__(self, url: str, files: Path | None = None) -> None:
        self.engine = open_engine(url)
        self.pairings = Pairings(self.engine)
        self.decisions = Decisions(self.engine)
        self.revisions = Revisions(self.engine)
        self.evidence = EvidenceRecords(self.engine)
        self.rows = Rows(self.engine)
        self.files = Files(files)

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
