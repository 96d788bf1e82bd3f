from __future__ import annotations

from pathlib import Path

import pytest

from dissensus.errors import IngestError
from dissensus.ingest.metadata import Field
from dissensus.ingest.reader import Limits
from dissensus.ingest.sidecar import Sidecar, load_sidecar


def sidecar(folder: Path, text: str | bytes) -> Sidecar:
    path = folder / "metadata.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_sidecar(path)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_row_tells_about_its_file(tmp_path: Path, mark: str) -> None:
    found = sidecar(
        tmp_path,
        mark.join(["file", "Titel", "date"]) + "\n" + mark.join(["a.txt", "A vote", "2024"]),
    )
    about = found.about("texts/a.txt")
    assert about is not None
    assert (about.get(Field.TITLE), str(about.date)) == ("A vote", "2024")
    assert about.evidence["date"] == "metadata.csv, line 2"


def test_the_longest_path_that_fits_counts(tmp_path: Path) -> None:
    found = sidecar(tmp_path, "file,title\na.txt,any\nx/a.txt,of x\n")
    titles = [found.about(path) for path in ("t/x/a.txt", "t/y/a.txt", "t/b.txt")]
    assert [about and about.get(Field.TITLE) for about in titles] == ["of x", "any", None]


def test_an_empty_cell_says_nothing(tmp_path: Path) -> None:
    about = sidecar(tmp_path, "file,title,author\na.txt,,Ada Example\n").about("a.txt")
    assert about is not None
    assert Field.TITLE not in about.ranks


def test_a_spreadsheet_in_another_charset_is_read(tmp_path: Path) -> None:
    about = sidecar(tmp_path, "file;title\na.txt;Größe\n".encode("utf-16")).about("a.txt")
    assert about is not None
    assert about.get(Field.TITLE) == "Größe"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title,date\nA,2024\n", "no column 'file'; its columns are: title, date"),
        ("file,mood\na.txt,grim\n", "no column of metadata"),
        ("file,title\na.txt,A,vote\n", "Line 2 of metadata.csv has 3 cells, its heading 2"),
        (
            "file,title\na.txt,A\na.txt,B\n",
            "Line 3 of metadata.csv names a.txt again, after line 2",
        ),
        ("file,title\n,A\n", "Line 2 of metadata.csv names no file"),
        ('file,title\na.txt,"A\n', "is not CSV"),
        ("\x89PNG\x01\x02\x03", "binary"),
        ("", "no column 'file'"),
        ("file," + "x" * 200_000, "too long"),
    ],
)
def test_a_sidecar_that_can_not_be_read_is_refused_with_its_line(
    tmp_path: Path, text: str, found: str
) -> None:
    with pytest.raises(IngestError, match=found):
        sidecar(tmp_path, text)


def test_a_sidecar_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="can't be read"):
        load_sidecar(tmp_path / "none.csv")


def test_a_huge_sidecar_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "m.csv").write_text("file,title\n")
    with pytest.raises(IngestError, match="larger than 5 bytes"):
        load_sidecar(tmp_path / "m.csv", limits=Limits(max_bytes=5))
