"""The rewrites that can be made in one step: one for each finding that has a `safe` one, checked together."""

from collections import Counter
from collections.abc import Sequence

from caveat.analysis.analyse import Reading
from caveat.analysis.passage import Passage
from caveat.analysis.product import infer
from caveat.rewrite.guard import Guard
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import after
from caveat.rewrite.suggest import Offered


def together(guard: Guard, reading: Reading, offered: Sequence[Sequence[Offered]]) -> list[str]:
    """The ids of one field's `safe` suggestions that can be applied at once, in their order; none overlap.

    The first of each finding counts. The field is read again with all of them; if that finds anything new none is
    named, and so it is where a title would no longer say what the goods are.
    """
    chosen: list[Offered] = []
    for found in offered:
        one = next((one for one in found if one.suggestion.safety == "safe"), None)
        if one and not any(_meet(one.edit, other.edit) for other in chosen):
            chosen.append(one)
    sound = not chosen or _sound(guard, reading, [one.edit for one in chosen])
    return [one.suggestion.id for one in chosen] if sound else []


def _meet(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _sound(guard: Guard, reading: Reading, edits: Sequence[Edit]) -> bool:
    """Whether a field with edits made holds no finding that it did not hold before."""
    engine, passage = guard.engine, reading.passage
    changed = Passage(engine, after(reading, edits), passage.markup, (f"={passage.language}",))
    hits = engine.examine(changed.plain, changed.scans, reading.field.role, guard.analysis.around)
    new = Counter(hit.rule for hit in hits) - Counter(hit.rule for hit in reading.hits)
    if new or any(scan.truncated for scan in changed.scans):
        return False
    return reading.field.role != "title" or infer([engine.votes(changed)]) == infer([engine.votes(passage)])
