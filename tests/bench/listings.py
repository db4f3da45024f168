"""Listings to measure with: about 2 kB each, five claims, no sentence twice, so that no cache can flatter anyone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from caveat import Listing, check

CLAIMS = 5
"""Findings a listing: what the aims are written for."""
_COLOURS = "walnut charcoal ivory olive slate amber teal rust cobalt sand birch plum graphite moss pearl copper".split()
_THINGS = "drawer shelf hook tray caddy stool basket bracket rail panel frame hinge ladder crate bench rack".split()
_PLACES = "kitchen hallway office garage balcony workshop bedroom pantry attic studio porch cellar".split()
_DEEDS = "folds slides stacks hangs rests turns closes opens tilts locks lifts unrolls".split()
_PARTS = "corners edges screws legs handles straps seams feet buttons ribs slots caps".split()
_TRIES = 12
"""A sentence is used if the rule book sees the same in it whatever words fill its slots."""
_SLOT = re.compile(r"\{(\w+)\}")

# Sentences a listing may hold without claiming anything; those in which the rule book sees a claim are left out.
_PLAIN = [
    "The {colour} {thing} {deed} beside the {place} door and leaves {n} cm of room for the {part}.",
    "Measures {n} x {m} x {k} cm when it {deed}, and weighs {k}.{d} kg with the {thing}.",
    "Comes with {k} {part}, one {thing}, {m} spare {part} and a printed drawing in {colour} ink.",
    "Put it in the {place}, the {place2} or the {place3}; the {colour} {part} face the wall.",
    "The {thing} {deed} with one hand, and the {part} stay where you left them for {n} turns.",
    "Two rows of {part} hold up to {n} items such as a {thing}, a {thing2} or a {colour} box.",
    "Part number {code} goes with the {colour} {thing}, part number {code2} with the {thing2}.",
    "Each {thing} is packed in a {colour} carton of {n} by {m} cm, with the {part} on top.",
    "A {colour} cord of {n} cm {deed} around the {thing} and ends {k} cm above the {part}.",
    "The lid {deed} to {n} degrees, so the {part} of the {thing} can be reached from the {place}.",
    "Choose among {k} colours: {colour}, {colour2}, {colour3} and a {thing} in plain {colour4}.",
    "Before the first use, fit the {part} to the {thing} as shown on page {k} of the {n} pages.",
]
# Sentences with one claim each. The first five that give exactly one finding with a rewrite are used: as the rule book
# grows they come from five families, and not from one.
_CLAIMS = [
    "The {colour} {thing} in the {place} is clinically proven to cure arthritis in {n} days.",
    "Our {colour} {thing} with {n} {part} is 100% biodegradable.",
    "Every {thing} of the {place} set, code {code}, is FDA approved.",
    "The {n} {part} of this {thing} are completely safe and non-toxic in the {place}.",
    "With {n} {part} it is the best {thing} in the world for a {colour} {place}.",
    "After {n} uses the {colour} {thing} burns fat fast.",
    "The {colour} {thing} with {k} {part} is carbon neutral.",
    "Wipe the {colour} {thing} for {n} seconds and it kills 99.9% of bacteria.",
    "The coat on the {n} {part} destroys mold in a {colour} {place}.",
    "Left in the {place} for {n} hours, the {thing} eliminates germs.",
    "One {colour} {thing} a day wipes out salmonella on {n} {part}.",
    "In every {place}, its {k} {colour} {part} neutralize viruses.",
    "The {thing2} of {n} cm repels mildew from the {colour} {part}.",
]


def stream(seed: int) -> Iterator[Listing]:
    """Listings without end, each with CLAIMS claims and words, numbers and codes of its own."""
    chance = random.Random(seed)
    plain, claims = _usable(chance)
    while True:
        yield _listing(chance, plain, claims)


def typing(seed: int) -> Iterator[Listing]:
    """One listing as a seller works on it: each time one field has another text, and all the others stay."""
    others = stream(seed)
    listing = next(others)
    for number, other in enumerate(others):
        place = number % len(listing.fields)
        fields = [*listing.fields[:place], other.fields[place], *listing.fields[place + 1 :]]
        listing = listing.model_copy(update={"fields": fields})
        yield listing


def text(listing: Listing) -> str:
    """All that a listing says, as one text for tools that know no fields."""
    return "\n\n".join(field.text for field in listing.fields)


def long_text(seed: int, size: int) -> str:
    """Ordinary listings one after the other, `size` characters."""
    parts: list[str] = []
    for listing in stream(seed):
        parts.append(text(listing))
        if sum(map(len, parts)) >= size:
            break
    return "\n\n".join(parts)[:size]


def passages(seed: int, count: int, claims: int) -> list[str]:
    """Texts of about 1 kB for the fields of a form, each with this many claims."""
    chance = random.Random(seed)
    plain, kinds = _usable(chance)
    sentences = [[chance.choice(kinds) for _ in range(claims)] + chance.sample(plain, 4) for _ in range(count)]
    return [" ".join(_fill(chance, one) for one in chance.sample(chosen, len(chosen))) for chosen in sentences]


def one_field(text: str, language: str = "en", market: str = "US") -> Listing:
    """A listing that is nothing but a description."""
    field = {"id": "description", "role": "description", "text": text}
    return Listing.model_validate({"markets": [market], "language": language, "fields": [field]})


def _usable(chance: random.Random) -> tuple[list[str], list[str]]:
    def found(template: str) -> int:
        findings = [check(one_field(_fill(chance, template))).findings for _ in range(_TRIES)]
        return 1 if all(len(one) == 1 and one[0].suggestions for one in findings) else sum(map(len, findings)) * 2

    plain, claims = [one for one in _PLAIN if found(one) == 0], [one for one in _CLAIMS if found(one) == 1][:CLAIMS]
    if len(plain) < len(_PLAIN) / 2 or len(claims) < CLAIMS:
        raise LookupError(f"the rule book leaves {len(plain)} plain sentences and {len(claims)} claims: add some here")
    return plain, claims


def _fill(chance: random.Random, template: str) -> str:
    """The template with a random value in each slot; slots that differ by a digit get values of their own."""
    pools = {"colour": _COLOURS, "thing": _THINGS, "place": _PLACES, "deed": _DEEDS, "part": _PARTS}

    def value(slot: re.Match[str]) -> str:
        name = slot[1].rstrip("0123456789")
        if name == "code":
            letters = "".join(chance.choice(some) for some in ("BDFGHKLMNPRT", "AEOU", "XZQV"))
            return f"{letters}-{chance.randrange(10**6)}"
        top = {"n": 90, "m": 60, "k": 12, "d": 10}.get(name)
        return str(chance.randrange(2, top)) if top else chance.choice(pools[name])

    return _SLOT.sub(value, template)


def _listing(chance: random.Random, plain: list[str], claims: list[str]) -> Listing:
    def said(count: int, claim: str | None = None) -> str:
        sentences = [_fill(chance, one) for one in chance.sample(plain * 2, count)]
        return " ".join([*sentences, _fill(chance, claim)] if claim else sentences)

    chance.shuffle(claims)
    bullets = [said(1, claim) for claim in claims[:3]] + [said(2), said(2)]
    description = "\n".join([said(4, claims[3]), said(4), said(3, claims[4])])
    texts = {"title": _fill(chance, "Lumo {colour} {thing} {code}, {n} x {m} cm, for {place} and {place2}")}
    texts |= {f"bullet_{place}": one for place, one in enumerate(bullets, 1)}
    texts["description"] = description
    texts["search_terms"] = _fill(chance, "{colour} {thing} {place} {thing2} {part} {n} cm")
    names = ("Material", "Color", "Width", "Height", "Weight", "Pieces", "Country of Origin", "Model")
    return Listing.model_validate(
        {
            "key": _fill(chance, "SKU-{code}"),
            "marketplace": "amazon",
            "markets": ["US"],
            "brand": "Lumo",
            "fields": [{"id": id_, "role": id_.split("_")[0] if "bullet" in id_ else id_, "text": one}
                       for id_, one in texts.items()],
            "facts": [{"name": name, "value": _fill(chance, "{colour} {n}")} for name in names],
        }
    )  # fmt: skip
