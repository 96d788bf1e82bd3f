"""What do these files hold? ``read``, ``read_sent``, ``Read``, ``Rejected``

One outcome after another, in the order of the files: a document, or a rejection that says why and what to do.
No file stops the run. Plain text and Markdown are read here and now; formats that unpack or call C are read in
processes of their own, several at a time, while their outcomes still come in order.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from dissensus.errors import DissensusError, IngestError
from dissensus.ingest.metadata import Field, Metadata, Rank, about_file, amended, file_pattern
from dissensus.ingest.reader import FORMATS, Format, Limits, format_of, load
from dissensus.ingest.sandbox import Job, Sandbox
from dissensus.ingest.sidecar import Sidecar, load_sidecar
from dissensus.ingest.sources import Found, found_in, is_url, read_bytes, sent
from dissensus.model.document import Document, Source

if TYPE_CHECKING:
    from dissensus.ingest.fetch import Fetched

__all__ = ["Outcome", "Read", "Rejected", "read", "read_sent"]

# Larger texts are isolated too: what a parser does with a long line of brackets may not be linear.
_INLINE: Final = 128 * 1024


@dataclass(frozen=True, slots=True)
class Read:
    """A file was read: the document it holds, or one of them."""

    document: Document


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file was not read: where it lies, why, and what to do about it."""

    location: str
    reason: str
    remedy: str = ""


Outcome = Read | Rejected


def read(
    source: str | Path,
    *,
    reader: str | None = None,
    limits: Limits | None = None,
    allow_network: bool = False,
    pattern: str | None = None,
    sidecar: Path | None = None,
    language: str | None = None,
) -> Iterator[Outcome]:
    """Read all that ``source`` names: a file, a folder, a glob pattern, ``-``, or the address of a page.

    ``reader`` names the format where it should not be told from the bytes. Metadata come from, in this
    order: ``sidecar`` (a CSV file), front matter, page or file properties, the text, and the file name by
    ``pattern``, such as ``{date}_{source}_{title}``. ``language`` goes before them all. An address is
    fetched only if ``allow_network``.

    What can't be read is an outcome, not an error; raised, as ``IngestError``, is only a ``reader`` or a
    ``pattern`` that there can't be. Memory: a few files, however many there are.
    """
    run = _Run(
        reader=load(reader).name if reader else None,
        limits=limits or Limits(),
        pattern=file_pattern(pattern) if pattern else None,
        language=language or "",
    )
    found = _named(source, sidecar, allow_network=allow_network)
    return _outcomes(run, found, str(source), sidecar)


def read_sent(
    files: Iterable[tuple[str, Path]], *, limits: Limits | None = None
) -> Iterator[Outcome]:
    """Read files that were sent: each has a name of its own, and lies under another one for the time being.

    The name is only told and read for what it says; nothing is opened by it.
    """
    run = _Run(reader=None, limits=limits or Limits(), pattern=None, language="")
    return _outcomes(run, (sent(name, path) for name, path in files), "", None)


@dataclass(frozen=True, slots=True)
class _Run:
    """What holds for all files of one call."""

    reader: str | None
    limits: Limits
    pattern: re.Pattern[str] | None
    language: str
    sidecar: Sidecar | None = None


@dataclass(frozen=True, slots=True)
class _Input:
    """The bytes of one file and where they lay."""

    data: bytes
    name: str
    source: Source
    fetched: Fetched | None = None


@dataclass(frozen=True, slots=True)
class _Pending:
    """What will come of a file: outcomes that are there, or a job that is not done yet."""

    outcomes: tuple[Outcome, ...] = ()
    input_: _Input | None = None
    job: Future[list[Document]] | None = None

    @property
    def ready(self) -> bool:
        return self.job is None or self.job.done()


def _outcomes(
    run: _Run, files: Iterable[Found | str], source: str, sidecar: Path | None
) -> Iterator[Outcome]:
    waiting: deque[_Pending] = deque()
    most = 2 * (os.cpu_count() or 1)
    try:
        if sidecar is not None:
            run = replace(run, sidecar=load_sidecar(sidecar, limits=run.limits))
        for found in files:
            waiting.append(_begun(run, found))
            while waiting and (waiting[0].ready or len(waiting) >= most):
                yield from _finished(run, waiting.popleft())
    except IngestError as error:  # of the sidecar or the whole source, not of one file
        waiting.append(_Pending((_rejected(str(sidecar or source), error),)))
    while waiting:
        yield from _finished(run, waiting.popleft())


def _named(
    source: str | Path, sidecar: Path | None, *, allow_network: bool
) -> Iterator[Found | str]:
    if not is_url(source):
        yield from found_in(source, leave_out=sidecar)
    elif allow_network:
        yield str(source)
    else:
        raise IngestError(
            f"{source} is an address, and fetching was not allowed.",
            remedy="Allow the network for this source, or save the page and add the file.",
        )


def _begun(run: _Run, found: Found | str) -> _Pending:
    """Read the bytes, and the document too where that is quick and safe."""
    location = found if isinstance(found, str) else found.location
    try:
        input_ = _input(found, run.limits)
        format_ = _format(run, input_)
    except IngestError as error:
        return _Pending((_rejected(location, error),))
    if format_.isolated or len(input_.data) > _INLINE:
        job = Job(format_.name, input_.data, input_.source, run.limits)
        return _Pending(input_=input_, job=_sandbox(os.getpid()).submit(job))
    try:
        reader = load(format_.name)
        documents = list(reader.read(input_.data, input_.source, limits=run.limits))
    except DissensusError as error:
        return _Pending((_rejected(location, error),))
    except (ValueError, LookupError, ArithmeticError, RecursionError, MemoryError) as error:
        fault = IngestError(
            f"The {format_.name} reader broke down on {location}: {type(error).__name__}: {error}.",
            remedy="Save it in a simpler form; and please report this.",
        )
        return _Pending((_rejected(location, fault),))
    return _Pending(_completed(run, input_, documents))


def _finished(run: _Run, pending: _Pending) -> Iterator[Outcome]:
    if pending.job is None or pending.input_ is None:
        yield from pending.outcomes
        return
    try:
        documents = pending.job.result()
    except IngestError as error:
        yield _rejected(pending.input_.source.location, error)
        return
    yield from _completed(run, pending.input_, documents)


def _input(found: Found | str, limits: Limits) -> _Input:
    if isinstance(found, str):
        from dissensus.ingest.fetch import fetch  # brings a web client along; files need none

        fetched = fetch(found, limits=limits)
        source = _source(fetched.data, fetched.url, fetched.media_type, fetched.charset)
        return _Input(fetched.data, fetched.name, source, fetched)
    if found.fault is not None:
        raise found.fault
    data = read_bytes(found, limits=limits)
    name = PurePath(found.location).name
    return _Input(data, name, _source(data, found.location, "", ""))


def _source(data: bytes, location: str, media_type: str, charset: str) -> Source:
    # A path may hold bytes that are no characters; what is stored must be.
    location = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Source(location, hashlib.sha256(data).hexdigest(), len(data), media_type, charset)


def _format(run: _Run, input_: _Input) -> Format:
    if run.reader:
        return FORMATS[run.reader]
    return format_of(input_.data, input_.name)


def _completed(run: _Run, input_: _Input, documents: list[Document]) -> tuple[Outcome, ...]:
    """Add what the sidecar, the user and the file's name know."""
    over = run.sidecar.about(input_.source.location) if run.sidecar else None
    given = Metadata()
    given.offer(Field.LANGUAGE, run.language, Rank.SIDECAR, "given by the user")
    under = about_file(input_.name, run.pattern)
    outcomes = []
    for document in documents:
        if over is not None:
            document = amended(document, over, over=True)
        document = amended(document, given, over=True)
        # Of a feed's entries none is called by the file's name.
        document = amended(document, under, over=False) if len(documents) == 1 else document
        outcomes.append(Read(_with_address(document, input_.fetched)))
    return tuple(outcomes)


def _with_address(document: Document, fetched: Fetched | None) -> Document:
    if fetched is None or document.provenance is None:
        return document
    evidence = {**document.provenance.evidence, "fetched": fetched.fetched_at.isoformat()}
    return replace(document, provenance=replace(document.provenance, evidence=evidence))


def _rejected(location: str, error: DissensusError) -> Rejected:
    location = location.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return Rejected(location, error.found, error.remedy)


@lru_cache(maxsize=2)
def _sandbox(_process_id: int) -> Sandbox:
    """The reader processes of this process; after a fork, the child starts its own."""
    return Sandbox()
