"""The build of the extension: which Node it takes, when it builds, and what it says when a step fails."""

import importlib.util
import os
from pathlib import Path

import pytest

HOOK = Path(__file__).resolve().parent.parent / "extension/hatch_build.py"


@pytest.fixture
def hook():
    spec = importlib.util.spec_from_file_location("hatch_build", HOOK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose extension is built by a stand-in for Node; PATH holds nothing else."""
    (tmp_path / "extension/src").mkdir(parents=True)
    (tmp_path / "server/caveat").mkdir(parents=True)
    (tmp_path / "extension/package-lock.json").write_text("{}")
    (tmp_path / "extension/src/content.ts").write_text("one")
    program(tmp_path / "bin/npm", "/bin/mkdir -p node_modules && echo {} > node_modules/.package-lock.json")
    program(tmp_path / "bin/node", node("v22.1.0"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


def node(version):
    return f"""if [ "$1" = --version ]; then echo {version}; exit; fi
/bin/mkdir -p ../server/caveat/built/chromium && echo {{}} > ../server/caveat/built/chromium/manifest.json
echo built >> ../log"""


def program(path, script):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def builds(project):
    return (project / "log").read_text().count("built")


def test_builds_once_and_again_only_when_a_source_changed(hook, project):
    hook.build(project)
    hook.build(project)
    assert builds(project) == 1
    os.utime(project / "extension/src/content.ts")  # a checkout changes times, not bytes
    (project / "extension/test").mkdir()
    (project / "extension/test/content.test.ts").write_text("a test is no source")
    hook.build(project)
    assert builds(project) == 1
    (project / "extension/src/content.ts").write_text("two")
    hook.build(project)
    assert builds(project) == 2


@pytest.mark.parametrize("version", ["v18.20.4", "v9.0.0", "no version"])
def test_an_old_node_is_not_taken_and_one_is_asked_for(hook, project, version):
    program(project / "bin/node", node(version))
    assert hook.node_in_path() is None
    assert hook.ExtensionHook.dependencies(None) == [hook.NODE_REQUIREMENT]


def test_node_without_npm_is_not_taken(hook, project):
    (project / "bin/npm").unlink()
    assert hook.node_in_path() is None


def test_a_new_node_is_taken_and_none_is_asked_for(hook, project):
    assert hook.node_in_path() == (str(project / "bin/node"), [str(project / "bin/npm")])
    assert hook.ExtensionHook.dependencies(None) == []


def test_a_step_that_fails_is_named_and_leaves_nothing_that_looks_built(hook, project):
    program(project / "bin/npm", "exit 7")
    with pytest.raises(SystemExit, match=r"npm ci .* ended with status 7"):
        hook.build_or_exit(project)
    assert not (project / "server/caveat/built").exists()


def test_a_build_that_wrote_nothing_is_an_error(hook, project):
    program(project / "bin/node", 'if [ "$1" = --version ]; then echo v20.0.0; fi')
    with pytest.raises(hook.BuildError, match="wrote no"):
        hook.build(project)
