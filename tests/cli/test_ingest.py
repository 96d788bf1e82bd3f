from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def empty(run: Run, tmp_path: Path, codebook: Path) -> Path:
    path = tmp_path / "p.dissensus"
    assert run("init", path, "--codebook", codebook).code == 0
    return path


def documents(run: Run, project: Path, tmp_path: Path) -> list[dict[str, str]]:
    import csv

    assert run("export", project, tmp_path / "d.csv", "--what", "documents").code == 0
    with (tmp_path / "d.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_folder_is_read(run: Run, empty: Path, texts: Path) -> None:
    ran = run("ingest", empty, texts)
    assert ran.code == 0
    assert "Found 3 texts: 3 added, 0 changed, 0 already there, 0 rejected." in ran.out


def test_files_and_globs_are_read(run: Run, empty: Path, texts: Path) -> None:
    found = run(
        "ingest", empty, texts / "*Herald*", texts / "2021-04-01_Courier_Bridge.txt", "--json"
    )
    assert (found.code, len(found.json["added"])) == (0, 3)


def test_standard_input_is_read(run: Run, empty: Path) -> None:
    assert "1 added" in run("ingest", empty, "-", stdin="Party A wants the toll, it says.\n").out
    assert "wants the [toll]" in run("search", empty, "toll").out


def test_what_is_there_already_is_not_added_again(run: Run, project: Path, texts: Path) -> None:
    assert "0 added, 0 changed, 3 already there" in run("ingest", project, texts).out


def test_a_changed_file_is_a_new_version(run: Run, project: Path, texts: Path) -> None:
    (texts / "2021-05-01_Herald_Weather.txt").write_text("It snowed on the bridge all day.\n")
    assert "0 added, 1 changed, 2 already there" in run("ingest", project, texts).out


def test_a_pattern_reads_metadata_from_file_names(run: Run, project: Path, tmp_path: Path) -> None:
    found = {(d["date"], d["source"], d["title"]) for d in documents(run, project, tmp_path)}
    assert ("2021-04-01", "Courier", "Bridge") in found


def test_a_sidecar_gives_metadata(run: Run, empty: Path, texts: Path, tmp_path: Path) -> None:
    sidecar = tmp_path / "metadata.csv"
    sidecar.write_text("file,author\n2021-05-01_Herald_Weather.txt,An invented author\n")
    assert run("ingest", empty, texts, "--sidecar", sidecar).code == 0
    authors = {d["author"] for d in documents(run, empty, tmp_path)}
    assert authors == {"", "An invented author"}


def test_one_bad_file_does_not_stop_the_others(run: Run, empty: Path, texts: Path) -> None:
    (texts / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    ran = run("ingest", empty, texts)
    assert ran.code == 0
    assert "3 added" in ran.out
    assert "1 rejected" in ran.out
    assert "broken.pdf" in ran.out


def test_nothing_but_bad_files_ends_with_3(run: Run, empty: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    assert run("ingest", empty, tmp_path / "broken.pdf").code == 3


def test_a_file_that_is_not_there_ends_with_3_and_is_named(run: Run, empty: Path) -> None:
    ran = run("ingest", empty, "no-such-file.txt")
    assert ran.code == 3
    assert "no-such-file.txt" in ran.out + ran.err


def test_an_unknown_reader_names_the_known_ones(run: Run, empty: Path, texts: Path) -> None:
    ran = run("ingest", empty, texts, "--reader", "nonsense")
    assert ran.code in (2, 3)
    assert "html" in ran.out + ran.err


def test_json_tells_everything(run: Run, empty: Path, texts: Path) -> None:
    (texts / "broken.pdf").write_bytes(b"%PDF-1.4 and no more")
    told = run("ingest", empty, texts, "--json").json
    assert set(told) == {"found", "added", "changed", "known", "flagged", "rejected", "warnings"}
    assert (told["found"], len(told["added"]), len(told["rejected"])) == (4, 3, 1)
    assert set(told["rejected"][0]) == {"location", "reason", "remedy"}
