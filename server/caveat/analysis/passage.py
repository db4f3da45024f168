"""One field's text, read once: plain text, language, scans, and the way back to the text as sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.analysis.scan import Scan
from caveat.text import html
from caveat.text.utf16 import Utf16


@dataclass(frozen=True)
class Passage:
    """A text as read. What is known here depends on nothing but the text, so it is remembered while the seller types.

    `lifting` names the rules that some wording of this text lifts for the whole listing.
    """

    sent: str
    plain: str
    places: html.Linear | None
    language: str
    scans: Sequence[Scan]
    lifting: frozenset[str]
    units: Utf16

    def sent_span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the plain text as code points of the text as sent."""
        if self.places is None or start == end:
            return start, end
        return self.places.starts[start], self.places.ends[end - 1]
