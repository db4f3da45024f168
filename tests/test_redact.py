"""What names a person or an order is taken out of a text before it leaves, and stands there again afterwards."""

import time

import pytest
from caveat.text.redact import Redaction, marks
from hypothesis import given, settings
from hypothesis import strategies as st

PRIVATE = [
    ("Write to ann.lee+shop@mail.example today", "ann.lee+shop@mail.example"),
    ("Schreiben Sie an jörg@müller.example.", "jörg@müller.example"),
    ("咨询请发邮件到abc_1@mail.example谢谢", "abc_1@mail.example"),
    ("Mail ann (at) mail.example", "mail.example"),
    ("see https://shop.example/p?id=7&u=ann.", "https://shop.example/p?id=7&u=ann"),
    ("voir www.boutique.example/aide", "www.boutique.example/aide"),
    ("order at lumo-store.com/now", "lumo-store.com/now"),
    ("Follow @lumo_home for more", "@lumo_home"),
    ("加微信：lumo_8888 咨询", "lumo_8888"),
    ("WeChat ID: lumohome", "lumohome"),
    ("QQ 12345678", "12345678"),
    ("call 555 123 now", "555 123"),
    ("Tel. 030/1234567", "030/1234567"),
    ("Rufen Sie an: +49 (0) 30 123456-78", "+49 (0) 30 123456-78"),
    ("客服电话 13812345678", "13812345678"),
    ("電話: 03-1234-5678 まで", "03-1234-5678"),
    ("문의 010-1234-5678", "010-1234-5678"),
    ("Your order 114-1234567-1234567 is here", "114-1234567-1234567"),
    ("订单号：20261122000123", "20261122000123"),
    ("Commande n° FR-20931 livrée", "FR-20931"),
]
HARMLESS = [
    "10000 mAh battery, 420 g, 100 x 200 x 300 mm",
    "Made 2026-11-20, size 35 36 37",
    "5.5 V @ 2 A, 99.9 % cotton, ISO 13485:2016",
    "Fits models 2015-2019; 1,200 lumens at 6500 K",
    "Follow the line of your neck. Mobile and light.",
    "EN 71-3, 3.5 mm jack, 24 h, 1.000.000 Stück",
]


@pytest.mark.parametrize(("text", "private"), PRIVATE)
def test_what_is_private_does_not_leave(text: str, private: str) -> None:
    redaction = Redaction()
    hidden = redaction.hide(text)
    assert private not in hidden
    assert sum(marks(hidden).values()) == 1
    assert redaction.restore(hidden) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_figures_and_standards_are_left(text: str) -> None:
    assert Redaction().hide(text) == text


def test_the_same_value_has_the_same_mark_in_every_text_of_a_request() -> None:
    redaction = Redaction()
    assert redaction.hide("ann@mail.example, bob@mail.example") == "[EMAIL_1], [EMAIL_2]"
    assert redaction.hide("again bob@mail.example") == "again [EMAIL_2]"


def test_marks_that_a_model_made_up_are_refused_and_others_are_counted() -> None:
    redaction = Redaction()
    redaction.hide("ann@mail.example")
    assert redaction.restore("[EMAIL_2]") is None
    assert redaction.restore("[LINK_1]") is None
    assert marks("[EMAIL_1] or [EMAIL_1]") == {"[EMAIL_1]": 2}


PIECES = st.sampled_from(
    ["[EMAIL_1]", "[LINK_", "a@b.co", "+4915112345678", "wechat: ann_1", "@", "]", "www.x.de", "订单号"]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=8), st.integers(1, 3))
def test_any_text_comes_back_as_it_was(parts: list[str], copies: int) -> None:
    redaction, text = Redaction(), "".join(parts)
    for _ in range(copies):
        assert redaction.restore(redaction.hide(text)) == text


@pytest.mark.parametrize(
    "piece", ["1", "a.", "@", "a@", "+1 ", "order ", "www.", "wechat:", "1 ", "[EMAIL_", "(", "a-b@"]
)
def test_the_cost_is_linear_in_the_length(piece: str) -> None:
    def cost(size: int) -> float:
        text = (piece * size)[:size]
        began = time.process_time()
        Redaction().hide(text)
        return time.process_time() - began

    assert min(cost(80_000) for _ in range(3)) < 4 * min(cost(20_000) for _ in range(3)) * 1.6 + 0.01
