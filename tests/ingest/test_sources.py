from __future__ import annotations

import os
from pathlib import Path

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits
from dissensus.ingest.sources import found_in, is_url, read_bytes


def names(source: str | Path) -> list[str]:
    return [found.path.name for found in found_in(source) if found.path and not found.fault]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden", "~$a.docx", "Thumbs.db", "b/.e.txt"):
        (tmp_path / name).write_text("Harbor")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    assert names(folder) == ["a.txt", "d.txt", "c.txt"]


def test_a_pattern_reaches_into_folders(folder: Path) -> None:
    assert names(f"{folder}/**/*.txt") == ["a.txt", "d.txt", "c.txt"]


def test_data_beside_texts_are_rejected_unless_named(folder: Path) -> None:
    (folder / "codebook.yaml").write_text("title: Harbor")
    faults = [found for found in found_in(folder) if found.fault]
    assert [found.path and found.path.name for found in faults] == ["codebook.yaml"]
    assert names(folder / "codebook.yaml") == ["codebook.yaml"]


def test_a_sidecar_in_the_folder_is_no_text(folder: Path) -> None:
    sidecar = folder / "metadata.csv"
    sidecar.write_text("file,title\n")
    assert [f.fault for f in found_in(folder, leave_out=sidecar)] == [None] * 3


def test_a_folder_that_contains_itself_is_entered_once(folder: Path) -> None:
    (folder / "b" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self").symlink_to("self")
    assert names(folder) == ["a.txt", "d.txt", "c.txt", "self"]


def test_a_named_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (pipe,) = (found for found in found_in(folder) if found.location.endswith("pipe.txt"))
    with pytest.raises(IngestError, match="no plain file"):
        read_bytes(pipe, limits=Limits())


def test_a_link_to_nowhere_can_not_be_opened(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (link,) = found_in(tmp_path)
    with pytest.raises(IngestError, match="can't be opened"):
        read_bytes(link, limits=Limits())


def test_a_file_larger_than_allowed_is_refused(folder: Path) -> None:
    (found,) = found_in(folder / "a.txt")
    with pytest.raises(IngestError, match="more than the 5 bytes"):
        read_bytes(found, limits=Limits(max_bytes=5))


@pytest.mark.parametrize("source", ["nowhere.txt", "no*where.txt", "a\x00b"])
def test_a_source_that_names_nothing_is_refused(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(IngestError):
        list(found_in(source))


def test_only_addresses_with_a_scheme_are_addresses() -> None:
    assert [
        is_url(s) for s in ("https://a.example/b", "HTTP://a.example", "a.example", Path("http:"))
    ] == [
        True,
        True,
        False,
        False,
    ]
