"""What the files of neutral wordings may say: what a claim of a category can give way to, in all eight languages."""

from typing import Annotated, get_args

from pydantic import AfterValidator, Field

from caveat.models import ProductType
from caveat.rulebook.schema import Entry, Language, Said

ANY = "any"
"""The file of wordings that a claim of any category can give way to."""


def _in_all(texts: dict[Language, str]) -> dict[Language, str]:
    missing = set(get_args(Language)) - {language for language, text in texts.items() if text.strip()}
    if missing:
        raise ValueError(f"no text in {', '.join(sorted(missing))}; a neutral wording is there in all eight languages")
    return texts


InAll = Annotated[dict[Language, str], AfterValidator(_in_all)]


class Wording(Entry):
    """What a claim of a category can give way to: a sentence of its own, and a phrase for a title or a list.

    `product_types` and `rules` are the only ones it is for, or all. What it presumes of the goods stands in `assumes`.
    """

    product_types: list[ProductType] = []
    rules: list[str] = []
    assumes: Said | None = None
    sentence: InAll
    phrase: InAll

    def suits(self, name: str, product_type: str | None) -> bool:
        """Whether it is for what a rule finds on goods of a type (None: not known, so only what suits all)."""
        return (not self.rules or name in self.rules) and (not self.product_types or product_type in self.product_types)


class Wordings(Entry):
    """The neutral wordings of one category."""

    wordings: Annotated[list[Wording], Field(min_length=1)]
