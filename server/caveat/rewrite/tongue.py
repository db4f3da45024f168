"""What a language without blanks between words says about the rest of a clause whose claim is taken out."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent / "mending" / "eastern"


@dataclass(frozen=True)
class Tongue:
    """`kept(left, claim, right, word)` says how much of the clause can stay: left[:i] and right[j:]; None: nothing.

    `word` is set where the claim only describes what follows it. `hangs` tells of a clause that it cannot be the last,
    `follows` how many characters a clause has to lose to be the first; None: it cannot be the first.
    """

    kept: Callable[[str, str, str, bool], tuple[int, int] | None]
    hangs: Callable[[str], bool]
    follows: Callable[[str], int | None]


def words(language: str) -> dict[str, str]:
    """The word lists of a language, each as an expression for one of its words; the longest that fits is taken."""
    lists = tomllib.loads((_HERE / f"{language}.toml").read_text("utf-8"))
    return {name: f"(?:{'|'.join(sorted(text.split(), key=len, reverse=True))})" for name, text in lists.items()}
