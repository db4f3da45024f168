"""The fixed sentence of a statute that a listing lacks, in the language of the listing; nothing else is ever added."""

import hashlib

from caveat.analysis.analyse import Analysis
from caveat.analysis.engine import Engine
from caveat.analysis.passage import language_of
from caveat.models import Suggestion
from caveat.rulebook.schema import Rule


def sentences(engine: Engine, analysis: Analysis, rule: Rule) -> list[Suggestion]:
    """The sentences that would fill the gap, read again by the same rules."""
    language = language_of(reading.passage for reading in analysis.readings)
    found = []
    for rewrite in rule.rewrites.get(language, ()):  # type: ignore[call-overload]
        scans = engine.read(rewrite.text, language)
        if not engine.examine(rewrite.text, scans, "description", analysis.around):
            identity = hashlib.sha256(f"\0{rewrite.text}".encode()).hexdigest()[:16]
            found.append(Suggestion(id=identity, kind="add", start=0, end=0, text=rewrite.text, safety="review"))
    return found
