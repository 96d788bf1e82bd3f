"""Is the workbench built when it must be, and only then?"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "workbench" / "src").mkdir(parents=True)
    (tmp_path / "workbench" / "package.json").write_text("{}\n")
    (tmp_path / "workbench" / "src" / "main.ts").write_text("start();\n")
    (tmp_path / "src" / "dissensus" / "web" / "static").mkdir(parents=True)
    return tmp_path


def made(hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    built: list[Path] = []
    monkeypatch.setattr(hook, "build", built.append)
    hook.WorkbenchHook(str(tree), {}, None, None, str(tree), "wheel").initialize("standard", {})
    return built


def test_the_workbench_is_built_once_per_state_of_its_sources(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert made(hook, tree, monkeypatch) == [tree / "workbench"]
    assert made(hook, tree, monkeypatch) == []
    (tree / "workbench" / "src" / "main.ts").write_text("start(1);\n")
    assert made(hook, tree, monkeypatch) == [tree / "workbench"]


def test_tests_packages_and_line_ends_are_no_reason_to_build_again(
    hook: ModuleType, tree: Path
) -> None:
    before = hook.digest(tree / "workbench")
    for path in ("tests/a.test.ts", "node_modules/x/index.js", "openapi.json"):
        (tree / "workbench" / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / "workbench" / path).write_text("new")
    (tree / "workbench" / "src" / "main.ts").write_bytes(b"start();\r\n")
    assert hook.digest(tree / "workbench") == before


def test_a_source_under_another_name_is_another_state(hook: ModuleType, tree: Path) -> None:
    before = hook.digest(tree / "workbench")
    (tree / "workbench" / "src" / "main.ts").rename(tree / "workbench" / "src" / "start.ts")
    assert hook.digest(tree / "workbench") != before


def test_node_is_asked_for_where_a_build_is_due_and_the_path_has_none(
    hook: ModuleType, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "node_on_path", list)
    asking = hook.WorkbenchHook(str(tree), {}, None, None, str(tree), "wheel")
    assert asking.dependencies() == [hook.NODE]
    made(hook, tree, monkeypatch)
    assert asking.dependencies() == []


@pytest.mark.parametrize(
    ("version", "fits"),
    [
        ("v18.20.0", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_node_must_be_one_that_vite_accepts(hook: ModuleType, version: str, fits: bool) -> None:
    assert hook.accepted(version) is fits


def test_a_command_that_fails_says_what_to_do(hook: ModuleType, tmp_path: Path) -> None:
    failing = [sys.executable, "-c", "print('no route'); raise SystemExit(1)"]
    with pytest.raises(SystemExit, match=r"Is it reachable\?\nno route"):
        hook._run(failing, tmp_path, {}, "Is it reachable?")


def test_the_lock_of_the_workbench_holds_no_addresses() -> None:
    assert '"resolved"' not in (ROOT / "workbench" / "package-lock.json").read_text()


def test_what_is_built_is_not_committed() -> None:
    path = "src/dissensus/web/static/index.html"
    done = subprocess.run(["git", "check-ignore", path], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0 or not (ROOT / ".git").exists()
