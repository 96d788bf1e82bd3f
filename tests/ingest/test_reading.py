"""Whole runs; all texts are invented."""

from __future__ import annotations

import io
import sys
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest

from dissensus.errors import IngestError
from dissensus.ingest import Limits, Outcome, Read, Rejected, read, read_sent
from dissensus.model.document import Document

LONG = (
    "The council of Exampletown voted on the new harbor on Friday, and the parties stayed divided about"
    " its cost. The mayor defended the plan in a speech that lasted an hour and convinced nobody."
)


def documents(outcomes: list[Outcome]) -> list[Document]:
    return [outcome.document for outcome in outcomes if isinstance(outcome, Read)]


def only(outcomes: list[Outcome]) -> Document:
    (document,) = documents(outcomes)
    return document


def test_the_bytes_and_the_reader_stay_with_the_document(tmp_path: Path) -> None:
    data = LONG.encode()
    (tmp_path / "a.txt").write_bytes(data)
    provenance = only(list(read(tmp_path / "a.txt"))).provenance
    assert provenance is not None
    source = provenance.source
    assert (source.sha256, source.size) == (sha256(data).hexdigest(), len(data))
    assert (source.location, source.media_type) == (str(tmp_path / "a.txt"), "text/plain")
    assert source.charset == "utf-8"
    assert (provenance.reader, provenance.reader_version) == ("plain", "1")
    assert provenance.read_at.tzinfo is not None


def test_bad_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "c.pdf").write_text("no PDF")
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / "e.html").write_text("<html></html>")
    (tmp_path / "f.txt").write_text(LONG)
    outcomes = list(read(tmp_path))
    assert [type(outcome) for outcome in outcomes] == [Read, *[Rejected] * 4, Read]
    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            assert outcome.location.startswith(str(tmp_path))
            assert outcome.reason


def test_outcomes_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    for number in range(12):
        name = f"{number:02d}." + ("html" if number % 3 == 0 else "txt")
        text = f"<html><body><p>Number {number}. {LONG}</p></body></html>"
        (tmp_path / name).write_text(text if number % 3 == 0 else f"Number {number}. {LONG}")
    texts = [document.text for document in documents(list(read(tmp_path)))]
    assert [text.split(".")[0] for text in texts] == [f"Number {number}" for number in range(12)]


def test_a_web_page_is_read_in_a_process_of_its_own_with_its_time_limited(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + f"<p>{LONG}</p>" * 3000)
    (outcome,) = read(tmp_path, limits=Limits(max_seconds=0.001))
    assert isinstance(outcome, Rejected)
    assert "took longer" in outcome.reason


def test_metadata_come_in_the_stated_order(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    text = f"---\ntitle: T2\nauthor: A2\n---\n# T4\n\nBy Ada Four\n\n2004-04-04\n\n{LONG}"
    (texts / "2005-05-05_S5_T5.md").write_text(text)
    sidecar = tmp_path / "m.csv"
    sidecar.write_text("file,title\n2005-05-05_S5_T5.md,T1\n")
    document = only(list(read(texts, sidecar=sidecar)))
    assert document.provenance is not None
    evidence = document.provenance.evidence
    assert (document.title, evidence["title"]) == ("T1", "m.csv, line 2")
    assert (document.author, evidence["author"]) == ("A2", "front matter, line 3")
    assert (str(document.date), evidence["date"]) == ("2004-04-04", "text: “2004-04-04”")
    assert (document.source, evidence["source"]) == ("S5", "file name")


def test_the_time_of_a_file_is_no_publication_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    assert only(list(read(tmp_path))).date is None


def test_a_pattern_of_ones_own_reads_the_file_name(tmp_path: Path) -> None:
    (tmp_path / "Herald 2024-07.txt").write_text(LONG)
    document = only(list(read(tmp_path, pattern="{source} {date}")))
    assert (document.source, str(document.date)) == ("Herald", "2024-07")


def test_a_language_that_is_given_goes_before_all(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\nlanguage: de\n---\n{LONG}")
    document = only(list(read(tmp_path, language="fa")))
    assert document.language == "fa"


def test_a_reader_that_is_given_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"# Harbor\n\n{LONG}")
    document = only(list(read(tmp_path, reader="markdown")))
    assert document.title == "Harbor"


def test_a_broken_sidecar_is_rejected_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "m.csv").write_text("title\nA\n")
    (outcome,) = read(tmp_path, sidecar=tmp_path / "m.csv")
    assert isinstance(outcome, Rejected)
    assert outcome.location == str(tmp_path / "m.csv")


def test_a_source_that_is_not_there_is_rejected(tmp_path: Path) -> None:
    (outcome,) = read(tmp_path / "gone")
    assert isinstance(outcome, Rejected)
    assert "no file or folder" in outcome.reason


def test_an_address_is_not_fetched_unasked() -> None:
    (outcome,) = read("http://harbor.example/")
    assert isinstance(outcome, Rejected)
    assert "not allowed" in outcome.reason


@pytest.mark.parametrize("options", [{"reader": "word"}, {"pattern": "{mood}"}])
def test_an_option_that_can_not_be_meant_is_an_error(options: dict[str, str]) -> None:
    with pytest.raises(IngestError):
        read(".", **options)  # type: ignore[arg-type]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(LONG.encode())))
    document = only(list(read("-")))
    assert document.text == LONG


def test_a_file_name_that_is_no_unicode_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "caf\udce9.txt"
    try:
        path.write_bytes(b"")
    except OSError:
        pytest.skip("this file system allows only Unicode names")
    (outcome,) = read(tmp_path)
    assert isinstance(outcome, Rejected)
    outcome.location.encode()


def test_a_file_that_was_sent_is_told_by_the_name_it_was_sent_with(tmp_path: Path) -> None:
    path = tmp_path / "1"
    path.write_text(LONG)
    (outcome,) = read_sent([("2024-05-06_gazette_toll.txt", path)])
    assert isinstance(outcome, Read)
    document = outcome.document
    assert document.provenance is not None
    assert document.provenance.source.location == "2024-05-06_gazette_toll.txt"
    assert str(document.date) == "2024-05-06"


def test_data_that_was_sent_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "1"
    path.write_text("a,b")
    (outcome,) = read_sent([("table.csv", path)])
    assert isinstance(outcome, Rejected)
    assert (outcome.location, "data by its name" in outcome.reason) == ("table.csv", True)
