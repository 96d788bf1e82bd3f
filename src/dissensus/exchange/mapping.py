"""Which column means what? ``ColumnMapping``: from a foreign table to documents, quotations and variables

A mapping can be written by hand, as YAML::

    statement_type: position
    quotation: quote
    document: {id: doc_id, date: cdate}
    variables:
      person: name
      organization: {column: parties, split: ","}
      concept:
        column: claimvalues
        split: list
        lookup: {file: codebook_en.csv, key: sub, value: description}
      agreement: {column: cpos, values: {"1": true, "-1": false}}
    missing: [NA]

A table of texts that nobody coded needs only their columns::

    document: {id: url, text: body, title: headline, date: published, source: outlet}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from dissensus.errors import CodebookError, ExchangeError
from dissensus.exchange.tables import read_table
from dissensus.exchange.yaml_nodes import NodeReader, compose
from dissensus.model.statement import Value

__all__ = ["LIST", "ColumnMapping", "DocumentColumns", "VariableColumn", "load_mapping", "lookup"]

LIST: Final = "list"
_MAX_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentColumns:
    """The columns that describe the text a row is from; empty: the table has none.

    ``id`` may be several columns, which together tell texts apart. ``text`` holds the whole text; without
    it, the text is made of the quotations. ``start`` and ``stop`` are code points in ``text``.
    """

    id: tuple[str, ...] = ()
    text: str = ""
    title: str = ""
    author: str = ""
    source: str = ""
    section: str = ""
    type: str = ""
    date: str = ""
    language: str = ""
    notes: str = ""
    start: str = ""
    stop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableColumn:
    """Where the value of a variable stands, and how to read it.

    ``split`` makes one statement of each part of the cell: ``"list"`` for ``[200, 207]``, else the
    separator. ``values`` replaces the text of a part by a value; a part that maps to None is no value.
    """

    column: str
    split: str = ""
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What the columns of a table mean. ``missing`` are texts that stand for no value.

    Without statement type, quotation and variables, the rows are documents, and need a column for the text.
    """

    statement_type: str = ""
    quotation: str = ""
    variables: Mapping[str, VariableColumn] = field(default_factory=lambda: MappingProxyType({}))
    document: DocumentColumns = field(default_factory=DocumentColumns)
    missing: tuple[str, ...] = ("", "NA")

    def columns(self) -> tuple[str, ...]:
        """Return every column of the table the mapping names."""
        of_document = self.document
        single = (getattr(of_document, f.name) for f in fields(of_document) if f.name != "id")
        named = [self.quotation, *of_document.id, *single]
        named.extend(v.column for v in self.variables.values())
        return tuple(dict.fromkeys(name for name in named if name))


def load_mapping(path: str | Path) -> ColumnMapping:
    """Read a mapping written as YAML; files it looks values up in lie relative to it.

    Raises ``ExchangeError``, naming every problem with its line.
    """
    path = Path(path)
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise ExchangeError(f"{path} has more than 1 MiB.", remedy="Is it a column mapping?")
        text = path.read_bytes().decode("utf-8-sig")
        reader = _MappingReader(str(path), folder=path.parent)
        mapping = reader.read(compose(text, str(path)))
        reader.finish()
    except OSError as error:
        raise ExchangeError(
            f"{path} can't be read: {error.strerror or error}.", remedy="Check the path."
        ) from None
    except UnicodeDecodeError as error:
        raise ExchangeError(
            f"{path} is not UTF-8 text (byte {error.start}).", remedy="Save it as UTF-8."
        ) from None
    except CodebookError as error:
        raise ExchangeError(error.found, remedy=error.remedy) from None
    return mapping


def lookup(path: str | Path, *, key: str, value: str) -> dict[str, Value]:
    """Read a table of two columns that gives each key its name.

    A name that several keys share is told apart by the key: ``General (199)``. A key given twice with
    different names raises ``ExchangeError``. Cost: O(rows).
    """
    frame = read_table(path).frame
    for name in (key, value):
        if name not in frame.columns:
            raise ExchangeError(
                f"{path} has no column {name!r}.", remedy=f"It has: {', '.join(frame.columns)}."
            )
    names: dict[str, str] = {}
    for k, v in frame.select(key, value).iter_rows():
        if k is None or v is None:
            continue
        if names.setdefault(k.strip(), v.strip()) != v.strip():
            raise ExchangeError(
                f"{path} gives the key {k!r} two names.", remedy="Keep one of them."
            )
    often = Counter(names.values())
    return {k: f"{name} ({k})" if often[name] > 1 else name for k, name in names.items()}


_TOP: Final = ("statement_type", "quotation", "document", "variables", "missing")
_VARIABLE: Final = ("column", "split", "values", "lookup")
_LOOKUP: Final = ("file", "key", "value")
_DOCUMENT: Final = tuple(f.name for f in fields(DocumentColumns))


@dataclass
class _MappingReader(NodeReader):
    """Walks the nodes of a mapping."""

    folder: Path = field(default_factory=Path)

    def read(self, root: yaml.Node | None) -> ColumnMapping:
        empty = ColumnMapping()
        if root is None:
            raise ExchangeError(
                f"{self.name} is empty.", remedy="Name statement_type and variables."
            )
        top = dict(self.mapping(root, _TOP, "the mapping"))
        coded = {"statement_type", "quotation", "variables"}
        if coded & set(top):
            for name in sorted(coded - set(top)):
                self.problem(root, f"no {name}", f"{name}: …")
        if self.problems:
            return empty
        variables = {
            key.value: self.variable(node, key.value)
            for key, node in (
                self.mapping(top["variables"], None, "variables") if "variables" in top else ()
            )
        }
        document = DocumentColumns()
        if "document" in top:
            parts = dict(self.mapping(top["document"], _DOCUMENT, "document"))
            names: dict[str, str] = {k: self.scalar(n) for k, n in parts.items() if k != "id"}
            document = DocumentColumns(id=self.texts(parts.get("id")), **names)
        if not coded & set(top) and not document.text:
            self.problem(
                root, "neither statements nor texts", "quotation: … or document: {text: …}"
            )
        missing = ("", *self.texts(top["missing"])) if "missing" in top else empty.missing
        return ColumnMapping(
            statement_type=self.scalar(top.get("statement_type")),
            quotation=self.scalar(top.get("quotation")),
            variables=variables,
            document=document,
            missing=missing,
        )

    def variable(self, node: yaml.Node, name: str) -> VariableColumn:
        if isinstance(node, yaml.ScalarNode):  # person: name
            return VariableColumn(column=self.scalar(node))
        parts = dict(self.mapping(node, _VARIABLE, f"variable {name!r}"))
        if "column" not in parts:
            self.problem(node, f"{name!r} without a column", "column: …")
        values: dict[str, Value] = {}
        if "lookup" in parts:
            where = dict(self.mapping(parts["lookup"], _LOOKUP, "lookup"))
            file, key, value = (self.scalar(where.get(part)) for part in _LOOKUP)
            if not (file and key and value):
                self.problem(parts["lookup"], "an unfinished lookup", "file, key and value")
            else:
                values.update(lookup(self.folder / file, key=key, value=value))
        if "values" in parts:
            for key_node, value_node in self.mapping(parts["values"], None, "values"):
                values[key_node.value] = _scalar_value(value_node)
        split = parts.get("split")
        # A separator may be a space or a tab, which ``scalar`` would strip.
        separator = str(split.value) if isinstance(split, yaml.ScalarNode) else ""
        return VariableColumn(
            column=self.scalar(parts.get("column")), split=separator, values=values
        )

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        if isinstance(node, yaml.ScalarNode):
            return (self.scalar(node),)
        return tuple(self.scalar(n) for n in self.sequence(node, "a list of texts"))


def _scalar_value(node: yaml.Node) -> Value:
    loaded = yaml.safe_load(yaml.serialize(node))
    return loaded if isinstance(loaded, str | bool | int | float) else None
