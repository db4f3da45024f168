"""What can go wrong, as a tree. Every error carries a stable code and a sentence with the place in it.

CaveatError
├── BadInput       the caller sent something that cannot be read (HTTP 400)
│   ├── BadListing    a listing that does not fit the contract (HTTP 422)
│   ├── BadEvidence   evidence that cannot be filed as it is (HTTP 409, 413, 415, 422)
│   └── BadBackup     a backup that cannot be made or taken in
├── BadRuleBook    a file of the rule book does not load; the message names the file (HTTP 500)
├── NotFound       nothing of that name (HTTP 404)
└── Refused        the caller may not do this (HTTP 401, 403, 413, 415, 421, 429)
"""


class CaveatError(Exception):
    """Base of all errors that are meant to be shown. `code` is stable, the message is for people."""

    code = "error"
    status = 500

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status


class BadInput(CaveatError):
    """The caller sent something that cannot be read."""

    code = "bad-input"
    status = 400


class BadListing(BadInput):
    """A listing that does not fit the contract; the message starts with the place, as in `fields.0.text`."""

    code = "bad-listing"
    status = 422


class BadEvidence(BadInput):
    """Evidence that cannot be filed as it is; the message says what is expected instead."""

    code = "bad-evidence"
    status = 422


class BadBackup(BadInput):
    """A backup that cannot be made or taken in; the message says what to do, and ends with the code."""

    code = "bad-backup"

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(f"{message} ({code})", code=code)


class BadVendors(BadInput):
    """The list of AI vendors, or a key, that cannot be used as it is; the message names the place, never a key."""

    code = "bad-vendors"


class BadRuleBook(CaveatError):
    """A file of the rule book that does not load; the message starts with its path."""

    code = "bad-rule-book"


class NotFound(CaveatError):
    """Nothing of that name."""

    code = "not-found"
    status = 404


class Refused(CaveatError):
    """The caller may not do this."""

    code = "refused"
    status = 403
