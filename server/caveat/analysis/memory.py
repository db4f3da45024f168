"""Remembers what follows from a text alone, while the text is among the latest."""

from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")
_REMEMBERED = 2048
"""How many answers about texts are remembered."""


def remember(answers: dict[Hashable, T], key: Hashable, work_out: Callable[[], T], most: int = _REMEMBERED) -> T:
    """What follows from a text alone, worked out once while the text is among the latest."""
    if key not in answers:
        if len(answers) >= most:
            del answers[next(iter(answers))]
        answers[key] = work_out()
    return answers[key]
