"""A page that the browser saved: the marketplace's selectors first, then what the form calls its fields."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

from caveat import marketplaces
from caveat.errors import BadInput
from caveat.intake.controls import linear_text, value_of, with_unit
from caveat.intake.labels import CONTROLS, label_of, name_of, plain
from caveat.marketplaces import FieldPlace, Marketplace
from caveat.models import Fact, Listing, TextField

LONGEST_NAME = 80
LONGEST_VALUE = 500
MARKS = " *:："
"""What forms put around the name of a field."""
NO_KEYS = ("new", "create", "add", "edit")
"""What a path holds in place of a key."""
TYPED = "input, textarea, iframe, [contenteditable], kat-input, kat-textarea, kat-predictive-input"
SPECS = "input, select, [role='combobox'], kat-input, kat-predictive-input, kat-dropdown"


def read_page(html: bytes, *, marketplace: str | None = None, folder: Path | None = None) -> Listing:
    """Read a saved form. The marketplace is the one given, else the one whose address the page was saved from.

    Raises BadInput when the page holds no field that Caveat knows.
    """
    soup = BeautifulSoup(html, "html.parser")
    url = _address(soup)
    shop = marketplaces.get(marketplace) if marketplace else _shop(url)
    page = SavedPage(soup, shop, folder)
    fields = page.fields()
    if not fields:
        raise BadInput(f"no field of a form of {shop.title} in this page", code="bad-page", status=422)
    return Listing(
        key=page.key(url),
        marketplace=shop.rules_of(url.path),
        markets=shop.markets_of(url.hostname),
        brand=page.brand(),
        fields=fields,
        facts=page.facts(),
    )


class SavedPage:
    """The form in a page, read through one marketplace's description."""

    def __init__(self, soup: BeautifulSoup, shop: Marketplace, folder: Path | None) -> None:
        self._soup = soup
        self._shop = shop
        self._folder = folder
        self._taken: set[int] = set()

    def fields(self) -> list[TextField]:
        """The fields, empty ones too, in the order of the marketplace's description."""
        return [field for place in self._shop.fields for field in self._fields_at(place)]

    def _fields_at(self, place: FieldPlace) -> Iterator[TextField]:
        own, others = self._shop.words_for(place)
        controls = self._selected(place) or self._labelled(own, TYPED) or self._labelled(others, TYPED)
        for number, control in enumerate(controls if place.many else controls[:1], 1):
            self._taken.add(id(control))
            name = f"{place.id}_{number}" if place.many else place.id
            text = value_of(control, self._folder) or ""
            yield TextField(id=name, role=place.role, text=text, label=label_of(control), limit=place.limit)

    def _selected(self, place: FieldPlace) -> list[Tag]:
        if place.many:
            return self._readable(", ".join(place.selectors))
        return next((found for one in place.selectors if (found := self._readable(one))), [])

    def _labelled(self, labels: list[str], among: str) -> list[Tag]:
        wanted = {plain(label) for label in labels}
        return [one for one in self._readable(among) if plain(label_of(one) or "") in wanted] if wanted else []

    def _readable(self, selector: str) -> list[Tag]:
        """Controls that no field has taken yet and whose value the page holds."""
        free = [one for one in self._soup.select(selector) if id(one) not in self._taken] if selector else []
        return [one for one in free if value_of(one, self._folder) is not None]

    def brand(self) -> str | None:
        """The brand, if the form says one."""
        place = self._shop.brand
        for control in self._readable(", ".join(place.selectors)) or self._labelled(place.labels, SPECS):
            if brand := (value_of(control) or "").strip():
                self._taken.add(id(control))
                return brand
        return None

    def key(self, url: SplitResult) -> str | None:
        """The listing's id: from a control, the query or the path."""
        place = self._shop.key
        typed = [value_of(control) for control in self._readable(", ".join(place.selectors))]
        asked = [value for name in place.query for value in parse_qs(url.query).get(name, [])]
        parts = [_part(path, url.path) for path in place.paths]
        return next((key for key in [*typed, *asked, *parts] if key and key not in NO_KEYS), None)

    def facts(self) -> list[Fact]:
        """The spec fields: the form's own, name and value pairs, and two-column tables."""
        found = [*self._attributes(), *self._pairs(), *self._rows()]
        return list({(fact.name, fact.value): fact for fact in found}.values())

    def _attributes(self) -> Iterator[Fact]:
        places = self._shop.facts
        labels = places.labels + marketplaces.get("generic").facts.labels
        controls = self._readable(", ".join(places.selectors)) + self._labelled(labels, SPECS)
        skipped = {id(one) for one in self._soup.select(", ".join(places.skip))} if places.skip else set()
        for control in {id(one): one for one in controls if id(one) not in skipped}.values():
            value = (value_of(control, self._folder) or "").strip()
            name = (label_of(control) or name_of(control) or "").strip(MARKS)
            if name and value:
                yield Fact(name=name, value=with_unit(control, value)[:LONGEST_VALUE])

    def _pairs(self) -> Iterator[Fact]:
        for names, values in self._shop.facts.pairs:
            for first, second in zip(self._soup.select(names), self._soup.select(values), strict=False):
                name, value = (value_of(first) or "").strip(), (value_of(second) or "").strip()
                if name and value:
                    yield Fact(name=name[:LONGEST_NAME], value=value[:LONGEST_VALUE])

    def _rows(self) -> Iterator[Fact]:
        for cell in self._soup.select("tr > th:first-child + td:last-child, dl dt + dd"):
            title = cell.find_previous_sibling(["th", "dt"])
            if title is None or cell.select_one(CONTROLS):
                continue
            name, value = linear_text(title), linear_text(cell)
            if 0 < len(name) <= LONGEST_NAME and 0 < len(value) <= LONGEST_VALUE:
                yield Fact(name=name, value=value, source="table")


def _part(pattern: str, path: str) -> str | None:
    """What stands in a path at the last star of a pattern, if it is one part of it."""
    head, _, tail = pattern.rpartition("*")
    found = re.fullmatch(re.escape(head).replace(r"\*", ".*?") + "([^/]+)" + re.escape(tail), path)
    return found[1] if found else None


def _address(soup: BeautifulSoup) -> SplitResult:
    """Where the page was saved from: browsers write a comment at its top, or the page names itself."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment), limit=3):
        if found := re.search(r"saved from url=\(\d+\)(\S+)", comment):
            return urlsplit(found[1])
    link = soup.select_one("link[rel='canonical'][href]")
    return urlsplit(str(link["href"]) if link else "")


def _shop(url: SplitResult) -> Marketplace:
    shops = sorted(marketplaces.load().values(), key=lambda shop: not shop.hosts)  # a host says more than a path
    for shop in shops:
        at_host = not shop.hosts or any(fnmatchcase(url.hostname or "", host) for host in shop.hosts)
        if at_host and any(fnmatchcase(url.path, f"{path}*") for path in shop.paths):
            return shop
    return marketplaces.get("generic")
