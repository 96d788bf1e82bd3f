"""What is known about a text, and who says so? ``Metadata``, ``Rank``, ``amended``

Several places may name a title or a date. They are asked in a stated order, the order of ``Rank``; the
first that answers is believed, and a document keeps for each field the place its value came from. The
time at which a file was written is never taken for a publication date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum
from pathlib import PurePath
from typing import Final

from dissensus.errors import IngestError
from dissensus.ingest.dates import read_date
from dissensus.model.document import Document
from dissensus.model.moment import Moment

__all__ = [
    "DEFAULT_PATTERN",
    "Field",
    "Metadata",
    "Rank",
    "about_file",
    "amended",
    "field_named",
    "file_pattern",
]


class Field(StrEnum):
    """What may be known about a text; the names are those of ``Document``."""

    TITLE = "title"
    AUTHOR = "author"
    DATE = "date"
    SOURCE = "source"  # the outlet
    SECTION = "section"
    TYPE = "type"
    LANGUAGE = "language"
    NOTES = "notes"


class Rank(IntEnum):
    """Who is asked first: the lower, the sooner."""

    SIDECAR = 1
    FRONT_MATTER = 2
    PROPERTIES = 3
    TEXT = 4
    FILE_NAME = 5


# Column and key names that mean the same, in the languages people write front matter in.
_NAMES: Final[Mapping[str, Field]] = {
    "title": Field.TITLE,
    "titel": Field.TITLE,
    "titre": Field.TITLE,
    "headline": Field.TITLE,
    "عنوان": Field.TITLE,
    "author": Field.AUTHOR,
    "authors": Field.AUTHOR,
    "by": Field.AUTHOR,
    "autor": Field.AUTHOR,
    "autorin": Field.AUTHOR,
    "auteur": Field.AUTHOR,
    "نویسنده": Field.AUTHOR,
    "date": Field.DATE,
    "published": Field.DATE,
    "publication_date": Field.DATE,
    "publication date": Field.DATE,
    "datum": Field.DATE,
    "تاریخ": Field.DATE,
    "source": Field.SOURCE,
    "outlet": Field.SOURCE,
    "publisher": Field.SOURCE,
    "site": Field.SOURCE,
    "newspaper": Field.SOURCE,
    "quelle": Field.SOURCE,
    "منبع": Field.SOURCE,
    "section": Field.SECTION,
    "ressort": Field.SECTION,
    "rubrique": Field.SECTION,
    "type": Field.TYPE,
    "kind": Field.TYPE,
    "genre": Field.TYPE,
    "language": Field.LANGUAGE,
    "lang": Field.LANGUAGE,
    "sprache": Field.LANGUAGE,
    "langue": Field.LANGUAGE,
    "زبان": Field.LANGUAGE,
    "notes": Field.NOTES,
    "note": Field.NOTES,
}

_MAX_VALUE: Final = 2_000  # characters; a longer "title" is a text that lost its way
DEFAULT_PATTERN: Final = "{date}_{source}_{title}"


@dataclass(slots=True)
class Metadata:
    """What was found so far, the best source of each field, and what was refused.

    The one value of this package that changes while a text is read; a ``Document`` is made from it.
    """

    values: dict[Field, str] = field(default_factory=dict)
    date: Moment | None = None
    evidence: dict[str, str] = field(default_factory=dict)
    ranks: dict[Field, Rank] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def offer(self, name: Field, value: object, rank: Rank, evidence: str) -> bool:
        """Take ``value`` for a field unless a source of the same or a better rank has filled it.

        A date may be a ``Moment`` or is read by ``read_date``; one that can't be believed is refused
        with a warning. Say whether the value was taken.
        """
        if value is None or (name in self.ranks and self.ranks[name] <= rank):
            return False
        if name is Field.DATE:
            found = read_date(value)
            if isinstance(found, str):
                self.warnings.append(f"Date refused ({evidence}): {found}")
                return False
            self.date = found
        else:
            text = _one_line(value, keep_lines=name is Field.NOTES)
            if name is Field.LANGUAGE:
                text = _language(text)
            if not text:
                return False
            self.values[name] = text
        self.ranks[name] = rank
        self.evidence[str(name)] = evidence
        return True

    def offer_named(self, key: str, value: object, rank: Rank, evidence: str) -> bool:
        """Offer a value under a name people use (``outlet``, ``Titel``, …); unknown names are left."""
        known = field_named(key)
        return known is not None and self.offer(known, value, rank, evidence)

    def get(self, name: Field) -> str:
        """Return what is known of a field other than the date, or the empty string."""
        return self.values.get(name, "")

    def fields(self) -> dict[str, str]:
        """Return the fields other than the date as arguments of ``Document``."""
        return {str(name): value for name, value in self.values.items()}


def field_named(name: str) -> Field | None:
    """Return the field that people mean by a name such as ``outlet`` or ``Titel``; None if none."""
    return _NAMES.get(name.strip().lower())


def amended(document: Document, offered: Metadata, *, over: bool) -> Document:
    """Return ``document`` with what a sidecar (``over``) or a file name (not ``over``) knows of it.

    Where not ``over``, only fields that the text itself left open are filled. A detected language
    counts as left open.
    """
    provenance = document.provenance
    if provenance is None or not (offered.ranks or offered.warnings):
        return document
    evidence = dict(provenance.evidence)
    changes: dict[str, object] = {}
    for name, value in (*offered.values.items(), (Field.DATE, offered.date)):
        guessed = name is Field.LANGUAGE and evidence.get("language", "").startswith("detected")
        if value and (over or guessed or not getattr(document, name)):
            changes[str(name)] = value
            evidence[str(name)] = offered.evidence[str(name)]
    warnings = (*provenance.warnings, *offered.warnings)
    changes["provenance"] = replace(provenance, evidence=evidence, warnings=warnings)
    return replace(document, **changes)  # type: ignore[arg-type]


def file_pattern(pattern: str) -> re.Pattern[str]:
    """Compile a file-name pattern such as ``{date}_{source}_{title}``.

    Names in braces are fields; ``{*}`` is anything. ``{date}`` takes ``2024``, ``2024-07``,
    ``2024-07-13`` or ``20240713``; other fields take anything up to what follows in the pattern, the
    last takes the rest. Raises ``IngestError`` on an unknown field or one named twice.
    """
    pieces, seen = [], set()
    for literal, name in _pattern_pieces(pattern):
        pieces.append(re.escape(literal))
        if not name:
            continue
        if name == "*":
            pieces.append(".*?")
            continue
        if name not in set(Field) or name in seen:
            what = "twice names" if name in seen else "has the unknown field"
            raise IngestError(
                f"The file-name pattern {pattern!r} {what} {{{name}}}.",
                remedy=f"Fields are: {', '.join(Field)}; {{*}} stands for anything.",
            )
        seen.add(name)
        body = r"\d{4}(?:-?\d\d(?:-?\d\d)?)?" if name == Field.DATE else ".+?"
        pieces.append(f"(?P<{name}>{body})")
    if not seen:
        raise IngestError(
            f"The file-name pattern {pattern!r} names no field.",
            remedy=f"Write for example {DEFAULT_PATTERN}.",
        )
    return re.compile("".join(pieces))


def about_file(name: str, pattern: re.Pattern[str] | None = None) -> Metadata:
    """Read what a file's name says, by ``pattern`` or by ``YYYY-MM-DD_source_title``.

    Underscores and hyphens between words of a title or source are read as spaces where it has none.
    A name that does not fit a pattern the user gave adds a warning; the default pattern stays silent.
    """
    metadata = Metadata()
    stem = PurePath(name).stem
    match = (pattern or _DEFAULT).fullmatch(stem)
    if match is None:
        if pattern is not None:
            metadata.warnings.append(f"The file name {stem!r} does not fit the pattern.")
        return metadata
    for key, value in match.groupdict().items():
        words = value
        if key != Field.DATE and " " not in value:
            words = (
                re.sub(r"[_-]+|(?<=\w)\.(?=\w{4,})", " ", value) if key != Field.SOURCE else value
            )
            words = words.replace("_", " ")
        metadata.offer(Field(key), words, Rank.FILE_NAME, "file name")
    return metadata


def _pattern_pieces(pattern: str) -> Iterator[tuple[str, str]]:
    end = 0
    for match in re.finditer(r"\{([\w*]+)\}", pattern):
        yield pattern[end : match.start()], match[1].lower()
        end = match.end()
    yield pattern[end:], ""


def _one_line(value: object, *, keep_lines: bool) -> str:
    if isinstance(value, list | tuple):
        value = ", ".join(str(part) for part in value)
    text = str(value).replace("\x00", "")[:_MAX_VALUE]
    if keep_lines:
        return text.strip()
    return " ".join(text.split())


def _language(text: str) -> str:
    """``en-GB``, ``en_US`` and ``EN`` are ``en``; what is no language tag is nothing."""
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]*)?", text)
    return match[1].lower() if match else ""


_DEFAULT: Final = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)_(?P<source>[^_]+)_(?P<title>.+)")
