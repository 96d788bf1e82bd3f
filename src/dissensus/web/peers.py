"""Who is at the other end of a connection? ``is_stranger``

Every user of a machine can connect to what listens on its loopback. Linux tells whose a connection is, as
it lists both ends of it; elsewhere the token and the cookie have to do.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import Any, Final

__all__ = ["is_stranger", "owner"]

_TABLE: Final = Path("/proc/net/tcp")
_ROOT: Final = (
    0  # forwards connections for containers and virtual machines, and could read all anyway
)


def is_stranger(peer: Any, here: Any) -> bool:
    """Say whether the peer's end of a connection (both as host and port) is another user's.

    What can't be told is no stranger. Cost: one look at the table of connections.
    """
    if sys.platform != "linux" or not _is_address(peer) or not _is_address(here):
        return False
    try:
        table = _TABLE.read_text(encoding="ascii")
    except OSError:
        return False
    uid = owner(table, peer, here)
    return uid is not None and uid not in (os.getuid(), _ROOT)


def owner(table: str, peer: tuple[str, int], here: tuple[str, int]) -> int | None:
    """Return the user who owns the peer's end of a connection, None if the table has no such line."""
    ends = f" {_hexadecimal(peer)} {_hexadecimal(here)} "
    line = next((line for line in table.splitlines() if ends in line), None)
    return None if line is None else int(line.split()[7])


def _hexadecimal(address: tuple[str, int]) -> str:
    host = int.from_bytes(socket.inet_aton(address[0]), sys.byteorder)
    return f"{host:08X}:{address[1]:04X}"


def _is_address(end: Any) -> bool:
    return isinstance(end, tuple) and len(end) == 2 and "." in str(end[0])
