"""What the controls of a saved page hold: inputs, editors, frames and custom elements."""

import re
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from caveat.intake.labels import choice_of

BLOCKS = [
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
    "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]  # fmt: skip
NOT_TEXT = {"hidden", "password", "search", "file", "submit", "button", "image", "reset"}
_SECRET = re.compile(r"\b(cc-[a-z-]+|one-time-code|current-password|new-password)\b")
_SECRET_NAME = re.compile(r"passwor?d|passcode|\bcvv|\bcvc|card.?number|one.?time", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:p|br|div|ul|ol|li|b|strong|i|em|h[1-6]|span|table)\b[^<>]*>", re.IGNORECASE)


def value_of(control: Tag, folder: Path | None = None) -> str | None:
    """The text a control holds; None when it holds none to read: a choice that is not made, a password, a lost frame.

    `folder` is where the page lies: frames that the browser saved beside it are read from there.
    """
    if is_private(control):
        return None
    if control.name == "input":
        if control.get("type") in ("radio", "checkbox"):
            return choice_of(control) if control.has_attr("checked") else None
        return str(control.get("value", ""))
    if control.name == "textarea":
        return text_in(control.get_text().removeprefix("\n"))
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.find("option")
        return linear_text(chosen) if isinstance(chosen, Tag) and chosen.get("value") != "" else None
    if control.name == "iframe":
        return _frame_text(control, folder)
    if "-" in control.name:  # a custom element says its value in an attribute; its editable part is in a shadow root
        inner = control.select_one("textarea, input")
        return str(control["value"]) if control.has_attr("value") else value_of(inner) if inner else None
    return linear_text(control)


def with_unit(control: Tag, value: str) -> str:
    """ "500" with "Grams" chosen beside it is "500 Grams"; the pair is told by its names, x-value and x-unit."""
    name = str(control.get("name", ""))
    unit = list(control.parents)[-1].find(None, {"name": f"{name.removesuffix('-value')}-unit"})
    chosen = value_of(unit) if name.endswith("-value") and isinstance(unit, Tag) else None
    return f"{value} {chosen}" if chosen else value


def is_private(control: Tag) -> bool:
    """What must never be read: passwords, cards, codes, and search boxes, which are not part of the form."""
    if str(control.get("type", "")).lower() in NOT_TEXT and control.name == "input":
        return True
    if _SECRET.search(str(control.get("autocomplete", ""))) or control.get("role") == "searchbox":
        return True
    if control.find_parent(lambda tag: tag.get("role") == "search" or tag.name == "search"):
        return True
    return bool(_SECRET_NAME.search(" ".join(str(control.get(one, "")) for one in ("name", "id", "aria-label"))))


def _frame_text(frame: Tag, folder: Path | None) -> str | None:
    html: str | bytes | None = str(frame["srcdoc"]) if frame.has_attr("srcdoc") else None
    source = unquote(str(frame.get("src", "")))
    if html is None and folder and source and ":" not in source:
        path = (folder / source).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            html = path.read_bytes()
    if html is None:
        return None
    soup = BeautifulSoup(html, "html.parser")
    return linear_text(soup.select_one("[contenteditable='true'], [contenteditable='']") or soup.body or soup)


def text_in(value: str) -> str:
    """A value as its reader sees it: one that is markup, as editors leave it in hidden boxes, without its tags."""
    return linear_text(BeautifulSoup(value, "html.parser")) if _MARKUP.search(value) else value


def linear_text(root: Tag) -> str:
    """The text as a reader sees it: a block or a <br> begins a new line, other white space is one space."""
    lines: list[list[str]] = [[]]
    block = None
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "br":
                lines.append([])
        elif type(node) is NavigableString:
            parent = node.find_parent(BLOCKS)
            if parent is not block and node.strip() and "".join(lines[-1]).strip():
                lines.append([])
            if node.strip():
                block = parent
            lines[-1].append(node)
    return "\n".join(re.sub(r"[ \t\r\n\f]+", " ", "".join(line)).strip() for line in lines).strip("\n")
