"""How does a project become a DNA data base? ``write_out``: its state now, and what was kept of where it came from"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import polars as pl

from dissensus.dna.fitting import Fitter
from dissensus.dna.keeping import Kept
from dissensus.dna.numbering import numbered, numbers
from dissensus.dna.vocabulary import as_table, vocabulary
from dissensus.dna.works import documents_table, statement_tables
from dissensus.errors import ExchangeError
from dissensus.events import CODER, STATEMENT, EventList
from dissensus.exchange.codebook import dump_codebook
from dissensus.exchange.dna.layout import TABLES, VERSION
from dissensus.exchange.dna.losses import Loss, Losses
from dissensus.exchange.dna.password import digest
from dissensus.exchange.dna.rights import flags_of, permissions_of
from dissensus.exchange.dna.writer import write_dna
from dissensus.exchange.manifest import Manifest, write_manifest
from dissensus.model.codebook import Codebook, DataType, StatementType
from dissensus.model.coder import Coder
from dissensus.model.document import Document, text_hash
from dissensus.store import (
    chronicle,
    codebooks,
    coders,
    columns,
    documents,
    notes,
    origins,
    statements,
    suggestions,
    trash,
    versions,
)
from dissensus.store.connect import Store

__all__ = ["DnaExport", "Password", "write_out"]

Password = str | Callable[[Sequence[str]], str] | None  # or what asks for one, for these coders

_ADMIN: Final = "Admin"
_COLOR: Final = {"Red": 255, "Green": 255, "Blue": 0}  # of DNA's own first coder


@dataclass(frozen=True, slots=True)
class DnaExport:
    """What went out into a DNA data base, and what could not be carried."""

    documents: int
    statements: int
    entities: int
    losses: tuple[Loss, ...]


def write_out(
    store: Store,
    path: str | Path,
    *,
    password: Password = None,
    replace_file: bool = False,
) -> DnaExport:
    """Write a project as a DNA 3 data base, with a manifest beside it that lists what could not be carried.

    What came from DNA and was not changed since goes back as it came, with its numbers, original text,
    offsets and passwords. Coders that have none get ``password``, or what it answers for their names. Raises ``ExchangeError`` where one is
    needed and none is given, and for a file that is there already unless ``replace_file``. Cost:
    O(characters + statements).
    """
    path = Path(path)
    losses = Losses()
    with store.read() as connection:
        kept = Kept.of(origins.load(connection, "dna"))
        book = codebooks.load(connection)
        everyone = coders.all_coders(connection)
        texts = list(documents.load(connection))
        raw = origins.texts(connection, kept["DOCUMENTS"]["Text"].drop_nulls().unique().to_list())
        lists = [
            (t, columns.event_list(connection, t, book, unreviewed=False))
            for t in book.statement_types
        ]
        behind = versions.left_behind(connection)
        remarks = [*statements.noted(connection), *notes.bodies(connection)]
        waiting = sum(suggestions.counts(connection).values())
        thrown_away, _ = trash.lying(connection, limit=0)
    used = {name for _, e in lists for name in e.frame[CODER].drop_nulls().unique()}
    coder_tables, coder_numbers = _coders(everyone, used, kept, password, losses)
    words = vocabulary(book, _used(lists), kept, losses)
    document_table, out = documents_table(texts, raw, kept, coder_numbers, losses)
    by_name = {c.name: coder_numbers[c.id] for c in everyone if c.id in coder_numbers}
    tables = {
        **_rest(kept, words.variables),
        **coder_tables,
        **words.tables,
        "DOCUMENTS": document_table,
        **statement_tables(lists, out, words, by_name, behind, kept, losses),
    }
    losses.add("notes", "DNA has a place for those on texts only", remarks)
    if book.instructions:
        losses.add("instructions of the codebook", "DNA has none", [book.instructions])
    for what, why, count in (
        ("suggestions", "DNA knows what people coded only", waiting),
        ("what is in the trash", "DNA has none", thrown_away),
        ("acts of the history", "DNA has none; the project keeps it", len(chronicle.acts(store))),
    ):
        losses.add(what, why, count=count)
    write_dna(tables, path, replace=replace_file)
    report = DnaExport(
        documents=document_table.height,
        statements=tables["STATEMENTS"].height,
        entities=words.tables["ENTITIES"].height,
        losses=losses.all(),
    )
    write_manifest(_manifest(store, book, texts, lists, report.losses), path)
    return report


def _used(lists: Sequence[tuple[StatementType, EventList]]) -> dict[str, list[str]]:
    """Return the names that statements have, by variable; the empty one where they have none.

    Numbers and dates are as they are written.
    """
    return {
        v.id: e.frame[v.name].cast(pl.String).fill_null("").unique(maintain_order=True).to_list()
        for t, e in lists
        for v in t.variables
        if v.data_type in (DataType.ENTITY, DataType.NUMBER, DataType.DATE)
    }


def _coders(
    everyone: Sequence[Coder], used: set[str], kept: Kept, password: Password, losses: Losses
) -> tuple[dict[str, pl.DataFrame], dict[str, int]]:
    """Write the coders that came from DNA or have statements, and what they may do with each other's work.

    Returns their numbers by identity, too. Number 1 is the administrator: made, if there is none.
    """
    before = kept.latest("CODERS")
    listed = {c.id: c for c in everyone if c.id in before or c.name in used}
    idle = [c.name for c in everyone if c.id not in listed]
    losses.add("coders", "they have coded nothing, and did not come from DNA", idle)
    old = [(row, values["ID"]) for row, values in before.items() if row in listed]
    if all(number != 1 for _, number in old):
        known = (c.id for c in listed.values() if c.name == _ADMIN and c.id not in before)
        admin = next(known, "")
        if not admin:
            listed = {"": Coder(name=_ADMIN), **listed}
        old.append((admin, 1))
    found = numbers(old, listed)
    bare = [c.name for key, c in listed.items() if key not in before]
    if bare and callable(password):
        password = password(bare)
    if bare and not password:
        raise ExchangeError(
            f"In DNA every coder has a password; {', '.join(bare)} "
            f"{'has' if len(bare) == 1 else 'have'} none yet.",
            remedy="Give them one with --password; in DNA they can change it.",
        )
    fit = Fitter("names of coders", losses)
    rows = []
    for key, coder in listed.items():
        row: dict[str, Any] = {f.name: f.default for f in TABLES["CODERS"]}
        if key in before:
            row = dict(before[key])
            if permissions_of(row) != coder.permissions:
                row |= flags_of(coder.permissions)
        else:
            row |= flags_of(coder.permissions)
            row |= {"Name": fit.cut(coder.name), "Password": digest(str(password))}
            row |= _COLOR if found[key] == 1 else {}
        rows.append(row | {"ID": found[key]})
    tables = {
        "CODERS": as_table("CODERS", rows),
        "CODERRELATIONS": _relations(kept, found, [found[k] for k in listed if k not in before]),
    }
    return tables, {key: number for key, number in found.items() if key}


def _relations(kept: Kept, coders: Mapping[str, int], new: Sequence[int]) -> pl.DataFrame:
    """Write what coders may do with each other's work: as it was; with that of new ones, everything."""
    frame = kept["CODERRELATIONS"].with_columns(
        kept.rows_of("CODERRELATIONS", column, "CODERS")
        .replace_strict(coders, default=None, return_dtype=pl.Int64)
        .alias(column)
        for column in ("Coder", "OtherCoder")
    )
    frame = _once(frame.filter(pl.col("Coder") != pl.col("OtherCoder")), "Coder", "OtherCoder")
    pairs = [
        (a, b) for a in coders.values() for b in coders.values() if a != b and {a, b} & set(new)
    ]
    names = [f.name for f in TABLES["CODERRELATIONS"]]
    added = pl.DataFrame(
        [(None, a, b, 1, 1, 1, 1) for a, b in sorted(pairs)],
        schema=dict.fromkeys(names, pl.Int64()),
        orient="row",
    )
    return numbered(pl.concat([frame.select(names), added]))


def _rest(kept: Kept, variables: Mapping[str, int]) -> dict[str, pl.DataFrame]:
    """Write what has no use here, as it was: settings, highlighting, links between variables."""
    links = kept["VARIABLELINKS"].with_columns(
        kept.rows_of("VARIABLELINKS", column, "VARIABLES")
        .replace_strict(variables, default=None, return_dtype=pl.Int64)
        .alias(column)
        for column in ("SourceVariableId", "TargetVariableId")
    )
    settings = kept["SETTINGS"].unique("Property", keep="first", maintain_order=True)
    if settings.is_empty():
        today = datetime.now(UTC).date().isoformat()
        settings = pl.DataFrame({"Property": ["version", "date"], "Value": [VERSION, today]})
    return {
        "SETTINGS": settings,
        "REGEXES": kept["REGEXES"].unique("Label", keep="first", maintain_order=True),
        "VARIABLELINKS": numbered(_once(links, "SourceVariableId", "TargetVariableId")),
    }


def _once(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Drop what refers to nothing any more, and what an earlier data base said already."""
    frame = frame.drop_nulls(columns)
    return frame.filter(pl.col("origin") == pl.col("origin").min().over(columns))


def _manifest(
    store: Store,
    book: Codebook,
    texts: Sequence[Document],
    lists: Sequence[tuple[StatementType, EventList]],
    losses: Sequence[Loss],
) -> Manifest:
    return Manifest(
        version=version("dissensus"),
        created=datetime.now(UTC),
        options={"format": f"DNA {VERSION}"},
        project=store.identity,
        codebook_hash=text_hash(dump_codebook(book)),
        statements=tuple(s for _, e in lists for s in e.frame[STATEMENT].to_list()),
        documents={d.id: text_hash(d.text) for d in texts},
        unreviewed=sum(e.unreviewed for _, e in lists),
        losses=tuple(loss.as_json() for loss in losses),
    )
