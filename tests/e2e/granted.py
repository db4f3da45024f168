"""The built extension as its user has it: with leave to read one more site."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from servers import CAVEAT


def built() -> Path:
    """The folder that `caveat extension` tells people to load."""
    told = subprocess.run([*CAVEAT, "extension"], capture_output=True, text=True, check=True).stdout
    folder = next(Path(line.strip()) for line in told.splitlines() if Path(line.strip()).is_dir())
    assert (folder / "manifest.json").is_file(), told
    return folder


def grant(extension: Path, origin: str, into: Path) -> Path:
    """A copy that may read a site, as if its user had said yes to the browser's question."""
    shutil.copytree(extension, into)
    manifest = json.loads((into / "manifest.json").read_text())
    manifest["host_permissions"].append(f"{origin}/*")
    (into / "manifest.json").write_text(json.dumps(manifest))
    return into
