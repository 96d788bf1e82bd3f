"""What becomes of a text that was read? ``take_in``, ``take_sent``: new, known, a new version, or refused

The same bytes are one document. Other bytes from the same place are a new version of the document:
statements whose words are unchanged move along, the others are flagged and stay with the old version.
A file that was sent has no place but its name, and names such as ``1.txt`` are given twice: there, a text
that has nothing to do with the one of that name is another document.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final, TypedDict, Unpack

from dissensus.ingest import Limits, Outcome, Read, Rejected, read, read_sent
from dissensus.model.codebook import Codebook
from dissensus.model.document import Document, Source, text_hash
from dissensus.model.entity import Entity
from dissensus.store import codebooks, copies, documents, history, rejections, versions
from dissensus.store.connect import Store
from dissensus.store.documents import Known
from dissensus.store.history import Act
from dissensus.suggest.names import Lookup, actors, is_person
from dissensus.text.anchor import remap
from dissensus.text.duplicates import shared, signature

__all__ = ["IngestReport", "Reading", "ingest", "take_in", "take_sent"]

# What one transaction holds, and a power cut can cost: so many documents, characters or seconds.
_BATCH: Final = 500
_CHARACTERS: Final = 4_000_000
_SECONDS: Final = 2.0
_AKIN: Final = 0.2  # of the phrases of two texts, for one to be the other's version
_OUTLETS: Final = frozenset({"outlet", "publication", "newspaper", "magazine", "journal", "media"})


class Reading(TypedDict, total=False):
    """How to read: the options of ``dissensus.ingest.read``."""

    reader: str | None
    limits: Limits
    allow_network: bool
    pattern: str | None
    sidecar: Path | None
    language: str | None


@dataclass(slots=True)
class IngestReport:
    """What a run found and what became of it; ``added`` and ``changed`` hold document identities."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    flagged: int = 0  # statements whose words changed
    warnings: list[tuple[str, str]] = field(default_factory=list)  # (location, what)

    @property
    def found(self) -> int:
        """How many texts there were in all."""
        return len(self.added) + len(self.changed) + self.known + len(self.rejected)


def ingest(
    store: Store,
    sources: Sequence[str | Path],
    *,
    coder: tuple[str, str],
    progress: Callable[[int], None] | None = None,
    **reading: Unpack[Reading],
) -> IngestReport:
    """Read files, folders, globs, standard input or URLs, and store what is new or changed."""
    outcomes = (outcome for source in sources for outcome in read(source, **reading))
    summary = ", ".join(str(source) for source in sources)
    return take_in(store, outcomes, coder=coder, summary=summary, progress=progress)


def take_in(
    store: Store,
    outcomes: Iterable[Outcome],
    *,
    coder: tuple[str, str],
    summary: str,
    progress: Callable[[int], None] | None = None,
    places: bool = True,
) -> IngestReport:
    """Store what was read, in transactions of some 500 documents that undo as one run.

    Memory: one batch. ``progress`` hears how many texts are done. Without ``places``, locations are
    names, not paths on this machine.
    """
    report = IngestReport()
    run = ""
    batch: list[Document] = []
    characters = 0
    began = time.monotonic()
    folder = Path(store.location).absolute().parent if places else None
    with store.read() as connection:
        outlets = Lookup(_outlets(codebooks.load(connection)))

    def flush() -> None:
        nonlocal run, began, characters
        if batch:
            with history.begin(store, "ingest", summary, coder=coder, run=run) as act:
                run = act.run
                _store(act, batch, report)
            batch.clear()
        characters = 0
        began = time.monotonic()

    for outcome in outcomes:
        if isinstance(outcome, Rejected):
            report.rejected.append(outcome)
        else:
            document = _as_in_codebook(_beside(outcome.document, folder), outlets)
            if document.provenance is not None:
                where = document.provenance.source.location
                report.warnings += [(where, w) for w in document.provenance.warnings]
            batch.append(document)
            characters += len(document.text)
            full = len(batch) >= _BATCH or characters >= _CHARACTERS
            if full or time.monotonic() - began > _SECONDS:
                flush()
        if progress is not None:
            progress(report.found + len(batch))
    flush()
    if report.rejected:
        with history.begin(store, "ingest", summary, coder=coder, run=run) as act:
            run = act.run
            rejections.reject(
                act, ((_from(r.location, folder), r.reason, r.remedy) for r in report.rejected)
            )
    if report.added or report.changed:
        copies.group(store, coder=coder, run=run)
    return report


def take_sent(
    store: Store,
    files: Sequence[tuple[str, Path]],
    *,
    coder: tuple[str, str],
    progress: Callable[[int], None] | None = None,
) -> IngestReport:
    """Read and store files that were sent: each under its own name, lying at a path for the time being."""
    named = _Named(store)
    outcomes = (
        Read(named.placed(outcome.document)) if isinstance(outcome, Read) else outcome
        for outcome in read_sent(files)
    )
    names = [name for name, _ in files]
    summary = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return take_in(store, outcomes, coder=coder, summary=summary, progress=progress, places=False)


class _Named:
    """Finds out whether a text is the one of its name, changed, or another that is called the same."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._here: dict[str, str] = {}  # name → text, of this run

    def placed(self, document: Document) -> Document:
        """Give a document that is not the one of its name a name nobody has, such as ``1 (2).txt``."""
        provenance = document.provenance
        if (
            provenance is None or provenance.source.part
        ):  # entries of a feed have names of their own
            return document
        path = PurePosixPath(provenance.source.location)
        for number in count(1):
            name = str(path) if number == 1 else str(path.with_stem(f"{path.stem} ({number})"))
            source = replace(provenance.source, location=name)
            before = self._text_of(source)
            if before is None or before == document.text or _akin(before, document.text):
                break
        self._here[name] = document.text
        return replace(document, provenance=replace(provenance, source=source))

    def _text_of(self, source: Source) -> str | None:
        if source.location in self._here:
            return self._here[source.location]
        with self._store.read() as connection:
            place = documents.known(connection, [source]).places.get((source.location, ""))
            return None if place is None else documents.body(connection, place[2])


def _akin(before: str, after: str) -> bool:
    """Say whether one text may be another version of the other: it shares some of its phrases."""
    return shared(signature(before), signature(after)) >= _AKIN


def _store(act: Act, batch: list[Document], report: IngestReport) -> None:
    fresh: dict[tuple[str, str], Document] = {}
    new: list[Document] = []
    sources = [d.provenance.source for d in batch if d.provenance is not None]
    known = documents.known(act.connection, sources)
    for document in batch:
        source = document.provenance.source if document.provenance else None
        if source is None:
            fresh[document.id, ""] = document
            continue
        place = known.places.get((source.location, source.part))
        same = known.bytes.get((source.sha256, source.part))
        if (source.sha256, source.part) in fresh:
            report.known += 1
        elif place is not None and (
            place[2] != text_hash(document.text)
            or (same is None and documents.tells_more(act.connection, place, document))
        ):
            report.flagged += _new_version(act, place, document)
            report.changed.append(place[0])
            new.append(document)
            known.update(documents.known(act.connection, [source]))
        elif place is not None or same is not None:
            report.known += 1
        else:
            fresh[source.sha256, source.part] = document
    documents.add(act, list(fresh.values()))
    report.added += [d.id for d in fresh.values()]
    new += fresh.values()
    texts = [(text_hash(d.text), d.text) for d in new if not d.quotation_only]
    copies.sign(act.connection, texts)


def _new_version(act: Act, known: Known, changed: Document) -> int:
    """Add a version and take along what stands on unchanged words; returns how many do not."""
    document_id = known[0]
    number = documents.add_version(act, document_id, changed)
    moved, lost = [], []
    for table, body, rows in versions.standing_on(act.connection, document_id):
        spans = remap(body, changed.text, [span for _, span in rows])
        for (row_id, _), span in zip(rows, spans, strict=True):
            if span is None:
                lost.append((table, row_id))
            else:
                moved.append((table, row_id, span))
    versions.move(act, moved, number)
    return versions.leave(act, lost, number)


def _outlets(codebook: Codebook) -> list[Entity]:
    """The entities that may print a text, outlets first: their names win where two are alike."""
    found = [e for e in codebook.entities if e.attribute("type").casefold() in _OUTLETS]
    return [*found, *(e for e in actors(codebook) if not is_person(e))]


def _as_in_codebook(document: Document, outlets: Lookup) -> Document:
    """Give an outlet the codebook's name for it: "us.gazette.example" and "the-gazette" are one source.

    What was read stays in the provenance's evidence.
    """
    known = outlets.find(document.source) if document.source else None
    if known is None or known.name == document.source or document.provenance is None:
        return document
    told = f"read as {document.source!r}, named as in the codebook"
    evidence = dict(document.provenance.evidence)
    evidence["source"] = f"{evidence['source']}; {told}" if "source" in evidence else told
    provenance = replace(document.provenance, evidence=evidence)
    return replace(document, source=known.name, provenance=provenance)


def _beside(document: Document, folder: Path | None) -> Document:
    """Name a file by its path from the project's folder, so that it is found again from anywhere."""
    provenance = document.provenance
    if provenance is None:
        return document
    location = _from(provenance.source.location, folder)
    source: Source = replace(provenance.source, location=location)
    return replace(document, provenance=replace(provenance, source=source))


def _from(location: str, folder: Path | None) -> str:
    path = Path(location)
    if folder is None or "://" in location or not path.exists():  # a page, standard input
        return location
    try:
        return Path(os.path.relpath(path.absolute(), folder)).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()
