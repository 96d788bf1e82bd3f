"""Who hears of what happens? ``Live``: one watcher of the history, and the streams it feeds

The watcher looks into the data base, not at the requests: an act done by the shell or by another server
is news like any other. Every piece of news is put into words once, however many windows are open.
"""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator
from typing import Any, Final

from starlette.exceptions import HTTPException

from dissensus.errors import DissensusError
from dissensus.store import history, news
from dissensus.web import statements
from dissensus.web.faults import fault_of
from dissensus.web.jobs import Job, JobState
from dissensus.web.workbench import Workbench

__all__ = ["STREAMS", "Live", "Stream", "job_out"]

STREAMS: Final = 50  # at once
_LOOK: Final = 0.1  # seconds between two looks at the history
_REST: Final = 1.0  # seconds until the next look after one that failed
_KEEP_ALIVE: Final = 15.0
_BEHIND: Final = 1_000  # acts that are told one by one to somebody who was away
_WAITING: Final = 2_000  # pieces of news for a window that does not read them

_log = logging.getLogger("dissensus.web")


class Stream:
    """The news for one window; ``None`` in the queue ends it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, last: int) -> None:
        self.last = last
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._loop = loop

    def put(self, piece: bytes | None) -> None:
        """Pass a piece of news on, from any thread; a window that does not read is let go."""

        def put() -> None:
            if self.queue.qsize() < _WAITING or piece is None:
                self.queue.put_nowait(piece)
            else:
                self.queue.put_nowait(None)  # it comes back and says what it heard last

        try:
            self._loop.call_soon_threadsafe(put)
        except RuntimeError:  # the loop is closed: nobody listens
            return

    async def pieces(self) -> AsyncIterator[bytes]:
        """Go through the news, with a sign of life where there are none."""
        yield b"retry: 500\n\n"
        while True:
            try:
                piece = await asyncio.wait_for(self.queue.get(), _KEEP_ALIVE)
            except TimeoutError:
                piece = b": here\n\n"
            if piece is None:
                return
            yield piece


class Live:
    """Everybody who follows one project. The watcher runs while somebody does."""

    def __init__(self, desk: Workbench) -> None:
        self._desk = desk
        self._streams: set[Stream] = set()
        self._changed = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None
        desk.jobs.listen(self._tell_job)

    def join(self, loop: asyncio.AbstractEventLoop, after: int | None = None) -> Stream:
        """Follow the project from now on, or from act number ``after``; ``loop`` reads the stream."""
        last = self._desk.last()
        if after is None:
            after = last
        with self._changed:
            if self._closing:
                raise HTTPException(503)
            if len(self._streams) >= STREAMS:
                raise HTTPException(503, f"{STREAMS} windows follow this project already.")
            if not 0 <= last - after <= _BEHIND:  # away for long, or the file is an older copy now
                stream = Stream(loop, last)
                stream.put(_event("reload", {"last": last}, last))
            else:
                stream = Stream(loop, after)
            self._streams.add(stream)
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()
            self._changed.notify()
        return stream

    def leave(self, stream: Stream) -> None:
        """Follow it no more."""
        with self._changed:
            self._streams.discard(stream)

    def close(self) -> None:
        """End every stream."""
        with self._changed:
            self._closing = True
            for stream in self._streams:
                stream.put(None)
            self._changed.notify()

    def _watch(self) -> None:
        while True:
            with self._changed:
                while not self._streams and not self._closing:
                    self._changed.wait()
                if self._closing:
                    return
            pause = _LOOK
            try:
                self._look()
            except Exception:  # noqa: BLE001
                # A locked file, a text that is gone: the next look may see more.
                _log.exception("the news could not be read")
                pause = _REST
            with self._changed:
                if not self._closing:
                    self._changed.wait(pause)

    def _look(self) -> None:
        """Tell everybody what they have not heard of yet."""
        with self._changed:
            streams = list(self._streams)
        first = min((stream.last for stream in streams), default=None)
        if first is None:
            return
        with self._desk.store.read() as connection:
            if history.last(connection) <= first:
                return
            acts = news.since(connection, first, limit=_BEHIND)
        for act in acts:
            behind = [stream for stream in streams if stream.last < act.seq]
            if behind:
                piece = _event("act", self._told(act), act.seq)
                for stream in behind:
                    stream.put(piece)
                    stream.last = act.seq

    def _told(self, act: news.News) -> dict[str, Any]:
        ids = [row.row_id for row in act.touched if row.table == "statement"]
        try:
            # Of many, what is shown is loaded again: the first of them help nobody.
            told = bool(ids) and not act.many
            stated, many = statements.by_ids(self._desk, ids) if told else [], act.many
        except DissensusError:  # one that can't be read must not keep everybody from all later news
            _log.exception("statements could not be told")
            stated, many = [], True
        return {
            "seq": act.seq,
            "act": act.id,
            "run": act.run,
            "verb": act.verb,
            "summary": act.summary,
            "coder": act.coder,
            "time": act.time,
            "changes": [
                {"table": row.table, "id": row.row_id, "document": row.document_id}
                for row in act.touched
            ],
            "statements": stated,
            "many": many,
        }

    def _tell_job(self, job: Job) -> None:
        piece = _event("job", job_out(job))
        with self._changed:
            streams = list(self._streams)
        for stream in streams:
            stream.put(piece)


def job_out(job: Job) -> dict[str, Any]:
    """Put a job into the shape of ``JobOut``."""
    fault = fault_of(job.error)[1] if job.error is not None else None
    message = f"{fault.found} {fault.remedy}".strip() if fault is not None else job.message
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "done": job.done,
        "total": job.total,
        "message": message,
        "result": job.result if job.state is JobState.DONE else None,
        "fault": fault.model_dump() if fault is not None else None,
    }


def _event(name: str, data: dict[str, Any], seq: int | None = None) -> bytes:
    """Write one server-sent event; JSON in ASCII has no line of its own and no broken letters."""
    number = f"id: {seq}\n" if seq is not None else ""
    return f"event: {name}\n{number}data: {json.dumps(data, separators=(',', ':'))}\n\n".encode()
