"""A small rule book for tests: written to a folder and loaded the same way as the real one."""

from pathlib import Path
from shutil import copytree

from caveat.analysis.engine import Engine
from caveat.models import Listing
from caveat.rulebook import HERE, load

RULE = """
category = "{category}"
verdict = {verdict}
laws = {laws}
platforms = {platforms}
evidence = ["test-report"]
cut = "{cut}"
{more}
[message]
en = "“{{match}}” says it."
zh = "“{{match}}”如此宣称。"
[why]
en = "Because."
zh = "因为。"
{body}
"""
EXAMPLES = """
[flags]
en = {flags}
[allows]
en = {allows}
"""


def write_rule(root: Path, name: str, patterns: list[str], **given: object) -> None:
    """One rule file; what is not given is harmless."""
    values = {
        "category": "PESTICIDE", "verdict": '"stop"', "laws": ["US-TEST"], "platforms": ["amazon"], "cut": "clause",
        "more": "", "flags": ["«zap»", "«zap»"], "allows": ["calm", "quiet"], "body": "",
    } | given  # fmt: skip
    values["body"] = f"[patterns]\nen = {patterns}\n{values['body']}\n" + EXAMPLES.format(**values)
    path = root / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(RULE.format(**values), encoding="utf-8")


LAWS = """
[US-TEST]
market = "US"
title = "Test Act"
section = "1"
conditions = "None."
enforcer = "Nobody"
effective = 2020-01-01
url = "https://example.org/us"
checked = 2026-01-01
status = "verified"

[EU-TEST]
market = "EU"
title = "Test Regulation"
section = "2"
conditions = "None."
enforcer = "Nobody"
effective = 2026-09-27
url = "https://example.org/eu"
checked = 2026-01-01
status = "unverified"
"""


def small_book(root: Path) -> Path:
    """A folder with the shared files of the real book, two laws and no rules."""
    for name in ("lexicons", "facts"):
        copytree(HERE / name, root / name)
    for name in ("book.toml", "product_types.toml", "evidence.toml"):
        (root / name).write_text((HERE / name).read_text(encoding="utf-8"), encoding="utf-8")
    (root / "laws").mkdir()
    (root / "laws" / "test.toml").write_text(LAWS, encoding="utf-8")
    return root


def engine_of(root: Path) -> Engine:
    """The book below `root`, compiled."""
    load.cache_clear()
    return Engine(load(root))


def listing(text: str, **given: object) -> Listing:
    """A listing with one bullet in the United States."""
    field = {"id": "bullet", "role": given.pop("role", "bullet"), "text": text, "format": given.pop("format", "text")}
    return Listing.model_validate({"markets": ["US"], "marketplace": "amazon", "fields": [field]} | given)
