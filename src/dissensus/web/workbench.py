"""What does every request need? ``Workbench``: the open project, and what is worth keeping of it

Nothing here is the truth; all of it is read again when the history has gone on.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from dissensus.events import EventList
from dissensus.model.codebook import Codebook
from dissensus.model.document import Document, text_hash
from dissensus.project import Project
from dissensus.store import changed, codebooks, documents, history
from dissensus.store.entities import Names
from dissensus.text.offsets import Offsets

__all__ = ["KeptText", "Workbench"]

_CHARACTERS: Final = 40_000_000  # of texts kept with their offsets
_CODEBOOK: Final = frozenset({"codebook", "statement_type", "variable", "entity"})
_EVENTS: Final = _CODEBOOK | {"statement", "suggestion", "document", "version", "coder", "decision"}


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text and the index of its offsets."""

    body: str
    offsets: Offsets


class Workbench:
    """The project behind the server. Safe to use from many threads."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store = project.store
        self.coder = project.coder
        self.writing = threading.Lock()  # writers of this server wait here, not in the data base
        self._lock = threading.Lock()
        self._codebook: tuple[int, Codebook, Names] | None = None
        self._events: dict[tuple[str, bool], tuple[int, EventList]] = {}
        self._texts: OrderedDict[str, KeptText] = OrderedDict()

    def last(self) -> int:
        """Return the number of the latest act."""
        with self.store.read() as connection:
            return history.last(connection)

    def codebook(self) -> Codebook:
        """Return the codebook as it is now; read again only after it was changed."""
        return self._code()[1]

    def names(self) -> Names:
        """Return which entity a wording means, as of now."""
        return self._code()[2]

    def events(self, statement_type: str, *, unreviewed: bool = False) -> EventList:
        """Return all statements of a type as columns; read again only after something changed."""
        key = (statement_type, unreviewed)
        with self.store.read() as connection:
            now = history.last(connection)
            kept = self._events.get(key)
            if kept is not None and not changed.since(connection, kept[0], _EVENTS):
                return kept[1]
        events = self.project.events(statement_type=statement_type, unreviewed=unreviewed)
        with self._lock:
            self._events[key] = (now, events)
        return events

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
            self._texts[text_hash] = kept
            size = sum(len(text.body) for text in self._texts.values())
            while size > _CHARACTERS and len(self._texts) > 1:
                _, gone = self._texts.popitem(last=False)
                size -= len(gone.body)
        return kept

    def text_of(self, document: Document) -> KeptText:
        """Return the text of a document that was read, with the index of its offsets."""
        return self.text(text_hash(document.text))

    def _code(self) -> tuple[int, Codebook, Names]:
        with self.store.read() as connection:
            now = history.last(connection)
            kept = self._codebook
            if kept is not None and not changed.since(connection, kept[0], _CODEBOOK):
                return kept
            codebook = codebooks.load(connection)
        fresh = (now, codebook, Names.of(codebook.entities))
        with self._lock:
            self._codebook = fresh
        return fresh
