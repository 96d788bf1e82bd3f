"""How do documents and statements become DNA's tables? ``documents_table``, ``statement_tables``, ``Texts``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from itertools import pairwise
from typing import Any, Final

import numpy as np
import polars as pl

from dissensus import events
from dissensus.dna.fitting import Fitter
from dissensus.dna.keeping import HASH, ROW, Kept
from dissensus.dna.numbering import numbered, numbers
from dissensus.dna.vocabulary import Vocabulary, as_table
from dissensus.events import EventList
from dissensus.exchange.dna.layout import DATA_TABLES, TABLES
from dissensus.exchange.dna.losses import Losses
from dissensus.exchange.dna.offsets import Passage
from dissensus.model.codebook import StatementType
from dissensus.model.document import Document, text_hash
from dissensus.model.moment import Precision

__all__ = ["Texts", "documents_table", "statement_tables"]

_ADMIN: Final = 1


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents as they go out: number and text by identity; whether the text is as it came in."""

    numbers: Mapping[str, int]
    passages: Mapping[str, Passage]
    unchanged: frozenset[str]


def documents_table(
    documents: Iterable[Document],
    raw: Mapping[str, str],
    kept: Kept,
    coders: Mapping[str, int],
    losses: Losses,
) -> tuple[pl.DataFrame, Texts]:
    """Write documents as DNA's table; ``raw`` gives texts by hash that came in uncanonical.

    A document has the coder it came with, else the administrator. Cost: O(characters).
    """
    listed = list(documents)
    before = kept.latest("DOCUMENTS")
    brought = dict(
        zip(kept["DOCUMENTS"][ROW], kept.rows_of("DOCUMENTS", "Coder", "CODERS"), strict=True)
    )
    found = numbers(((row, old["ID"]) for row, old in before.items()), (d.id for d in listed))
    fits = {
        name: Fitter(f"{name}s of documents", losses)
        for name in ("title", "author", "source", "section", "type")
    }
    rows: list[dict[str, Any]] = []
    passages: dict[str, Passage] = {}
    unchanged = set()
    for d in listed:
        old = before.get(d.id)
        passage = None
        if old is not None and old[HASH] == text_hash(d.text):
            unchanged.add(d.id)
            if old["Text"] is not None:
                passage = Passage(raw[old["Text"]])
                passage = passage if passage.text == d.text else None
        passages[d.id] = passage or Passage(d.text)
        _tell(d, losses)
        rows.append(
            {
                "ID": found[d.id],
                "Title": fits["title"].cut(d.title),
                "Text": passages[d.id].raw,
                "Coder": coders.get(brought.get(d.id) or "", _ADMIN),
                "Author": fits["author"].cut(d.author),
                "Source": fits["source"].cut(d.source),
                "Section": fits["section"].cut(d.section),
                "Notes": d.notes,
                "Type": fits["type"].cut(d.type),
                "Date": int(d.date.start.replace(tzinfo=UTC).timestamp()) if d.date else 0,
            }
        )
        if old is not None and old["Coder"] is None:
            rows[-1]["Coder"] = None
    return as_table("DOCUMENTS", rows), Texts(found, passages, frozenset(unchanged))


def _tell(document: Document, losses: Losses) -> None:
    name = [document.title or document.id]
    if document.date is None:
        losses.add("unknown dates", "DNA wants a date: it says 1970-01-01", name)
    elif document.date.precision is not Precision.SECOND:
        losses.add(
            "dates known to the day, month or year only",
            "in DNA they are at the first second of it",
            [f"{name[0]}: {document.date}"],
        )
    if document.version > 1:
        losses.add("earlier versions of texts", "DNA knows one", name)
    if document.regions or document.pages:
        losses.add("layouts (headings, notes, pages)", "DNA knows plain text", name)
    if document.provenance is not None and document.provenance.reader != "dna":
        losses.add("where texts were read, and their hashes", "DNA has no place for it", name)
    if document.quotation_only:
        losses.add("that a text is only its quotations", "DNA has no place for it", name)


def statement_tables(
    lists: Iterable[tuple[StatementType, EventList]],
    texts: Texts,
    words: Vocabulary,
    coders: Mapping[str, int],
    behind: Iterable[str],
    kept: Kept,
    losses: Losses,
) -> dict[str, pl.DataFrame]:
    """Write statements and their values as DNA's tables; every variable has a value, as DNA demands.

    Statements ``behind``, on an earlier version of their text, are left out and listed. Cost: O(statements · variables).
    """
    lost = list(behind)
    if not words.types:  # a codebook that codes nothing
        return {"STATEMENTS": as_table("STATEMENTS", [])}
    told = [
        (t, _without(e.frame, lost, losses).with_columns(type=pl.lit(words.types[t.id])))
        for t, e in lists
    ]
    common = pl.concat(
        frame.select(events.STATEMENT, events.DOCUMENT, events.START, events.STOP, events.CODER, "type")
        for _, frame in told
    )  # fmt: skip
    before = (
        kept["STATEMENTS"]
        .filter(pl.col(ROW).is_not_null())
        .select(pl.col(ROW).alias(events.STATEMENT), "ID", "Start", "Stop", "first", "last", "Coder", "origin")
        .unique(events.STATEMENT, keep="last", maintain_order=True)
    )  # fmt: skip
    frame = common.join(before, on=events.STATEMENT, how="left", maintain_order="left")
    as_it_was = (
        (pl.col(events.START) == pl.col("first"))
        & (pl.col(events.STOP) == pl.col("last"))
        & pl.col(events.DOCUMENT).is_in(list(texts.unchanged))
    ).fill_null(False)
    frame = frame.with_columns(as_it_was.alias("same"))
    starts, stops = _offsets(frame, texts)
    out = frame.select(
        events.STATEMENT,
        "ID",
        pl.col("type").cast(pl.Int64).alias("StatementTypeId"),
        pl.col(events.DOCUMENT)
        .replace_strict(texts.numbers, return_dtype=pl.Int64)
        .alias("DocumentId"),
        pl.Series("Start", starts, dtype=pl.Int64),
        pl.Series("Stop", stops, dtype=pl.Int64),
        pl.col(events.CODER)
        .replace_strict(coders, default=_ADMIN, return_dtype=pl.Int64)
        .alias("Coder"),
        "origin",
    )
    out = numbered(out.sort("origin", nulls_last=True, maintain_order=True)).drop("origin")
    ids = out.select(events.STATEMENT, StatementId="ID")
    return {
        "STATEMENTS": out.drop(events.STATEMENT),
        **_values(told, ids, words, kept, losses),
    }


def _without(frame: pl.DataFrame, behind: list[str], losses: Losses) -> pl.DataFrame:
    gone = frame.filter(pl.col(events.STATEMENT).is_in(behind))
    losses.add(
        "statements whose words changed",
        "they stand on an earlier version of their text, and DNA knows one",
        gone[events.QUOTATION].head(3),
        count=gone.height,
    )
    frame = frame.filter(~pl.col(events.STATEMENT).is_in(behind))
    for what, condition in (
        ("marks of statements nobody has reviewed", ~pl.col(events.REVIEWED)),
        ("voice chains of statements", pl.col(events.VOICES).is_not_null() & (pl.col(events.VOICES) != "")),
        ("scores of statements", pl.col(events.SCORE).is_not_null()),
    ):  # fmt: skip
        some = frame.filter(condition)
        losses.add(
            what, "DNA has no place for them", some[events.QUOTATION].head(3), count=some.height
        )
    return frame


def _offsets(frame: pl.DataFrame, texts: Texts) -> tuple[list[int], list[int]]:
    """Where each statement starts and stops in DNA's count: as it came, or else converted."""
    same = frame["same"].to_numpy()
    starts = np.where(same, frame["Start"].fill_null(0).to_numpy(), frame[events.START].to_numpy())
    stops = np.where(same, frame["Stop"].fill_null(0).to_numpy(), frame[events.STOP].to_numpy())
    rows = np.flatnonzero(~same)
    documents = frame[events.DOCUMENT].gather(pl.Series(rows)).to_numpy()
    order = np.argsort(documents.astype(str), kind="stable")
    rows, documents = rows[order], documents[order]
    cuts = [0, *(np.flatnonzero(documents[1:] != documents[:-1]) + 1).tolist(), len(rows)]
    for a, b in pairwise(cuts if len(rows) else []):
        at = rows[a:b]
        passage = texts.passages[str(documents[a])]
        starts[at], stops[at] = passage.there(starts[at], stops[at])
    return starts.tolist(), stops.tolist()


def _values(
    told: Iterable[tuple[StatementType, pl.DataFrame]],
    ids: pl.DataFrame,
    words: Vocabulary,
    kept: Kept,
    losses: Losses,
) -> dict[str, pl.DataFrame]:
    parts: dict[str, list[pl.DataFrame]] = {name: [] for name in DATA_TABLES.values()}
    for kind, frame in told:
        frame = frame.join(ids, on=events.STATEMENT, how="left", maintain_order="left")
        for variable in kind.variables:
            data_type = words.data_type(variable)
            number = words.variables[variable.id]
            column = frame[variable.name]
            missing = int(column.null_count())
            if data_type in ("boolean", "integer"):
                losses.add(
                    f"missing values of {data_type} variables",
                    f"DNA wants a value: it says {'yes' if data_type == 'boolean' else '0'}",
                    frame.filter(column.is_null())[events.QUOTATION].head(3),
                    count=missing,
                )
                value = column.cast(pl.Int64).fill_null(1 if data_type == "boolean" else 0)
            elif data_type == "long text":
                value = column.fill_null("")
            else:
                of = {name: n for (v, name), n in words.entities.items() if v == number}
                written = column.cast(pl.String).fill_null("")
                value = written.replace_strict(of, default=None, return_dtype=pl.Int64)
            parts[DATA_TABLES[data_type]].append(
                pl.DataFrame(
                    {
                        "row": frame[events.STATEMENT],
                        "variable": pl.Series([variable.id]).new_from_index(0, frame.height),
                        "StatementId": frame["StatementId"],
                        "VariableId": pl.Series([number]).new_from_index(0, frame.height),
                        TABLES[DATA_TABLES[data_type]][-1].name: value,
                    }
                )
            )
    return {name: _with_numbers(name, frames, kept) for name, frames in parts.items()}


def _with_numbers(name: str, frames: list[pl.DataFrame], kept: Kept) -> pl.DataFrame:
    """Give value rows the numbers they had; new ones come in the order of the statements."""
    if not frames:
        return as_table(name, [])
    old = kept[name].select("ID", *(["nothing"] if name == "DATALONGTEXT" else []))
    old = old.with_columns(
        kept.rows_of(name, "StatementId", "STATEMENTS").alias("row"),
        kept.rows_of(name, "VariableId", "VARIABLES").alias("variable"),
    )
    old = old.filter(pl.col("row").is_not_null()).unique(
        ["row", "variable"], keep="last", maintain_order=True
    )
    frame = pl.concat(frames).sort("StatementId", "VariableId")
    frame = frame.join(old, on=["row", "variable"], how="left", maintain_order="left")
    if name == "DATALONGTEXT":
        was_null = pl.col("nothing").fill_null(False) & (pl.col("Value") == "")
        frame = frame.with_columns(pl.when(~was_null).then(pl.col("Value")).alias("Value"))
    return numbered(frame).select(f.name for f in TABLES[name])
