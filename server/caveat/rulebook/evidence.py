"""What the file of kinds of evidence may say: what each proves, what it must name, and how far it reaches."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator

from caveat.models import Category
from caveat.rulebook.schema import MEMBER_STATES, Entry, Said

TONGUES = ("en", "de", "es", "fr", "it", "ja", "ko", "pt-BR", "zh", "zh-TW")
"""The languages of the interface, `zh` being simplified Chinese."""


def _in_all(names: dict[str, str]) -> dict[str, str]:
    if names.keys() != set(TONGUES):
        raise ValueError(f"a name in each of {', '.join(TONGUES)}, and in no other")
    return names


class NumberForm(Entry):
    """The form of a number: a linear-time pattern for the whole of it, capitals or not, and an example for people."""

    pattern: str
    example: str

    def fits(self, number: str) -> bool:
        """Whether a number has the form."""
        return re.fullmatch(self.pattern, number, re.IGNORECASE) is not None


class EvidenceKind(Entry):
    """A kind of evidence: what it proves, what a piece of it has to say, and how far it can reach.

    `counts_as` are other kinds it stands in for; `categories` and `markets` are the only ones it speaks for, or all.
    """

    name: Annotated[dict[str, str], AfterValidator(_in_all)]
    proves: Said
    needs: list[Literal["number", "issuer", "issued", "expires", "file"]]
    number: NumberForm | None = None
    counts_as: list[str] = []
    categories: list[Category] = []
    markets: list[str] = []

    def called(self, language: str) -> str:
        """Its name in a language of the interface, such as `de` or `zh-CN`."""
        return self.name.get(language) or self.name["zh" if language.startswith("zh") else "en"]

    def speaks_in(self, market: str) -> bool:
        """Whether evidence of this kind means anything in a market."""
        return not self.markets or market in self.markets or ("EU" in self.markets and market in MEMBER_STATES)
