"""What the controls of a saved page hold and how they are called: inputs, editors, frames and custom elements."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, NavigableString, Tag

BLOCKS = [
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]  # fmt: skip
NOT_TEXT = {"hidden", "password", "file", "submit", "button", "image", "reset"}
CONTROLS = "input, textarea, select, iframe, [contenteditable], kat-input, kat-textarea, kat-predictive-input, kat-dropdown"


def value_of(control: Tag, folder: Path | None = None) -> str | None:
    """The text a control holds; None when it holds none of its own, as a radio button that is not chosen.

    `folder` is where the page lies: frames that the browser saved beside it are read from there.
    """
    if control.name == "input":
        kind = str(control.get("type", "text")).lower()
        if kind in NOT_TEXT:
            return None
        if kind in ("radio", "checkbox"):
            return _choice(control) if control.has_attr("checked") else None
        return str(control.get("value", ""))
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    if control.name == "select":
        chosen = control.select_one("option[selected]") or control.find("option")
        return linear_text(chosen) if chosen else None
    if control.name == "iframe":
        return _frame_text(control, folder)
    if "-" in control.name:  # a custom element keeps its value in an attribute; its editable part is in a shadow root
        inner = control.select_one("textarea, input")
        return str(control["value"]) if control.has_attr("value") else value_of(inner) if inner else None
    return linear_text(control)


def _choice(control: Tag) -> str:
    return label_of(control, own=True) or str(control.get("value", "yes"))


def _frame_text(frame: Tag, folder: Path | None) -> str | None:
    html: str | bytes | None = frame.get("srcdoc")
    source = unquote(str(frame.get("src", "")))
    if html is None and folder and source and "://" not in source:
        path = (folder / source).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            html = path.read_bytes()
    if html is None:
        return None
    soup = BeautifulSoup(html, "html.parser")
    editor = soup.select_one("[contenteditable='true'], [contenteditable='']") or soup.body or soup
    return linear_text(editor)


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


def label_of(control: Tag, *, own: bool = False) -> str | None:
    """How the form calls a control; `own` for one choice of several rather than the question above them."""
    for find in (_by_for, _by_wrapper) if own else (_by_aria, _by_for, _by_wrapper, _by_group, _by_row):
        label = find(control)
        if label and label.strip():
            return re.sub(r"\s+", " ", label).strip()
    return None


def _root(control: Tag) -> Tag:
    return list(control.parents)[-1]


def _by_aria(control: Tag) -> str | None:
    if control.get("type") in ("radio", "checkbox"):
        return _by_group(control)
    ids = str(control.get("aria-labelledby", "")).split()
    named = [_root(control).find(id=one) for one in ids]
    texts = [linear_text(one) for one in named if isinstance(one, Tag)]
    return " ".join(texts) or str(control.get("aria-label") or control.get("label") or "")


def _by_for(control: Tag) -> str | None:
    for target in (control.get("id"), control.get("name")):
        label = _root(control).find(attrs={"for": target}) if target else None
        if isinstance(label, Tag):
            return linear_text(label) or str(label.get("text", ""))
    return None


def _by_wrapper(control: Tag) -> str | None:
    wrapper = control.find_parent("label")
    if wrapper is None:
        return None
    return "".join(str(text) for text in wrapper.find_all(string=True) if control not in text.parents)


def _by_group(control: Tag) -> str | None:
    group = control.find_parent(lambda tag: tag.name == "fieldset" or str(tag.get("id", "")).startswith("field-"))
    title = group.find(["legend", "label", "h2", "h3", "h4"]) if group else None
    return linear_text(title) if isinstance(title, Tag) and control not in title.descendants else None


def _by_row(control: Tag) -> str | None:
    cell = control.find_parent(["td", "dd"])
    before = cell.find_previous_sibling(["th", "td", "dt"]) if cell else None
    return linear_text(before) if before else None


def name_of(control: Tag) -> str | None:
    """What the `name` attribute says, in words: `item_weight-0-value` is "item weight"."""
    name = str(control.get("name") or control.get("id") or "").removeprefix("attributes.")
    words = [word for word in re.split(r"[-_.\[\]\s]+", name) if word and not word.isdigit() and word != "value"]
    return " ".join(words) or None


def plain(label: str) -> str:
    """A label for comparing: no case, no width, no "*", no note in brackets, no number at its end."""
    label = unicodedata.normalize("NFKC", label).casefold()
    label = re.sub(r"\([^)]*\)|[*:]", " ", label)
    return re.sub(r"\s+", " ", re.sub(r"[\s#]*\d+\s*$", "", label)).strip()
