"""Nobody but the browser that was let in, and no page but ours, gets anything done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.exchange.codebook import parse_codebook
from dissensus.project import create
from dissensus.web.app import App, create_app
from dissensus.web.guard import IMPORT_BYTES, JSON_BYTES
from tests.store.conftest import CODEBOOK
from tests.web.conftest import ORIGIN, PORT, front_end

ACT = {"kind": "code"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One server for all of these tests: none of them changes anything."""
    folder = tmp_path_factory.mktemp("guard")
    with create(folder / "debate.dissensus", parse_codebook(CODEBOOK), coder="ann") as project:
        made = create_app(project, port=PORT, static=front_end(folder / "static"))
        yield made
        made.close()


@pytest.mark.parametrize("path", ["/", "/api/session", "/enter?token=x", "/assets/main-1a2b.js"])
@pytest.mark.parametrize(
    "host",
    [
        "attacker.example",
        f"attacker.example:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.attacker.example:{PORT}",
        f"user@127.0.0.1:{PORT}",
        "",
    ],
)
def test_a_name_that_was_bound_to_this_machine_gets_nothing(
    client: TestClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_this_machines_own_names_are_served(stranger: TestClient, host: str) -> None:
    assert stranger.get("/", headers={"Host": host}).status_code == 200


def test_two_hosts_are_none(app: App) -> None:
    headers = [(b"host", f"127.0.0.1:{PORT}".encode()), (b"host", b"attacker.example")]
    assert _status(app, "/", headers) == 421


@pytest.mark.parametrize("path", ["/api/session", "/api/live", "/api/openapi.json", "/api/nothing"])
def test_without_a_session_nothing_of_the_api_is_there(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 401
    assert answer.json()["code"] == "signed_out"
    assert "press Enter" in answer.json()["remedy"]


def test_every_address_of_the_api_wants_a_session(app: App, stranger: TestClient) -> None:
    for path, verbs in app.api.openapi()["paths"].items():
        for verb in verbs:
            answer = stranger.request(verb, path, headers={"Origin": ORIGIN})
            assert answer.status_code == 401, (verb, path)


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "//api/session", "/API/session", "/./api/session"]
)
def test_no_way_of_writing_the_address_leads_around(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert "csrf" not in answer.text
    assert answer.status_code in (200, 401, 404)


def test_a_cookie_of_another_port_or_a_guessed_one_opens_nothing(
    client: TestClient, stranger: TestClient, app: App
) -> None:
    key = client.cookies[app.door.cookie]
    for cookie in (f"dissensus-{PORT + 1}={key}", f"{app.door.cookie}={'x' * 43}", "=;;=,"):
        assert stranger.get("/api/session", headers={"Cookie": cookie}).status_code == 401


@pytest.mark.parametrize(
    "origin",
    [
        "http://attacker.example",
        "null",
        f"http://127.0.0.1:{PORT + 1}",
        f"https://127.0.0.1:{PORT}",
        f"http://127.0.0.1:{PORT}.attacker.example",
        "",
    ],
)
@pytest.mark.parametrize("verb", ["GET", "POST"])
def test_another_origin_gets_nothing_even_with_our_cookie(
    client: TestClient, verb: str, origin: str
) -> None:
    path = "/api/session" if verb == "GET" else "/api/acts"
    answer = client.request(verb, path, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_port_gets_nothing_though_its_requests_carry_our_cookie(
    client: TestClient, site: str
) -> None:
    assert client.get("/api/session", headers={"Sec-Fetch-Site": site}).status_code == 403


def test_a_page_asked_for_before_is_not_allowed_to_ask(client: TestClient) -> None:
    asked = {"Origin": "http://attacker.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/api/acts", headers=asked)
    assert answer.status_code == 403
    assert "access-control-allow-methods" not in answer.headers


def test_an_act_wants_an_origin(client: TestClient) -> None:
    del client.headers["Origin"]
    assert client.post("/api/acts", json=ACT).status_code == 403


@pytest.mark.parametrize("word", ["", "x" * 64])
def test_an_act_wants_the_word_that_only_our_page_knows(client: TestClient, word: str) -> None:
    assert client.post("/api/acts", json=ACT).status_code == 422  # with it, it is read
    assert client.post("/api/acts", json=ACT, headers={"X-Dissensus": word}).status_code == 403


def test_a_form_of_another_page_does_nothing(client: TestClient) -> None:
    del client.headers["X-Dissensus"]
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
    for kind in kinds:
        answer = client.post("/api/acts", content=b"{}", headers={"Content-Type": kind})
        assert answer.status_code == 403


def test_a_body_that_is_announced_as_too_long_is_not_read(client: TestClient) -> None:
    answer = client.post("/api/acts", content=b"x" * (JSON_BYTES + 1))
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_body_that_is_longer_than_announced_is_cut_off(client: TestClient) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200):
            sent += 1
            yield b" " * 100_000

    answer = client.post(
        "/api/acts", content=pieces(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


def test_files_may_be_larger_but_not_without_end(client: TestClient) -> None:
    length = {"Content-Length": str(IMPORT_BYTES * 2)}
    assert client.post("/api/import", content=b"", headers=length).status_code == 413
    files = [("files", ("large.bin", bytes(JSON_BYTES * 2)))]
    assert client.post("/api/import", files=files).status_code == 202


@pytest.mark.parametrize("length", ["-1", "1e3", "x", "1, 2"])
def test_a_length_that_is_no_number_is_refused(app: App, length: str) -> None:
    headers = [
        (b"host", f"127.0.0.1:{PORT}".encode()),
        (b"origin", ORIGIN.encode()),
        (b"content-length", length.encode()),
    ]
    assert _status(app, "/", headers) == 413


@pytest.mark.parametrize("path", ["/", "/api/session", "/api/nothing", "/enter?token=x", "/no.js"])
def test_every_answer_says_what_a_browser_may_do_with_it(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_answers_of_the_api_are_not_kept(client: TestClient) -> None:
    assert client.get("/api/session").headers["cache-control"] == "no-store"


def test_sockets_are_closed(app: App) -> None:
    import asyncio

    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(app({"type": "websocket", "path": "/api/live", "headers": []}, receive, send))
    assert said == [{"type": "websocket.close", "code": 1008}]


def _status(app: App, path: str, headers: list[tuple[bytes, bytes]]) -> int:
    """Ask with headers that no client library would send."""
    import asyncio

    said: list[Any] = []
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": headers}

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(app(scope, receive, send))
    return int(said[0]["status"])
