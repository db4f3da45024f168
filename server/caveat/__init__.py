"""Caveat checks a seller's listing before it is saved. `from caveat import check, Listing`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caveat.checker import check
    from caveat.models import Evidence, Fact, Finding, Listing, Report, Suggestion, TextField

__version__ = "0.1.0"
__all__ = ["Evidence", "Fact", "Finding", "Listing", "Report", "Suggestion", "TextField", "check"]


def __getattr__(name: str) -> Any:
    """Load on first use, so that `caveat --help` does not wait for the rule book."""
    if name not in __all__:
        raise AttributeError(f"module 'caveat' has no attribute {name!r}")
    from caveat import checker, models

    return getattr(checker if name == "check" else models, name)
