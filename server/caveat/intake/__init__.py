"""Other doors than the form: Listing JSON, a saved page, plain text and the rows of a flat file become Listings."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from caveat import marketplaces
from caveat.errors import BadInput, CaveatError
from caveat.intake import wire
from caveat.intake.flatfile import read_rows
from caveat.models import Listing, TextField

_TABS = 3
"""As many tabs in the first line make a text a table."""
LARGEST = 32 * 1024 * 1024
"""Largest file that is read, in bytes; a saved dashboard page is about a hundredth of it."""


def read(
    source: Path | bytes,
    *,
    name: str | None = None,
    marketplace: str | None = None,
    markets: Sequence[str] = (),
    product_type: str | None = None,
) -> Listing:
    """The one listing of a source, as `read_all` reads it; BadInput also where it holds several or none."""
    found = read_all(source, name=name, marketplace=marketplace, markets=markets, product_type=product_type)
    if len(found) != 1:
        name = name or (source.name if isinstance(source, Path) else "input")
        raise BadInput(f"{name}: holds {len(found)} listings", code="bad-file")
    return found[0]


def read_all(
    source: Path | bytes,
    *,
    name: str | None = None,
    marketplace: str | None = None,
    markets: Sequence[str] = (),
    product_type: str | None = None,
) -> list[Listing]:
    """Read a file, or bytes called `name`: one listing, or one a row. What is given wins over what the source says.

    The ending decides what it is (.json, .html, .htm, .csv, .tsv), else the first characters do; anything else is
    plain text. Raises BadInput whose message starts with the name and says the place.
    """
    name = name or (source.name if isinstance(source, Path) else "input")
    if marketplace is not None:
        marketplaces.get(marketplace)
    folder = source.parent if isinstance(source, Path) else None
    try:
        listings = _listings(_bytes(source), Path(name).suffix.lower(), marketplace, folder)
        given = {"marketplace": marketplace, "markets": list(markets) or None, "product_type": product_type}
        known: dict[str, object] = {key: value for key, value in given.items() if value is not None}
        return [_with(listing, known) for listing in listings]
    except CaveatError as error:
        raise BadInput(f"{name}: {error.message}", code=error.code, status=error.status) from None


def text(source: Path | bytes, name: str) -> str:
    """Read a file, or bytes, as text. Raises BadInput whose message starts with `name`: bad-file, or too-large."""
    try:
        return _decoded(_bytes(source))
    except CaveatError as error:
        raise BadInput(f"{name}: {error.message}", code=error.code, status=error.status) from None


def _bytes(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            data = source.read_bytes() if source.stat().st_size <= LARGEST else b" " * (LARGEST + 1)
        except OSError as error:
            raise BadInput(error.strerror or "cannot be read", code="bad-file") from None
    if len(data) > LARGEST:
        raise BadInput(f"larger than {LARGEST // 1024 // 1024} MiB", code="too-large", status=413)
    if not data.strip():
        raise BadInput("there is nothing in it", code="bad-file")
    return data


def _listings(data: bytes, suffix: str, marketplace: str | None, folder: Path | None) -> list[Listing]:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    if suffix == ".json" or (not suffix and start.startswith(b"{")):
        return [wire.read(Listing, data.removeprefix(b"\xef\xbb\xbf"), code="bad-listing")]
    if suffix in (".html", ".htm") or start.startswith((b"<!doctype html", b"<html", b"<!-- saved from")):
        from caveat.intake.page import read_page  # bs4 costs 90 ms to import

        return [read_page(data, marketplace=marketplace, folder=folder)]
    plain = _decoded(data)
    if suffix in (".csv", ".tsv") or (suffix == ".txt" and plain.partition("\n")[0].count("\t") >= _TABS):
        return read_rows(plain)
    return [Listing(fields=[TextField(id="text", role="description", text=plain)])]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start} is not UTF-8", code="bad-file") from None


def _with(listing: Listing, given: dict[str, object]) -> Listing:
    try:
        return Listing.model_validate(listing.model_dump() | given)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", code="bad-listing", status=422) from None
