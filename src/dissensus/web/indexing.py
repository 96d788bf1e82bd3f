"""Is everything found that was coded? ``Indexer``: keeps the search over statements up with the history"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from dissensus.errors import DissensusError
from dissensus.store.row_index import Behind, behind, catch_up
from dissensus.web.workbench import Workbench

__all__ = ["Indexer"]

_log = logging.getLogger("dissensus.web")

_AT_ONCE: Final = 2_000  # what a search waits for; more is read beside the requests
_STEPS: Final = 20
_ROWS: Final = 400  # in a step beside the requests: whoever codes waits no longer than for one
_BREATH: Final = 0.01  # seconds between two steps


class Indexer:
    """Reads what is new before a search, or beside it where that is much. Safe to use from many threads."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Start on a project that was never searched, so that the first search need not wait."""
        if self._behind().left > _AT_ONCE:
            self._beside()

    def current(self) -> Behind:
        """Bring the index up to date, or begin to; returns how far behind it is now."""
        now = self._behind()
        if now.left > _AT_ONCE:
            self._beside()
            return now
        for _ in range(_STEPS):
            if not now.left:
                break
            now = self._step()
        return now

    def _beside(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="index", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        try:
            while self._step(_ROWS).left:
                time.sleep(_BREATH)
        except DissensusError as error:  # the file is gone or locked; the next search tries again
            _log.warning("the search index waits: %s", error)

    def _step(self, rows: int = _AT_ONCE) -> Behind:
        with self._desk.writing:
            return catch_up(self._desk.store, rows=rows)

    def _behind(self) -> Behind:
        with self._desk.store.read() as connection:
            return behind(connection)
