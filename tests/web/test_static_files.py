"""The front end is served out of memory, small, and without opening what a browser names."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dissensus.web.static_files import StaticFiles
from tests.web.conftest import ORIGIN


@pytest.fixture
def client(static: Path) -> TestClient:
    return TestClient(StaticFiles(static), base_url=ORIGIN)


@pytest.mark.parametrize("path", ["/", "/review", "/texts/01a1ff5f-e722-712b-8045-7f22c26f5311"])
def test_every_view_is_the_same_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["cache-control"] == "no-cache"


def test_what_holds_a_hash_in_its_name_is_kept_for_ever(client: TestClient) -> None:
    answer = client.get("/assets/main-1a2b.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")


def test_files_travel_packed_to_whom_that_suits(client: TestClient, static: Path) -> None:
    path = "/assets/main-1a2b.js"
    body = (static / path[1:]).read_bytes()
    with client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert gzip.decompress(raw) == body
    assert len(raw) < len(body)
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert plain.content == body
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == "Accept-Encoding"


def test_what_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/").headers["etag"]
    again = client.get("/", headers={"If-None-Match": f'"x", W/{etag}'})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/other.js",
        "/../debate.dissensus",
        "/..%2fdebate.dissensus",
        "/assets/../../debate.dissensus",
        "/%2e%2e/debate.dissensus",
        "//etc/passwd.txt",
        "/assets\\..\\x.js",
        "/index.html%00.js",
    ],
)
def test_nothing_but_what_was_built_is_there(client: TestClient, static: Path, path: str) -> None:
    (static.parent / "debate.dissensus").write_text("secret")
    (static / "assets" / "other.js").write_text("came later")
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_files_of_unknown_kinds_are_not_served(static: Path) -> None:
    (static / "notes.sqlite").write_bytes(b"x")
    assert TestClient(StaticFiles(static), base_url=ORIGIN).get("/notes.sqlite").status_code == 404


def test_nothing_can_be_sent_to_a_page(client: TestClient) -> None:
    assert client.post("/").status_code == 405
    head = client.head("/")
    assert (head.status_code, head.content) == (200, b"")


def test_a_build_that_is_missing_is_said_on_the_page(tmp_path: Path) -> None:
    answer = TestClient(StaticFiles(tmp_path), base_url=ORIGIN).get("/")
    assert answer.status_code == 503
    assert "Your project is untouched" in answer.text
    assert str(tmp_path) not in answer.text
