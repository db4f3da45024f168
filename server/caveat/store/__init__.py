"""What Caveat remembers: who may speak to it, what they decided, wrote and filed, and what left for a vendor."""

from pathlib import Path
from typing import Self

from caveat.store.consents import Consents
from caveat.store.decisions import DecisionRequest, Decisions, StoredDecision
from caveat.store.engine import open_engine
from caveat.store.evidence import EvidenceFile, EvidenceRecords, NewEvidence, StoredEvidence
from caveat.store.files import Files
from caveat.store.pairings import Pairings
from caveat.store.revisions import Proposal, Revision, Revisions
from caveat.store.rows import Merged, Rows, values
from caveat.store.sent import Outcome, Sending, Sent, SentLog

__all__ = [
    "Consents", "DecisionRequest", "Decisions", "EvidenceFile", "EvidenceRecords", "Files", "Merged", "NewEvidence",
    "Outcome", "Pairings", "Proposal", "Revision", "Revisions", "Rows", "Sending", "Sent", "SentLog", "Store",
    "StoredDecision", "StoredEvidence", "values",
]  # fmt: skip


class Store:
    """An open database, and the folder of evidence files. Use as a context manager, or call `close`."""

    def __init__(self, url: str, files: Path | None = None) -> None:
        self.engine = open_engine(url)
        self.pairings = Pairings(self.engine)
        self.decisions = Decisions(self.engine)
        self.revisions = Revisions(self.engine)
        self.sent = SentLog(self.engine)
        self.consents = Consents(self.engine)
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
