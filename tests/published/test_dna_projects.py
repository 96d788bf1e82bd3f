"""What DNA recorded comes out again from a project that its data base was imported into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest

import dissensus as ds
from benchmarks.dna_grid.ops import OPS, compare
from benchmarks.dna_grid.run import grid
from dissensus.events import EventList
from dissensus.exchange.dna.database import DnaDatabase
from tests.published.dna_database import database_file


@dataclass(frozen=True)
class _Imported:
    """A project that answers as its data base did."""

    project: ds.Project
    read: dict[str, EventList] = field(default_factory=dict)

    def events(self, label: str) -> EventList:
        if label not in self.read:
            self.read[label] = self.project.events(statement_type=label)
        return self.read[label]

    def extent(self) -> tuple[datetime, datetime]:
        found = self.project.extent()
        assert found is not None
        return found


@pytest.mark.parametrize(("name", "least"), [("sample", 110), ("synthetic_b", 150)])
def test_networks_of_a_project_are_those_of_its_data_base(
    shared: Path, tmp_path: Path, name: str, least: int
) -> None:
    path = database_file(shared, name, tmp_path)
    passed = 0
    with ds.create(tmp_path / "p.dissensus", ds.Codebook(), coder="ann") as project:
        project.import_dna(path)
        database = cast("DnaDatabase", _Imported(project))
        for case in grid(shared / "reference" / "dna" / f"grid-{name}.json.gz"):
            options: dict[str, Any] = case["options"]
            op = options["op"]
            if (
                op not in ("network", "timewindow")
                or case.get("result", {"count": -1})["count"] < 0
            ):
                continue
            why = compare(op, case["result"], OPS[op](options, database))
            assert why is None, f"{case['id']}: {why}"
            passed += 1
    assert passed >= least
