"""What a result was made of."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path

import pytest

from dissensus.errors import ExchangeError
from dissensus.events import EventList
from dissensus.exchange.manifest import Manifest, manifest_of, write_manifest
from dissensus.model.codebook import built_in_types
from dissensus.model.document import Document

CREATED = datetime(2026, 1, 2)


def test_statements_are_listed_with_count_and_hash(tmp_path: Path) -> None:
    manifest = Manifest(version="0.1.0", created=CREATED, statements=("b", "a"))
    path = write_manifest(manifest, tmp_path / "net.csv")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == "net.csv.manifest.json"
    assert (content["statements"], content["statement_count"]) == (["a", "b"], 2)
    assert content["statements_sha256"] == hashlib.sha256(b"a\nb\n").hexdigest()


def test_many_statements_lie_in_a_file_beside(tmp_path: Path) -> None:
    ids = tuple(f"{n:05}" for n in range(10_001))
    path = write_manifest(
        Manifest(version="0.1.0", created=CREATED, statements=ids), tmp_path / "net.csv"
    )
    content = json.loads(path.read_text(encoding="utf-8"))
    assert "statements" not in content
    listed = (tmp_path / content["statements_file"]).read_bytes()
    assert hashlib.sha256(listed).hexdigest() == content["statements_sha256"]
    assert listed.count(b"\n") == 10_001


def test_a_manifest_of_events_names_texts_and_what_is_unreviewed() -> None:
    events = EventList.from_rows([{"statement.reviewed": False}, {}], built_in_types()[0])
    document = Document(text="Words.", id="d")
    manifest = manifest_of(events, version="0.1.0", created=CREATED, documents=[document], seed=3)
    assert (manifest.statements, manifest.unreviewed, manifest.seed) == (("0", "1"), 1, 3)
    assert manifest.documents == {"d": hashlib.sha256(b"Words.").hexdigest()}


def test_a_manifest_has_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError):
        write_manifest(Manifest(version="", created=CREATED), tmp_path / "net.csv.manifest.json")
