"""What a language without blanks between words says about the rest of a clause whose claim is taken out."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_HERE = Path(__file__).parent / "mending" / "eastern"


@dataclass(frozen=True)
class Tongue:
    """What is asked about a clause.

    `kept(left, claim, right, word)` says how much of it can stay: left[:i] and right[j:]; None: nothing. `word` is set
    where the claim only describes what follows it. `hangs`: it cannot be the last; `follows`: how many characters it
    has to lose to be the first, None: it cannot be the first; `reasons`: it gives a reason for the next one.

    And about a wording in place of a claim. `named(claim, right)`: what stands behind the claim is the name of a thing.
    `describes`: it needs a noun behind it, before which `blank` stands;
    `told`: how it ends a clause instead, None: it cannot. `joined(wording, claim, after)`: a wording that is a noun, as
    what follows asks for it, and how many characters of that it takes over; None: it does not fit there.
    """

    kept: Callable[[str, str, str, bool], tuple[int, int] | None]
    hangs: Callable[[str], bool]
    follows: Callable[[str], int | None]
    reasons: Callable[[str], bool]
    named: Callable[[str, str], bool]
    describes: Callable[[str], bool]
    told: Callable[[str], str | None]
    joined: Callable[[str, str, str], tuple[str, int] | None]
    blank: str


def words(language: str) -> dict[str, str]:
    """The word lists of a language, each as an expression for one of its words; the longest that fits is taken."""
    lists = tomllib.loads((_HERE / f"{language}.toml").read_text("utf-8"))
    return {name: f"(?:{'|'.join(sorted(text.split(), key=len, reverse=True))})" for name, text in lists.items()}
