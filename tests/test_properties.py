"""Whatever the seller types: no exception, and every span cut from the field in UTF-16 units is the finding's text."""

import json
from datetime import date

from caveat.checker import check, engine
from caveat.intake import wire
from caveat.models import Listing, Report, scrub
from caveat.text.utf16 import cut
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CLAIMS = [
    flag.replace("«", "").replace("»", "").split("] ")[-1]
    for rule in engine().book.rules.values()
    for flags in rule.flags.values()
    for flag in flags
]
ANY = st.text(st.characters(blacklist_categories=()), max_size=60)
"""All of Unicode, lone surrogates included."""
NOISE = st.sampled_from(["\u200b", "\u0301", "\ud83d", "🔥", "İ", "ﬁ", "Ｋ", "<b>", "&amp;", "\r\n", "‮", "\0"])
MIXED = st.lists(st.one_of(st.sampled_from(CLAIMS), ANY, NOISE), max_size=6).map("".join)


def report_on(text: str, role: str, format_: str) -> Report:
    """Straight from Python, and as JSON the way a browser writes lone surrogates: both must say the same."""
    field = {"id": "f", "role": role, "text": text, "format": format_}
    given = {"fields": [field], "markets": ["US", "DE", "CN"], "marketplace": "amazon"}
    report = check(Listing.model_validate(given), on=date(2026, 11, 21))
    sent = json.dumps(given).encode()
    assert wire.read(Listing, sent, code="bad-listing") == Listing.model_validate(given)
    return report


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MIXED, st.sampled_from(["title", "bullet", "description"]), st.sampled_from(["text", "html"]))
def test_any_text_is_read_and_spans_are_exact(text: str, role: str, format_: str) -> None:
    report = report_on(text, role, format_)
    for finding in report.findings:
        if finding.field is None:  # what is missing has no place
            assert (finding.start, finding.end, finding.text) == (None, None, "")
            continue
        assert finding.start is not None and finding.end is not None
        assert cut(scrub(text), finding.start, finding.end) == finding.text
        for suggestion in finding.suggestions:
            assert 0 <= suggestion.start <= suggestion.end <= len(text.encode("utf-16-le", "surrogatepass")) // 2
    report.model_dump_json()
