"""Which language a spec line is in: it has no function words, but it names materials, countries, parts and features."""

from collections.abc import Iterable

from caveat.rulebook import RuleBook
from caveat.text.language import FUNCTION_WORDS
from caveat.text.normalise import Folded
from caveat.text.tokens import words

_LATIN = ("en", "de", "fr", "es", "it")
_EVERYWHERE = frozenset(("made", "in"))
"""Words that stand in specs of every language: "Made in Turkey"."""
_TIED = 0.01
_LONGEST = 40
_LETTERS = 3
_JOINED = 5
"""Letters from which on a German word may begin or end another one."""


def tongue(tokens: Iterable[str], book: RuleBook) -> str | None:
    """The Latin-script language in which most of the tokens are words; None where two have as many."""
    known, votes = _known(book), dict.fromkeys(_LATIN, 0.0)
    for token in set(tokens) - _EVERYWHERE:
        said = [one for one in _LATIN if token in FUNCTION_WORDS[one]] or known.get(token, [])
        for one in said:
            votes[one] += 1 / len(said)
        if not said and 2 * _JOINED < len(token) <= _LONGEST and _compound(token, known):
            votes["de"] += 1
    first, second = sorted(votes, key=lambda one: -votes[one])[:2]
    return first if votes[first] > votes[second] + _TIED else None


_KEPT: dict[str, dict[str, list[str]]] = {}


def _known(book: RuleBook) -> dict[str, list[str]]:
    """The words of the value files, and the languages that they belong to."""
    if book.sha256 not in _KEPT:
        _KEPT.clear()
        found: dict[str, set[str]] = {}
        tables = [entry.words for group in book.facts.values.values() for entry in (group.head, *group.values.values())]
        tables += [feature.words for feature in book.facts.features.features.values()]
        for table in tables:
            for language in _LATIN:
                for phrase in table.get(language, ()):  # type: ignore[call-overload]
                    for word in words(Folded(phrase).text):
                        if len(word) >= _LETTERS and word.isalpha():
                            found.setdefault(word, set()).add(language)
        _KEPT[book.sha256] = {word: sorted(said) for word, said in found.items()}
    return _KEPT[book.sha256]


def _compound(token: str, known: dict[str, list[str]]) -> bool:
    """Whether a German word begins or ends the token: "Baumwollbezug"."""
    return any(known.get(part) == ["de"] for n in range(_JOINED, len(token) - 2) for part in (token[:n], token[-n:]))
