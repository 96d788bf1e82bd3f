"""A DNA database is read as it is, and refused, with what to do, where it contradicts itself."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from dissensus import events
from dissensus.errors import ExchangeError
from dissensus.exchange.dna import DnaLimits, read_dna
from tests.exchange.dna.invented import TEXT, small, tables, written
from tests.published.dna_database import database_file


def _changed(path: Path, *commands: str) -> Path:
    connection = sqlite3.connect(written(path))
    for command in commands:
        connection.execute(command)
    connection.commit()
    connection.close()
    return path


def test_every_table_comes_as_it_is(tmp_path: Path) -> None:
    database = read_dna(written(tmp_path / "small.dna"))
    for name, frame in tables(small()).items():
        assert database[name].rows() == frame.rows(), name


def test_a_database_tells_its_size(tmp_path: Path) -> None:
    database = read_dna(written(tmp_path / "small.dna"))
    assert repr(database) == "<DnaDatabase small.dna: 2 documents, 3 statements>"


def test_reading_leaves_the_file_and_its_folder_as_they_were(tmp_path: Path) -> None:
    path = written(tmp_path / "small.dna")
    before = path.read_bytes()
    read_dna(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["small.dna"]


def test_a_file_in_write_ahead_mode_is_read_without_a_trace(tmp_path: Path) -> None:
    path = _changed(tmp_path / "small.dna", "PRAGMA journal_mode = WAL")
    assert read_dna(path)["STATEMENTS"].height == 3
    assert [p.name for p in tmp_path.iterdir()] == ["small.dna"]


def test_statements_come_as_columns_in_canonical_order(tmp_path: Path) -> None:
    listed = read_dna(written(tmp_path / "small.dna")).events("DNA Statement").frame
    assert listed[events.STATEMENT].to_list() == ["000000011", "000000012", "000000015"]
    assert listed[events.DOCUMENT].to_list() == ["000000004"] * 3
    assert listed[events.DATE].to_list() == [datetime(2020, 9, 13, 12, 26, 40)] * 3
    assert listed[events.CODER].to_list() == ["Admin", "Bea", "Bea"]
    assert listed[events.SECTION].to_list() == ["news"] * 3
    assert listed["person"].to_list() == ["Ann", None, "Bob"]
    assert listed["concept"].to_list() == ["Toll", "Toll", None]
    assert listed["agreement"].to_list() == [True, False, False]
    assert listed["strength"].to_list() == [3, -1, 300]
    assert listed["memo"].to_list() == ["", "see\n“memo”", None]
    assert listed[events.REVIEWED].to_list() == [True] * 3


def test_quotations_are_cut_where_utf_16_offsets_say(tmp_path: Path) -> None:
    listed = read_dna(written(tmp_path / "small.dna")).events("DNA Statement").frame
    units = TEXT.encode("utf-16-le")
    expected = [units[2 * a : 2 * b].decode("utf-16-le") for a, b in ((0, 19), (12, 20), (31, 42))]
    assert listed[events.QUOTATION].to_list() == expected
    assert listed[events.START].to_list() == [0, 12, 31]  # as the file has them


def test_the_extent_takes_in_documents_without_statements(tmp_path: Path) -> None:
    assert read_dna(written(tmp_path / "small.dna")).extent() == (
        datetime(2020, 9, 13, 12, 26, 40),
        datetime(2023, 11, 14, 22, 13, 20),
    )


def test_a_database_without_documents_covers_no_time(tmp_path: Path) -> None:
    rows = small()
    for name in ("DOCUMENTS", "STATEMENTS", *(n for n in rows if n.startswith("DATA"))):
        rows[name] = []
    with pytest.raises(ExchangeError, match="no documents"):
        read_dna(written(tmp_path / "small.dna", rows)).extent()


def test_an_unknown_label_is_told_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="It has: DNA Statement"):
        read_dna(written(tmp_path / "small.dna")).events("Statement")


def test_a_statement_without_a_value_has_none(tmp_path: Path) -> None:
    path = _changed(tmp_path / "s.dna", "DELETE FROM DATABOOLEAN WHERE StatementId = 12")
    assert read_dna(path).events("DNA Statement").frame["agreement"].to_list() == [
        True,
        None,
        False,
    ]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("UPDATE STATEMENTS SET DocumentId = 77 WHERE ID = 12", "refer to DOCUMENTS .* 77, in row 12"),
        ("UPDATE DATASHORTTEXT SET Entity = 99 WHERE ID = 1", "refer to ENTITIES"),
        ("UPDATE DATASHORTTEXT SET Entity = 5 WHERE ID = 1", "an entity of another variable"),
        ("UPDATE STATEMENTS SET Coder = 'Bea' WHERE ID = 12", "row 12: Coder holds a text"),
        ("UPDATE STATEMENTS SET Start = 1.5 WHERE ID = 12", "row 12: Start holds a real"),
        ("UPDATE DOCUMENTS SET Title = x'00' WHERE ID = 9", "row 9: Title holds a blob"),
        ("UPDATE DOCUMENTS SET Date = 'May' WHERE ID = 9", "row 9: Date holds a text"),
        ("DROP TABLE REGEXES", "no table REGEXES"),
        ("ALTER TABLE ENTITIES DROP COLUMN Blue", "ENTITIES has no column Blue"),
        ("DROP TABLE REGEXES; CREATE VIEW REGEXES AS SELECT 'a' Label, 0 Red, 0 Green, 0 Blue", "no table REGEXES"),
        ("UPDATE SETTINGS SET Value = '4.0' WHERE Property = 'version'", "DNA version 4.0"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_refused(tmp_path: Path, command: str, told: str) -> None:
    path = _changed(tmp_path / "bad.dna", *command.split("; "))
    with pytest.raises(ExchangeError, match=told) as raised:
        read_dna(path)
    assert raised.value.remedy


@pytest.mark.parametrize(
    ("table", "row", "told"),
    [
        ("STATEMENTS", "99, 1, 4, 5, 5, 1", "end before they begin"),
        ("DATABOOLEAN", "99, 11, 5, 1", "same StatementId and VariableId"),
        ("DATABOOLEAN", "99, 11, 6, 7", "7 as Value, which is out of its range"),
        ("VARIABLES", "99, 'x', 'date', 1", "unknown type 'date'"),
    ],
)
def test_rows_against_the_rules_are_refused_where_the_file_allowed_them(
    tmp_path: Path, table: str, row: str, told: str
) -> None:
    path = written(tmp_path / "bad.dna")
    connection = sqlite3.connect(path)
    columns = ", ".join(
        f"{name} {kind}{' PRIMARY KEY' if key else ''}"
        for _, name, kind, _, _, key in connection.execute(f"PRAGMA table_info({table})").fetchall()
    )
    kept = connection.execute(f"SELECT * FROM {table}").fetchall()
    connection.execute(f"DROP TABLE {table}")
    connection.execute(f"CREATE TABLE {table}({columns})")
    marks = ", ".join("?" * len(kept[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", kept)
    connection.execute(f"INSERT INTO {table} VALUES ({row})")
    connection.commit()
    connection.close()
    with pytest.raises(ExchangeError, match=told):
        read_dna(path)


def test_a_database_beyond_the_limits_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "small.dna")
    with pytest.raises(ExchangeError, match="are allowed"):
        read_dna(path, limits=DnaLimits(max_bytes=1000))
    with pytest.raises(ExchangeError, match="rows; 2 are allowed"):
        read_dna(path, limits=DnaLimits(max_rows=2))


def test_text_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    path = _changed(
        tmp_path / "bad.dna", "UPDATE DOCUMENTS SET Title = CAST(x'ff41' AS TEXT) WHERE ID = 9"
    )
    with pytest.raises(ExchangeError, match="not Unicode"):
        read_dna(path)


def test_the_sample_has_its_forty_statements(shared: Path, tmp_path: Path) -> None:
    database = read_dna(database_file(shared, "sample", tmp_path))
    assert database.labels == ("DNA Statement", "NPF Story Element", "Annotation")
    assert len(database.events("DNA Statement")) == 40
    assert database["DOCUMENTS"].height == 7
