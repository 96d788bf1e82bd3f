"""What is in a DNA data base? ``DnaDatabase``: its tables, and its statements as event lists"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dissensus import events
from dissensus.errors import ExchangeError
from dissensus.events import EventList
from dissensus.exchange.dna.layout import DATA_TABLES
from dissensus.model.codebook import DataType, StatementType, Variable

__all__ = ["DATA_TYPES", "DnaDatabase", "gathered", "moment_of", "utf16_slices"]

DATA_TYPES: Final[Mapping[str, DataType]] = {
    "short text": DataType.ENTITY,
    "long text": DataType.TEXT,
    "integer": DataType.INTEGER,
    "boolean": DataType.BOOLEAN,
}
_DOCUMENT_COLUMNS: Final[Mapping[str, str]] = {
    "Title": events.TITLE,
    "Author": events.AUTHOR,
    "Source": events.SOURCE,
    "Section": events.SECTION,
    "Type": events.TYPE,
}
_DIGITS: Final = 9  # of a number as an identity, at least: so the order of texts is that of numbers


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DnaDatabase:
    """The tables of a DNA 3 data base by name, rows by number, with the columns the file has.

    That references hold and cells have their types was seen to when it was read.
    """

    name: str
    tables: Mapping[str, pl.DataFrame]

    def __repr__(self) -> str:
        documents, statements = self["DOCUMENTS"].height, self["STATEMENTS"].height
        return f"<DnaDatabase {self.name}: {documents:,} documents, {statements:,} statements>"

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    @property
    def labels(self) -> tuple[str, ...]:
        """The statement types, by their number."""
        return tuple(self["STATEMENTTYPES"].sort("ID")["Label"])

    def extent(self) -> tuple[datetime, datetime]:
        """Return the dates of the earliest and the latest document, with or without statements.

        Raises ``ExchangeError`` for a data base without documents.
        """
        dates = self["DOCUMENTS"]["Date"]
        if dates.is_empty():
            raise ExchangeError(
                f"{self.name} has no documents, so it covers no time.",
                remedy="Add documents in DNA first.",
            )
        first, last = int(str(dates.min())), int(str(dates.max()))
        return moment_of(first), moment_of(last)

    def statement_type(self, label: str) -> StatementType:
        """Return the statement type of that label; each entity variable has entities of its own.

        Raises ``ExchangeError`` for an unknown label, naming the known ones.
        """
        types = self["STATEMENTTYPES"].filter(pl.col("Label") == label)
        if types.is_empty():
            raise ExchangeError(
                f"{self.name} has no statement type {label!r}.",
                remedy=f"It has: {', '.join(self.labels) or '(none)'}.",
            )
        return StatementType(
            name=label,
            variables=tuple(
                Variable(
                    name=row["Variable"],
                    data_type=DATA_TYPES[row["DataType"]],
                    entities=row["Variable"] if row["DataType"] == "short text" else "",
                )
                for row in self.variables(types["ID"][0]).iter_rows(named=True)
            ),
        )

    def variables(self, type_id: int) -> pl.DataFrame:
        """Return the variables of a statement type, by their number."""
        return self["VARIABLES"].filter(pl.col("StatementTypeId") == type_id).sort("ID")

    def events(self, label: str) -> EventList:
        """Return the statements of one type as columns.

        Identities are the file's numbers, padded with zeros; ``start`` and ``stop`` are those of the
        file, which counts UTF-16 units; the quotation is what stands between them; a value that the
        file lacks is null. Of two types of the same label, the first counts, as in DNA. Raises
        ``ExchangeError`` for an unknown label. Cost: O(statements).
        """
        kind = self.statement_type(label)
        type_id = self["STATEMENTTYPES"].filter(pl.col("Label") == label)["ID"][0]
        chosen = self["STATEMENTS"].filter(
            (pl.col("StatementTypeId") == type_id) & pl.col("DocumentId").is_not_null()
        )
        texts = self["DOCUMENTS"].sort("Date", "ID")
        place = _places(texts["ID"].to_numpy(), chosen["DocumentId"].to_numpy())
        starts, stops = chosen["Start"].to_numpy(), chosen["Stop"].to_numpy()
        order = np.lexsort((chosen["ID"].to_numpy(), stops, starts, place))
        chosen, place = chosen[order], place[order]
        of = texts.drop("Text", "Notes", "Coder")[place]
        coders = self["CODERS"].select(Coder="ID", Name="Name")
        columns = {
            events.STATEMENT: _identities(chosen["ID"]),
            events.START: chosen["Start"],
            events.STOP: chosen["Stop"],
            events.QUOTATION: self._quotations(texts["Text"], place, chosen),
            events.CODER: gathered(coders["Coder"], coders["Name"], chosen["Coder"]),
            events.DOCUMENT: _identities(texts["ID"])[place],
            **{ours: of[theirs] for theirs, ours in _DOCUMENT_COLUMNS.items()},
            events.DATE: pl.from_epoch(texts["Date"]).cast(pl.Datetime("us"))[place],
        }
        for row in self.variables(type_id).iter_rows(named=True):
            columns[row["Variable"]] = self.values_of(row["ID"], row["DataType"], chosen["ID"])
        return EventList(
            pl.select(
                _column(name, dtype, columns, chosen.height)
                for name, dtype in EventList.schema(kind).items()
            ),
            kind,
        )

    def entities_of(self, variable: int, statements: pl.Series) -> pl.Series:
        """Return the number of each statement's entity of a variable, null where it has no value row."""
        table = self["DATASHORTTEXT"].filter(pl.col("VariableId") == variable)
        return gathered(table["StatementId"], table["Entity"], statements)

    def values_of(self, variable: int, data_type: str, statements: pl.Series) -> pl.Series:
        """Return the value of each statement, null where it has none; of an entity, its name."""
        if data_type == "short text":
            names = self["ENTITIES"]["Value"].replace("", None)
            return gathered(self["ENTITIES"]["ID"], names, self.entities_of(variable, statements))
        table = self[DATA_TABLES[data_type]].filter(pl.col("VariableId") == variable)
        values = gathered(table["StatementId"], table["Value"], statements)
        return values.cast(pl.Boolean) if data_type == "boolean" else values

    def _quotations(
        self, texts: pl.Series, place: NDArray[np.int64], chosen: pl.DataFrame
    ) -> pl.Series:
        starts, stops = chosen["Start"].to_list(), chosen["Stop"].to_list()
        cuts = [*np.flatnonzero(np.diff(place, prepend=-1)).tolist(), len(starts)]
        words: list[str] = []
        for first, last in pairwise(cuts):
            text = texts[int(place[first])]
            words += utf16_slices(text, starts[first:last], stops[first:last])
        return pl.Series(words, dtype=pl.String)


def utf16_slices(text: str, starts: list[int], stops: list[int]) -> list[str]:
    """Cut a text where UTF-16 offsets say; half a character at an end becomes U+FFFD.

    Cost: O(characters + what is cut out).
    """
    spans = zip(starts, stops, strict=True)
    if text.isascii() or max(text) <= "\uffff":
        return [text[a:b] for a, b in spans]
    units = text.encode("utf-16-le", "surrogatepass")
    return [units[2 * a : 2 * b].decode("utf-16-le", "replace") for a, b in spans]


def _column(
    name: str, dtype: pl.DataType, columns: Mapping[str, pl.Series], height: int
) -> pl.Series:
    if name in columns:
        return columns[name].cast(dtype).alias(name)
    value = True if name == events.REVIEWED else None
    return pl.Series(name, [value], dtype=dtype).new_from_index(0, height)


def _places(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each wanted number stands among the identities; -1 where it does not."""
    if not len(ids):
        return np.full(len(wanted), -1, dtype=np.int64)
    top = int(ids.max())
    if int(ids.min()) >= 0 and top <= 10 * len(ids) + 1000:
        # Nearly every number is taken, so a table of them all answers at once.
        at = np.full(top + 2, -1, dtype=np.int64)
        at[ids] = np.arange(len(ids))
        inside = (wanted >= 0) & (wanted <= top)
        return at[np.where(inside, wanted, top + 1)]
    order = np.argsort(ids, kind="stable")
    near = order[np.minimum(np.searchsorted(ids, wanted, sorter=order), len(ids) - 1)]
    return np.where(ids[near] == wanted, near, -1)


def gathered(ids: pl.Series, values: pl.Series, wanted: pl.Series) -> pl.Series:
    """Return the value of each wanted number among these identities, null where it has none. Cost: O(n)."""
    if values.is_empty():
        return pl.Series([None], dtype=values.dtype).new_from_index(0, len(wanted))
    place = pl.Series(_places(ids.to_numpy(), wanted.fill_null(-1).to_numpy()))
    return values.gather(place.set(place < 0, None))


def _identities(numbers: pl.Series) -> pl.Series:
    width = max(_DIGITS, len(str(numbers.max() or 0)))
    return numbers.cast(pl.String).str.zfill(width)


def moment_of(seconds: int) -> datetime:
    """Return the time so many seconds from 1970, in UTC and without a zone; ``ExchangeError`` if it is none."""
    try:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        raise ExchangeError(
            f"A document is dated {seconds} seconds from 1970, which is no year from 1 to 9999.",
            remedy="Correct its date in DNA.",
        ) from None
