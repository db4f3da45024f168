"""POST /api/v1/check: a Listing in, a Report out."""

from flask import Response

from caveat import checker
from caveat.api.blueprint import noun
from caveat.api.body import gives, language, takes
from caveat.api.context import here, locker
from caveat.api.words import spoken_here
from caveat.models import Listing, Report

api = noun("check", "Check", "The main job.")


@api.post("/check", responses={"200": Report}, operation_id="check")
@takes(code="bad-listing")
def check_listing(body: Listing) -> Response:
    """Check a listing.

    Finds what a law, the marketplace or the listing itself speaks against. Messages are in English or Chinese, as
    Accept-Language says, and kinds of evidence are named in any of the ten languages of the interface. A finding that a
    person decided about before carries that decision. What the evidence locker holds counts, too, where it is for the
    listing's key.
    """
    held, spoken = locker(), spoken_here()
    report = checker.check(held.lend(body), locale=language())
    kinds = {kind: held.kinds[kind].called(spoken) for kind in report.kinds}
    return gives(_with_decisions(body, report.model_copy(update={"kinds": kinds})))


def _with_decisions(listing: Listing, report: Report) -> Report:
    decisions = here().store.decisions
    last = [decisions.last(listing.marketplace, listing.key, finding.fingerprint) for finding in report.findings]
    if not any(last):
        return report
    findings = [
        finding.model_copy(update={"decision": decision}) if decision else finding
        for finding, decision in zip(report.findings, last, strict=True)
    ]
    return report.model_copy(update={"findings": findings})
