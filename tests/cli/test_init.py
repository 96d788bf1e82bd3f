from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_init_without_a_codebook_has_the_built_in_types(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "p.dissensus"
    ran = run("init", path)
    assert (ran.code, ran.out) == (0, f"Made {path} with 4 statement types and 0 entities.\n")
    shown = run("codebook", "show", path, "--json").json
    names = [t["name"] for t in shown["statement_types"]]
    assert names == ["position", "relation", "figure", "event"]


def test_init_takes_a_codebook(run: Run, tmp_path: Path, codebook: Path) -> None:
    ran = run("init", tmp_path / "p.dissensus", "--codebook", codebook)
    assert (ran.code, "3 entities" in ran.out) == (0, True)


def test_a_file_that_is_there_is_left_as_it_is(run: Run, project: Path) -> None:
    before = project.read_bytes()
    ran = run("init", project)
    assert ran.code == 3
    assert "is there already" in ran.err
    assert project.read_bytes() == before


def test_a_missing_folder_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("init", tmp_path / "none" / "p.dissensus")
    assert ran.code == 3
    assert f"There is no folder {tmp_path / 'none'}" in ran.err


def test_a_broken_codebook_is_told_by_file_and_line_and_nothing_is_made(
    run: Run, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("title: T\nentities:\n  actor:\n    - {nam: Party A}\n", encoding="utf-8")
    ran = run("init", tmp_path / "p.dissensus", "--codebook", broken)
    assert ran.code == 3
    assert f"{broken}:4" in ran.err
    assert not (tmp_path / "p.dissensus").exists()


def test_a_missing_codebook_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("init", tmp_path / "p.dissensus", "--codebook", tmp_path / "none.yaml")
    assert ran.code == 3
    assert "none.yaml" in ran.err
    assert list(tmp_path.iterdir()) == []
