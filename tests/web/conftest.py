"""A project, and a browser that is let in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dissensus.exchange.codebook import parse_codebook
from dissensus.project import Project, create
from dissensus.web.app import App, create_app
from tests.store.conftest import CODEBOOK

PORT = 7350
ORIGIN = f"http://127.0.0.1:{PORT}"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with a small codebook, and no texts."""
    with create(tmp_path / "debate.dissensus", parse_codebook(CODEBOOK), coder="ann") as made:
        yield made


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A front end of three files."""
    return front_end(tmp_path / "static")


def front_end(folder: Path) -> Path:
    """Write a front end of three files."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Dissensus</title>" + "<!-- -->" * 99)
    (folder / "assets" / "main-1a2b.js").write_text("console.log(1)\n" * 99)
    (folder / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder


@pytest.fixture
def app(project: Project, static: Path) -> Iterator[App]:
    """The whole server, guard and all."""
    made = create_app(project, port=PORT, static=static)
    yield made
    made.close()


@pytest.fixture
def stranger(app: App) -> Iterator[TestClient]:
    """A browser that nobody has let in."""
    with TestClient(app, base_url=ORIGIN) as client:
        yield client


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    """A browser at work: it was let in, and sends what a page of ours sends."""
    with TestClient(app, base_url=ORIGIN) as client:
        let_in(client, app)
        yield client


def let_in(client: TestClient, app: App) -> None:
    """Open the address of the terminal in a browser."""
    client.get("/enter", params={"token": app.door.token()})
    client.headers["Origin"] = ORIGIN
    client.headers["X-Dissensus"] = client.get("/api/session").json()["csrf"]
