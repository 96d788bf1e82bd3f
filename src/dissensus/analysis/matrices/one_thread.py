"""How many threads may a small matrix take? One: ``one_thread``

A matrix of some hundred rows is done in less time than threads need to meet; where other programs use the
cores, too, threads that wait for each other make the same work twenty times slower (measured: 2.5 ms
against 68 ms for 300 eigenvalues). NumPy has no switch for it, its OpenBLAS has.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Final

__all__ = ["one_thread"]

# The library that comes with NumPy's wheels prefixes its names and, for long integers, marks them.
_NAMES: Final = (
    ("scipy_openblas_get_num_threads64_", "scipy_openblas_set_num_threads64_"),
    ("scipy_openblas_get_num_threads", "scipy_openblas_set_num_threads"),
    ("openblas_get_num_threads64_", "openblas_set_num_threads64_"),
    ("openblas_get_num_threads", "openblas_set_num_threads"),
)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let NumPy's linear algebra use one thread for a while, where its library can be asked to.

    It holds for the whole process; results do not depend on it, only times. Cost: O(1).
    """
    found = _library()
    if found is None:
        yield
        return
    library, get, change = found
    before = int(library[get]())
    library[change](1)
    try:
        yield
    finally:
        library[change](before)


@cache
def _library() -> tuple[ctypes.CDLL, str, str] | None:
    try:  # this module is linked to the library, whatever its file is called
        linked = import_module("numpy._core._multiarray_umath")
        library = ctypes.CDLL(linked.__file__)
    except (ImportError, OSError):
        return None
    for get, change in _NAMES:
        if hasattr(library, get) and hasattr(library, change):
            return library, get, change
    return None
