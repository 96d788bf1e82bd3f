"""Readers that do what broken libraries do, each on command; they run in a real reader process."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from dissensus.errors import IngestError
from dissensus.ingest import worker
from dissensus.ingest.reader import Limits
from dissensus.model.document import Document, Provenance, Source

PROGRAM = f"import sys; sys.path[:] = sys.argv[1:]; from {__name__} import serve; serve()"


class Obedient:
    """Does what the bytes say."""

    name = "plain"
    version = "test"
    media_types = ("text/plain",)
    suffixes = (".txt",)

    def read(self, data: bytes, source: Source, *, limits: Limits) -> Iterator[Document]:
        command, _, rest = data.decode().partition(" ")
        match command:
            case "hang":
                time.sleep(60)
            case "spin":
                while True:
                    pass
            case "eat":
                bytearray(512 * 1024 * 1024)
            case "crash":
                ctypes.string_at(0)
            case "leave":
                os._exit(7)
            case "stumble":
                raise KeyError(rest)
            case "refuse":
                raise IngestError("No.", remedy="Ask another.")
            case "recurse":
                self.read_deeper()
            case "print":
                print("noise" * 10_000)
                sys.stdout.flush()
                os.write(1, b"noise")
        yield Document(
            text=f"{command} {rest}",
            notes=str(os.getpid()),
            provenance=Provenance(source, "obedient", "1", datetime.now(UTC)),
        )

    def read_deeper(self) -> None:
        self.read_deeper()


def serve() -> None:
    setattr(worker, "load", lambda name: Obedient())  # noqa: B010
    worker.serve()
