"""One project, whole: ``Project``, ``open``, ``create``

Nothing clever happens here: each method asks the piece that knows.
"""

from __future__ import annotations

import getpass
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, Unpack

import polars as pl

from dissensus import dna, findings, intake, networks, review, trace, transfer
from dissensus.errors import StoreError
from dissensus.events import EventList
from dissensus.exchange.mapping import ColumnMapping
from dissensus.intake import IngestReport, Reading
from dissensus.model.codebook import Codebook
from dissensus.model.coder import Coder, Permission
from dissensus.model.document import Document
from dissensus.model.entity import Entity
from dissensus.model.moment import Moment
from dissensus.model.network import Network
from dissensus.model.span import Span
from dissensus.model.statement import Statement
from dissensus.model.suggestion import Suggestion, Verdict
from dissensus.model.value import Value
from dissensus.networks import NetworkOptions
from dissensus.report import Findings
from dissensus.store import (
    check,
    chronicle,
    codebooks,
    coders,
    columns,
    documents,
    history,
    past,
    search,
    statements,
    suggestions,
    trash,
    undoing,
)
from dissensus.store.connect import Store
from dissensus.store.history import Act
from dissensus.suggest.suggester import Suggester
from dissensus.trace import Trace
from dissensus.transfer import ImportReport

__all__ = ["Project", "create", "open_project"]


def open_project(location: str | Path, *, coder: str | None = None) -> Project:
    """Open a project; ``coder`` is the name to write under (default: who is logged in)."""
    if str(location).startswith(("postgresql:", "postgres:")):
        raise StoreError(
            "PostgreSQL projects are not there yet.", remedy="Name a project file on this machine."
        )
    return Project(Store.open(location), coder=coder)


def create(location: str | Path, codebook: Codebook, *, coder: str | None = None) -> Project:
    """Make a new project with a codebook, and open it."""
    project = Project(Store.create(location), coder=coder)
    project.set_codebook(codebook)
    return project


class Project:
    """A project: texts, a codebook, statements, suggestions, and the history of all of them."""

    def __init__(self, store: Store, *, coder: str | None = None) -> None:
        self.store = store
        self.coder = coder or os.environ.get("DISSENSUS_CODER") or getpass.getuser()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Project {self.store.location}>"

    def close(self) -> None:
        """Let go of the project file."""
        self.store.close()

    # the codebook -----------------------------------------------------------------------------

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        with self.store.read() as connection:
            return codebooks.load(connection)

    def set_codebook(self, codebook: Codebook) -> None:
        """Take over a codebook; what statements use is kept or the change is refused."""
        with self._act("codebook", codebook.title, Permission.EDIT_CODEBOOK) as act:
            codebooks.save(act, codebook)

    def entities(self) -> tuple[Entity, ...]:
        """Return all entities."""
        return self.codebook.entities

    # texts ------------------------------------------------------------------------------------

    def ingest(
        self,
        source: str | Path | Sequence[str | Path],
        *,
        progress: Callable[[int], None] | None = None,
        **reading: Unpack[Reading],
    ) -> IngestReport:
        """Read files, folders, globs, stdin ("-") or a URL, and keep what is new or changed."""
        sources = [source] if isinstance(source, str | Path) else source
        coder = self._may(Permission.INGEST)
        return intake.ingest(self.store, sources, coder=coder, progress=progress, **reading)

    def documents(self) -> Iterator[Document]:
        """Go through the documents, oldest first."""
        with self.store.read() as connection:
            yield from documents.load(connection)

    def document(self, name: str) -> Document:
        """Return the document that an identity, file name or title means."""
        with self.store.read() as connection:
            return documents.get(connection, documents.by_name(connection, name))

    def edit_document(self, document_id: str, **values: str) -> None:
        """Change a document's metadata; its text is never edited."""
        with self._act("edit document", "", Permission.CODE) as act:
            documents.edit(act, document_id, values)

    def search(self, query: str, *, limit: int = 50) -> list[search.Hit]:
        """Find words, "phrases" and prefixes* in texts and titles, best first."""
        with self.store.read() as connection:
            if self.store.read_only:  # the past has no index of its own until somebody searches it
                search.rebuild(connection)
            return search.find(connection, query, limit=limit)

    # statements -------------------------------------------------------------------------------

    def code(
        self, document: Document | str, span: Span, statement_type: str, /, **values: Value
    ) -> Statement:
        """Code a span of a document: the values by variable, entities by name or alias."""
        with self._act("code", statement_type, Permission.CODE) as act:
            document_id = document if isinstance(document, str) else document.id
            read = documents.get(act.connection, document_id)
            statement = Statement(
                document_id=read.id,
                version=read.version,
                span=span,
                quotation=span.of(read.text),
                statement_type=statement_type,
                values=values,
                coder=act.coder_id,
                created=datetime.now(UTC),
            )
            statements.add(act, [statement], codebooks.load(act.connection))
            return statements.get(act.connection, statement.id, codebooks.load(act.connection))

    def add(self, texts: Sequence[Document], drafts: Sequence[Statement], *, summary: str) -> int:
        """Store documents and the statements that came with them, as one act."""
        with self._act("import", summary, Permission.CODE) as act:
            owned = [replace(draft, coder=act.coder_id) for draft in drafts]
            transfer.add(act, texts, owned, codebooks.load(act.connection))
        return len(owned)

    def import_table(
        self, path: str | Path, mapping: ColumnMapping | None = None, *, statement_type: str = ""
    ) -> ImportReport:
        """Import documents and statements from a table, as one act; our own exports need no mapping."""
        coder = self._may(Permission.CODE)
        return transfer.bring_in(
            self.store, path, coder=coder, mapping=mapping, statement_type=statement_type
        )

    def import_dna(self, path: str | Path) -> dna.DnaImport:
        """Bring a DNA data base in, with its coders and codebook, as one act."""
        return dna.bring_in(self.store, path, coder=self._may(*dna.NEEDED))

    def export_dna(
        self, path: str | Path, *, password: dna.Password = None, replace: bool = False
    ) -> dna.DnaExport:
        """Write the project as a DNA data base; coders who have no password there get this one."""
        return dna.write_out(self.store, path, password=password, replace_file=replace)

    def edit(self, statement_id: str, /, **values: Value) -> Statement:
        """Give a statement other values; None takes one away."""
        with self._act("edit", "", Permission.CODE) as act:
            codebook = codebooks.load(act.connection)
            statements.edit(act, statement_id, values, codebook)
            return statements.get(act.connection, statement_id, codebooks.load(act.connection))

    def delete(self, ids: Sequence[str], *, back: bool = False) -> int:
        """Put documents, statements, entities, notes in the trash, or (``back``) take them out again."""
        with self._act("restore" if back else "delete", "", Permission.CODE) as act:
            return trash.put_all(act, ids, back=back)

    def trash(self) -> list[tuple[str, str, str]]:
        """Return what is in the trash: what it is, its identity, its words."""
        with self.store.read() as connection:
            return [(row.table, row.id, row.words) for row in trash.lying(connection)[1]]

    def statements(self, ids: Sequence[str] | None = None) -> list[Statement]:
        """Return statements by identity, or all of them."""
        with self.store.read() as connection:
            return statements.load(connection, codebooks.load(connection), ids=ids)

    def trace(self, statement: Statement | str) -> Trace:
        """Walk a statement back to its words, its text, the bytes read, and its history."""
        statement_id = statement if isinstance(statement, str) else statement.id
        return trace.trace(self.store, statement_id, self.codebook)

    def behind(self, a: str, b: str, *, unreviewed: bool = False) -> list[tuple[str, list[str]]]:
        """Return the statements behind the tie between two names, under a heading each."""
        return trace.behind(self.every_event(unreviewed=unreviewed), self.codebook, a, b)

    def every_event(
        self, *, since: Moment | None = None, until: Moment | None = None, unreviewed: bool = False
    ) -> dict[str, EventList]:
        """Return an event list for each statement type of the codebook."""
        kinds = [t.name for t in self.codebook.statement_types]
        bounds: Any = {"since": since, "until": until, "unreviewed": unreviewed}
        return {kind: self.events(statement_type=kind, **bounds) for kind in kinds}

    def events(
        self,
        *,
        statement_type: str,
        since: Moment | None = None,
        until: Moment | None = None,
        where: pl.Expr | None = None,
        unreviewed: bool = False,
    ) -> EventList:
        """Return statements of one type as columns; ``unreviewed`` adds suggestions that still wait.

        With a date range, undated documents are out.
        """
        with self.store.read() as connection:
            codebook = codebooks.load(connection)
            kind = codebook.statement_type(statement_type)
            events = columns.event_list(connection, kind, codebook, unreviewed=unreviewed)
        events = events.between(since, until)
        return events if where is None else events.filter(where)

    def network(
        self,
        options: NetworkOptions,
        *,
        since: Moment | None = None,
        until: Moment | None = None,
        unreviewed: bool = False,
    ) -> Network:
        """Build a network of the project's statements."""
        events = self.events(statement_type=options.type_in(self.codebook), unreviewed=unreviewed)
        return networks.build(
            events, options, self.entities(), since=since, until=until, texts=self.extent()
        )

    def extent(self) -> tuple[datetime, datetime] | None:
        """Return the dates of the earliest and the latest text; None where no text has a date."""
        with self.store.read() as connection:
            return columns.extent(connection)

    def export(self, result: transfer.Result, path: str | Path) -> None:
        """Write a result in the format of the suffix, with its manifest beside it."""
        transfer.export(self.store, result, path)

    def report(
        self,
        path: str | Path,
        *,
        title: str = "",
        since: Moment | None = None,
        until: Moment | None = None,
        unreviewed: bool = False,
        seed: int = 0,
    ) -> Findings:
        """Write the report, one self-contained HTML page, and return what it shows."""
        events = self.every_event(since=since, until=until, unreviewed=unreviewed)
        options = {"dates": f"{since or 'first'} to {until or 'last'}"} if since or until else {}
        return findings.report(
            self.store, path, events=events, title=title, seed=seed, options=options
        )

    # suggestions ------------------------------------------------------------------------------

    def suggest(
        self,
        using: Suggester,
        *,
        documents: Sequence[str] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Let a suggester propose statements; returns how many proposals are new."""
        coder = self._may(Permission.REVIEW)
        return review.propose(self.store, using, ids=documents, coder=coder, progress=progress)

    def queue(
        self, *, min_score: float = 0.0, statement_types: Sequence[str] = (), skipped: bool = False
    ) -> list[Suggestion]:
        """Return the suggestions that wait for a decision."""
        with self.store.read() as connection:
            return suggestions.queue(
                connection,
                codebooks.load(connection),
                min_score=min_score,
                statement_types=statement_types,
                skipped=skipped,
            )

    def proposals(self) -> list[Suggestion]:
        """Return every suggestion that was not withdrawn, decided or not."""
        with self.store.read() as connection:
            return suggestions.proposals(connection, codebooks.load(connection))

    def queue_counts(self) -> Counter[str]:
        """Return how many suggestions there are in each state."""
        with self.store.read() as connection:
            return suggestions.counts(connection)

    def review(
        self, suggestion: Suggestion | str, decision: Verdict, /, **corrections: Value
    ) -> Statement | None:
        """Decide about a suggestion; accepting makes a statement, with corrections if given."""
        suggestion_id = suggestion if isinstance(suggestion, str) else suggestion.id
        if corrections and decision is Verdict.ACCEPT:
            decision = Verdict.EDIT
        coder = self._may(Permission.REVIEW)
        return review.decide(self.store, suggestion_id, decision, corrections, coder=coder)

    def accept(self, *, min_score: float, statement_types: Sequence[str] = ()) -> int:
        """Accept waiting suggestions of at least this score unseen, under a recorded policy."""
        coder = self._may(Permission.REVIEW)
        return review.accept_all(
            self.store, min_score=min_score, statement_types=statement_types, coder=coder
        )

    # history ----------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take back this coder's last act (or run of acts); returns what it was."""
        return undoing.undo(self.store, coder=self._who())

    def redo(self) -> str:
        """Do again what was undone last; returns what it was."""
        return undoing.redo(self.store, coder=self._who())

    def history(self, *, limit: int | None = None) -> list[chronicle.ActRow]:
        """Return the acts, latest first."""
        return chronicle.acts(self.store, limit=limit)

    def as_of(self, moment: datetime | int) -> Project:
        """Return the project, read-only, as it was at a time or after an act."""
        return Project(past.as_of(self.store, moment), coder=self.coder)

    def check(self) -> list[check.Finding]:
        """Compare state and history, re-read every quotation, check the file."""
        return check.check(self.store)

    # who is writing ---------------------------------------------------------------------------

    def coders(self) -> list[Coder]:
        """Return all coders."""
        with self.store.read() as connection:
            return coders.all_coders(connection)

    def add_coder(self, coder: Coder) -> None:
        """Add a coder."""
        with self._act("coder", f"add {coder.name}", Permission.MANAGE) as act:
            coders.add(act, coder)

    def permit(self, name: str, permissions: frozenset[Permission]) -> None:
        """Set what a coder may do."""
        with self._act("coder", f"permit {name}", Permission.MANAGE) as act:
            coders.permit(act, name, permissions)

    def _act(self, verb: str, summary: str, permission: Permission) -> AbstractContextManager[Act]:
        return history.begin(self.store, verb, summary, coder=self._may(permission))

    def _who(self) -> tuple[str, str]:
        with self.store.read() as connection:
            return coders.identity(connection, self.coder), self.coder

    def _may(self, *permissions: Permission) -> tuple[str, str]:
        return coders.admit(self.store, self.coder, *permissions)
