"""Reads a folder of JSON Lines files. Each known file name is a kind of row; what is not there is not measured."""

import json
from pathlib import Path
from typing import Any

from caveat.errors import BadInput

Row = dict[str, Any]
MARKET_OF_LANGUAGE = {
    "zh": "CN", "ja": "JP", "ko": "KR", "de": "DE", "fr": "FR", "it": "IT", "es": "ES", "en": "US",
}  # fmt: skip
KNOWN = (
    "regulator_quotes",
    "lawful_wording",
    "claims_examples",
    "listings",
    "green_claims",
    "contradiction_weights",
    "grounded_phones",
    "quantities",
    "pairs",
)


def read(folders: list[Path]) -> dict[str, list[Row]]:
    """The rows of every known file below the folders, by name. BadInput names the file and line that cannot be read."""
    found: dict[str, list[Row]] = {}
    for folder in folders:
        if not folder.is_dir():
            raise BadInput(f"{folder}: no such folder")
        for name in KNOWN:
            path = folder / f"{name}.jsonl"
            if path.is_file():
                found.setdefault(name, []).extend(_rows(path))
    if not found:
        raise BadInput(f"{folders[0]}: none of {', '.join(f'{name}.jsonl' for name in KNOWN)} is here")
    return found


def groups(folders: list[Path]) -> Row:
    """How quotes are scored (`groups.json`): markets by regulator and language, and the categories of each group."""
    for folder in folders:
        path = folder / "groups.json"
        if path.is_file():
            loaded: Row = json.loads(path.read_text(encoding="utf-8"))
            return loaded
    return {"market_by_regulator_prefix": {}, "market_by_language": MARKET_OF_LANGUAGE, "groups": {}}


def _rows(path: Path) -> list[Row]:
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            raise BadInput(f"{path}:{number}: {error}") from error
    return rows
