"""Packs the built extension for the stores: a zip for Chromium, one for Firefox, the same bytes from the same sources.

Names are sorted, times are fixed, and nothing is compressed, because compressors differ from one version to the next.
"""

import json
import sys
import zipfile
from pathlib import Path

BROWSERS = ("chromium", "firefox")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""
READABLE = 0o644 << 16


def pack(built: Path, out: Path) -> list[Path]:
    """Pack the folders of `built` into `out` and return the zips. Raises FileNotFoundError where one is not built."""
    out.mkdir(parents=True, exist_ok=True)
    return [_pack(built / browser, out, browser) for browser in BROWSERS]


def _pack(folder: Path, out: Path, browser: str) -> Path:
    version = json.loads((folder / "manifest.json").read_text("utf-8"))["version"]
    made = out / f"caveat-{version}-{browser}.zip"
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for name in names:
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.external_attr = 3, READABLE  # as on Linux, wherever this runs
            packed.writestr(entry, (folder / name).read_bytes())
    return made


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    for made in pack(root / "server/caveat/built", root / "dist"):
        print(made, file=sys.stderr)
