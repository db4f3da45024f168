"""/api/v1/vendors: the seller's AI vendors. Any paired program may read the list; only the server's own page writes."""

import hmac
from collections.abc import Callable

from flask import Response, request
from pydantic import BaseModel

from caveat.api.blueprint import noun
from caveat.api.body import gives, language, takes
from caveat.api.context import here
from caveat.api.security import TOKEN_HEADER
from caveat.consult.entries import TestAnswer, VendorList, VendorRequest
from caveat.consult.nouns import Payload
from caveat.consult.setup import Setup
from caveat.errors import Refused
from caveat.models import Id, Noun

api = noun("vendors", "Vendors", "Which AI vendors may be asked, in which order, with which data.")


class VendorPath(BaseModel):
    """Which vendor."""

    name: Id


class VendorOrder(Noun):
    """Every name of the list, in the order in which the vendors are to be asked."""

    names: list[Id]


class Agreement(BaseModel):
    """The terms that the seller has seen, as the example named them."""

    terms: Id


@api.get("/vendors", responses={"200": VendorList}, operation_id="vendors")
def list_vendors() -> Response:
    """List the vendors, how each stands, and what a new one can be made of.

    Keys are never among it.
    """
    return gives(_setup().states(language()))


@api.post("/vendors", responses={"200": VendorList}, operation_id="put_vendor")
@takes(code="bad-vendors")
def put_vendor(body: VendorRequest) -> Response:
    """Add a vendor or change one.

    Its key goes to the keyring of this computer, or to a file that only its owner can read.
    """
    return _changed(lambda setup: setup.put(body))


@api.post("/vendors/order", responses={"200": VendorList}, operation_id="order_vendors")
@takes(code="bad-vendors")
def order_vendors(body: VendorOrder) -> Response:
    """Ask them in this order."""
    return _changed(lambda setup: setup.order(body.names))


@api.delete("/vendors/<name>", responses={"200": VendorList}, operation_id="remove_vendor")
def remove_vendor(path: VendorPath) -> Response:
    """Take a vendor off the list, with its key and its consent."""
    return _changed(lambda setup: setup.remove(path.name))


@api.get("/vendors/<name>/example", responses={"200": Payload}, operation_id="vendor_example")
def vendor_example(path: VendorPath) -> Response:
    """Show what would be sent to a vendor, for a listing of our own making, to the letter."""
    return gives(_setup().example(path.name))


@api.post("/vendors/<name>/consent", responses={"200": VendorList}, operation_id="allow_vendor")
def allow_vendor(path: VendorPath, query: Agreement) -> Response:
    """Record that the seller has seen what would be sent, and allows it.

    It holds for the terms that were shown. Another address, model or choice of data asks for it anew.
    """
    return _changed(lambda setup: setup.allow(path.name, query.terms, "a page of the server"))


@api.delete("/vendors/<name>/consent", responses={"200": VendorList}, operation_id="withdraw_consent")
def withdraw_consent(path: VendorPath) -> Response:
    """Allow it no longer."""
    return _changed(lambda setup: setup.withdraw(path.name))


@api.post("/vendors/<name>/retry", responses={"200": VendorList}, operation_id="retry_vendor")
def retry_vendor(path: VendorPath) -> Response:
    """Ask a vendor again: the seller has mended what was held against it."""
    return _changed(lambda setup: setup.retry(path.name))


@api.post("/vendors/<name>/test", responses={"200": TestAnswer}, operation_id="test_vendor")
def test_vendor(path: VendorPath) -> Response:
    """Ask a vendor whether it answers. Nothing of the seller's is sent, and the log has it all the same."""
    _from_our_page()
    return gives(_setup().test(path.name, language()))


def _setup() -> Setup:
    context = here()
    return Setup(context.settings, context.store, context.vendors())


def _changed(change: Callable[[Setup], None]) -> Response:
    _from_our_page()
    change(_setup())
    return gives(_setup().states(language()))


def _from_our_page() -> None:
    """A token that a program was paired with does not reach keys, addresses and consents."""
    token = request.headers.get(TOKEN_HEADER, "")
    if not hmac.compare_digest(token.encode("latin-1"), here().page_token.encode()):
        raise Refused("Only the settings page of this server changes its AI vendors.", code="page-only")
