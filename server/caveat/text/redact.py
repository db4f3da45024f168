"""Takes out what names a person or an order before a text leaves this computer, and puts it back into what returns."""

import re
from collections import Counter

_AT = r"[@＠]"
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f]"
"""A letter, digit or underscore of a script that sets words apart: in Chinese an address has no blank before it."""
_LOCAL = rf"(?:{_LETTER}|[.%+\-])"
_DOMAINS = (
    "com|net|org|info|biz|shop|store|online|site|top|xyz|app|dev|io|co|me|ly|gl|link|club|vip|live|ai|tv|cc|gg|eu|uk|us|"
    "ca|au|nz|ie|de|at|ch|fr|be|nl|lu|es|pt|it|pl|se|dk|no|fi|cz|ro|gr|hu|cn|hk|tw|jp|kr|sg|my|th|vn|ph|id|in|br|mx|ru|tr"
)
_MARK = r"\[(?:EMAIL|LINK|HANDLE|NUMBER|MARK)_\d{1,9}\]"
_ID = r"\s{0,2}(?:id|no|nr|n[°º]|num(?:ber|ero|éro)?|号码?|番号|번호)?\.?\s{0,2}[:：#№=]?\s{0,2}#?"
_APPS = (
    r"wechat|weixin|whatsapp|telegram|instagram|facebook|tiktok|kakao(?:talk)?|viber|skype|line|qq|微信|威信|薇信|"
    r"카카오톡|라인"
)
_ORDERS = (
    r"order|invoice|receipt|tracking|bestell(?:ung|nummer)?|auftrag|rechnung|commande|facture|pedido|factura|ordine|"
    r"fattura|订单|訂單|单号|單號|运单|注文|주문"
)
_PHONES = (
    r"tel(?:ephone|efon|éfono|efono|éphone)?|phone|call|text|mobile|cell|fax|hotline|handy|anruf|"
    r"电话|電話|手机|手機|热线|전화|연락처|携帯"
)
_PARTS = (
    ("MARK", _MARK),  # what only looks like one of ours, so that the way back stays sure
    (
        "EMAIL",
        rf"(?<!{_LETTER})(?<![.%+\-]){_LOCAL}++(?:{_AT}|\s?[(\[{{]at[)\]}}]\s?){_LETTER}++(?:[.\-．]{_LETTER}++)++",
    ),
    ("LINK", r"(?:https?|ftp)://[^\s<>\"'，。；、）】]++|(?<!\w)www\.[^\s<>\"'，。；、）】]++"),
    (
        "LINK",
        rf"(?<![\w.@-])(?:[a-z0-9][a-z0-9-]{{0,62}}\.){{1,4}}(?:{_DOMAINS})(?![\w-]|\.[a-z0-9])"
        r"(?:[/?#][^\s<>\"'，。；、）】]*+)?",
    ),
    ("HANDLE", rf"(?<![\w.]){_AT}[a-z0-9_][\w.]{{1,40}}(?<!\.)"),
    ("HANDLE", rf"(?<![a-z0-9_])(?:{_APPS})\s?(?:id|号码?)?\s?[:：#=]\s?(?P<handle>[a-z0-9][\w.\-]{{3,40}})"),
    ("HANDLE", rf"(?<![a-z0-9_])(?:{_APPS}){_ID}(?P<name>[a-z\-]{{0,20}}\d[\w.\-]{{3,40}})"),
    ("NUMBER", rf"(?<![a-z0-9_])(?:{_ORDERS}){_ID}(?P<order>[a-z0-9\-]{{0,12}}\d[\w\-]{{3,40}})"),
    ("NUMBER", rf"(?<![a-z0-9_])(?:{_PHONES}){_ID}(?P<phone>[+＋(]?\d(?:[\s().\-/]{{0,3}}\d){{5,19}})"),
    ("NUMBER", r"[+＋]\s?\d(?:[\s().\-/]{0,3}\d){6,17}"),
    ("NUMBER", r"(?<![\w.,+-])\(?\d(?:[\s().\-/]{0,2}\d){8,23}(?!\w)"),
)
_FOUND = re.compile("|".join(f"(?P<_{place}>{pattern})" for place, (_, pattern) in enumerate(_PARTS)), re.IGNORECASE)
_INNER = ("handle", "name", "order", "phone")
"""The part that is hidden where a word before it gave it away."""
_MARKS = re.compile(_MARK)


class Redaction:
    """The marks of one request: the same value gets the same mark, wherever it stands.

    >>> hidden = Redaction()
    >>> hidden.hide("Write to ann@example.com")
    'Write to [EMAIL_1]'
    >>> hidden.restore("Mail [EMAIL_1] for it")
    'Mail ann@example.com for it'
    """

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}
        self._values: dict[str, str] = {}

    def hide(self, text: str) -> str:
        """The text with a mark for each e-mail address, link, handle, phone and order number. Linear in its length."""
        return _FOUND.sub(self._marked, text)

    def restore(self, text: str) -> str | None:
        """The text with each mark of this request replaced by what it stands for. None: it holds a mark made up."""
        if any(mark not in self._values for mark in _MARKS.findall(text)):
            return None
        return _MARKS.sub(lambda mark: self._values[mark[0]], text)

    def _marked(self, found: re.Match[str]) -> str:
        place = next(place for place in range(len(_PARTS)) if found[f"_{place}"] is not None)
        name = next((name for name in _INNER if found[name] is not None), None)
        first, last = found.span(name or 0)
        value = found.string[first:last]
        kind = _PARTS[place][0]
        if value not in self._marks:
            mark = f"[{kind}_{len(self._marks) + 1}]"
            self._marks[value], self._values[mark] = mark, value
        return found.string[found.start() : first] + self._marks[value] + found.string[last : found.end()]


def places(text: str) -> list[tuple[int, int]]:
    """Where in a text something private stands, with the word that gives it away: nobody cuts a text in there."""
    return [found.span() for found in _FOUND.finditer(text)]


def marks(text: str) -> Counter[str]:
    """How often which mark stands in a text that was hidden, or that came back."""
    return Counter(_MARKS.findall(text))


def without(text: str) -> str:
    """A text without what is private in it, and without marks."""
    return _FOUND.sub("", text)
