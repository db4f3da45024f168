"""The words that shoppers search for and that a rewrite would take out of title and search terms."""

import re
from collections.abc import Iterator

from caveat.analysis.analyse import Analysis, Reading
from caveat.rewrite.grammar import grammar
from caveat.rewrite.mend import Edit
from caveat.text.language import FUNCTION_WORDS
from caveat.text.normalise import Folded

_SEARCHED = frozenset(("title", "search_terms"))
_DENSE = frozenset(("zh", "ja"))
_WORD = re.compile(r"[^\W\d_][\w'’-]*[^\W_]")
_LEAST = 3
"""Letters below which a word with letters of its own says little."""
_RUN = re.compile("[\u3040-\u30ff\u3400-\u9fff]{2,}")


def lost(analysis: Analysis, reading: Reading, edit: Edit) -> list[str]:
    """Words that stand in title or search terms and no more with the edit; those inside a flagged claim are no loss."""
    if reading.field.role not in _SEARCHED:
        return []
    text = reading.passage.plain
    kept = [one.passage.plain for one in analysis.readings if one is not reading and one.field.role in _SEARCHED]
    left = Folded("\n".join((text[: edit.start] + edit.text + text[edit.end :], *kept))).text
    claims = [(hit.start, hit.end) for hit in reading.hits]
    gone = []
    for start, end in _searched(text, edit, reading.passage.language):
        word = text[start:end]
        risky = any(first < end and start < last for first, last in claims)
        if not risky and Folded(word).text not in left and word not in gone:
            gone.append(word)
    return gone


def _searched(text: str, edit: Edit, language: str) -> Iterator[tuple[int, int]]:
    """The words with a meaning of their own that an edit takes out, as spans; runs of signs where none are spaced."""
    known, function = grammar(language), FUNCTION_WORDS.get(language, frozenset())
    pattern = _RUN if language in _DENSE else _WORD
    for match in pattern.finditer(text, edit.start, edit.end):
        word = match[0].casefold()
        carries = known.lead.fullmatch(word) or known.dangling.fullmatch(word)
        if language in _DENSE or (len(word) >= _LEAST and word not in function and not carries):
            yield match.span()
