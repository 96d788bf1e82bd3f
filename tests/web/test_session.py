"""An address works once; what it turns into works in one browser, until it is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dissensus.errors import Busy
from dissensus.project import Project
from dissensus.store import sessions
from dissensus.web.app import App, create_app
from dissensus.web.session import Door, proof
from tests.web.conftest import ORIGIN, PORT, let_in


def test_the_address_of_the_terminal_lets_a_browser_in(app: App, stranger: TestClient) -> None:
    answer = stranger.get(app.door.address().removeprefix(ORIGIN), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert stranger.get("/api/session").json()["coder"] == "ann"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    app: App, stranger: TestClient
) -> None:
    answer = stranger.get(f"/enter?token={app.door.token()}", follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"dissensus-{PORT}=")
    for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=2592000"):
        assert word in cookie
    assert answer.headers["cache-control"] == "no-store"


def test_an_address_works_once_and_then_says_what_to_do(app: App, stranger: TestClient) -> None:
    token = app.door.token()
    stranger.get("/enter", params={"token": token})
    with TestClient(app, base_url=ORIGIN) as another:
        answer = another.get("/enter", params={"token": token})
        assert answer.status_code == 403
        assert "press Enter" in answer.text
        assert "<script" not in answer.text
        assert another.get("/api/session").status_code == 401


def test_a_browser_that_is_in_may_open_a_spent_address(client: TestClient, app: App) -> None:
    token = app.door.token()
    app.door.enter(token)
    answer = client.get("/enter", params={"token": token}, follow_redirects=False)
    assert answer.status_code == 303


@pytest.mark.parametrize("token", ["", "x", "\udcff", "x" * 5000])
def test_a_guess_opens_nothing(app: App, token: str) -> None:
    app.door.token()
    assert app.door.enter(token) is None


def test_an_address_is_too_old_after_some_minutes(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    token, later = app.door.token(), time.monotonic() + 16 * 60
    monkeypatch.setattr("dissensus.web.session.time.monotonic", lambda: later)
    assert app.door.enter(token) is None


def test_looking_ahead_does_not_spend_an_address(app: App, stranger: TestClient) -> None:
    token = app.door.token()
    ahead = {"Sec-Purpose": "prefetch;prerender"}
    assert stranger.get(f"/enter?token={token}", headers=ahead).status_code == 405
    assert stranger.head(f"/enter?token={token}").status_code == 405
    assert app.door.enter(token) is not None


def test_only_the_hash_of_a_cookie_is_stored(app: App, project: Project) -> None:
    key = app.door.enter(app.door.token())
    assert key is not None
    stored = b"".join(
        path.read_bytes() for path in Path(project.store.location).parent.glob("*.dissensus*")
    )
    assert key.encode() not in stored
    assert proof(key).encode() not in stored


def test_a_session_survives_a_restart(client: TestClient, app: App, project: Project) -> None:
    again = create_app(project, port=PORT)
    with TestClient(again, base_url=ORIGIN, cookies=dict(client.cookies)) as later:
        answer = later.get("/api/session")
        assert answer.json()["csrf"] == client.headers["X-Dissensus"]
    again.close()


def test_a_session_ends_after_thirty_days_and_is_swept(project: Project) -> None:
    now = datetime(2024, 1, 1, tzinfo=UTC)
    sessions.keep(project.store, "key", "ann", now=now)
    assert sessions.coder_of(project.store, "key", now=now + timedelta(days=29)) == "ann"
    assert sessions.coder_of(project.store, "key", now=now + timedelta(days=30)) is None
    sessions.keep(project.store, "other", "ann", now=now + timedelta(days=31))
    assert sessions.coder_of(project.store, "key", now=now) is None


def test_a_session_is_of_one_coder(client: TestClient, project: Project, app: App) -> None:
    key = client.cookies[app.door.cookie]
    others = Door(project.store, "bob", PORT)
    assert others.key(f"{others.cookie}={key}") is None


@pytest.mark.parametrize(
    "other", ['seen={"tour":1}', "a b=c d", "named", 'half="', "x=\\", "expires=1", "é=é", "=;;=,"]
)
def test_a_cookie_of_another_program_on_this_machine_keeps_nobody_out(
    client: TestClient, app: App, other: str
) -> None:
    ours = f"{app.door.cookie}={client.cookies[app.door.cookie]}"
    client.cookies.clear()
    for cookies in (f"{other}; {ours}", f"{ours}; {other}"):
        answer = client.get("/api/session", headers={b"Cookie": cookies.encode()})
        assert answer.status_code == 200


def test_an_address_is_not_spent_where_nobody_could_be_let_in(
    app: App, stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy("The project is being written to.", remedy="Try again.")

    token = app.door.token()
    with monkeypatch.context() as patched:
        patched.setattr(sessions, "keep", busy)
        answer = stranger.get(f"/enter?token={token}")
        assert (answer.status_code, "is being written to" in answer.text) == (503, True)
    assert stranger.get(f"/enter?token={token}", follow_redirects=False).status_code == 303


def test_a_cookie_that_cannot_be_looked_up_is_answered_with_a_fault(
    app: App, stranger: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise Busy("The project is being written to.", remedy="Try again.")

    monkeypatch.setattr(sessions, "coder_of", busy)
    answer = stranger.get("/api/session", headers={"Cookie": f"{app.door.cookie}=x"})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")


def test_letting_browsers_in_leaves_no_act_in_the_history(client: TestClient, app: App) -> None:
    acts = len(app.desk.project.history())
    let_in(client, app)
    assert len(app.desk.project.history()) == acts
    assert app.desk.project.check() == []


def test_no_more_addresses_wait_than_anybody_needs(app: App) -> None:
    first = app.door.token()
    for _ in range(100):
        app.door.token()
    assert app.door.enter(first) is None
