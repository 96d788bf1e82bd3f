"""Which tables does a DNA 3 data base have? ``TABLES``, ``Field``, ``LONGEST``, ``PERMISSIONS``

A ``.dna`` file is a plain SQLite data base. The tables come in an order in which each refers only to those
before it (``ENTITIES`` also to itself).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "DATA_TABLES",
    "LONGEST",
    "PERMISSIONS",
    "TABLES",
    "UNEQUAL",
    "UNIQUE",
    "VERSION",
    "Field",
]

VERSION: Final = "3.0.11"  # its opener wants a version that begins with "3.0"
LONGEST: Final = 190  # characters of what is not a text, a note or a long text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: whether it holds text, what it may hold, and the table it refers to, if any."""

    name: str
    text: bool = False
    null: bool = False
    default: int | str | None = None
    short: bool = False
    least: int | None = None
    most: int | None = None
    to: str = ""
    key: bool = False


def _id() -> Field:
    return Field(name="ID", key=True, least=0)


def _number(
    name: str,
    default: int | None = None,
    *,
    least: int | None = None,
    most: int | None = None,
    null: bool = False,
) -> Field:
    return Field(name=name, default=default, least=least, most=most, null=null)


def _words(name: str, default: str | None = None, *, short: bool = True) -> Field:
    return Field(name=name, text=True, default=default, short=short)


def _to(name: str, table: str, *, null: bool = False) -> Field:
    return Field(name=name, to=table, null=null, least=0)


def _flag(name: str, default: int = 1) -> Field:
    return _number(name, default, least=0, most=1)


def _color(default: int | None = 0) -> tuple[Field, ...]:
    return tuple(
        _number(name, default, least=0, most=255, null=default is None)
        for name in ("Red", "Green", "Blue")
    )


PERMISSIONS: Final = tuple(
    f"Permission{what}"
    for what in (
        "AddDocuments",
        "EditDocuments",
        "DeleteDocuments",
        "ImportDocuments",
        "AddStatements",
        "EditStatements",
        "DeleteStatements",
        "EditAttributes",
        "EditRegex",
        "EditStatementTypes",
        "EditCoders",
        "EditCoderRelations",
        "ViewOthersDocuments",
        "EditOthersDocuments",
        "ViewOthersStatements",
        "EditOthersStatements",
    )
)

_VALUE_OF: Final = (_id(), _to("StatementId", "STATEMENTS"), _to("VariableId", "VARIABLES"))

TABLES: Final[Mapping[str, tuple[Field, ...]]] = {
    "SETTINGS": (
        Field(name="Property", text=True, key=True),
        _words("Value", short=False),
    ),
    "CODERS": (
        _id(),
        _words("Name"),
        *_color(),
        _number("Refresh", 0, least=0, most=9999),
        _number("FontSize", 14, least=1, most=99),
        _words("Password"),
        _number("PopupWidth", 300, least=100, most=9999, null=True),
        _flag("ColorByCoder", 0),
        _flag("PopupDecoration", 0),
        _flag("PopupAutoComplete"),
        *(_flag(name) for name in PERMISSIONS),
    ),
    "DOCUMENTS": (
        _id(),
        _words("Title"),
        _words("Text", short=False),
        _to("Coder", "CODERS", null=True),
        _words("Author", ""),
        _words("Source", ""),
        _words("Section", ""),
        _words("Notes", "", short=False),
        _words("Type", ""),
        _number("Date"),
    ),
    "STATEMENTTYPES": (_id(), _words("Label"), *_color()),
    "VARIABLES": (
        _id(),
        _words("Variable"),
        _words("DataType", "short text"),
        _to("StatementTypeId", "STATEMENTTYPES", null=True),
    ),
    "VARIABLELINKS": (
        _id(),
        _to("SourceVariableId", "VARIABLES", null=True),
        _to("TargetVariableId", "VARIABLES", null=True),
    ),
    "REGEXES": (Field(name="Label", text=True, key=True, short=True), *_color()),
    "CODERRELATIONS": (
        _id(),
        _to("Coder", "CODERS", null=True),
        _to("OtherCoder", "CODERS", null=True),
        _flag("viewStatements"),
        _flag("editStatements"),
        _flag("viewDocuments"),
        _flag("editDocuments"),
    ),
    "STATEMENTS": (
        _id(),
        _to("StatementTypeId", "STATEMENTTYPES", null=True),
        _to("DocumentId", "DOCUMENTS", null=True),
        _number("Start", least=0),
        _number("Stop", least=0),
        _to("Coder", "CODERS", null=True),
    ),
    "DATABOOLEAN": (*_VALUE_OF, _number("Value", 1, least=0, most=1)),
    "DATAINTEGER": (*_VALUE_OF, _number("Value", 0)),
    "DATALONGTEXT": (*_VALUE_OF, Field(name="Value", text=True, default="", null=True)),
    "ENTITIES": (
        _id(),
        _to("VariableId", "VARIABLES"),
        _words("Value", ""),
        *_color(None),
        _to("ChildOf", "ENTITIES", null=True),
    ),
    "DATASHORTTEXT": (*_VALUE_OF, _to("Entity", "ENTITIES")),
    "ATTRIBUTEVARIABLES": (
        _id(),
        _to("VariableId", "VARIABLES"),
        _words("AttributeVariable"),
    ),
    "ATTRIBUTEVALUES": (
        _id(),
        _to("EntityId", "ENTITIES"),
        _to("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        _words("AttributeValue", ""),
    ),
}

DATA_TABLES: Final[Mapping[str, str]] = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "long text": "DATALONGTEXT",
    "short text": "DATASHORTTEXT",
}

UNIQUE: Final[Mapping[str, tuple[str, str]]] = {
    "VARIABLES": ("Variable", "StatementTypeId"),
    **dict.fromkeys(DATA_TABLES.values(), ("StatementId", "VariableId")),
    "ENTITIES": ("VariableId", "Value"),
    "ATTRIBUTEVARIABLES": ("VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId"),
}

UNEQUAL: Final[Mapping[str, tuple[str, str]]] = {
    "VARIABLELINKS": ("TargetVariableId", "SourceVariableId"),
    "CODERRELATIONS": ("Coder", "OtherCoder"),
}
