"""A hand that works at the desk: sends acts as the front end does, and reads what became of them."""

from __future__ import annotations

import json
from typing import Any, Final

from starlette.testclient import TestClient

from dissensus.model.identity import new_id
from dissensus.project import Project

__all__ = ["FIRST", "TEXT", "Hand"]

TEXT: Final = "👍 Party A wants the toll. Party B 👎 does not."
FIRST: Final = (3, 26)  # its first sentence, in UTF-16: the thumb is a pair


class Hand:
    """Sends acts as the front end does."""

    def __init__(self, client: TestClient, project: Project, document: str) -> None:
        self.client, self.project, self.document = client, project, document
        self.ids = {e.name: e.id for e in project.entities()}

    def send(self, kind: str, *, status: int = 200, **what: Any) -> dict[str, Any]:
        command = {"kind": kind, "id": new_id(), **what}
        body = json.dumps(command)  # ASCII: half a pair of surrogates can be sent, too
        headers = {"Content-Type": "application/json"}
        answer = self.client.post("/api/acts", content=body, headers=headers)
        assert answer.status_code == status, answer.text
        return dict(answer.json())

    def code(self, *, status: int = 200, **more: Any) -> dict[str, Any]:
        what = {
            "statement": new_id(),
            "document": self.document,
            "version": 1,
            "start": FIRST[0],
            "stop": FIRST[1],
            "type": "position",
            "values": {"organization": self.ids["Party A"], "concept": self.ids["Toll"]},
        } | more
        done = self.send("code", status=status, **what)
        return {**done, "statement": what["statement"]}

    def statements(self) -> list[dict[str, Any]]:
        found = self.client.get(f"/api/documents/{self.document}/statements").json()
        return list(found["statements"])

    def statement(self, identity: str) -> dict[str, Any]:
        return next(s for s in self.statements() if s["id"] == identity)

    def acts(self) -> int:
        return len(self.project.history())
