"""A real model behind a real server, asked through the vendors' layer."""

from collections.abc import Iterator

import model_server
import pytest
from caveat.providers import Answer, Failure, Keys, Message, Request, Vendor, Vendors
from pydantic import BaseModel, Field

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(model_server.missing() is not None, reason=f"{model_server.missing()} is not installed"),
]


class Texts(BaseModel):
    texts: list[str] = Field(min_length=1, max_length=3)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    Vendors.warm()
    with model_server.running() as url:
        yield url


ASKED = Request(
    (
        Message("system", "You rewrite one sentence of a product page in other words."),
        Message("user", "Kills 99.9% of bacteria on kitchen surfaces."),
    ),
    Texts,
    max_tokens=200,
)


@pytest.mark.parametrize("structured", ["json_schema", "json_object"])
def test_it_answers_in_the_form_asked_for(url, tmp_path, structured):
    local = Vendor(name="local", preset="llama-cpp", base_url=url, structured=structured, timeout_s=60)
    vendors = Vendors([local], Keys(tmp_path))
    answer = vendors.ask(ASKED, 60)
    if structured == "json_schema":  # the decoder holds it to the form
        assert isinstance(answer, Answer), answer
        assert all(answer.data.texts)
        assert answer.tokens_in > 20
        assert answer.tokens_out > 0
        assert vendors.ask(ASKED, 60).cached
    else:  # a model this small may miss the form; then it is told, and nothing else happens
        assert isinstance(answer, Answer) or answer.faults[0].kind.id in ("wrong-shape", "cut-short", "empty")


def test_a_text_beyond_its_window_is_named(url, tmp_path):
    local = Vendor(name="local", preset="llama-cpp", base_url=url, timeout_s=60)
    long = Request((Message("user", "a lamp " * 6000),), Texts)
    outcome = Vendors([local], Keys(tmp_path)).ask(long, 60)
    assert isinstance(outcome, Failure)
    assert [fault.kind.id for fault in outcome.faults] == ["too-long"]


def test_a_seller_who_moves_on_is_not_kept_waiting(url, tmp_path):
    local = Vendor(name="local", preset="llama-cpp", base_url=url, timeout_s=0.05)
    outcome = Vendors([local], Keys(tmp_path)).ask(ASKED, 60)
    assert [fault.kind.id for fault in outcome.faults] == ["timeout"]
