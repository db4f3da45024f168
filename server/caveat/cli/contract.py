"""`caveat contract`: what the extension is built from, written out of the server's own models and data."""

import argparse
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import caveat
from caveat import marketplaces
from caveat.api.docs import text
from caveat.app import create_app
from caveat.config import Settings
from caveat.errors import NotFound


def run(args: argparse.Namespace) -> int:
    """Write the files, or with --check say which are out of date. Raises NotFound outside a checkout."""
    root = Path(caveat.__file__).parents[2]
    if not (root / "extension" / "package.json").is_file():
        raise NotFound("`caveat contract` works in a checkout only: here is no folder extension/")
    stale = 0
    for name, wanted in generated().items():
        path = root / name
        if path.is_file() and path.read_text("utf-8") == wanted:
            continue
        if args.check:
            print(f"caveat: {name} is out of date; run `caveat contract`", file=sys.stderr)
            stale = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted, "utf-8")
            print(name)
    return stale


def generated() -> dict[str, str]:
    """The generated files: path in the checkout to text."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(database=f"sqlite:///{folder}/caveat.sqlite3"))
        openapi = text(app)
        app.extensions["caveat"].store.close()
    titles = {shop.name: shop.title for shop in marketplaces.load().values()}
    shops = [shop.model_dump(mode="json") for shop in marketplaces.load().values()]
    return {
        "extension/openapi.json": openapi,
        "extension/src/adapters/marketplaces.json": json.dumps(shops, ensure_ascii=False, indent=1) + "\n",
        "extension/src/adapters/titles.json": json.dumps(titles, ensure_ascii=False, indent=1) + "\n",
    }
