"""An index as plain data and back, so that it can be kept: dicts, lists, tuples, sets, words and numbers."""

import re
from dataclasses import fields
from typing import Any

from caveat.analysis.index import Compiled, Context, LanguageIndex, ShapeSlot
from caveat.analysis.vocabulary import Vocabulary
from caveat.rulebook.schema import Language

_MADE = {"language", "keys", "slots", "by_key", "context", "shapes", "keyed_shapes"}
_AS_IT_IS = tuple(one.name for one in fields(LanguageIndex) if one.name not in _MADE)
"""What of an index is plain already."""


def plain(index: LanguageIndex) -> dict[str, Any]:
    """All of an index. It shares what it can with the index, so neither may be changed."""
    return {name: getattr(index, name) for name in _AS_IT_IS} | {
        "keys": index.keys.plain(),
        "slots": {slot: vocabulary.plain() for slot, vocabulary in index.slots.items()},
        "by_key": {slot: _rows(patterns) for slot, patterns in index.by_key.items()},
        "context": {rule: (_rows(one.unless), _rows(one.needs), _rows(one.lifted_by), _rows(one.calls),
                           list(map(_rows, one.forms)))
                    for rule, one in index.context.items()},
        "shapes": [(one.slot, one.needs, one.regex.pattern, one.longest) for one in index.shapes.values()],
        "keyed_shapes": [one.slot for one in index.keyed_shapes],
    }  # fmt: skip


def restored(language: Language, data: dict[str, Any]) -> LanguageIndex:
    """The index that `plain` made the data of."""
    shapes = {
        slot: ShapeSlot(slot, needs, re.compile(pattern), longest) for slot, needs, pattern, longest in data["shapes"]
    }
    return LanguageIndex(
        language,
        Vocabulary.of(data["keys"]),
        slots={slot: Vocabulary.of(one) for slot, one in data["slots"].items()},
        by_key={slot: _patterns(rows) for slot, rows in data["by_key"].items()},
        context={
            rule: Context(
                _patterns(unless),
                _patterns(needs),
                _patterns(lifted_by),
                _patterns(calls),
                forms=list(map(_patterns, forms)),
            )
            for rule, (unless, needs, lifted_by, calls, forms) in data["context"].items()
        },
        shapes=shapes,
        keyed_shapes=[shapes[slot] for slot in data["keyed_shapes"]],
        **{name: data[name] for name in _AS_IT_IS},
    )


def _rows(patterns: list[Compiled]) -> list[tuple[Any, ...]]:
    return [(one.rule, one.slots, one.gaps, one.key) for one in patterns]


def _patterns(rows: list[tuple[Any, ...]]) -> list[Compiled]:
    return [Compiled(*row) for row in rows]
