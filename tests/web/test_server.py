"""``dissensus serve``: a real process on this machine only, that ends when it is asked to."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from dissensus.errors import Conflict
from dissensus.exchange.codebook import parse_codebook
from dissensus.project import create
from dissensus.web import server
from tests.store.conftest import CODEBOOK

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@dataclass
class Served:
    """A server in a process of its own, and the port it listens on."""

    project: Path
    process: subprocess.Popen[str]
    port: int
    entrance: str  # the path that lets a browser in

    def get(self, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        found = answer.status, answer.headers, answer.read()
        connection.close()
        return found

    def cookie(self) -> str:
        _, headers, _ = self.get(self.entrance)
        return str(headers["set-cookie"]).split(";")[0]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server for all tests that leave it as it is."""
    made = _serve(_project(tmp_path_factory.mktemp("running")), _free_port())
    yield made
    _end(made)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server for a test that ends it."""
    made = _serve(_project(tmp_path), _free_port())
    yield made
    _end(made)


def _project(folder: Path) -> Path:
    path = folder / "debate.dissensus"
    create(path, parse_codebook(CODEBOOK), coder="ann").close()
    return path


def _serve(path: Path, port: int, *, stdin: int = subprocess.DEVNULL) -> Served:
    process = subprocess.Popen(
        [sys.executable, "-m", "dissensus", "serve", path, "--no-browser", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=stdin,
        text=True,
        env={**os.environ, "DISSENSUS_CODER": "ann"},
    )
    assert process.stdout is not None
    said = process.stdout.readline()  # the port is bound before anything is said
    found = re.search(r"http://127\.0\.0\.1:(\d+)(/enter\?token=\S+)", said)
    assert found is not None, said
    return Served(path, process, int(found[1]), found[2])


def _end(served: Served) -> None:
    served.process.kill()
    served.process.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_address_in_the_terminal_lets_a_browser_in(running: Served) -> None:
    status, headers, _ = running.get(running.entrance)
    assert (status, headers["location"]) == (303, "/")
    status, _, body = running.get("/api/session", Cookie=str(headers["set-cookie"]).split(";")[0])
    assert status == 200
    assert b'"coder":"ann"' in body
    assert "server" not in headers


def test_it_listens_on_the_loopback_only(running: Served) -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("no list of what listens")
    port = f":{running.port:04X} "
    tables = [Path("/proc/net", name) for name in ("tcp", "tcp6")]
    lines = [line for t in tables if t.exists() for line in t.read_text().splitlines()]
    listening = [line.split()[1] for line in lines if port in line and " 0A " in line]
    assert listening == [f"0100007F:{running.port:04X}"]


def test_an_answer_does_not_wait_for_the_network(running: Served) -> None:
    cookie = running.cookie()
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    times = []
    for _ in range(20):
        began = time.perf_counter()
        connection.request("GET", "/api/session", headers={"Cookie": cookie})
        connection.getresponse().read()
        times.append(time.perf_counter() - began)
    connection.close()
    assert min(times[1:]) < 0.03  # Nagle's algorithm would make every one of them 0.04


def test_it_ends_at_once_though_a_window_follows_it(served: Served) -> None:
    stream = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    stream.request("GET", "/api/live", headers={"Cookie": served.cookie()})
    with closing(stream), stream.getresponse() as answer:
        assert answer.readline().startswith(b"retry")
        served.process.send_signal(signal.SIGINT)
        out, err = served.process.communicate(timeout=60)
    assert served.process.returncode == 0
    assert "Everything is saved" in out
    assert err == ""


def test_enter_in_the_terminal_shows_another_address(tmp_path: Path) -> None:
    keyboard, terminal = os.openpty()
    served = _serve(_project(tmp_path), _free_port(), stdin=terminal)
    assert served.process.stdout is not None
    os.write(keyboard, b"\n")
    said = iter(served.process.stdout.readline, "")
    fresh = next(found[0] for line in said if (found := re.search(r"/enter\?token=\S+", line)))
    assert [served.get(entrance)[0] for entrance in (served.entrance, fresh)] == [303, 303]
    _end(served)
    os.close(keyboard)
    os.close(terminal)


def test_a_server_that_was_killed_comes_back_on_its_port_with_its_sessions(
    served: Served,
) -> None:
    cookie = served.cookie()
    _end(served)
    again = _serve(served.project, served.port)
    assert again.get("/api/session", Cookie=cookie)[0] == 200
    _end(again)


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(Conflict, match="is taken"):
        server._bound(other.getsockname()[1])


def test_a_port_that_cant_be_is_told() -> None:
    with pytest.raises(Conflict, match="there is none"):
        server._bound(70_000)


def test_the_next_free_port_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(server, "PORT", taken)
        with server._bound(None) as listening:
            assert listening.getsockname()[1] > taken


def test_no_browser_is_opened_where_there_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not server._has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    assert server._has_browser()
