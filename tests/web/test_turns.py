"""Facts about what undo and redo say they would do."""

from __future__ import annotations

from uuid import uuid4

from starlette.testclient import TestClient

from dissensus.project import Project
from tests.store.conftest import a_document


def _turn(client: TestClient, kind: str) -> None:
    assert client.post("/api/acts", json={"kind": kind, "id": str(uuid4())}).status_code == 200


def test_where_nothing_was_done_nothing_can_be_taken_back(client: TestClient) -> None:
    assert client.get("/api/turns").json()["redo"] is None


def test_undo_names_the_last_work_and_redo_what_was_taken_back(
    client: TestClient, project: Project
) -> None:
    project.add([a_document("One.")], [], summary="texts")
    work = {"verb": "import", "summary": "texts"}
    assert client.get("/api/turns").json() == {"undo": work, "redo": None}
    _turn(client, "undo")
    after = client.get("/api/turns").json()
    assert after["redo"] == work
    assert after["undo"] != work
    _turn(client, "redo")
    assert client.get("/api/turns").json() == {"undo": work, "redo": None}
