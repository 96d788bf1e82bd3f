from __future__ import annotations

from pathlib import Path

from dissensus import debate
from tests.cli.conftest import CODEBOOK, Run


def test_a_sound_codebook_is_said_to_be(run: Run, codebook: Path) -> None:
    ran = run("codebook", "check", codebook)
    assert ran.code == 0
    assert "is sound: position, relation, figure, event; 3 entities." in ran.out


def test_a_broken_codebook_names_every_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_text("titel: T\nentities:\n  actor:\n    - {nam: A}\n")
    ran = run("codebook", "check", path)
    assert (ran.code, ran.out) == (3, "")
    assert f"{path}:1" in ran.err
    assert f"{path}:4" in ran.err


def test_show_lists_types_and_entities(run: Run, project: Path) -> None:
    ran = run("codebook", "show", project)
    assert ran.code == 0
    assert "A small debate" in ran.out
    assert "agreement" in ran.out
    assert "type: party" in ran.out


def test_a_codebook_goes_out_and_comes_back_the_same(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.yaml"
    assert run("codebook", "export", example, "--out", out).code == 0
    assert run("init", tmp_path / "other.dissensus", "--codebook", out).code == 0
    again = run("codebook", "export", tmp_path / "other.dissensus").out
    assert again == out.read_text(encoding="utf-8")
    assert "title: The Coastal Line of Lorvia" in again


def test_importing_what_was_exported_changes_nothing(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.yaml"
    run("codebook", "export", example, "--out", out)
    before = run("codebook", "show", example, "--json").json
    assert run("codebook", "import", example, out).code == 0
    assert run("codebook", "show", example, "--json").json == before


def test_import_adds_what_is_new(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(CODEBOOK + "    - Bridge\n", encoding="utf-8")
    assert run("codebook", "import", project, path).code == 0
    assert "Bridge" in run("codebook", "show", project).out


def test_what_statements_use_cannot_be_dropped(run: Run, example: Path, codebook: Path) -> None:
    before = run("codebook", "export", example).out
    ran = run("codebook", "import", example, codebook)
    assert ran.code == 3
    assert "can't be dropped" in ran.err
    assert run("codebook", "export", example).out == before


def test_the_codebook_as_it_was_can_be_shown(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(CODEBOOK + "    - Bridge\n", encoding="utf-8")
    last = run("history", project, "--json").json[0]["seq"]
    run("codebook", "import", project, path)
    assert "Bridge" not in run("codebook", "export", project, "--as-of", last).out


def test_the_codebook_of_the_example_is_sound(run: Run) -> None:
    assert run("codebook", "check", debate.codebook()).code == 0
