"""The house rules, read off the tree itself: floors, owners of libraries, sizes, docstrings and names of places."""

import ast
import posixpath
import re
import subprocess
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, SCRIPTS = "server/caveat/", "extension/src/"
FILE_LINES, FUNCTION_LINES = 250, 40
GENERATED = {"extension/src/api/types.ts"}

# Imports go down only, and never sideways: two names on one line do not know each other.
PYTHON_FLOORS = [
    {"models", "errors", "config", "text"},
    {"rulebook", "marketplaces", "providers", "quantities", "store"},
    {"analysis", "backups", "intake", "locker"},
    {"rewrite", "shelf"},
    {"checker"},
    {"comparer"},
    {"consult"},
    {"api", "evaluation", "substantiation"},
    {"app", "__init__"},
    {"cli"},
]
SCRIPT_FLOORS = [
    {"api"},
    {"messages"},
    {"browser"},
    {"fields"},
    {"adapters"},
    {"overlay"},
    {"pages", "worker"},
    {"entrypoints"},
]
FLASK = ("api/", "app.py", "cli/")
PYTHON_OWNERS = {
    "openai": ("providers/",),
    "httpx2": ("providers/",),
    "keyring": ("providers/",),
    "bs4": ("text/html.py", "intake/"),
    "flask": FLASK,
    "flask_cors": FLASK,
    "flask_openapi3": FLASK,
    "waitress": ("cli/",),
    "jinja2": ("substantiation/",),
    "sqlalchemy": ("store/",),
    "alembic": ("store/",),
    "cryptography": ("backups/",),
}
SCRIPT_OWNERS = {
    r"\bchrome\.": ("browser.ts", "browser/"),
    r"\bfetch\(": ("api/client.ts",),
    r'from "[^"]*/client"': ("entrypoints/background.ts", "entrypoints/demo.ts", "entrypoints/settings.ts"),
}
HOSTS = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(org|com)|yarnpkg\.com|npmmirror\.com|deb\.debian\.org")
HOMES = re.compile(r"(?<![\w.])/(root|Users|home/\w+)/|[A-Z]:\\Users")
UNDATED = re.compile(r"\b(TODO|FIXME|XXX)\b(?! \[\d{4}-\d\d-\d\d\]:)")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTION_START = re.compile(
    r"^(\s*)(?!(?:if|for|while|switch|catch|else|try|return new)\b)\S.*(?:=>|\)(?:: [^={}]+)?) \{$"
)


def floors(path: str, text: str) -> Iterator[str]:
    """No import goes up, and none sideways."""
    if path.startswith(PACKAGE) and path.endswith(".py"):
        mine, order = _part(path, PACKAGE), PYTHON_FLOORS
        used = {name.split(".")[1] for name in _python_imports(path, text) if name.startswith("caveat.")}
    elif path.startswith(SCRIPTS) and path.endswith(".ts"):
        mine, order = _part(path, SCRIPTS), SCRIPT_FLOORS
        targets = re.findall(r"""(?:from|import) ?\(?["'](\.[^"']+)["']""", text)
        places = [(ROOT / path).parent.joinpath(target).resolve() for target in targets]
        used = {_part(str(one), f"{ROOT}/{SCRIPTS}") for one in places if one.is_relative_to(ROOT / SCRIPTS)}
    else:
        return
    level = {name: floor for floor, names in enumerate(order) for name in names}
    for name in sorted({mine, *used} - level.keys()):
        yield f"{path}: `{name}` stands on no floor"
    for name in sorted(used & level.keys() - {mine}):
        if level[name] >= level.get(mine, len(order)):
            yield f"{path}: `{mine}` (floor {level[mine]}) imports `{name}` (floor {level[name]})"


def owners(path: str, text: str) -> Iterator[str]:
    """One owner for each library, and for each door to the world."""
    if path.startswith(PACKAGE) and path.endswith(".py"):
        for name in {name.split(".")[0] for name in _python_imports(path, text)} & PYTHON_OWNERS.keys():
            if not path.removeprefix(PACKAGE).startswith(PYTHON_OWNERS[name]):
                yield f"{path}: `{name}` belongs to {', '.join(PYTHON_OWNERS[name])}"
    if path.startswith(SCRIPTS) and path.endswith(".ts"):
        code = re.sub(r"(?s:/\*.*?\*/)|(?<!:)//.*", "", text)
        for pattern, homes in SCRIPT_OWNERS.items():
            if re.search(pattern, code) and not path.removeprefix(SCRIPTS).startswith(homes):
                yield f"{path}: `{pattern}` belongs to {', '.join(homes)}"


def sizes(path: str, text: str) -> Iterator[str]:
    """Files and functions that fit on a screen."""
    if not re.match(r"(server|extension)/", path) or path in GENERATED or "/test/" in path:
        return
    if path.endswith((".py", ".ts", ".mjs", ".css")) and (lines := text.count("\n")) > FILE_LINES:
        yield f"{path}: {lines} lines; {FILE_LINES} are enough"
    for name, lines in _functions(path, text):
        if lines > FUNCTION_LINES:
            yield f"{path}: `{name}` has {lines} lines; {FUNCTION_LINES} are enough"


def words(path: str, text: str) -> Iterator[str]:
    """Each module says what it is for, each function what it returns, each note until when it may stay."""
    if path.endswith(".py"):
        tree = ast.parse(text, path)
        if not (ast.get_docstring(tree) or "").partition("\n")[0].endswith((".", ":")):
            yield f"{path}: begins with no sentence that says what it is for"
        for node in [] if path.startswith("tests/") else ast.walk(tree):
            if isinstance(node, FUNCTION) and node.returns is None:
                yield f"{path}:{node.lineno}: `{node.name}` does not say what it returns"
    if path.endswith((".py", ".ts", ".mjs", ".toml", ".css", ".html", "Makefile")) and path != "tests/test_project.py":
        yield from (f"{path}: `{found[0]}` without a date" for found in UNDATED.finditer(text))


def places(path: str, text: str) -> Iterator[str]:
    """Nothing names a registry's host, a download address or somebody's home folder."""
    if path != "tests/test_project.py":
        yield from (f"{path}: names {found[0]}" for pattern in (HOSTS, HOMES) for found in pattern.finditer(text))
    if path.endswith("package-lock.json") and '"resolved"' in text:
        yield f"{path}: names download addresses"
    if path.endswith(".lock") and "://" in text:
        yield f"{path}: names an address"


def _part(path: str, root: str) -> str:
    """`server/caveat/text/html.py` is part of `text`."""
    return re.split(r"[/.]", path.removeprefix(root))[0]


def _python_imports(path: str, text: str) -> Iterator[str]:
    """Dotted names that a module imports, relative ones made absolute."""
    package = path.removeprefix("server/").removesuffix(".py").split("/")[:-1]
    for node in ast.walk(ast.parse(text, path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            parts = {name for floor in PYTHON_FLOORS for name in floor}
            for alias in node.names:
                yield f"caveat.{alias.name if alias.name in parts else '__init__'}" if module == "caveat" else module


def _functions(path: str, text: str) -> Iterator[tuple[str, int]]:
    """Name and lines of each function. In TypeScript it ends at the first brace that stands as far left as it began."""
    if path.endswith(".py"):
        for node in ast.walk(ast.parse(text, path)):
            if isinstance(node, FUNCTION):
                yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1
    if path.endswith((".ts", ".mjs")):
        lines = text.splitlines()
        for start, line in enumerate(lines):
            if found := FUNCTION_START.match(line):
                ends = (end for end in range(start + 1, len(lines)) if lines[end].startswith(found[1] + "}"))
                yield line.strip(), next(ends, start) - start + 1


def tree() -> Iterator[tuple[str, str]]:
    """Path and text of every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for path in filter(None, listed.stdout.split("\0")):
        data = (ROOT / path).read_bytes() if (ROOT / path).is_file() else b"\0"
        if b"\0" not in data:
            yield path, data.decode()


@pytest.mark.parametrize("rule", [floors, owners, sizes, words, places], ids=lambda rule: rule.__name__)
def test_the_tree_keeps_the_house_rule(rule):
    assert [complaint for path, text in tree() for complaint in rule(path, text)] == []


def test_no_script_imports_itself_by_way_of_others():
    scripts = {path: text for path, text in tree() if path.startswith(SCRIPTS) and path.endswith(".ts")}
    imports = {
        path: {posixpath.normpath(f"{path}/../{name}.ts") for name in re.findall(r'from "(\.[^"]+)"', text)}
        for path, text in scripts.items()
    }
    list(TopologicalSorter(imports).static_order())  # a circle is an error, and named


LONG_PYTHON = 'def long() -> None:\n    """Do."""\n' + "    pass\n" * FUNCTION_LINES
LONG_SCRIPT = "export const long = async (): Promise<void> => {\n" + "  step();\n" * FUNCTION_LINES + "};\n"
PLANTED = [
    (floors, "server/caveat/analysis/x.py", "from caveat.api import check", "(floor 2) imports `api` (floor 7)"),
    (floors, "server/caveat/analysis/x.py", "from caveat import checker", "imports `checker` (floor 4)"),
    (floors, "server/caveat/analysis/x.py", "def f():\n    from ..intake import page", "imports `intake` (floor 2)"),
    (floors, "server/caveat/text/x.py", "import caveat.models", "`text` (floor 0) imports `models` (floor 0)"),
    (floors, "server/caveat/helpers.py", "", "`helpers` stands on no floor"),
    (floors, "extension/src/fields/x.ts", 'import { a } from "../overlay/card";', "imports `overlay` (floor 5)"),
    (floors, "extension/src/adapters/x.ts", 'await import("../entrypoints/demo");', "imports `entrypoints` (floor 7)"),
    (owners, "server/caveat/rewrite/x.py", "import openai", "`openai` belongs to providers/"),
    (owners, "server/caveat/text/x.py", "from bs4 import BeautifulSoup", "`bs4` belongs to text/html.py"),
    (owners, "server/caveat/checker.py", "from flask import request", "`flask` belongs to api/"),
    (owners, "server/caveat/api/x.py", "from sqlalchemy.orm import Session", "`sqlalchemy` belongs to store/"),
    (owners, "extension/src/overlay/x.ts", "chrome.storage.local.get();", "belongs to browser.ts"),
    (owners, "extension/src/overlay/x.ts", "/* why */ // how\nawait fetch(url);", "belongs to api/client.ts"),
    (owners, "extension/src/overlay/x.ts", 'import { Client } from "../api/client";', "belongs to entrypoints/"),
    (sizes, "server/caveat/x.py", "#\n" * (FILE_LINES + 1), "251 lines"),
    (sizes, "extension/src/x.css", "/**/\n" * (FILE_LINES + 1), "251 lines"),
    (sizes, "server/caveat/x.py", LONG_PYTHON, "`long` has 42 lines"),
    (sizes, "extension/src/x.ts", LONG_SCRIPT, "has 42 lines"),
    (words, "server/caveat/x.py", "import re\n", "begins with no sentence"),
    (words, "server/caveat/x.py", '"""Read."""\ndef read(): ...', "`read` does not say what it returns"),
    (words, "extension/src/x.ts", "// TODO: later", "`TODO` without a date"),
    (places, "README.md", "from https://" + "pypi" + ".org/simple", "names pypi" + ".org"),
    (places, "Makefile", "cd /home/" + "ann/caveat", "names /home/" + "ann/"),
    (places, "extension/package-lock.json", '{"resolved": ""}', "names download addresses"),
    (places, "requirements.lock", "--index-url http://localhost", "names an address"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "path", "text", "complaint"), PLANTED)
def test_a_planted_fault_is_found(rule, path, text, complaint):
    assert any(complaint in found for found in rule(path, text)), list(rule(path, text))
