"""The reference databases of DNA and the grid of results that come with them; for tests only."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from dissensus.events import EventList
from dissensus.exchange.dna.reader import read_dna

__all__ = ["database_file", "grid", "statements"]


def grid(shared: Path, name: str) -> list[dict[str, Any]]:
    """Return the reference cases of a database that are static networks."""
    with gzip.open(shared / "reference" / "dna" / f"grid-{name}.json.gz") as stream:
        cases: list[dict[str, Any]] = json.load(stream)["cases"]
    return [
        c
        for c in cases
        if c["options"]["op"] == "network" and c["options"].get("timeWindow", "no") == "no"
    ]


def database_file(shared: Path, name: str, folder: Path) -> Path:
    """Return the path of a reference database, unpacked into ``folder`` where it is packed."""
    path = shared / "reference" / "dna" / f"{name}.dna"
    if not path.is_file():
        packed = path.with_name(f"{name}.dna.gz")
        path = folder / f"{name}.dna"
        path.write_bytes(gzip.decompress(packed.read_bytes()))
    return path


def statements(shared: Path, name: str, folder: Path) -> dict[str, EventList]:
    """Return the event list of each statement type of a database."""
    database = read_dna(database_file(shared, name, folder))
    return {label: database.events(label) for label in database.labels}
