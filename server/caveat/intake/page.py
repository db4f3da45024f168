"""A page that the browser saved: the marketplace's selectors first, then what the form calls its fields."""

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

from caveat import marketplaces
from caveat.errors import BadInput
from caveat.intake.controls import CONTROLS, label_of, linear_text, name_of, plain, value_of
from caveat.marketplaces import FieldPlace, Marketplace
from caveat.models import Fact, Listing, TextField

LONGEST_NAME = 80
LONGEST_VALUE = 500


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
        marketplace=shop.name,
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
        self._taken: list[Tag] = []

    def fields(self) -> list[TextField]:
        """The fields that hold text, in the order of the marketplace's description."""
        return [field for place in self._shop.fields for field in self._fields_at(place)]

    def _fields_at(self, place: FieldPlace) -> Iterator[TextField]:
        controls = self._select(place) or self._labelled(place.labels)
        for number, control in enumerate(controls if place.many else controls[:1], 1):
            self._taken.append(control)
            text = value_of(control, self._folder)
            if text and text.strip():
                name = f"{place.id}_{number}" if place.many else place.id
                yield TextField(id=name, role=place.role, text=text, label=label_of(control))

    def _select(self, place: FieldPlace) -> list[Tag]:
        if place.many and place.selectors:
            return self._free(", ".join(place.selectors))
        for selector in place.selectors:
            readable = [one for one in self._free(selector) if value_of(one, self._folder) is not None]
            if readable:
                return readable
        return []

    def _labelled(self, labels: list[str]) -> list[Tag]:
        wanted = {plain(label) for label in labels}
        return [one for one in self._free(CONTROLS) if wanted and plain(label_of(one) or "") in wanted]

    def _free(self, selector: str) -> list[Tag]:
        return [one for one in self._soup.select(selector) if not any(one is taken for taken in self._taken)]

    def brand(self) -> str | None:
        """The brand, if the form says one."""
        place = self._shop.brand
        controls = [one for selector in place.selectors for one in self._soup.select(selector)]
        for control in controls or self._labelled(place.labels):
            self._taken.append(control)
            if brand := value_of(control, self._folder):
                return brand
        return None

    def key(self, url: SplitResult) -> str | None:
        """The listing's id: from a control, the query or the path."""
        place = self._shop.key
        for control in (one for selector in place.selectors for one in self._soup.select(selector)):
            if key := value_of(control):
                return key
        query = parse_qs(url.query)
        for name in place.query:
            if name in query:
                return query[name][0]
        for pattern in place.paths:
            found = re.fullmatch(re.escape(pattern).replace(r"\*", "([^/]+)"), url.path)
            if found and found[found.lastindex or 0] not in ("new", "create"):
                return found[found.lastindex or 0]
        return None

    def facts(self) -> list[Fact]:
        """The spec fields: the form's own, name and value pairs, and two-column tables."""
        found = [*self._attributes(), *self._pairs(), *self._rows()]
        return list({(fact.name, fact.value): fact for fact in found}.values())

    def _attributes(self) -> Iterator[Fact]:
        places = self._shop.facts
        controls = self._free(", ".join(places.selectors)) if places.selectors else self._labelled(places.labels)
        skip = {id(one) for one in self._soup.select(", ".join(places.skip))} if places.skip else set()
        for control in controls:
            value = value_of(control, self._folder)
            name = label_of(control) or name_of(control)
            if id(control) not in skip and name and value and value.strip():
                yield Fact(name=name, value=value.strip())

    def _pairs(self) -> Iterator[Fact]:
        for names, values in self._shop.facts.pairs:
            for first, second in zip(self._soup.select(names), self._soup.select(values), strict=False):
                name, value = value_of(first), value_of(second)
                if name and value and value.strip():
                    yield Fact(name=name, value=value.strip())

    def _rows(self) -> Iterator[Fact]:
        for cell in self._soup.select("tr > th:first-child + td:last-child, dl dt + dd"):
            title = cell.find_previous_sibling(["th", "dt"])
            if title is None or cell.select_one(CONTROLS):
                continue
            name, value = linear_text(title), linear_text(cell)
            if 0 < len(name) <= LONGEST_NAME and 0 < len(value) <= LONGEST_VALUE:
                yield Fact(name=name, value=value, source="table")


def _address(soup: BeautifulSoup) -> SplitResult:
    """Where the page was saved from: browsers write a comment at its top, or the page names itself."""
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment), limit=3):
        found = re.search(r"saved from url=\(\d+\)(\S+)", comment)
        if found:
            return urlsplit(found[1])
    link = soup.select_one("link[rel='canonical'][href]")
    return urlsplit(str(link["href"]) if link else "")


def _shop(url: SplitResult) -> Marketplace:
    for shop in marketplaces.load().values():
        at_host = any(fnmatch(url.hostname or "", host) for host in shop.hosts) or (not shop.hosts and shop.paths)
        if at_host and any(fnmatch(url.path, f"{path}*") for path in shop.paths):
            return shop
    return marketplaces.get("generic")
