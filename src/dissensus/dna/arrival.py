"""How does a DNA data base come into a project? ``bring_in``: as one act, or not at all"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import polars as pl

from dissensus.dna.coding import add_statements
from dissensus.dna.keeping import Whereabouts, kept_tables
from dissensus.errors import ExchangeError
from dissensus.exchange.dna.codebook import merge, unlike
from dissensus.exchange.dna.database import DnaDatabase, moment_of
from dissensus.exchange.dna.losses import Loss, Losses
from dissensus.exchange.dna.offsets import Passage
from dissensus.exchange.dna.reader import read_dna
from dissensus.exchange.dna.rights import permissions_of
from dissensus.model.coder import Coder, Permission
from dissensus.model.document import Document, Provenance, Source, text_hash
from dissensus.model.moment import Moment, Precision
from dissensus.store import codebooks, coders, copies, documents, history, origins
from dissensus.store.connect import Store
from dissensus.store.history import Act
from dissensus.store.origins import Origin
from dissensus.text.language import detect

__all__ = ["NEEDED", "DnaImport", "bring_in"]

NEEDED: Final = (  # of who brings a data base in
    Permission.CODE,
    Permission.INGEST,
    Permission.EDIT_CODEBOOK,
    Permission.MANAGE,
)

_MEDIA_TYPE: Final = "application/vnd.sqlite3"
_BLOCK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class DnaImport:
    """What came in of a DNA data base, what was there already, and what was lost or is only kept.

    ``run`` is the run of its act, so that work which belongs to it can be undone with it.
    """

    documents: int
    statements: int
    entities: int
    known: int
    losses: tuple[Loss, ...]
    run: str = ""


def bring_in(
    store: Store, path: str | Path, *, coder: tuple[str, str], database: DnaDatabase | None = None
) -> DnaImport:
    """Bring a DNA 3 data base into a project, as one act.

    Texts become canonical, offsets code points; everything that has no place here is kept for the way
    back. Documents of the same text, title and date, and statements on them that say the same, are there
    already. Raises ``ExchangeError`` for a file that ``read_dna`` refuses, for statements outside their
    text, and for statement types that contradict the project's; then nothing comes in. Cost:
    O(characters + statements), about 15 s for 100,000 statements.
    """
    path = Path(path)
    report = _brought_in(store, path, coder, read_dna(path) if database is None else database)
    if report.documents:
        copies.group(store, coder=coder, run=report.run)
    return report


def _brought_in(
    store: Store, path: Path, coder: tuple[str, str], database: DnaDatabase
) -> DnaImport:
    passages = _passages(database)
    losses = Losses()
    with history.begin(store, "import", path.name, coder=coder) as act:
        book = codebooks.load(act.connection)
        merged = merge(database, book, losses)
        if merged.codebook != book:
            codebooks.save(act, merged.codebook)
        who = _coders(act, database, losses)
        source = _source(path)
        texts, new_texts = _documents(act, database, passages, source)
        spans, new = add_statements(act, database, passages, (who, texts, merged), losses)
        _tell_kept(database, losses)
        if act.wrote:
            at = Whereabouts(
                coders=who,
                documents={number: document for number, (document, _) in texts.items()},
                types={number: t.id for number, t in merged.types.items()},
                names={number: t.name for number, t in merged.types.items()},
                variables={number: v.id for number, v in merged.variables.items()},
                entities={number: e.id for number, e in merged.entities.items()},
                parents={number: e.parent for number, e in merged.entities.items()},
                spans=spans,
            )
            tables, raw = kept_tables(database, at, passages)
            origins.store_texts(act.connection, raw)
            origin = Origin(
                format="dna",
                name=path.name,
                location=source.location,
                sha256=source.sha256,
                read_at=datetime.now(UTC).isoformat(timespec="seconds"),
                tables=tables,
                losses=[loss.as_json() for loss in losses.all()],
            )
            origins.keep(act, origin)
        return DnaImport(
            documents=new_texts,
            statements=new,
            entities=len(merged.codebook.entities) - len(book.entities),
            known=len(texts) - new_texts + spans.height - new,
            losses=losses.all(),
            run=act.run,
        )


def _passages(database: DnaDatabase) -> dict[int, Passage]:
    """Prepare every text, and make sure that statements lie inside of them."""
    texts = dict(database["DOCUMENTS"].select("ID", "Text").iter_rows())
    passages = {number: Passage(text) for number, text in texts.items()}
    # In a text of nothing but characters that are dropped there is no place for a statement.
    ends = {number: p.units if p.text else 0 for number, p in passages.items()}
    end = pl.col("DocumentId").replace_strict(ends, default=None, return_dtype=pl.Int64)
    outside = (
        database["STATEMENTS"]
        .with_columns(end.alias("end"))
        .filter(pl.col("Stop") > end)
        .sort("ID")
    )
    if outside.height:
        row = outside.row(0, named=True)
        numbers = ", ".join(map(str, outside["ID"].head(5)))
        raise ExchangeError(
            f"{database.name}: statements lie outside their text: {numbers}"
            f"{f' and {outside.height - 5:,} more' if outside.height > 5 else ''}; statement {row['ID']} stops at {row['Stop']} of document "
            f"{row['DocumentId']}, which has {row['end']} characters.",
            remedy="Delete them in DNA, or go back to a copy; nothing was imported.",
        )
    return passages


def _coders(act: Act, database: DnaDatabase, losses: Losses) -> dict[int, str]:
    """Find each coder by name, or add them with what they may do there."""
    known = {c.name: c.id for c in coders.all_coders(act.connection)}
    taken: set[str] = set()
    found = {}
    for row in database["CODERS"].sort("ID").iter_rows(named=True):
        name = unlike(row["Name"].strip() or f"coder {row['ID']}", taken)
        if name != row["Name"]:
            losses.add("names of coders", "each needs a name of its own here", [row["Name"]])
        taken.add(name)
        if name not in known:
            coder = Coder(
                id=coders.identity(act.connection, name),
                name=name,
                permissions=permissions_of(row),
            )
            coders.add(act, coder)
            known[name] = coder.id
        found[row["ID"]] = known[name]
    return found


def _source(path: Path) -> Source:
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            hashed.update(block)
    return Source(path.as_posix(), hashed.hexdigest(), path.stat().st_size, _MEDIA_TYPE)


def _documents(
    act: Act, database: DnaDatabase, passages: Mapping[int, Passage], source: Source
) -> tuple[dict[int, tuple[str, int]], int]:
    """Store the texts that are new; says what each is here, and how many are new."""
    alike = documents.alike(act.connection)
    found: dict[int, tuple[str, int]] = {}
    new: list[Document] = []
    now, reader = datetime.now(UTC), f"dissensus dna {version('dissensus')}"
    for row in database["DOCUMENTS"].sort("ID").iter_rows(named=True):
        text = passages[row["ID"]].text
        date = Moment(moment_of(row["Date"]), Precision.SECOND)
        there = alike.get((text_hash(text), row["Title"], str(date)))
        if there:
            found[row["ID"]] = there.pop(0)
            continue
        document = Document(
            text=text,
            title=row["Title"],
            author=row["Author"],
            source=row["Source"],
            section=row["Section"],
            type=row["Type"],
            date=date,
            notes=row["Notes"],
            language=detect(text).language,
            provenance=Provenance(
                source=Source(
                    source.location,
                    source.sha256,
                    source.size,
                    source.media_type,
                    part=f"document {row['ID']}",
                ),
                reader="dna",
                reader_version=reader,
                read_at=now,
            ),
        )
        new.append(document)
        found[row["ID"]] = (document.id, 1)
    documents.add(act, new)
    return found, len(new)


def _tell_kept(database: DnaDatabase, losses: Losses) -> None:
    """Tell what is only kept for the way back."""
    for table, column, what in (
        ("REGEXES", "Label", "regular expressions that highlight text"),
        ("CODERRELATIONS", "ID", "what a coder may do with another's work"),
        ("VARIABLELINKS", "ID", "links between variables"),
        ("SETTINGS", "Property", "settings of the data base"),
        ("CODERS", "Name", "passwords, colors and window settings of coders"),
    ):
        frame = database[table]
        losses.add(
            what, "Dissensus has no use for them yet", frame[column].head(3), count=frame.height, kept=True
        )  # fmt: skip
    given = database["ATTRIBUTEVALUES"].filter(pl.col("AttributeValue") != "")
    unused = database["ATTRIBUTEVARIABLES"].filter(
        ~pl.col("ID").is_in(given["AttributeVariableId"].implode())
    )
    losses.add(
        "attributes that no entity has",
        "an attribute is here only where it has a value",
        unused["AttributeVariable"].head(3),
        count=unused.height,
        kept=True,
    )
