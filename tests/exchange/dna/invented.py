"""Invented data bases in DNA's layout, small or drawn by Hypothesis; tables are rows typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from dissensus.exchange.dna.layout import PERMISSIONS, TABLES
from dissensus.exchange.dna.writer import write_dna

Rows = dict[str, list[tuple[Any, ...]]]

TEXT = "The toll \U0001f6b2 is good, says Ann. The toll is bad, says Bob."
RIGHTS = (1,) * len(PERMISSIONS)


def coder(number: int, name: str, rights: tuple[int, ...] = RIGHTS) -> tuple[Any, ...]:
    """A coder's row; the password is no real digest."""
    return (number, name, 255, 255, 0, 0, 14, "digest", 300, 0, 0, 1, *rights)


def small() -> Rows:
    """Two documents, two coders, one statement type, three statements."""
    return {
        "SETTINGS": [("version", "3.0.11"), ("date", "2024-06-11")],
        "CODERS": [coder(1, "Admin"), coder(2, "Bea", (1, 1, 0, 1, 1, 1, 1, *(0,) * 9))],
        "CODERRELATIONS": [(1, 1, 2, 1, 1, 1, 1), (2, 2, 1, 1, 0, 1, 0)],
        "DOCUMENTS": [
            (4, "Toll", TEXT, 2, "Ann", "Herald", "news", "a note", "article", 1_600_000_000),
            (9, "No statements", "Rain.\r\nRain.", 1, "", "", "", "", "", 1_700_000_000),
        ],
        "STATEMENTTYPES": [(1, "DNA Statement", 239, 208, 51)],
        "VARIABLES": [
            (1, "person", "short text", 1),
            (3, "concept", "short text", 1),
            (5, "agreement", "boolean", 1),
            (6, "strength", "integer", 1),
            (7, "memo", "long text", 1),
        ],
        "VARIABLELINKS": [(1, 1, 3)],
        "REGEXES": [("toll|tax", 255, 0, 0)],
        "STATEMENTS": [(11, 1, 4, 0, 19, 1), (12, 1, 4, 12, 20, 2), (15, 1, 4, 31, 42, 2)],
        "DATABOOLEAN": [(1, 11, 5, 1), (2, 12, 5, 0), (3, 15, 5, 0)],
        "DATAINTEGER": [(1, 11, 6, 3), (2, 12, 6, -1), (3, 15, 6, 300)],
        "DATALONGTEXT": [(1, 11, 7, ""), (2, 12, 7, "see\n“memo”"), (3, 15, 7, None)],
        "ENTITIES": [
            (1, 1, "", 0, 0, 0, None),
            (2, 1, "Ann", 1, 2, 3, None),
            (3, 1, "Bob", None, None, None, 2),
            (4, 3, "", 0, 0, 0, None),
            (5, 3, "Toll", 9, 9, 9, None),
            (6, 3, "Never used", 0, 0, 0, 5),
        ],
        "DATASHORTTEXT": [
            (1, 11, 1, 2),
            (2, 11, 3, 5),
            (3, 12, 1, 1),
            (4, 12, 3, 5),
            (5, 15, 1, 3),
            (6, 15, 3, 4),
        ],
        "ATTRIBUTEVARIABLES": [(1, 1, "Type"), (2, 1, "Alias"), (3, 3, "Notes")],
        "ATTRIBUTEVALUES": [(1, 2, 1, "citizen"), (2, 2, 2, ""), (3, 3, 1, ""), (4, 5, 3, "a road")],
    }  # fmt: skip


def tables(rows: Mapping[str, list[tuple[Any, ...]]]) -> dict[str, pl.DataFrame]:
    """Put rows into the columns of each table."""
    return {
        name: pl.DataFrame(
            rows.get(name, []),
            schema={f.name: pl.String() if f.text else pl.Int64() for f in fields},
            orient="row",
        )
        for name, fields in TABLES.items()
    }


def written(path: Path, rows: Mapping[str, list[tuple[Any, ...]]] | None = None) -> Path:
    """Write rows as a data base."""
    return write_dna(tables(small() if rows is None else rows), path, replace=True)


# drawn ------------------------------------------------------------------------------------------

_CHARACTERS = st.sampled_from("aB \n\r\u0301e\u1e9b\u0323\U0001f332\U0001d15e\x00\ufeff\u2028ß")
_TEXTS = st.text(_CHARACTERS, max_size=30)
_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=6)
_SHADE = st.integers(0, 255)
_NUMBERS = st.integers(1, 10_000)
_DATES = st.integers(-62_135_596_800, 253_402_300_799)


@st.composite
def databases(draw: st.DrawFn) -> Rows:
    """A data base with awkward texts, offsets, names, numbers and colors."""

    def unique(size: int) -> list[int]:
        return draw(st.lists(_NUMBERS, min_size=size, max_size=size, unique=True))

    coders = sorted({1, *unique(draw(st.integers(0, 2)))})
    flags = st.tuples(*[st.integers(0, 1)] * len(PERMISSIONS))
    rows: Rows = {
        "SETTINGS": [("version", "3.0.7"), ("colour", draw(_WORDS))],
        "CODERS": [
            (n, draw(_WORDS), draw(_SHADE), 0, 7, draw(st.integers(0, 9999)), 12, "x", None, 0, 1, 0, *draw(flags))
            for n in coders
        ],
        "CODERRELATIONS": [
            (i, a, b, 1, 0, draw(st.integers(0, 1)), 1)
            for i, (a, b) in enumerate(((a, b) for a in coders for b in coders if a < b), start=4)
        ],
        "REGEXES": [
            (label, draw(_SHADE), 0, 0)
            for label in sorted(draw(st.sets(_WORDS, max_size=2)))
        ],
    }  # fmt: skip
    texts = [(n, draw(_TEXTS)) for n in sorted(unique(draw(st.integers(0, 3))))]
    rows["DOCUMENTS"] = [
        (n, draw(_WORDS), t, draw(st.sampled_from(coders)), draw(_WORDS), "", draw(_WORDS), "", "", draw(_DATES))
        for n, t in texts
    ]  # fmt: skip
    types = sorted(unique(draw(st.integers(0, 2))))
    rows["STATEMENTTYPES"] = [(n, draw(_WORDS), draw(_SHADE), 1, 2) for n in types]
    kinds = {
        (t, name): kind
        for t in types
        for name, kind in draw(
            st.dictionaries(
                st.sampled_from(["a", "b", "C", "ü", "values"]),
                st.sampled_from(["short text", "long text", "boolean", "integer"]),
                max_size=4,
            )
        ).items()
    }
    numbers = sorted(unique(len(kinds)))
    rows["VARIABLES"] = [
        (n, name, kind, t) for n, ((t, name), kind) in zip(numbers, kinds.items(), strict=True)
    ]
    _draw_entities(draw, rows)
    _draw_statements(draw, rows, dict(texts), coders)
    return rows


def _draw_entities(draw: st.DrawFn, rows: Rows) -> None:
    short = [row[0] for row in rows["VARIABLES"] if row[2] == "short text"]
    slots = [(v, name) for v in short for name in sorted({"", *draw(st.sets(_NAMES, max_size=3))})]
    numbers = draw(
        st.lists(_NUMBERS, min_size=len(slots), max_size=len(slots), unique=True).map(sorted)
    )
    above = st.sampled_from([None, *numbers])
    color = st.one_of(st.tuples(_SHADE, _SHADE, _SHADE), st.just((None, None, None)))
    rows["ENTITIES"] = [
        (n, v, name, *draw(color), draw(above)) for n, (v, name) in zip(numbers, slots, strict=True)
    ]
    rows["ATTRIBUTEVARIABLES"] = [
        (i, v, name)
        for i, (v, name) in enumerate(
            ((v, name) for v in short for name in draw(st.sets(st.sampled_from("xyz")))), start=2
        )
    ]
    pairs = [
        (e[0], a[0])
        for e in rows["ENTITIES"]
        for a in rows["ATTRIBUTEVARIABLES"]
        if a[1] == e[1] and draw(st.booleans())
    ]
    rows["ATTRIBUTEVALUES"] = [(i, e, a, draw(_WORDS)) for i, (e, a) in enumerate(pairs, start=7)]


def _draw_statements(
    draw: st.DrawFn, rows: Rows, texts: Mapping[int, str], coders: list[int]
) -> None:
    types = [row[0] for row in rows["STATEMENTTYPES"]]
    units = {n: len(t.encode("utf-16-le")) // 2 for n, t in texts.items() if t.strip("\x00\ufeff")}
    for name in ("STATEMENTS", "DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT", "DATASHORTTEXT"):
        rows[name] = []
    if not types or not units:
        return
    for n in sorted(draw(st.lists(_NUMBERS, max_size=4, unique=True))):
        text = draw(st.sampled_from(sorted(units)))
        start = draw(st.integers(0, units[text] - 1))
        stop = draw(st.integers(start + 1, units[text]))
        kind = draw(st.sampled_from(types))
        rows["STATEMENTS"].append((n, kind, text, start, stop, draw(st.sampled_from(coders))))
        for variable, _, data_type, of in rows["VARIABLES"]:
            if of != kind:
                continue
            table, value = {
                "boolean": ("DATABOOLEAN", st.integers(0, 1)),
                "integer": ("DATAINTEGER", st.integers(-(2**40), 2**40)),
                "long text": ("DATALONGTEXT", st.one_of(st.none(), _WORDS)),
                "short text": (
                    "DATASHORTTEXT",
                    st.sampled_from([e[0] for e in rows["ENTITIES"] if e[1] == variable] or [0]),
                ),
            }[data_type]
            number = 3 * len(rows[table]) + 2
            rows[table].append((number, n, variable, draw(value)))
