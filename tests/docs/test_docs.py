"""Does what is written agree with what is there? Links, commands, names, sizes, and nothing of a machine"""

from __future__ import annotations

import importlib
import importlib.util
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import dissensus

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dissensus"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("changelog.d/*.md")])

# Put together, so that this file does not hold what it looks for.
OF_A_MACHINE = re.compile(
    "|".join(
        [
            r"/wo" + r"rk/(?:main|shared)",
            r"/ho" + r"me/[a-z]",
            r"/Us" + r"ers/[a-zA-Z]",
            r"/tm" + r"p/(?:spec|bash_jobs)",
            r"py" + r"pi\.org",
            r"python" + r"hosted",
            r"registry\.npm" + r"js",
        ]
    )
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """The program that writes the reference of the command line."""
    spec = importlib.util.spec_from_file_location("maker", ROOT / "docs" / "make_cli_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def verbs(maker: ModuleType) -> Mapping[str, Any]:
    return dict(maker.verbs())


def tracked() -> Iterator[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git here, so nobody knows which files are kept")
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            yield ROOT / name


def shell_lines(text: str) -> Iterator[str]:
    """The lines of the shell blocks that run dissensus."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            found = re.search(r"(?:^|\(|&& |\| )(dissensus [^|>#)&]*)", line)
            if found:
                yield found[1].strip()


# the command line -----------------------------------------------------------------------------


def test_the_reference_of_the_command_line_is_up_to_date(maker: ModuleType) -> None:
    written = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert written == maker.reference(), "Run: .venv/bin/python docs/make_cli_reference.py"


def test_every_verb_is_in_the_reference(verbs: Mapping[str, Any]) -> None:
    written = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert [verb for verb in verbs if f"\n### {verb}\n" not in written] == []


def test_every_verb_and_every_option_has_a_help_text(verbs: Mapping[str, Any]) -> None:
    bare = [name for name, verb in verbs.items() if not verb.help]
    bare += [f"{name} {p.name}" for name, v in verbs.items() for p in v.params if not p.help]
    assert bare == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_commands_in_pages_name_verbs_and_options_that_exist(
    page: Path, verbs: Mapping[str, Any]
) -> None:
    wrong = []
    for line in shell_lines(page.read_text(encoding="utf-8")):
        words = shlex.split(line)[1:]
        name = " ".join(words[:2]) if " ".join(words[:2]) in verbs else words[0]
        if name not in verbs:
            wrong.append(line)
            continue
        known = {option for p in verbs[name].params for option in p.opts}
        wrong += [f"{line}: {w}" for w in words if w.startswith("--") and w not in known]
    assert wrong == []


# the public names -----------------------------------------------------------------------------


def test_every_public_name_has_a_line_in_the_reference_of_python() -> None:
    written = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", written, re.MULTILINE))
    assert described == set(dissensus.__all__)


def test_public_names_are_sorted_and_nothing_else_is_public() -> None:
    assert dissensus.__all__ == sorted(dissensus.__all__)
    assert dir(dissensus) == dissensus.__all__


@pytest.mark.parametrize("name", dissensus.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert callable(getattr(importlib.import_module("dissensus"), name))


def test_suggest_is_the_function_also_after_the_package_of_that_name_was_imported() -> None:
    program = "import dissensus as ds, dissensus.suggest.lexical; assert callable(ds.suggest)"
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_method_of_the_project_is_in_the_reference_of_python() -> None:
    written = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    methods = [name for name in vars(dissensus.Project) if not name.startswith("_")]
    unnamed = [name for name in methods if not re.search(rf"`{name}[`(]", written)]
    assert [name for name in unnamed if name not in ("add", "close")] == []


# pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    missing = [
        link
        for link in links
        if not link.startswith(("https://", "http://")) and not (page.parent / link).exists()
    ]
    assert missing == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in re.findall(r"\]\(([^)#\s]+\.md)", page.read_text(encoding="utf-8")):
            target = (page.parent / link).resolve()
            if target.is_file():
                waiting.append(target)
    lost = [relative(p) for p in PAGES if p not in reached and p.parent.name != "changelog.d"]
    assert lost == []


def test_the_picture_says_that_its_debate_is_invented_and_its_statements_are_not_reviewed() -> None:
    picture = (ROOT / "docs" / "picture.svg").read_text(encoding="utf-8")
    assert "An invented debate" in picture
    assert "not reviewed" in picture


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(p.name[:4]) for p in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


# the house ------------------------------------------------------------------------------------


def test_the_architecture_takes_two_minutes_and_names_every_package() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = [p.parent.name for p in SOURCE.glob("*/__init__.py")]
    assert len(text.splitlines()) <= 80
    assert [name for name in packages if f"`{name}`" not in text] == []


def test_the_architecture_names_every_module_of_the_floors() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    contract = (ROOT / ".importlinter").read_text(encoding="utf-8")
    layers = re.search(r"layers =\n((?:    .+\n)+)", contract)
    assert layers is not None
    named = re.findall(r"\w+", layers[1])
    assert [name for name in named if not re.search(rf"\b{name}\b", text)] == []


def test_no_module_is_longer_than_400_lines() -> None:
    long = {
        relative(path): lines
        for path in SOURCE.rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_no_tracked_file_names_a_folder_of_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if OF_A_MACHINE.search(line):
                found.append(f"{relative(path)}:{number}: {line.strip()[:80]}")
    assert found == []
