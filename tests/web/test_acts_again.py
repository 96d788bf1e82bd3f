"""Facts about an act whose first answer never came, because the server died: it is told once more."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.model.identity import new_id
from dissensus.project import Project
from tests.store.conftest import a_document
from tests.web.hand import FIRST, TEXT, Hand


@pytest.fixture
def hand(client: TestClient, project: Project) -> Hand:
    document = a_document(TEXT)
    project.add([document], [], summary="")
    return Hand(client, project, document.id)


def test_a_new_name_that_was_there_already_is_told_once_more(hand: Hand) -> None:
    toll, mine = hand.ids["Toll"], new_id()
    command = {
        "kind": "code",
        "id": new_id(),
        "statement": new_id(),
        "document": hand.document,
        "version": 1,
        "start": FIRST[0],
        "stop": FIRST[1],
        "type": "position",
        "values": {"concept": mine},
        "fresh": [{"id": mine, "kind": "concept", "name": " Toll"}],
    }
    first = hand.client.post("/api/acts", json=command).json()
    again = hand.client.post("/api/acts", json=command).json()
    assert first["known"] == again["known"] == {mine: toll}
    assert again["again"]


def test_a_name_that_the_act_itself_made_is_no_other(hand: Hand) -> None:
    mine, act = new_id(), new_id()
    fresh = [{"id": mine, "kind": "concept", "name": "Ferry"}]
    done = hand.code(values={"concept": mine}, fresh=fresh, id=act)
    assert done["known"] == {}
    command: dict[str, Any] = {
        "kind": "code",
        "id": act,
        "statement": done["statement"],
        "document": hand.document,
    }
    command |= {"version": 1, "start": FIRST[0], "stop": FIRST[1], "type": "position"}
    command |= {"values": {"concept": mine}, "fresh": fresh}
    assert hand.client.post("/api/acts", json=command).json()["known"] == {}
