"""How is a file read that may be broken or malicious? ``Sandbox``, ``run_limited``

In a process of its own, with a clock and a cap on memory. A reader that crashes, hangs or eats memory
takes that process along, not the run: the file is refused with the reason, and a fresh process goes on
with the next one. Processes are started when first needed and used again (a start costs about 0.2 s).
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from types import TracebackType
from typing import IO, Final, Self

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits
from dissensus.ingest.worker import READY, Answer, Job
from dissensus.model.document import Document, Source

__all__ = ["Job", "Sandbox", "run_limited"]

_START_SECONDS: Final = 120.0  # to start and import a reader on a busy machine
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[1:]; from dissensus.ingest.worker import serve; serve()"
)


def run_limited(reader_name: str, data: bytes, source: Source, limits: Limits) -> list[Document]:
    """Read ``data`` with the reader of that name in a process of its own, within ``limits``.

    Raises ``IngestError`` if the reader refuses the file, takes too long, needs too much memory, or
    crashes. Uses processes that all callers in this one share; see ``Sandbox`` for one's own.
    """
    return _shared(os.getpid()).read(Job(reader_name, data, source, limits))


class Sandbox:
    """Up to ``workers`` reader processes (by default one per processor), started when needed.

    Use it as a context manager, or ``close`` it; processes still running when Python exits are ended.
    Thread-safe.
    """

    def __init__(self, *, workers: int | None = None) -> None:
        self._size = workers or os.cpu_count() or 1
        self._idle: queue.LifoQueue[_Process] = queue.LifoQueue()
        self._threads: ThreadPoolExecutor | None = None
        self._room = threading.BoundedSemaphore(self._size)
        self._lock = threading.Lock()
        self._finalizer = weakref.finalize(self, _end_all, self._idle)

    def read(self, job: Job) -> list[Document]:
        """Do one job and wait for it; see ``run_limited``."""
        with self._room:
            process = self._ready()
            try:
                return process.read(job)
            finally:
                if process.usable:
                    self._idle.put(process)
                else:
                    process.end()

    def _ready(self) -> _Process:
        while True:
            try:
                process = self._idle.get_nowait()
            except queue.Empty:
                return _Process()
            if process.usable:  # it may have been killed while it waited, say for lack of memory
                return process
            process.end()

    def submit(self, job: Job) -> Future[list[Document]]:
        """Start one job; its future raises the ``IngestError`` of a file that can't be read."""
        with self._lock:
            if self._threads is None:
                self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="reader")
        return self._threads.submit(self.read, job)

    def map(self, jobs: Iterable[Job]) -> Iterator[list[Document] | IngestError]:
        """Yield the result of each job in the order of ``jobs``, errors as values.

        At most two jobs per process are taken ahead, so memory does not grow with their number.
        """
        ahead: deque[Future[list[Document]]] = deque()
        try:
            for job in jobs:
                ahead.append(self.submit(job))
                if len(ahead) >= 2 * self._size:
                    yield _outcome(ahead.popleft())
            while ahead:
                yield _outcome(ahead.popleft())
        finally:
            for future in ahead:
                future.cancel()

    def close(self) -> None:
        """Wait for what is running, then end all processes."""
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
            self._threads = None
        _end_all(self._idle)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


@lru_cache(maxsize=2)
def _shared(_process_id: int) -> Sandbox:
    """The sandbox of this process; after a fork, the child makes its own."""
    return Sandbox()


def _outcome(future: Future[list[Document]]) -> list[Document] | IngestError:
    try:
        return future.result()
    except IngestError as error:
        return error


def _end_all(idle: queue.LifoQueue[_Process]) -> None:
    while not idle.empty():
        idle.get_nowait().end()


class _Process:
    """One reader process, and the pipe to it.

    A plain Python process rather than one of ``multiprocessing``: that would import the caller's main
    module again, and so demand of every script that it guards its top level.
    """

    def __init__(self) -> None:
        self._owner = os.getpid()
        self._fit = True
        self._child = subprocess.Popen(  # noqa: S603  this very Python, no shell
            [sys.executable, "-P", "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    @property
    def usable(self) -> bool:
        """Say whether it can take a job."""
        return self._fit and self._child.poll() is None

    def read(self, job: Job) -> list[Document]:
        """Do a job. Unless it comes to an orderly end, the process can't be used again."""
        self._fit = False
        name, limits = job.source.location, job.limits
        clock = _Clock(self._child, _START_SECONDS)
        answer: object = None
        try:
            pickle.dump(job, self._pipe_in, protocol=pickle.HIGHEST_PROTOCOL)
            self._pipe_in.flush()
            answer = self._receive()
            if answer == READY:
                clock.restart(limits.max_seconds)
                answer = self._receive()
        except (EOFError, OSError, pickle.UnpicklingError):
            # The pipe broke: the process is going, and its exit status will say why.
            with suppress(subprocess.TimeoutExpired):
                self._child.wait(5)
        finally:
            clock.stop()
        if isinstance(answer, Answer) and not clock.expired:
            self._fit = answer.fit
            if isinstance(answer.outcome, IngestError):
                raise answer.outcome
            return answer.outcome
        self.end()
        if clock.expired:
            raise IngestError(
                f"{name} took longer than {limits.max_seconds:g} s to read.",
                remedy="Split it, save it in a simpler form, or raise max_seconds.",
            )
        raise IngestError(
            f"The {job.reader} reader broke down on {name} ({_ending(self._child.returncode)}).",
            remedy="Open it in its own program, save it again, and add that.",
        )

    def end(self) -> None:
        """End the process and wait until it is gone."""
        if self._owner != os.getpid():
            return  # a fork: the process belongs to the parent
        self._fit = False
        self._child.kill()
        self._child.wait()
        self._pipe_out.close()
        with suppress(BrokenPipeError):  # half a job may still be in the buffer
            self._pipe_in.close()

    @property
    def _pipe_in(self) -> IO[bytes]:
        assert self._child.stdin is not None
        return self._child.stdin

    @property
    def _pipe_out(self) -> IO[bytes]:
        assert self._child.stdout is not None
        return self._child.stdout

    def _receive(self) -> object:
        return pickle.load(self._pipe_out)  # noqa: S301  from our own program


class _Clock:
    """Kills a process when its time is up."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child = child
        self.expired = False
        self._timer = self._started(seconds)

    def restart(self, seconds: float) -> None:
        self._timer.cancel()
        self._timer = self._started(seconds)

    def stop(self) -> None:
        self._timer.cancel()

    def _started(self, seconds: float) -> threading.Timer:
        timer = threading.Timer(seconds, self._ring)
        timer.daemon = True
        timer.start()
        return timer

    def _ring(self) -> None:
        self.expired = True
        self._child.kill()


def _ending(status: int) -> str:
    """Say how a process ended."""
    if status >= 0:
        return f"exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"ended by {name}"
