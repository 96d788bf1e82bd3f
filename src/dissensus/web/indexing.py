"""Is everything found that was coded? ``Indexer``: keeps the search over statements up with the history"""

from __future__ import annotations

import logging
import threading
import time
from typing import Final

from dissensus.store.row_index import Behind, behind, catch_up
from dissensus.web.workbench import Workbench

__all__ = ["Indexer"]

_log = logging.getLogger("dissensus.web")

_AT_ONCE: Final = 2_000  # what a search waits for; more is read while it is answered
_PATIENCE: Final = 2.0  # seconds a search waits, should another process be writing
_ROWS: Final = 400  # in a step: whoever codes waits no longer than for one
_BREATH: Final = 0.01  # seconds between two steps


class Indexer:
    """Reads what is new, in a thread of its own. Safe to use from many threads."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._over = threading.Event()  # of the run that goes on
        self._over.set()

    def begin(self) -> None:
        """Start on a project that was never searched, so that the first search need not wait."""
        if self._behind().left > _AT_ONCE:
            self._beside()

    def current(self) -> Behind:
        """Bring the index up to date, or begin to; returns how far behind it is now."""
        now = self._behind()
        until = time.monotonic() + _PATIENCE
        while now.left:
            over = self._beside()
            left = until - time.monotonic()
            if now.left > _AT_ONCE or left <= 0:
                break
            over.wait(left)
            now = self._behind()
        return now

    def _beside(self) -> threading.Event:
        """See to it that a run goes on; what is returned tells when it is over."""
        with self._lock:
            if self._over.is_set():
                self._over = threading.Event()
                run = threading.Thread(
                    target=self._run, args=(self._over,), name="index", daemon=True
                )
                run.start()
            return self._over

    def _run(self, over: threading.Event) -> None:
        try:
            while self._step().left:
                time.sleep(_BREATH)
        except Exception as error:  # noqa: BLE001  whatever it is, the next search tries again
            _log.warning("the search index waits: %s", error)
        finally:
            over.set()

    def _step(self) -> Behind:
        with self._desk.writing:
            return catch_up(self._desk.store, rows=_ROWS)

    def _behind(self) -> Behind:
        with self._desk.store.read() as connection:
            return behind(connection)
