"""The rewrites a rule's own templates offer for one finding, and its removal; nothing is invented."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from caveat.analysis.engine import Hit
from caveat.rewrite import mend, reshape
from caveat.rewrite.mend import Edit
from caveat.rewrite.offer import Kind
from caveat.rulebook.schema import Locale, Rule
from caveat.text.chinese import is_traditional, traditional

_VERB = re.compile(r"<([a-z]+)>")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Draft:
    """A rewrite before the guard has seen it."""

    edit: Edit
    kind: Kind
    safety: Literal["safe", "review"]
    assumes: dict[Locale, str] | None

    @property
    def size(self) -> int:
        """How much changes, in characters: smallest first is the order of the card."""
        return self.edit.end - self.edit.start + len(self.edit.text)


def drafts(hit: Hit, rule: Rule, text: str, brand: str | None) -> Iterator[Draft]:
    """Every template in the language of the finding, then the removal; for a matter of form, the one that mends it."""
    written = text[hit.start : hit.end]
    if rule.form:
        for edit in reshape.edits(text, hit.start, hit.end, rule.form, brand):
            yield Draft(edit, "replace" if edit.text.strip() else "remove", "review", None)
        return
    full = hit.language == "zh" and is_traditional(text)
    begins = mend.sentence(text, hit.start, hit.start)[0] == hit.start
    for template in rule.rewrites.get(hit.language, ()):  # type: ignore[call-overload]
        wording = traditional(template.text) if full else template.text
        replacement = _in_case(_agreeing(wording, written).replace("{match}", written), written, begins)
        edit = mend.fit(text, Edit(hit.start, hit.end, replacement))
        yield Draft(edit, "replace", "review", template.assumes)
    if rule.cut == "none":
        return
    edit = mend.remove(text, hit.start, hit.end, rule.cut)
    yield Draft(edit, "remove", "safe" if rule.cut == "word" else "review", None)


def _agreeing(text: str, written: str) -> str:
    """A verb in <…> takes the form of the verb that the claim begins with: kills -> wipes, killing -> wiping."""
    first = written.split(maxsplit=1)[0].lower() if written.split() else ""
    ending = "ing" if first.endswith("ing") else "s" if first.endswith("s") and not first.endswith("ss") else ""
    return _VERB.sub(lambda verb: _inflected(verb[1], ending), text)


def _inflected(verb: str, ending: str) -> str:
    if ending == "ing" and verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + ending
    if ending == "s" and verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if ending == "s" and verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ending


def _in_case(replacement: str, written: str, begins: bool) -> str:
    """The replacement in the case of what it replaces; an acronym in mid-sentence asks for no capital."""
    letters = "".join(_LETTER.findall(written))
    if len(letters) > 3 and letters.isupper():
        return replacement.upper()
    title_case = written[:1].isupper() and not written[1:2].isupper()
    if replacement[:1].islower() and (title_case or (begins and not written[:1].islower())):
        return replacement[:1].upper() + replacement[1:]
    return replacement
