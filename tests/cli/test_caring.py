from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dissensus.project import open_project
from tests.care.caring import state
from tests.cli.conftest import Run
from tests.web.talk import TRAM, talk


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """The small debate on trams and fares."""
    with talk(tmp_path):
        pass
    return Path(shutil.copy(tmp_path / "talk.dissensus", tmp_path / "copy.dissensus"))


def organizations(location: Path) -> list[str]:
    with open_project(location) as project:
        said = [s.values.get("organization") for s in project.statements()]
    return sorted(str(one) for one in said if one)


def test_care_lists_what_looks_alike_and_what_is_not_used(run: Run, spoken: Path) -> None:
    run("codebook", "rename", spoken, "B", "Party")
    run("codebook", "rename", spoken, "C", "party", "--forget")
    found = run("codebook", "care", spoken, "--json").json
    assert [(p["names"], p["likeness"]) for p in found["alike"]] == [(["Party", "party"], "same")]
    assert found["unused"] == []


def test_a_dry_run_names_the_disagreements_and_changes_nothing(run: Run, spoken: Path) -> None:
    with open_project(spoken) as project:
        before = state(project)
    ran = run("codebook", "merge", spoken, "A", "B", "--dry-run", "--coder", "ann")
    assert "3 statements would change" in ran.out
    assert "union" in ran.out
    with open_project(spoken) as project:
        assert state(project) == before


def test_a_merge_needs_what_is_kept_and_can_be_undone(run: Run, spoken: Path) -> None:
    ran = run("codebook", "merge", spoken, "A", "B", "--coder", "ann")
    assert ran.code == 3
    assert "type" in ran.err
    ran = run("codebook", "merge", spoken, "A", "B", "--keep", "type=A", "--coder", "ann")
    assert ran.out == "Merged: B → A; 3 statements changed.\n"
    assert organizations(spoken) == ["A"] * 6 + ["C"] * 4
    run("undo", spoken, "--coder", "ann")
    assert organizations(spoken) == ["A"] * 3 + ["B"] * 3 + ["C"] * 4


def test_a_rename_takes_a_name_or_an_alias(run: Run, spoken: Path) -> None:
    assert run("codebook", "rename", spoken, "A", "Party A").out == "Renamed: A → Party A.\n"
    assert run("codebook", "rename", spoken, "A", "The A").out == "Renamed: Party A → The A.\n"
    assert organizations(spoken)[-3:] == ["The A"] * 3
    ran = run("codebook", "rename", spoken, "nobody", "X")
    assert (ran.code, "nobody" in ran.err) == (3, True)


def test_recode_turns_a_stance_round_where_it_is_wanted(run: Run, spoken: Path) -> None:
    ran = run(
        "codebook", "recode", spoken, "position", "agreement", "yes=no", "no=yes",
        "--where", f"concept={TRAM}", "--where", "organization=C",
    )  # fmt: skip
    assert ran.out == "Recoded: position: agreement; 3 statements changed.\n"
    with open_project(spoken) as project:
        said = [s.values for s in project.statements() if s.values.get("concept") == TRAM]
    assert all(values["agreement"] for values in said)


def test_a_value_goes_where_nothing_follows_the_sign(run: Run, spoken: Path) -> None:
    run("codebook", "recode", spoken, "position", "organization", "B=")
    assert organizations(spoken) == ["A"] * 3 + ["C"] * 4
