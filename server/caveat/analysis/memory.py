"""Remembers what follows from a text alone, while the text is among the latest."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

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


class Remembering:
    """Something from which much follows, alone or together with other things that stay the same."""

    most = 256
    """How much of it is remembered."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Any] = {}

    def once(self, what: Callable[..., T], *given: Hashable) -> T:
        """What a function of this and of what is given answers, worked out once."""
        key = (what, *given)
        if key not in self._answers:
            remember(self._answers, key, lambda: what(self, *given), self.most)
        known: T = self._answers[key]
        return known
