"""Caveat checks a seller's listing before it is saved. `from caveat import check, Listing`."""

from caveat.checker import check
from caveat.models import Evidence, Fact, Finding, Listing, Report, Suggestion, TextField

__version__ = "0.1.0"
__all__ = ["Evidence", "Fact", "Finding", "Listing", "Report", "Suggestion", "TextField", "check"]
