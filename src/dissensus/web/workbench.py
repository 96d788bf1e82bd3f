"""What does every request need? ``Workbench``: the open project, and what is worth keeping of it

Nothing here is the truth; all of it is read again when the history has gone on.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from dissensus.events import EventList
from dissensus.model.codebook import Codebook
from dissensus.project import Project
from dissensus.store import changed, codebooks, documents, history
from dissensus.store.entities import Names
from dissensus.text.offsets import Offsets
from dissensus.web.jobs import Jobs

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["CODEBOOK", "KeptText", "Workbench"]

T = TypeVar("T")

_CHARACTERS: Final = 40_000_000  # of texts kept with their offsets
_THINGS: Final = 40  # other things kept
CODEBOOK: Final = frozenset({"codebook", "statement_type", "variable", "entity"})
_EVENTS: Final = CODEBOOK | {"statement", "suggestion", "document", "version", "coder", "decision"}


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text, the index of its offsets, and a place to keep what was worked out about it."""

    body: str
    offsets: Offsets
    memo: dict[Hashable, Any] = field(default_factory=dict)


class Workbench:
    """The project behind the server. Safe to use from many threads."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store = project.store
        self.coder = project.coder
        self.name = Path(project.store.location).stem
        self.jobs = Jobs()
        self.writing = threading.Lock()  # writers of this server wait here, not in the data base
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[int, object]] = OrderedDict()
        self._turns: dict[Hashable, threading.Lock] = {}
        self._texts: OrderedDict[str, KeptText] = OrderedDict()

    def last(self) -> int:
        """Return the number of the latest act."""
        with self.store.read() as connection:
            return history.last(connection)

    def kept(self, key: Hashable, tables: frozenset[str], make: Callable[[Connection], T]) -> T:
        """Return what ``make`` reads from the project; read again only after a row of ``tables`` changed.

        The key stands for the function and all it depends on. What comes back is shared: nobody may
        change it. Who asks for it while it is being read waits. Cost of a look: O(changes since the last).
        """
        with self._lock:
            turn = self._turns.setdefault(key, threading.Lock())
        with turn, self.store.read() as connection:
            now = history.last(connection)
            before = self._kept.get(key)
            if before is not None and not changed.since(connection, before[0], tables):
                found = cast("T", before[1])
            else:
                found = make(connection)
        with self._lock:
            self._kept[key] = (now, found)  # changes until now need no second look
            self._kept.move_to_end(key)
            while len(self._kept) > _THINGS:
                oldest, _ = self._kept.popitem(last=False)
                self._turns.pop(oldest, None)
        return found

    def codebook(self) -> Codebook:
        """Return the codebook as it is now."""
        return self._code()[0]

    def names(self) -> Names:
        """Return which entity a wording means, as of now."""
        return self._code()[1]

    def events(self, statement_type: str, *, unreviewed: bool = False) -> EventList:
        """Return all statements of a type as columns."""

        def read(_: Connection) -> EventList:
            return self.project.events(statement_type=statement_type, unreviewed=unreviewed)

        return self.kept(("events", statement_type, unreviewed), _EVENTS, read)

    def text(self, text_hash: str) -> KeptText:
        """Return a text by its hash, with the index of its offsets."""
        with self._lock:
            kept = self._texts.get(text_hash)
            if kept is not None:
                self._texts.move_to_end(text_hash)
                return kept
        with self.store.read() as connection:
            body = documents.body(connection, text_hash)
        kept = KeptText(body, Offsets(body))
        with self._lock:
            kept = self._texts.setdefault(text_hash, kept)
            size = sum(len(text.body) for text in self._texts.values())
            while size > _CHARACTERS and len(self._texts) > 1:
                _, gone = self._texts.popitem(last=False)
                size -= len(gone.body)
        return kept

    def _code(self) -> tuple[Codebook, Names]:
        def read(connection: Connection) -> tuple[Codebook, Names]:
            codebook = codebooks.load(connection)
            return codebook, Names.of(codebook.entities)

        return self.kept("codebook", CODEBOOK, read)
