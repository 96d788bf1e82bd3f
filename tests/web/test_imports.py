"""Files that are dropped on the window become texts, under the names they were sent with."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus import debate
from dissensus.model.span import Span
from dissensus.project import Project, create
from dissensus.web.imports import FILES, safe_name
from tests.store.conftest import a_document

SPEECH = (
    "We need the bridge now, and we need it without a toll, because the valley has waited long. "
)
OTHER = "Nobody asked the fishers of the coast what a railway would mean to their nets and boats. "


def _sent(client: TestClient, *files: tuple[str, str | bytes]) -> dict[str, Any]:
    """Send files and wait for the report."""
    answer = client.post("/api/import", files=[("files", file) for file in files])
    assert answer.status_code == 202, answer.text
    job = _over(client, answer.json()["job"])
    assert job["state"] == "done", job
    return dict(job["result"])


def _over(client: TestClient, job_id: str) -> dict[str, Any]:
    for _ in range(200):
        job: dict[str, Any] = client.get(f"/api/jobs/{job_id}").json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def _locations(project: Project) -> list[str]:
    found = [d.provenance.source.location for d in project.documents() if d.provenance]
    return sorted(found)


def test_texts_come_in_under_their_own_names(client: TestClient, project: Project) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(debate.texts().iterdir())[:3]]
    report = _sent(client, *files)
    assert len(report["added"]) == 3
    assert all(text["title"] for text in report["added"])
    assert _locations(project) == sorted(name for name, _ in files)


def test_an_import_is_undone_as_one(client: TestClient, project: Project) -> None:
    _sent(client, ("a.txt", SPEECH), ("b.txt", OTHER))
    assert project.undo() == "a.txt, b.txt"
    assert list(project.documents()) == []


def test_a_file_that_cant_be_read_is_told_with_its_name_and_a_remedy(client: TestClient) -> None:
    report = _sent(client, ("a.txt", SPEECH), ("broken.pdf", b"%PDF-1.7 nothing"), ("t.csv", "a,b"))
    assert len(report["added"]) == 1
    assert {r["name"] for r in report["rejected"]} == {"broken.pdf", "t.csv"}
    assert all(r["reason"] and r["remedy"] for r in report["rejected"])
    assert tempfile.gettempdir() not in str(report)


def test_the_same_bytes_are_known_whatever_they_are_called(client: TestClient) -> None:
    _sent(client, ("a.txt", SPEECH))
    assert _sent(client, ("b.txt", SPEECH))["known"] == 1


def test_a_changed_text_of_the_same_name_is_a_new_version(
    client: TestClient, project: Project
) -> None:
    (first,) = _sent(client, ("speech.txt", SPEECH * 3))["added"]
    report = _sent(client, ("speech.txt", SPEECH * 3 + "And we need it painted green."))
    assert [text["id"] for text in report["changed"]] == [first["id"]]
    assert _locations(project) == ["speech.txt"]


def test_another_text_of_the_same_name_is_another_document(
    client: TestClient, project: Project
) -> None:
    _sent(client, ("1.txt", SPEECH))
    assert len(_sent(client, ("1.txt", OTHER))["added"]) == 1
    assert _locations(project) == ["1 (2).txt", "1.txt"]
    assert _sent(client, ("1.txt", OTHER))["known"] == 1


def test_two_texts_of_one_name_sent_together_are_two_documents(
    client: TestClient, project: Project
) -> None:
    _sent(client, ("1.txt", SPEECH), ("1.txt", OTHER))
    assert _locations(project) == ["1 (2).txt", "1.txt"]


def test_a_file_lying_on_the_server_under_that_name_is_not_touched(
    client: TestClient, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "speech.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    _sent(client, ("speech.txt", SPEECH), ("../../etc/passwd.txt", OTHER))
    assert _locations(project) == ["etc/passwd.txt", "speech.txt"]
    assert {d.text.strip() for d in project.documents()} == {SPEECH.strip(), OTHER.strip()}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that no other test uses meanwhile."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_nothing_stays_in_the_temporary_folder(client: TestClient, temporary: Path) -> None:
    _sent(client, ("a.txt", SPEECH))
    assert list(temporary.glob("dissensus-import-*")) == []


def test_a_dna_data_base_comes_in_with_its_statements(
    client: TestClient, project: Project, tmp_path: Path
) -> None:
    book = project.codebook
    positions = tuple(t for t in book.statement_types if t.name == "position")
    with create(tmp_path / "x.dissensus", replace(book, statement_types=positions)) as other:
        other.add([a_document(SPEECH, title="A speech")], [], summary="one")
        (document,) = other.documents()
        other.code(document, Span(0, 22), "position", person="Ms. Ames", concept="Bridge")
        other.export_dna(tmp_path / "x.dna", password="invented words")
    report = _sent(client, ("old work.dna", (tmp_path / "x.dna").read_bytes()))
    assert report["rejected"] == []
    (found,) = report["databases"]
    assert (found["name"], found["documents"], found["statements"]) == ("old work.dna", 1, 1)
    assert [s.quotation for s in project.statements()] == [SPEECH[:22]]


def test_a_damaged_dna_data_base_is_refused_with_a_reason(client: TestClient) -> None:
    (rejected,) = _sent(client, ("old.dna", b"not a data base"))["rejected"]
    assert rejected["name"] == "old.dna"
    assert tempfile.gettempdir() not in rejected["reason"]


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    client: TestClient, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("dissensus.web.imports.shutil.copyfileobj", full)
    answer = client.post("/api/import", files=[("files", ("a.txt", SPEECH))])
    assert answer.status_code == 422
    assert "No space left" in answer.json()["found"]
    assert list(temporary.glob("dissensus-import-*")) == []


def test_too_many_files_are_refused_at_once(client: TestClient) -> None:
    files = [("files", (f"{n}.txt", "x")) for n in range(FILES + 1)]
    answer = client.post("/api/import", files=files)
    assert answer.status_code == 413
    assert str(FILES) in answer.json()["found"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("speech.txt", "speech.txt"),
        ("../../speech.txt", "speech.txt"),
        ("C:\\texts\\speech.txt", "C:/texts/speech.txt"),
        ("folder/./speech.txt", "folder/speech.txt"),
        ("a\r\nb\x00c.txt", "a  b c.txt"),
        ("\u202egnp.txt", "gnp.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("...", ""),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_a_name_is_told_without_what_could_mislead(sent: str, told: str) -> None:
    assert safe_name(sent) == told
