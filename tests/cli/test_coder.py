from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_who_makes_a_project_is_its_first_coder(run: Run, project: Path) -> None:
    (coder,) = run("coder", "list", project, "--json").json
    assert (coder["name"], coder["kind"]) == ("ann", "person")
    assert "manage" in coder["permissions"]


def test_an_added_coder_is_listed(run: Run, project: Path) -> None:
    assert run("coder", "add", project, "ben").code == 0
    assert [c["name"] for c in run("coder", "list", project, "--json").json] == ["ann", "ben"]
    assert "ben" in run("coder", "list", project).out


def test_a_name_is_given_once(run: Run, project: Path) -> None:
    ran = run("coder", "add", project, "ann")
    assert ran.code == 3
    assert "There is a coder 'ann' already." in ran.err


def test_permissions_are_set(run: Run, project: Path) -> None:
    run("coder", "add", project, "ben")
    assert run("coder", "permit", project, "ben", "read", "code").code == 0
    ben = run("coder", "list", project, "--json").json[1]
    assert ben["permissions"] == "code, read"


def test_an_unknown_permission_names_the_known_ones(run: Run, project: Path) -> None:
    ran = run("coder", "permit", project, "ann", "fly")
    assert ran.code == 2
    assert "edit codebook" in ran.err


def test_an_unknown_coder_cannot_be_permitted(run: Run, project: Path) -> None:
    ran = run("coder", "permit", project, "nobody", "read")
    assert ran.code == 3
    assert "nobody" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("ingest", "{p}", "{t}", "--coder", "ben"),
        ("suggest", "{p}", "--coder", "ben"),
        ("review", "{p}", "--accept", "--coder", "ben"),
        ("codebook", "import", "{p}", "{c}", "--coder", "ben"),
        ("coder", "add", "{p}", "eve", "--coder", "ben"),
        ("coder", "permit", "{p}", "ben", "manage", "--coder", "ben"),
        ("import", "{p}", "{d}", "--coder", "ben"),
        ("trash", "put", "{p}", "{i}", "--coder", "ben"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_who_may_not_changes_nothing(
    run: Run, project: Path, texts: Path, codebook: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    run("suggest", project)
    run("export", project, tmp_path / "d.csv", "--what", "documents")
    run("coder", "add", project, "ben")
    run("coder", "permit", project, "ben", "read")
    (texts / "new.txt").write_text("Something new is here to be read.")
    document = run("search", project, "rained", "--json").json[0]["document"]
    before = run("history", project, "--json").json
    where = {"p": project, "t": texts, "c": codebook, "d": tmp_path / "d.csv", "i": document}
    ran = run(*(word.format(**where) for word in words))
    assert ran.code == 3
    assert "The coder 'ben' may not" in ran.err
    assert run("history", project, "--json").json == before


def test_who_may_not_code_may_still_read(run: Run, project: Path) -> None:
    run("coder", "add", project, "ben")
    run("coder", "permit", project, "ben", "read")
    assert run("search", project, "toll").code == 0
