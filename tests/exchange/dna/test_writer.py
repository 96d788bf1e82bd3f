"""A written database keeps DNA's own rules."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dissensus.errors import ExchangeError
from dissensus.exchange.dna.layout import TABLES
from dissensus.exchange.dna.writer import write_dna
from tests.exchange.dna.invented import small, tables, written
from tests.published.dna_database import database_file


def _facts(path: Path, table: str) -> list[object]:
    """Columns with type, nullness, default and key; what refers where; what is unique."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    references = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    unique = [
        tuple(c[2] for c in connection.execute(f"PRAGMA index_info({index[1]})"))
        for index in connection.execute(f"PRAGMA index_list({table})")
    ]
    connection.close()
    return [columns, sorted(r[2:] for r in references), sorted(unique)]


@pytest.mark.parametrize("table", list(TABLES))
def test_tables_are_those_of_the_sample_database(shared: Path, tmp_path: Path, table: str) -> None:
    sample = database_file(shared, "sample", tmp_path)
    assert _facts(written(tmp_path / "ours.dna"), table) == _facts(sample, table)


def test_a_written_database_is_sound(tmp_path: Path) -> None:
    connection = sqlite3.connect(written(tmp_path / "x.dna"))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    assert [p.name for p in tmp_path.iterdir()] == ["x.dna"]


def test_a_database_that_is_there_is_written_over_only_when_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "x.dna")
    before = path.read_bytes()
    with pytest.raises(ExchangeError, match="there already"):
        write_dna(tables(small()), path)
    assert path.read_bytes() == before


def test_rows_against_the_rules_leave_no_file(tmp_path: Path) -> None:
    rows = small()
    rows["ENTITIES"].append((50, 1, "x" * 191, 0, 0, 0, None))
    with pytest.raises(ExchangeError, match="CHECK constraint"):
        write_dna(tables(rows), tmp_path / "x.dna")
    rows = small()
    rows["STATEMENTS"].append((50, 1, 77, 0, 1, 1))
    with pytest.raises(ExchangeError, match="no row of DOCUMENTS"):
        write_dna(tables(rows), tmp_path / "x.dna")
    assert list(tmp_path.iterdir()) == []
