"""What makes a row itself, here and in every copy? ``new_id``"""

from __future__ import annotations

import os
import threading
import time

__all__ = ["new_id"]

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Make a UUIDv7: unique everywhere, and sorting by the time it was made.

    48 bits of Unix milliseconds, then 74 bits that start at random and count up within a millisecond
    (RFC 9562, 5.7 and 6.2, method 2), so identities of one process strictly increase.
    """
    global _last
    stamp = (time.time_ns() // 1_000_000) << 74
    fresh = stamp | (int.from_bytes(os.urandom(10), "big") >> 7)  # 73 bits: room to count
    with _lock:
        _last = value = max(fresh, _last + 1)
    milliseconds, rand_a, rand_b = value >> 74, (value >> 62) & 0xFFF, value & ((1 << 62) - 1)
    number = (milliseconds << 80) | (0x7 << 76) | (rand_a << 64) | (0b10 << 62) | rand_b
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
