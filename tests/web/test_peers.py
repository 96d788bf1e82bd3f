"""On Linux, the server hears nobody but the user who started it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from dissensus.web.peers import is_stranger, owner

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)
        yield server


def test_a_connection_of_ours_is_ours(listening: socket.socket) -> None:
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        ends = accepted.getpeername(), accepted.getsockname()
        assert owner(*ends) == os.getuid()
        assert not is_stranger(*ends)


def test_a_connection_that_is_not_there_belongs_to_nobody(listening: socket.socket) -> None:
    assert owner(("127.0.0.1", 1), listening.getsockname()) is None
    assert not is_stranger(("127.0.0.1", 1), listening.getsockname())


def test_what_is_no_address_is_no_stranger() -> None:
    assert not is_stranger(None, ("127.0.0.1", 1))
    assert not is_stranger(("testclient", 50000), ("127.0.0.1", 1))


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be somebody else")
def test_another_users_connection_is_a_strangers(listening: socket.socket) -> None:
    port = listening.getsockname()[1]
    code = (
        "import os, socket, sys; os.setuid(12345); s = socket.socket();"
        f"s.connect(('127.0.0.1', {port})); sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE)
    try:
        accepted, _ = listening.accept()
        with accepted:
            assert owner(accepted.getpeername(), accepted.getsockname()) == 12345
            assert is_stranger(accepted.getpeername(), accepted.getsockname())
    finally:
        other.communicate()
