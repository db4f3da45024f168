"""/api/v1/evidence: what a seller holds as proof, and the files of it."""

import base64
import binascii

from flask import Response, request
from pydantic import BaseModel, Field

from caveat.api.blueprint import noun
from caveat.api.body import gives, takes
from caveat.api.context import here, locker
from caveat.api.security import TOKEN_HEADER
from caveat.errors import BadEvidence
from caveat.models import Id, Market, Noun, Text
from caveat.rulebook.evidence import EvidenceKind
from caveat.store import NewEvidence, StoredEvidence

api = noun("evidence", "Evidence", "What the seller declares as proof. Nothing of it is verified.")
BINARY = {"schema": {"type": "string", "format": "binary"}}


class NewFile(Noun):
    """A file as it comes in: its plain name, and its bytes as base64."""

    name: Text = Field(examples=["report.pdf"])
    data: Text = Field(description="base64 of the bytes")


class EvidenceRequest(NewEvidence):
    """Evidence to be filed, with a file or without."""

    file: NewFile | None = None


class EvidenceList(Noun):
    """Pieces of evidence, the newest first."""

    evidence: list[StoredEvidence]


class EvidenceKinds(Noun):
    """The kinds of evidence that some rule accepts or that stand in for such a kind."""

    kinds: dict[str, EvidenceKind]


class KindsQuery(BaseModel):
    """With a rule, only the kinds that lift what it finds, in these markets."""

    rule: Id | None = None
    market: list[Market] = Field([], max_length=100)


class EvidenceQuery(BaseModel):
    """Which pieces. `key` asks of each whether it speaks for that listing, `expiring` for those that soon end."""

    key: str | None = Field(None, max_length=200)
    expiring: int | None = Field(None, ge=0, le=36500, description="Only those whose last day is within so many days.")
    withdrawn: bool = Field(False, description="Also those that were withdrawn or replaced.")


class EvidencePath(BaseModel):
    """Which piece."""

    number: int = Field(description="The piece's id.", ge=1, le=2**31 - 1)


class WithdrawQuery(BaseModel):
    """Why, for those who look later."""

    why: str | None = Field(None, max_length=2000)


@api.post("/evidence", responses={"201": StoredEvidence}, operation_id="fileEvidence")
@takes(code="bad-evidence")
def file_evidence(body: EvidenceRequest) -> Response:
    """File a piece of evidence.

    It lifts the findings that accept its kind, for its scope, from its day of issue to the day it expires. What has
    expired is kept and lifts nothing. The file is known by its bytes: pdf, png, jpeg, webp, txt, csv, eml, docx, xlsx
    or odt.
    """
    new = NewEvidence.model_validate(body.model_dump(exclude={"file"}))
    file = (body.file.name, _bytes(body.file.data)) if body.file else None
    return gives(locker().add(new, file, _who()), 201)


@api.get("/evidence", responses={"200": EvidenceList}, operation_id="evidence")
def list_evidence(query: EvidenceQuery) -> Response:
    """List the evidence."""
    pieces = locker().pieces(key=query.key, expiring=query.expiring, withdrawn=query.withdrawn)
    return gives(EvidenceList(evidence=pieces))


@api.get("/evidence/kinds", responses={"200": EvidenceKinds}, operation_id="evidenceKinds")
def list_kinds(query: KindsQuery) -> Response:
    """List the kinds of evidence, with what each proves and what it has to say.

    With `rule` and `market`: only those that lift what the rule finds in one of these markets, which are then named as
    the kind's markets.
    """
    held = locker()
    return gives(EvidenceKinds(kinds=held.kinds if query.rule is None else held.lifting(query.rule, query.market)))


@api.get("/evidence/<int:number>", responses={"200": StoredEvidence}, operation_id="pieceOfEvidence")
def show_evidence(path: EvidencePath) -> Response:
    """Show one piece, withdrawn or not."""
    return gives(locker().get(path.number))


@api.delete("/evidence/<int:number>", responses={"200": StoredEvidence}, operation_id="withdrawEvidence")
def withdraw_evidence(path: EvidencePath, query: WithdrawQuery) -> Response:
    """Withdraw a piece: it counts no longer, and its record stays."""
    return gives(locker().withdraw(path.number, _who(), query.why))


@api.get("/evidence/<int:number>/file", responses={"200": {"content": {"application/octet-stream": BINARY}}},
         operation_id="evidenceFile")  # fmt: skip
def evidence_file(path: EvidencePath) -> Response:
    """Download the file of a piece, as it was filed: its hash is checked first."""
    file, data = locker().file(path.number)
    response = Response(data, mimetype="application/octet-stream")  # whatever it is, no browser opens it in our name
    response.headers.set("Content-Disposition", "attachment", filename=f"evidence-{path.number}.{file.type}")
    return response


def _bytes(data: str) -> bytes:
    """What the base64 stands for; what is too large is refused before it is read."""
    locker().check_size(max(len(data) // 4 * 3 - data[-2:].count("="), 1))
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise BadEvidence("file.data: this is not base64", code="bad-base64") from None


def _who() -> str:
    """Who files it: the name under which the asking program was paired, or this server's own pages."""
    return here().store.pairings.called(request.headers.get(TOKEN_HEADER, "")) or "a page of the server"
