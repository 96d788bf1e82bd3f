"""What happens in a reader's own process? ``serve``

The process reads one job after another from its standard input and answers on its standard output; see
``sandbox`` for the other end. It imports a reader when the first job asks for it, takes on the job's
limits, and ends when its parent does.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from dissensus.errors import IngestError
from dissensus.ingest.reader import Limits, Reader, load
from dissensus.model.document import Document, Source

try:
    import resource
except ImportError:  # Windows has none: there the parent's clock is the only limit
    resource = None  # type: ignore[assignment]

__all__ = ["READY", "Answer", "Job", "serve"]

READY: Final = "ready"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read: by which reader, its bytes, where they lay, and what they may cost."""

    reader: str
    data: bytes
    source: Source
    limits: Limits


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a job, and whether the process is fit for another."""

    outcome: list[Document] | IngestError
    fit: bool = True


def serve() -> None:
    """Do jobs until the parent closes the pipe."""
    # Ctrl-C reaches the whole group; the parent decides, and closes the pipe when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    copyreg.pickle(MappingProxyType, _proxy)  # a Document's mappings are read-only views
    jobs = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up between two answers
    while True:
        try:
            job: Job = pickle.load(jobs)  # noqa: S301  our own parent wrote it
        except EOFError:
            return
        answer = _answer(job, answers)
        _send(answers, answer)
        if not answer.fit:
            return
        del job, answer


def _answer(job: Job, answers: IO[bytes]) -> Answer:
    try:
        reader = load(job.reader)
        _send(answers, READY)
        return Answer(_within_limits(reader, job))
    except IngestError as error:
        # After a lack of memory, a fresh process is worth more than this one.
        return Answer(error, fit=not isinstance(error.__cause__, MemoryError))


def _within_limits(reader: Reader, job: Job) -> list[Document]:
    """Read; whatever goes wrong becomes an ``IngestError`` that names the file."""
    lift = _limit(job.limits)
    name = job.source.location
    try:
        return list(reader.read(job.data, job.source, limits=job.limits))
    except IngestError:
        raise
    except MemoryError as error:
        raise IngestError(
            f"{name} needs more than {job.limits.max_memory_bytes >> 20} MiB of memory to read.",
            remedy="Split it, save it in a simpler form, or raise max_memory_bytes.",
        ) from error
    except RecursionError as error:
        raise IngestError(
            f"{name} is nested too deeply to read.",
            remedy="Save it in a simpler form and add that.",
        ) from error
    except Exception as error:
        # The libraries of six formats raise whatever broken bytes happen to break in them.
        raise IngestError(
            f"{name} is broken: {type(error).__name__}: {str(error)[:200]}.",
            remedy="Open it in its own program, save it again, and add that.",
        ) from error
    finally:
        lift()


def _limit(limits: Limits) -> _Lift:
    """Cap memory and processor time of this process for one job."""
    lift = _Lift()
    if resource is None:
        return lift
    # What is loaded already is no part of the job: the cap is on what it adds.
    statm = Path("/proc/self/statm")
    if statm.exists():
        pages = int(statm.read_text(encoding="ascii").split(maxsplit=1)[0])
        lift.cap(resource.RLIMIT_AS, pages * resource.getpagesize() + limits.max_memory_bytes)
    used = resource.getrusage(resource.RUSAGE_SELF)
    # A backstop should the parent be gone; two seconds later than the parent's own clock.
    lift.cap(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + limits.max_seconds) + 3)
    return lift


class _Lift:
    """Undoes the caps it was given: calling it restores what was before."""

    def __init__(self) -> None:
        self._before: list[tuple[int, tuple[int, int]]] = []

    def cap(self, kind: int, value: int) -> None:
        soft, hard = resource.getrlimit(kind)
        if soft != resource.RLIM_INFINITY:
            value = min(value, soft)
        self._before.append((kind, (soft, hard)))
        resource.setrlimit(kind, (value, hard))

    def __call__(self) -> None:
        for kind, pair in self._before:
            resource.setrlimit(kind, pair)


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _proxy(
    mapping: MappingProxyType[str, str],
) -> tuple[Callable[[dict[str, str]], MappingProxyType[str, str]], tuple[dict[str, str]]]:
    return _view, (dict(mapping),)


def _view(mapping: dict[str, str]) -> MappingProxyType[str, str]:
    # A function, because the type itself can't be pickled: it goes by a name it does not have.
    return MappingProxyType(mapping)
