"""Whatever is no DNA 3 database, or can't be read now, is told with what to do."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from dissensus.errors import ExchangeError
from dissensus.exchange.dna import read_dna
from dissensus.model.codebook import Codebook
from dissensus.project import create
from tests.exchange.dna.invented import written


def _refused(path: Path) -> ExchangeError:
    with pytest.raises(ExchangeError) as raised:
        read_dna(path)
    assert raised.value.remedy
    return raised.value


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    assert "No such file" in _refused(tmp_path / "none.dna").found
    assert "is a folder" in _refused(tmp_path).found


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"hello", "is not a DNA data base"),
        (b'<?xml version="1.0"?><discourse/>', "DNA 1"),
        (b'{"url": "x"}', "connection profile"),
        (b"SQLite format 3\0" + b"\0" * 30, "cut off"),
        (b"SQLite format 3\0" + b"x" * 2000, "cut off|damaged"),
    ],
)
def test_a_file_of_another_kind_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.dna"
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=told):
        read_dna(path)


def test_a_database_of_another_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.dna"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cookies(id, value)")
    connection.close()
    assert "another program" in _refused(path).found


def test_a_view_in_place_of_a_table_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x.dna"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE STATEMENTS(ID)")
    connection.execute(  # without end
        "CREATE VIEW SETTINGS AS WITH RECURSIVE n(Property, Value) AS "
        "(SELECT 1, 1 UNION ALL SELECT Property + 1, Value FROM n) SELECT * FROM n"
    )
    connection.close()
    assert "another program" in _refused(path).found


def test_a_project_of_ours_is_told(tmp_path: Path) -> None:
    with create(tmp_path / "p.dissensus", Codebook(), coder="ann"):
        pass
    assert "Dissensus project" in _refused(tmp_path / "p.dissensus").found


@pytest.mark.parametrize("version", ["2.0 beta 25", None])
def test_a_database_of_dna_2_is_told_how_to_come_over(tmp_path: Path, version: str | None) -> None:
    path = tmp_path / "old.dna"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE SETTINGS(Property TEXT, Value TEXT)")
    connection.execute("CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT)")
    connection.execute("CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, Start INTEGER)")
    connection.execute("CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY, Value TEXT)")
    if version:
        connection.execute("INSERT INTO SETTINGS VALUES ('version', ?)", (version,))
    connection.commit()
    connection.close()
    error = _refused(path)
    assert "DNA 2" in error.found
    assert "empty data base in DNA 3, import this file" in error.remedy


@pytest.mark.parametrize("share", [0.3, 0.7, 0.99])
def test_a_cut_off_file_is_told(tmp_path: Path, share: float) -> None:
    whole = written(tmp_path / "whole.dna").read_bytes()
    path = tmp_path / "part.dna"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert "cut off" in _refused(path).found


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "bad.dna")
    data = bytearray(path.read_bytes())
    data[5000:] = b"\xa5" * (len(data) - 5000)
    path.write_bytes(data)
    assert "damaged" in _refused(path).found


def test_a_file_that_another_program_writes_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "busy.dna")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "being written by another program" in _refused(path).found
    other.execute("ROLLBACK")
    other.close()
    assert read_dna(path)["DOCUMENTS"].height == 2


def test_a_half_written_file_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "live.dna")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA cache_size = 1")
    writer.execute("PRAGMA cache_spill = 1")
    writer.execute("BEGIN")
    text = "x" * 100_000
    writer.execute("UPDATE DOCUMENTS SET Text = ?", (text,))
    writer.execute("UPDATE DOCUMENTS SET Notes = ?", (text,))
    # What the disk would hold if the power failed now.
    for suffix in ("", "-journal"):
        shutil.copy(f"{path}{suffix}", tmp_path / f"cut.dna{suffix}")
    writer.execute("ROLLBACK")
    writer.close()
    before = (tmp_path / "cut.dna").read_bytes()
    error = _refused(tmp_path / "cut.dna")
    assert "half written" in error.found or "cut off" in error.found
    assert (tmp_path / "cut.dna").read_bytes() == before


def test_changes_that_wait_in_a_log_are_told(tmp_path: Path) -> None:
    path = written(tmp_path / "log.dna")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE DOCUMENTS SET Title = 'later'")
    assert "log.dna-wal" in _refused(path).found
    other.close()
