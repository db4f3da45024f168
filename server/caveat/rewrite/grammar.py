"""What mending a sentence needs to know of a language: the lists of `mending/<language>.toml`, as expressions.

Chinese, Japanese and Korean have rules of their own, in `eastern`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent / "mending"
_ENTRIES = frozenset(
    (
        "and prepositions determiners relatives copulae articles leads lead_links hanging second_objects"
        " adjectives infinitives conditions degrees adjective_endings dangling openings subjects verbs before_nouns"
        " definite agents times effects"
    ).split()
)
_WORDS = {
    "relative": "relatives", "preposition": "prepositions", "conjunction": "and", "be": "copulae",
    "determiner": "before_nouns",
}  # fmt: skip
"""What is one of a list's words and nothing more."""
_NEVER = "(?!)"
_APOSTROPHE = re.compile(r"(?<!\[)'(?!’)")


@dataclass(frozen=True)
class Grammar:
    """One language's words, each list compiled for the place in a sentence it is looked for in."""

    language: str
    pause: re.Pattern[str]
    """A comma, a colon or an "and", with the blanks around it."""
    joint: re.Pattern[str]
    """What joins the claim to the words before it: "that", "and is", "with the"."""
    lead: re.Pattern[str]
    """Verbs before the claim that only carry it: "helps to"."""
    copula: re.Pattern[str]
    hanging: re.Pattern[str]
    relative: re.Pattern[str]
    stranded: re.Pattern[str]
    """A preposition whose noun is gone."""
    following: re.Pattern[str]
    """A preposition right behind the claim: what it brings in hangs on it."""
    adjective: re.Pattern[str]
    conjoined: re.Pattern[str]
    base_verb: re.Pattern[str]
    """A verb in the form that "helps to" asks for."""
    second_object: re.Pattern[str]
    """What "and" only adds to the same verb: "relieves back pain and the stiffness"."""
    dangling: re.Pattern[str]
    """An end that needs more words."""
    opening: re.Pattern[str]
    """A begin that needs other words before it."""
    degree: re.Pattern[str]
    """How much of it, before a claim: "completely", "very"."""
    condition: re.Pattern[str]
    """A begin that the rest of the sentence hangs on: "if you have …, this is for you"."""
    subject: re.Pattern[str]
    """A begin that needs a verb."""
    verb: re.Pattern[str]
    preposition: re.Pattern[str]
    conjunction: re.Pattern[str]
    be: re.Pattern[str]
    determiner: re.Pattern[str]
    """What needs a noun behind it."""
    effect: re.Pattern[str]
    """What comes of the words before it: "creating a cosy room"."""
    carrier: re.Pattern[str]
    """A verb that only carries the one behind it: "helps to"."""
    bare: re.Pattern[str]
    """A noun that its article points at, and nothing that is said of it."""
    complement: re.Pattern[str]
    """What hangs on a claim right before it: who did it, how long it takes."""
    listed: re.Pattern[str]
    """A list that goes on: "light and handy"."""
    prepositional: re.Pattern[str]


@lru_cache(maxsize=16)
def grammar(language: str) -> Grammar:
    """The word lists of a language; one that has none is read as English."""
    path = _HERE / f"{language}.toml"
    words: dict[str, list[str]] = tomllib.loads((path if path.is_file() else _HERE / "en.toml").read_text("utf-8"))
    if unknown := words.keys() - _ENTRIES:
        raise ValueError(f"{path.name}: no such entry: {', '.join(sorted(unknown))}; en.toml has all there are")
    one = {name: _any(words.get(name, [])) for name in _ENTRIES}
    and_, copulae, relatives, prepositions = one["and"], one["copulae"], one["relatives"], one["prepositions"]
    endings = _any(words.get("adjective_endings", []))
    expressions = {
        "pause": rf"\s*[,，、]\s*(?:{and_}\s+)?|\s*:\s+|\s+{and_}\s+",
        "joint": rf"(?:\s*[,，、]\s*|\s+)(?:(?:{relatives}|{and_})(?:\s+{copulae})?"
        rf"|{prepositions}(?:\s+{one['determiners']})?)?\s*$",
        "lead": rf"(?:^|\s){one['leads']}(?:\s+{one['lead_links']})*\s*$",
        "copula": rf"(?:^|\s){copulae}(?:\s+{one['articles']})?\s*$",
        "hanging": rf"\s+{one['hanging']}\s",
        "stranded": rf"\s+{prepositions}\s*$",
        "following": rf"\s+{prepositions}(?!\w)",
        "adjective": rf"\w{{3,}}{endings}|{one['adjectives']}",
        "conjoined": rf"\s{and_}\s",
        "base_verb": rf"{one['infinitives']}(?!\w)",
        "second_object": rf"{one['second_objects']}\b\s*[^\s,]+(?:\s+[^\s,]+){{0,4}}\s*(?=,|$)",
        "dangling": rf"(?<!\w){one['dangling']}\Z",
        "opening": rf"\A{one['openings']}(?!\w)",
        "degree": rf"(?<!\w){one['degrees']}\s\Z",
        "condition": rf"\A{one['conditions']}(?!\w)",
        "subject": rf"\A{one['subjects']}(?!\w)",
        "verb": rf"(?<!\w){one['verbs']}(?!\w)",
        **{name: one[entry] for name, entry in _WORDS.items()},
        "effect": rf"{one['effects']}(?!\w)",
        "carrier": rf"{one['leads']}(?:\s+{one['lead_links']})*\s+",
        "bare": rf"{one['definite']}(?:(?<=['’])|\s+)[^\s,.]+",
        "complement": rf"\s+(?:{one['agents']}(?!\w)|{prepositions}\s+(?:[^\s,.]+\s+){{0,2}}{one['times']}(?!\w))",
        "listed": rf"(?:[^\s,]+\s+)?[^\s,]+(?:\s*,\s*(?:[^\s,]+\s+)?[^\s,]+)*\s+{and_}\s+"
        r"(?:[^\s,]+\s*){1,2}(?=,|$)",
        "prepositional": rf"\s+{prepositions}(?!\w)",
    }
    return Grammar(language, **{name: re.compile(said, re.IGNORECASE) for name, said in expressions.items()})


def _any(words: list[str]) -> str:
    """Any of the words, the longest first, with either apostrophe; nothing where there are none."""
    spelled = _APOSTROPHE.sub("['’]", "|".join(sorted(words, key=len, reverse=True)))
    return f"(?:{spelled})" if words else _NEVER
