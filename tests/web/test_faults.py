"""An error says what was found and what to do, and nothing of the server's inside."""

from __future__ import annotations

import logging
import sqlite3

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter, ValidationError
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from dissensus.errors import Busy, Conflict, DissensusError, NotFound, SpanError
from dissensus.model.identity import new_id
from dissensus.web import faults
from dissensus.web.acts import AnyCommand
from dissensus.web.acts.command import Command
from dissensus.web.app import App
from dissensus.web.faults import fault_of
from dissensus.web.jobs import Stopped


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (Conflict("It was changed.", remedy="Look."), 409, "conflict"),
        (Busy("It is being written by another process."), 503, "busy"),
        (NotFound("It is gone."), 404, "not_found"),
        (SpanError("There are no such characters."), 422, "invalid"),
        (DissensusError("Something."), 422, "invalid"),
        (HTTPException(413), 413, "too_large"),
        (HTTPException(503, "Too many."), 503, "failed"),
        (Stopped(), 409, "stopped"),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"), 422, "invalid"),
    ],
)
def test_an_error_of_ours_keeps_its_words(error: Exception, status: int, code: str) -> None:
    found, fault = fault_of(error)
    assert (found, fault.code) == (status, code)
    if isinstance(error, DissensusError):
        assert (fault.found, fault.remedy) == (error.found, error.remedy)


def test_an_error_nobody_foresaw_is_logged_and_tells_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "dissensus.web"):
        status, fault = fault_of(KeyError("secret"))
    assert status == 500
    assert "secret" not in fault.model_dump_json()
    assert "mistake in Dissensus" in fault.found
    assert "secret" in caplog.text


def test_a_broken_route_answers_with_a_fault() -> None:
    app = FastAPI()
    faults.handle(app)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("inside")

    answer = TestClient(app, raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert answer.json()["code"] == "failed"
    assert "inside" not in answer.text


def test_a_request_that_lacks_something_says_what(client: TestClient) -> None:
    answer = client.post("/api/acts", json={"kind": "code", "extra": 1})
    assert answer.status_code == 422
    assert "statement: Field required" in answer.json()["found"]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 10_000, b'"\\ud800"', b"NaN"])
def test_a_body_that_is_no_json_is_told(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/acts", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["found"]


def test_of_a_great_many_that_are_wrong_the_first_is_told_and_the_rest_is_not_looked_at() -> None:
    name = "x" * 8
    read: TypeAdapter[Command] = TypeAdapter(AnyCommand)
    many: dict[str, dict[str, str]] = {f"{name}{n}": {} for n in range(5_000)}
    recode = {"kind": "recode", "type": "position", "variable": "concept"}
    change = {"old": None, "new": None}
    for wrong in (
        {**recode, "changes": [change], "documents": [name] * 5_000},
        {**recode, "changes": [change], "statements": [name] * 5_000},
        {**recode, "changes": [change], "where": {"concept": [{}] * 5_000}},
        {**recode, "changes": [change], "where": many},
        {**recode, "changes": [name] * 5_000},
        {"kind": "trash", "table": "statement", "ids": [name] * 5_000},
        {"kind": "decide", "suggestion": new_id(), "verdict": "accept", "values": many},
        {"kind": "code", "values": many},
        {"kind": "undo", **many},
    ):
        with pytest.raises(ValidationError) as refused:
            read.validate_python({"id": new_id(), **wrong})
        assert refused.value.error_count() < 20


def test_what_the_data_base_refuses_is_told_without_its_words(client: TestClient, app: App) -> None:
    there = app.desk.codebook().entities[0].id
    entity = {"id": there, "kind": "actor", "name": "Somebody"}
    act = {"kind": "entity-add", "id": new_id(), "entity": entity}
    answer = client.post("/api/acts", json=act)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    for word in ("UNIQUE", "constraint", "entity.id", str(app.desk.store.location)):
        assert word not in answer.text


def test_an_unknown_address_and_an_unknown_way_are_faults_too(client: TestClient) -> None:
    assert client.get("/api/nothing").json()["code"] == "not_found"
    answer = client.put("/api/acts", json={})
    assert (answer.status_code, answer.json()["code"]) == (405, "invalid")
    assert answer.headers["allow"] == "POST"


def test_a_project_that_another_process_writes_to_is_busy_not_in_conflict(
    client: TestClient, app: App
) -> None:
    other = sqlite3.connect(app.desk.store.location, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with app.desk.store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
    try:
        raw.execute("PRAGMA busy_timeout = 50")  # the pool gives this connection out again
        act = {"kind": "undo", "id": new_id()}
        answer = client.post("/api/acts", json=act)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
