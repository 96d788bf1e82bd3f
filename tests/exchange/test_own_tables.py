"""What Dissensus wrote comes back as it was: any text, in every format."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dissensus.events import EventList
from dissensus.exchange.corpus_tables import write_documents, write_events
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.own_tables import read_own_table
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.document import Document, Provenance, Region, Role, Source
from dissensus.model.moment import Moment
from dissensus.model.span import OffsetMap
from dissensus.model.statement import Statement, Voice, VoiceKind
from tests.strategies import canonical_texts, spans_of

MANIFEST = Manifest(version="0.1.0", created=datetime(2026, 1, 2))
KIND = StatementType(
    name="remark",
    variables=tuple(
        Variable(name=t.value, data_type=t, entities="actor" if t is DataType.ENTITY else "")
        for t in DataType
    ),
)
CODEBOOK = Codebook(statement_types=(KIND,))
NOW = datetime(2026, 1, 2, tzinfo=UTC)

separators = st.lists(st.sampled_from([*",;\t|\"'\n→[]{}\\ #", "\n\n", '""']), max_size=6)
words = st.one_of(
    canonical_texts, separators.map("".join), st.sampled_from(["NA", "null", "true", "1e5", "-"])
)
moments = st.sampled_from(["2019", "2019-06", "2019-06-05", "2019-06-05T01:02:03Z"]).map(
    Moment.parse
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(words.filter(bool))
    provenance = Provenance(
        source=Source(
            location=draw(words),
            sha256="0" * 64,
            size=draw(st.integers(0, 2**40)),
            media_type="text/plain",
            charset="utf-8",
            part=draw(words),
        ),
        reader="plain",
        reader_version="1",
        read_at=NOW,
        evidence={draw(words): draw(words)},
        warnings=(draw(words),),
    )
    return Document(
        text=text,
        title=draw(words),
        author=draw(words),
        notes=draw(words),
        date=draw(st.none() | moments),
        provenance=draw(st.sampled_from([None, provenance])),
        regions=(Region(draw(spans_of(text)), draw(st.sampled_from(list(Role)))),),
        pages=(0,),
        origin=OffsetMap((0, 2), (1, 5)),
        quotation_only=draw(st.booleans()),
        group=draw(words),
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    text = draw(words.filter(bool))
    span = draw(spans_of(text))
    values: dict[str, Any] = {
        "entity": draw(words).strip(),
        "text": draw(words).strip(),
        "boolean": draw(st.booleans()),
        "integer": draw(st.integers(-(2**53), 2**53)),
        "number": draw(st.floats(allow_nan=False, allow_infinity=False)),
        "date": draw(moments),
    }
    kept = draw(st.sets(st.sampled_from(sorted(values))))
    return Statement(
        document_id=draw(st.uuids()).hex,
        span=span,
        quotation=span.of(text),
        statement_type=KIND.name,
        values=KIND.checked({name: values[name] for name in kept}),
        coder=draw(words),
        created=NOW,
        voices=tuple(
            Voice(draw(words), kind) for kind in draw(st.lists(st.sampled_from(VoiceKind)))
        ),
        reviewed=draw(st.booleans()),
        score=draw(st.none() | st.floats(0, 1)),
    )


def event_list(coded: list[Statement]) -> EventList:
    return EventList.from_rows(
        [
            {
                "statement.id": s.id,
                "document.id": s.document_id,
                "statement.start": s.span.start,
                "statement.stop": s.span.stop,
                "statement.quotation": s.quotation,
                "statement.coder": s.coder,
                "statement.reviewed": s.reviewed,
                "statement.score": s.score,
                **{n: str(v) if isinstance(v, Moment) else v for n, v in s.values.items()},
            }
            for s in coded
        ],
        KIND,
    )


small = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
@small
@given(st.lists(documents(), min_size=1, max_size=3))
def test_documents_come_back_as_they_were(suffix: str, texts: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_documents(texts, Path(folder) / f"d.{suffix}", manifest=MANIFEST)
        own = read_own_table(path, codebook=CODEBOOK)
    assert own.refused == ()
    assert [document for _, document in own.documents] == texts


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
@small
@given(st.lists(statements(), min_size=1, max_size=3))
def test_statements_come_back_as_they_were(suffix: str, coded: list[Statement]) -> None:
    voices = {s.id: s.voices for s in coded}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"s.{suffix}"
        write_events(event_list(coded), path, manifest=MANIFEST, voices=voices)
        own = read_own_table(path, codebook=CODEBOOK)
    assert own.refused == ()
    found = {s.id: replace(s, created=NOW) for _, s in own.statements}
    assert found == {s.id: s for s in coded}


def test_an_identity_given_twice_is_refused_once(tmp_path: Path) -> None:
    document = Document(text="Words.")
    path = write_documents([document, document], tmp_path / "d.csv", manifest=MANIFEST)
    own = read_own_table(path, codebook=CODEBOOK)
    assert (len(own.documents), [r.row for r in own.refused]) == (1, [2])
