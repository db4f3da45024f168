"""`caveat extension`: where the extension to load is."""

import argparse
from pathlib import Path

from caveat.errors import NotFound

BUILT = Path(__file__).parent.parent / "built"


def run(args: argparse.Namespace) -> None:
    """Print the folder. Raises NotFound when it was not built."""
    path = folder(args.browser)
    if not (path / "manifest.json").is_file():
        raise NotFound(f"{path} was not built. In a checkout: python extension/hatch_build.py")
    print(path)


def folder(browser: str) -> Path:
    """The folder for `chromium` or `firefox`."""
    return BUILT / browser
