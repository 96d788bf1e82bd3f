"""``dissensus import`` and ``export`` of DNA databases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dissensus.exchange.dna import read_dna
from tests.cli.conftest import Run
from tests.exchange.dna.invented import written


@pytest.fixture
def dna(tmp_path: Path) -> Path:
    return written(tmp_path / "small.dna")


def test_import_makes_the_project_of_the_same_name(run: Run, dna: Path) -> None:
    ran = run("import", "dna", dna)
    project = dna.with_suffix(".dissensus")
    assert ran.code == 0
    assert f"Imported 2 texts, 3 statements and 4 entities into {project}" in ran.out
    assert "Kept for the way back" in ran.out
    assert run("check", project).code == 0


@pytest.mark.parametrize(
    "words", [("P", "F"), ("dna", "P", "F"), ("dna", "F", "P"), ("F", "P")], ids=" ".join
)
def test_every_natural_order_of_words_means_the_same(
    run: Run, dna: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    project = tmp_path / "p.dissensus"
    meant = {"P": project, "F": dna}
    ran = run("import", *(meant.get(word, word) for word in words), "--json")
    assert ran.code == 0
    assert ran.json["statements"] == 3
    assert project.exists()


def test_export_gives_the_same_database_back(run: Run, dna: Path, tmp_path: Path) -> None:
    project, back = tmp_path / "p.dissensus", tmp_path / "back.dna"
    run("import", project, dna)
    ran = run("export", "dna", project, back)
    assert ran.code == 0
    assert "Wrote 2 texts and 3 statements" in ran.out
    assert read_dna(back)["STATEMENTS"].rows() == read_dna(dna)["STATEMENTS"].rows()
    losses = json.loads((tmp_path / "back.dna.manifest.json").read_text("utf-8"))["losses"]
    assert [loss["what"] for loss in losses] == ["coders", "acts of the history"]


def test_export_does_not_write_over_a_database_unasked(run: Run, dna: Path) -> None:
    run("import", "dna", dna)
    before = dna.read_bytes()
    ran = run("export", "dna", dna)
    assert ran.code == 3
    assert "there already" in ran.err
    assert dna.read_bytes() == before
    assert run("export", "dna", dna, "--replace").code == 0


def test_export_of_a_project_that_never_was_in_dna_wants_a_password(
    run: Run, dna: Path, codebook: Path, texts: Path, tmp_path: Path
) -> None:
    project, out = tmp_path / "new.dissensus", tmp_path / "new.dna"
    run("init", project, "--codebook", codebook)
    run("ingest", project, texts)
    ran = run("export", project, out)
    assert ran.code == 3
    assert "--password" in ran.err
    assert not out.exists()
    ran = run("export", project, out, "--password", "toll", "--json")
    assert ran.code == 0
    assert {"what", "count", "why", "examples", "kept"} == set(ran.json["losses"][0])
    assert read_dna(out)["DOCUMENTS"].height == 3


def test_a_refused_database_makes_no_project(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.dna"
    bad.write_bytes(b"not a database")
    ran = run("import", "dna", bad)
    assert ran.code == 3
    assert "is not a DNA data base" in ran.err
    assert [p.name for p in tmp_path.iterdir()] == ["bad.dna"]


def test_options_that_choose_a_part_do_not_go_with_a_database(run: Run, dna: Path) -> None:
    assert run("import", "dna", dna, "--what", "position").code == 2
    run("import", "dna", dna)
    ran = run("export", "dna", dna, "--since", "2020", "--replace")
    assert ran.code == 2
    assert "--since does not go with" in ran.err


def test_one_word_alone_is_wrong_use(run: Run, dna: Path) -> None:
    assert run("import", dna).code == 2
