"""Tables in three formats, as they come in the wild."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus.errors import ExchangeError
from dissensus.events import EventList
from dissensus.exchange.corpus_tables import write_documents, write_events
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.tables import TableLimits, read_table, write_table
from dissensus.model.codebook import built_in_types
from dissensus.model.document import Document
from dissensus.model.moment import Moment

MANIFEST = Manifest(version="0.1.0", created=datetime(2026, 1, 2))


def rows(path: Path) -> list[tuple[str | None, ...]]:
    return read_table(path).frame.rows()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "t.csv"
    first_cell = '"1, 2"' if delimiter == "," else "1, 2"
    path.write_text(f"a{delimiter}b\n{first_cell}{delimiter}3\n")
    table = read_table(path)
    assert (table.delimiter, table.frame.rows()) == (delimiter, [("1, 2", "3")])


def test_quoted_cells_may_hold_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\r\n"one\ntwo","he said ""no"""\r\n')
    assert rows(path) == [("one\ntwo", 'he said "no"')]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("name,x\nÄ,1\n".encode("utf-8-sig"))
    assert read_table(path).frame.columns == ["name", "x"]


def test_another_encoding_is_recognized(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    text = "name,quote\n" + "Müller,Größere Städte müssen für die Flüchtlinge zahlen\n" * 20
    path.write_bytes(text.encode("cp1252"))
    assert rows(path)[0] == ("Müller", "Größere Städte müssen für die Flüchtlinge zahlen")


def test_numbers_stay_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("id,n\n007,1.50\n")
    assert rows(path) == [("007", "1.50")]


def test_an_uneven_row_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n1,2,3\n")
    with pytest.raises(ExchangeError, match=r"t\.csv:3"):
        read_table(path)


def test_json_lines_keep_lists_as_json(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": "x", "n": [1, "é"]}\n\n{"b": true, "a": null}\n', encoding="utf-8")
    assert read_table(path).frame.to_dicts() == [
        {"a": "x", "n": '[1, "é"]', "b": None},
        {"a": None, "n": None, "b": "true"},
    ]


@pytest.mark.parametrize("line", ["[1]", "{", "\x00", "[" * 100_000])
def test_a_bad_line_of_json_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text('{"a": 1}\n' + line + "\n")
    with pytest.raises(ExchangeError, match=r"t\.jsonl:2"):
        read_table(path)


def test_parquet_cells_become_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"n": [1, None], "l": [[1, 2], None], "s": ["x", ""]}).write_parquet(path)
    assert rows(path) == [("1", "[1, 2]", "x"), (None, None, "")]


def test_a_broken_parquet_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 not really PAR1")
    with pytest.raises(ExchangeError, match="Parquet"):
        read_table(path)


@pytest.mark.parametrize(
    "limits", [TableLimits(max_bytes=5), TableLimits(max_rows=1), TableLimits(max_columns=1)]
)
@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_limits_hold_in_every_format(tmp_path: Path, limits: TableLimits, suffix: str) -> None:
    path = tmp_path / f"t.{suffix}"
    write_table(pl.DataFrame({"a": ["1", "2"], "b": ["3", "4"]}), path, manifest=MANIFEST)
    with pytest.raises(ExchangeError):
        read_table(path, limits=limits)


def test_an_empty_or_absent_or_foreign_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("")
    (tmp_path / "t.xyz").write_text("a")
    for name in ("t.csv", "t.xyz", "absent.csv"):
        with pytest.raises(ExchangeError):
            read_table(tmp_path / name)


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("ab,;\"'\n é\t|", min_size=1), st.text('xy,"', min_size=1)), min_size=1
    )
)
def test_what_is_written_reads_back(cells: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(cells, schema={"one": pl.String, "two": pl.String}, orient="row")
    with tempfile.TemporaryDirectory() as folder:
        for suffix in ("jsonl", "parquet"):
            path = write_table(frame, Path(folder) / f"t.{suffix}", manifest=MANIFEST)
            assert read_table(path).frame.rows() == cells


def test_events_go_out_with_all_columns(tmp_path: Path) -> None:
    events = EventList.from_rows(
        [{"organization": "A", "agreement": True, "document.date": datetime(2019, 1, 2)}],
        built_in_types()[0],
    )
    for suffix in ("csv", "jsonl", "parquet"):
        path = write_events(events, tmp_path / f"e.{suffix}", manifest=MANIFEST)
        row = read_table(path).frame.row(0, named=True)
        assert list(row) == events.frame.columns
        assert (row["organization"], row["agreement"]) == ("A", "true")
        assert row["document.date"] == "2019-01-02T00:00:00"


def test_parquet_carries_its_manifest_inside(tmp_path: Path) -> None:
    path = write_table(pl.DataFrame({"a": ["1"]}), tmp_path / "t.parquet", manifest=MANIFEST)
    inside = json.loads(pl.read_parquet_metadata(path)["dissensus.manifest"])
    beside = json.loads((tmp_path / "t.parquet.manifest.json").read_text(encoding="utf-8"))
    assert inside == beside


def test_documents_go_out_with_text_and_date_as_known(tmp_path: Path) -> None:
    document = Document(text="One.\n\nTwo.", title="T", date=Moment.parse("2019-06"), id="d")
    path = write_documents([document], tmp_path / "d.csv", manifest=MANIFEST)
    row = read_table(path).frame.row(0, named=True)
    assert (row["id"], row["date"], row["text"]) == ("d", "2019-06", "One.\n\nTwo.")
