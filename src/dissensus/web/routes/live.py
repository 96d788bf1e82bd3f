"""``/api/live``: news of the project as they come, as server-sent events"""

from __future__ import annotations

import asyncio
import re
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from dissensus.web.live import Live, Stream
from dissensus.web.wire.base import Seq
from dissensus.web.wire.live import ActNews

__all__ = ["router"]

_NUMBER: Final = re.compile("[0-9]{1,16}")


def router(live: Live) -> APIRouter:
    """Return the route."""
    routes = APIRouter(prefix="/api", tags=["live"])

    @routes.get(
        "/live",
        response_class=StreamingResponse,
        responses={
            200: {"content": {"text/event-stream": {}}, "model": ActNews},
        },
    )
    async def follow(
        after: Annotated[Seq | None, Query(description="The last act heard of.")] = None,
        last_event_id: Annotated[str | None, Header()] = None,
    ) -> StreamingResponse:
        """Follow the project: ``act``, ``job``, and ``reload`` where too much happened to be told."""
        heard = int(last_event_id) if last_event_id and _NUMBER.fullmatch(last_event_id) else after
        loop = asyncio.get_running_loop()
        return _News(live, await run_in_threadpool(live.join, loop, heard))

    return routes


class _News(StreamingResponse):
    """Answers with a stream, and leaves it however that ends."""

    def __init__(self, live: Live, stream: Stream) -> None:
        super().__init__(stream.pieces(), media_type="text/event-stream")
        self._live = live
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._live.leave(self._stream)
