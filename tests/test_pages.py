"""What the README, the generated files and the locks say is what the code has.

`python tests/test_pages.py` writes the README's generated tables anew.
"""

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from caveat import __version__, config, marketplaces
from caveat.analysis.engine import Engine
from caveat.analysis.selfcheck import problems
from caveat.rulebook import load
from caveat.rulebook.schema import Rule

ROOT = Path(__file__).resolve().parent.parent


def readme_tables(text: str) -> str:
    """The README with its generated tables as the code has them now."""
    tables = {
        "settings": [
            ("Variable", "Default", "What it does"),
            *((f"`{name}`", f"`{default}`" if default else "", what) for name, default, what in config.table()),
        ],
        "marketplaces": [
            ("Marketplace", "Hosts", "Fields", "Form as known on"),
            *(
                (shop.title, hosts(shop), ", ".join(field.id for field in shop.fields), f"{shop.checked}")
                for shop in sorted(marketplaces.load().values(), key=lambda shop: (shop.name == "generic", shop.title))
                if shop.name != "demo"
            ),
        ],
    }
    for name, (head, *rows) in tables.items():
        lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
        between = re.compile(f"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
        text = between.sub(lambda _, lines=lines: "\n".join([*lines, ""]), text)
    return text


def hosts(shop: marketplaces.Marketplace) -> str:
    """The first host, and how many more."""
    more = f" and {len(shop.hosts) - 1} more" if len(shop.hosts) > 1 else ""
    return f"{shop.hosts[0]}{more}" if shop.hosts else "any"


def missing_paths(text: str) -> list[str]:
    """Paths that a page names and the tree does not hold; `<name>` in a path stands for any name."""
    named = re.findall(
        r"`((?:server|extension|tests)/[^`\s]*)`|\]\(((?!https?:|#)[^)]+)\)|(?:src|srcset)=\"([^\"]+)\"", text
    )
    paths = {path for groups in named for path in groups if path}
    return sorted(path for path in paths if not any(ROOT.glob(re.sub(r"<[^>]*>", "*", path).rstrip("/"))))


def missing_commands(text: str) -> list[str]:
    """Commands that a page tells the reader to run and that do not exist."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    told = re.compile(r"(?:^|`|\$ |> |&& )(make|caveat) ([a-z][a-z-]*)", re.MULTILINE)
    usage = subprocess.run(
        [sys.executable, "-m", "caveat.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    return sorted(
        f"{tool} {name}"
        for tool, name in told.findall(text)
        if not (name in targets if tool == "make" else re.search(rf"\b{name}\b", usage))
    )


def test_readme_tables_say_what_the_code_says():
    readme = (ROOT / "README.md").read_text()
    assert readme == readme_tables(readme), "run: python tests/test_pages.py"
    stale = readme.replace("| `CAVEAT_PORT`", "| `CAVEAT_HARBOUR`")
    assert stale != readme == readme_tables(stale)
    assert "<!-- settings -->" in readme and "<!-- marketplaces -->" in readme


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_pages_name_only_what_exists(page):
    text = (ROOT / page).read_text()
    assert missing_paths(text) == []
    assert missing_commands(text) == []


def test_a_page_that_names_what_is_not_there_is_found():
    assert missing_paths("see `server/caveat/<name>/nowhere.py` and [it](tests/nothing.md)") == [
        "server/caveat/<name>/nowhere.py",
        "tests/nothing.md",
    ]
    assert missing_commands("run `caveat fly` or `make tea`") == ["caveat fly", "make tea"]


def test_the_readme_example_runs(capsys):
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    assert "Kills 99.9% of bacteria" in capsys.readouterr().out


def test_the_rule_in_contributing_loads_and_passes_its_own_examples():
    (example,) = re.findall(r"```toml\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(), re.DOTALL)
    rule = Rule.model_validate(tomllib.loads(example))
    engine = Engine(replace(load(), rules={"performance/times-brighter": rule}))
    assert list(problems(engine)) == []


def test_the_typescript_types_are_fresh():
    types = ROOT / "extension/src/api/types.ts"
    committed = types.read_text()
    try:
        subprocess.run(["npm", "run", "--silent", "types"], cwd=ROOT / "extension", check=True, capture_output=True)
        assert types.read_text() == committed, "run: make generate"
    finally:
        types.write_text(committed)


def test_the_locks_hold_every_requirement():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    for lock, requirements in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-test.lock", project["dependencies"] + extras),
    ):
        locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), re.MULTILINE))
        wanted = {re.match(r"[a-z0-9-]+", one)[0] for one in requirements}
        assert wanted - locked - {"caveat"} == set(), f"{lock}: run make lock"


def test_the_versions_agree():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert json.loads((ROOT / "extension/package.json").read_text())["version"] == version
    assert __version__ == version


if __name__ == "__main__":
    page = ROOT / "README.md"
    page.write_text(readme_tables(page.read_text()))
