"""/api/v1/decisions: what a person decided about findings."""

from flask import Response
from pydantic import BaseModel

from caveat.api.blueprint import noun
from caveat.api.body import gives, takes
from caveat.api.context import here
from caveat.models import Id, Noun
from caveat.store import DecisionRequest, StoredDecision

api = noun("decisions", "Decisions", "What the seller decided.")


class DecisionAnswer(Noun):
    """Where the decision is kept."""

    id: int


class DecisionList(Noun):
    """Decisions, newest first."""

    decisions: list[StoredDecision]


class DecisionQuery(BaseModel):
    """Of which listing. Without `key`: of listings that have none yet."""

    key: Id | None = None
    marketplace: str | None = None


@api.post("/decisions", responses={"201": DecisionAnswer}, operation_id="decide")
@takes(code="bad-decision")
def decide(body: DecisionRequest) -> Response:
    """Record a decision: applied, dismissed, reopened, or saved with the finding open.

    Decisions are only ever added. The last one about a finding comes back with it in the next Report.
    """
    return gives(DecisionAnswer(id=here().store.decisions.record(body)), 201)


@api.get("/decisions", responses={"200": DecisionList}, operation_id="decisions")
def list_decisions(query: DecisionQuery) -> Response:
    """List the last 200 decisions about a listing."""
    return gives(DecisionList(decisions=here().store.decisions.of(query.key, query.marketplace)))
