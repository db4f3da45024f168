"""How a saved form calls its controls; the extension reads a live form by the same steps."""

import re
import unicodedata
from collections.abc import Iterable

from bs4 import Tag
from bs4.element import NavigableString, PageElement

CONTROLS = (
    "input, textarea, select, iframe, [contenteditable], [role='combobox'], "
    "kat-input, kat-textarea, kat-predictive-input, kat-dropdown"
)
TOOLBARS = "[role='toolbar'], [role='menubar'], [class*='toolbar' i], [class*='menubar' i], trix-toolbar"
"""What an editor writes on its own buttons names nothing."""
LONGEST = 80
STEPS_UP = 6
_CLOSED = ["form", "main", "body", "dialog"]


def label_of(control: Tag) -> str | None:
    """What the form calls a control: what it says itself, else its label, else the text before it."""
    if control.get("type") in ("radio", "checkbox"):
        return _question(control)
    return _first(_by_aria(control), _by_for(control), _by_wrapper(control), control.get("label"), _by_row(control))


def choice_of(control: Tag) -> str | None:
    """What one of several choices is called."""
    return _first(_by_aria(control), _by_for(control), _by_wrapper(control), control.get("value"))


def name_of(control: Tag) -> str | None:
    """What the `name` attribute says, in words: `item_weight-0-value` is "item weight"."""
    name = str(control.get("name") or control.get("id") or "").removeprefix("attributes.")
    words = [word for word in re.split(r"[-_.\[\]\s]+", name) if word and not word.isdigit() and word != "value"]
    return " ".join(words) or None


def plain(label: str) -> str:
    """A label for comparing: no case, no width, no "*", no note in brackets, no number at its end."""
    label = unicodedata.normalize("NFKC", label).lower().replace("‘", "'").replace("’", "'")
    label = re.sub(r"\([^)]*\)|[*:?]", " ", label)
    return re.sub(r"\s+", " ", re.sub(r"[\s#]*\d+\s*$", "", label)).strip()


def _first(*labels: object) -> str | None:
    clean = (re.sub(r"\s+", " ", str(label or "")).strip() for label in labels)
    return next((label[:LONGEST] for label in clean if label), None)


def _root(control: Tag) -> Tag:
    return list(control.parents)[-1]


def _by_aria(control: Tag) -> str:
    ids = str(control.get("aria-labelledby", "")).split()
    named = (_root(control).find(id=one) for one in ids)
    return " ".join(_text(one) for one in named if one) or str(control.get("aria-label", ""))


def _by_for(control: Tag) -> str | None:
    """TinyMCE's frame is called after the textarea that it hides: `x_ifr` for `x`."""
    own = str(control.get("id", "")).removesuffix("_ifr" if control.name == "iframe" else "")
    for target in (own, control.get("name") if "-" in control.name else None):
        label = _root(control).find(None, {"for": target}) if target else None
        if isinstance(label, Tag):
            return _text(label) or str(label.get("text", ""))
    return None


def _by_wrapper(control: Tag) -> str | None:
    wrapper = control.find_parent("label")
    return _text(wrapper) if wrapper else None


def _question(choice: Tag) -> str | None:
    group = choice.find_parent(lambda tag: tag.name == "fieldset" or tag.get("role") == "radiogroup")
    legend = group.find("legend") if group else None
    return _first(_text(legend) if legend else _by_row(choice.find_parent("label") or choice))


def _by_row(control: Tag) -> str | None:
    """The text before a control in its own row; nothing once another control's row begins."""
    for step, at in enumerate(_upwards(control)):
        if step >= STEPS_UP or at.name in _CLOSED:
            return None
        for before in at.previous_siblings:
            if isinstance(before, Tag) and before.css.match(f"{CONTROLS}, {TOOLBARS}"):
                continue
            if isinstance(before, Tag) and any(not one.css.closest(TOOLBARS) for one in before.select(CONTROLS)):
                return None
            if text := _text(before).strip():
                return text if len(text) <= LONGEST else None
    return None


def _upwards(control: Tag) -> Iterable[Tag]:
    yield control
    yield from control.parents


def _text(node: PageElement) -> str:
    """The text of a label without that of the controls in it."""
    if isinstance(node, Tag):
        silent = node.name in ("script", "style", "button", "svg") or node.css.match(f"{CONTROLS}, {TOOLBARS}")
        return "" if silent else "".join(_text(child) for child in node.children)
    return str(node) if type(node) is NavigableString else ""
