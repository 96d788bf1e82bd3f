"""A data base brought into a project and written again has the same rows in every table."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from dissensus.exchange.dna import read_dna
from dissensus.exchange.dna.layout import TABLES
from dissensus.model.codebook import Codebook
from dissensus.project import create
from tests.exchange.dna.invented import Rows, databases, small, written
from tests.published.dna_database import database_file


def _same_rows_come_back(source: Path, folder: Path) -> None:
    with create(folder / "p.dissensus", Codebook(), coder="ann") as project:
        project.import_dna(source)
        assert project.check() == []
        project.export_dna(folder / "back.dna")
    before, after = read_dna(source), read_dna(folder / "back.dna")
    for name in TABLES:
        assert before[name].rows() == after[name].rows(), name


@pytest.mark.parametrize("name", ["sample", "synthetic_a", "synthetic_b", "blocs"])
def test_the_reference_databases_come_back_row_by_row(
    shared: Path, tmp_path: Path, name: str
) -> None:
    _same_rows_come_back(database_file(shared, name, tmp_path), tmp_path)


def test_a_small_database_comes_back_row_by_row(tmp_path: Path) -> None:
    _same_rows_come_back(written(tmp_path / "small.dna"), tmp_path)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(databases())
def test_any_database_comes_back_row_by_row(rows: Rows) -> None:
    with TemporaryDirectory() as folder:
        _same_rows_come_back(written(Path(folder) / "any.dna", rows), Path(folder))


def test_what_changed_here_goes_out_as_it_is_and_the_rest_as_it_was(tmp_path: Path) -> None:
    source = written(tmp_path / "small.dna")
    with create(tmp_path / "p.dissensus", Codebook(), coder="ann") as project:
        project.import_dna(source)
        first = next(s for s in project.statements() if s.values.get("person") == "Ann")
        project.edit(first.id, concept="Bridge", agreement=False)
        project.export_dna(tmp_path / "back.dna")
    before, after = read_dna(source), read_dna(tmp_path / "back.dna")
    differing = {name for name in TABLES if before[name].rows() != after[name].rows()}
    assert differing == {"ENTITIES", "DATASHORTTEXT", "DATABOOLEAN", "ATTRIBUTEVALUES"}
    assert after["ENTITIES"].rows()[-1] == (7, 3, "Bridge", 0, 0, 0, None)
    assert after["DATASHORTTEXT"].rows()[1] == (2, 11, 3, 7)
    assert after["DATABOOLEAN"].rows()[0] == (1, 11, 5, 0)
    assert after["ATTRIBUTEVALUES"].rows()[-1] == (5, 7, 3, "")  # DNA wants one for each


def test_the_rows_of_a_database_brought_in_twice_are_the_same(tmp_path: Path) -> None:
    rows = small()
    source = written(tmp_path / "small.dna", rows)
    with create(tmp_path / "p.dissensus", Codebook(), coder="ann") as project:
        project.import_dna(source)
        rows["STATEMENTS"].append((20, 1, 4, 43, 50, 1))
        rows["DATASHORTTEXT"] += [(9, 20, 1, 3), (10, 20, 3, 5)]
        rows["DATABOOLEAN"].append((9, 20, 5, 1))
        rows["DATAINTEGER"].append((9, 20, 6, 1))
        rows["DATALONGTEXT"].append((9, 20, 7, ""))
        later = written(tmp_path / "later.dna", rows)
        report = project.import_dna(later)
        assert (report.documents, report.statements, report.known) == (0, 1, 5)
        project.export_dna(tmp_path / "back.dna")
    before, after = read_dna(later), read_dna(tmp_path / "back.dna")
    assert [n for n in TABLES if before[n].rows() != after[n].rows()] == []
