from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_acts_are_told_latest_first(run: Run, project: Path) -> None:
    acts = run("history", project, "--json").json
    assert [a["seq"] for a in acts] == sorted((a["seq"] for a in acts), reverse=True)
    assert {"ingest", "codebook"} <= {a["verb"] for a in acts}
    assert {a["coder"] for a in acts} == {"ann"}


def test_the_table_names_coder_and_act(run: Run, project: Path) -> None:
    ran = run("history", project)
    assert ran.code == 0
    assert "ann" in ran.out
    assert "ingest" in ran.out


def test_the_limit_limits(run: Run, project: Path) -> None:
    assert len(run("history", project, "--limit", "1", "--json").json) == 1


def test_undo_and_redo_of_an_ingest(run: Run, project: Path) -> None:
    ran = run("undo", project)
    assert (ran.code, ran.out.startswith("Undone: ")) == (0, True)
    assert run("search", project, "toll", "--json").json == []
    assert run("redo", project).out.startswith("Done again: ")
    assert len(run("search", project, "toll", "--json").json) == 2
    assert run("check", project).code == 0


def test_undone_acts_are_marked(run: Run, project: Path) -> None:
    run("undo", project)
    assert "ingest (undone)" in run("history", project).out


def test_a_coder_undoes_only_own_acts(run: Run, project: Path) -> None:
    ran = run("undo", project, "--coder", "ben")
    assert ran.code == 3
    assert "nothing to undo" in ran.err


def test_nothing_to_redo_is_said(run: Run, project: Path) -> None:
    ran = run("redo", project)
    assert ran.code == 3
    assert "nothing to redo" in ran.err
