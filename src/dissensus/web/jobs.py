"""What takes long and runs beside the requests? ``Jobs``, ``Job``

Jobs run one after another in a thread of their own: they write, and writers would wait for each other
anyway. What became of a job can be asked for as long as the server runs.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any, Final, Protocol

from dissensus.errors import NotFound
from dissensus.model.identity import new_id

__all__ = ["Job", "JobState", "Jobs", "Progress", "Stopped"]

_log = logging.getLogger("dissensus.web")
_KEPT: Final = 200  # jobs that are over
_EVERY: Final = 0.1  # seconds between two reports of progress
_PATIENCE: Final = 5.0  # seconds a job has to stop when the server does


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Progress(Protocol):
    """What a job tells: how much is done, of how much, and what it is about just now."""

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell it; raises ``Stopped`` when the job should end."""


class Stopped(Exception):
    """Somebody stopped the job; what it had stored stays."""


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it stands; ``result`` is ready for JSON, ``error`` what made it fail."""

    id: str
    kind: str
    state: JobState = JobState.WAITING
    done: int = 0
    total: int | None = None
    message: str = ""
    result: Any = None
    error: Exception | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (JobState.DONE, JobState.FAILED)


class Jobs:
    """The jobs of one server. Safe to use from many threads."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._work: queue.SimpleQueue[tuple[str, Callable[[Progress], object]] | None] = (
            queue.SimpleQueue()
        )
        self._listeners: list[Callable[[Job], None]] = []
        self._stopped: set[str] = set()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closing = False

    def start(self, kind: str, function: Callable[[Progress], object]) -> str:
        """Have a function run as soon as the jobs before it are over; returns the job's identity."""
        job = Job(id=new_id(), kind=kind)
        with self._lock:
            self._jobs[job.id] = job
            over = [known.id for known in self._jobs.values() if known.over]
            for known in over[:-_KEPT]:
                del self._jobs[known]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="jobs", daemon=True)
                self._thread.start()
        self._work.put((job.id, function))
        return job.id

    def get(self, job_id: str) -> Job:
        """Return a job as it stands."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None:
            raise NotFound(
                "There is no such job.",
                remedy="The server was restarted since; look at the history.",
            )
        return job

    def all(self) -> list[Job]:
        """Return all jobs the server remembers, in the order they were started."""
        with self._lock:
            return list(self._jobs.values())

    def stop(self, job_id: str) -> Job:
        """Ask a job to end where it is; what it has stored so far stays."""
        job = self.get(job_id)
        with self._lock:
            if not job.over:
                self._stopped.add(job_id)
        return job

    def listen(self, listener: Callable[[Job], None]) -> None:
        """Have a function called, in the thread of the jobs, whenever one has got on."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Stop the running job and forget those that wait."""
        self._closing = True
        self._work.put(None)
        if self._thread is not None:
            self._thread.join(_PATIENCE)

    def _run(self) -> None:
        while (work := self._work.get()) is not None and not self._closing:
            job_id, function = work
            told = _Told(partial(self._now, job_id), partial(self._must_stop, job_id))
            try:
                told(0)  # one that was stopped while it waited does not begin
                result = function(told)
            except Stopped:
                self._now(job_id, state=JobState.FAILED, error=Stopped())
            except Exception as error:  # noqa: BLE001  whatever it is, the next job is to run
                self._now(job_id, state=JobState.FAILED, error=error)
            else:
                self._now(job_id, state=JobState.DONE, result=result)
            with self._lock:
                self._stopped.discard(job_id)

    def _now(self, job_id: str, **values: Any) -> None:
        with self._lock:
            job = self._jobs[job_id] = replace(self._jobs[job_id], **values)
        for listener in self._listeners:
            try:
                listener(job)
            except Exception:  # noqa: BLE001  who can't hear of a job stops no other
                _log.exception("a job could not be told")

    def _must_stop(self, job_id: str) -> bool:
        return self._closing or job_id in self._stopped


class _Told:
    """Takes one job's progress, and passes on as much as anybody can read."""

    def __init__(self, tell: Callable[..., None], must_stop: Callable[[], bool]) -> None:
        self._tell = tell
        self._must_stop = must_stop
        self._last = 0.0

    def __call__(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far the job is; raises ``Stopped`` when it should end."""
        if self._must_stop():
            raise Stopped
        now = time.monotonic()
        if now - self._last < _EVERY:
            return
        self._last = now
        told: dict[str, Any] = {"state": JobState.RUNNING, "done": done, "message": message}
        if total is not None:
            told["total"] = total
        self._tell(**told)
