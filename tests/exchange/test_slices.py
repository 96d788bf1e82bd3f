"""Networks over time in files: all ties in one, or a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from scipy.sparse import csr_array

from dissensus.errors import ExchangeError
from dissensus.exchange.manifest import Manifest
from dissensus.exchange.slices import write_slices
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network

MANIFEST = Manifest(version="1", created=datetime(2024, 1, 1, tzinfo=UTC), statements=("s1", "s2"))
NAMES = ('He said "no"; twice', "Línea, Ltd.\nAG")
EXPECTED = [
    (1, datetime(2024, 3, 1), *NAMES, 1.5),
    (3, datetime(2024, 3, 3), *NAMES, 3.5),
]


def networks(number: int = 3) -> Iterator[Network]:
    """Yield one-mode networks; the second has no tie."""
    for k in range(1, number + 1):
        weight = 0.0 if k == 2 else k + 0.5
        yield Network(
            mode=Mode.ONE_MODE,
            name="congruence",
            rows=NAMES,
            columns=NAMES,
            matrix=csr_array([[0.0, weight], [weight, 0.0]]),
            middle=Moment.parse(f"2024-03-{k:02}T00:00:00"),
            options={"window": "1 day"},
        )


def test_all_ties_in_one_csv(tmp_path: Path) -> None:
    path = write_slices(networks(), tmp_path / "ties.edges.csv", manifest=MANIFEST)
    assert pl.read_csv(path, try_parse_dates=True).rows() == EXPECTED


def test_all_ties_in_one_parquet_with_the_manifest_inside(tmp_path: Path) -> None:
    path = write_slices(networks(), tmp_path / "ties.parquet", manifest=MANIFEST)
    assert pl.read_parquet(path).rows() == EXPECTED
    inside = json.loads(pl.read_parquet_metadata(path)["dissensus.manifest"])
    assert inside["options"] == {"window": "1 day"}


@pytest.mark.parametrize("name", ["ties.edges.csv", "ties.parquet"])
def test_no_slices_are_a_table_without_rows(tmp_path: Path, name: str) -> None:
    path = write_slices(networks(0), tmp_path / name, manifest=MANIFEST)
    read = pl.read_parquet if name.endswith(".parquet") else pl.read_csv
    assert read(path).columns == ["slice", "middle", "source", "target", "weight"]


def test_a_manifest_lies_beside_the_ties(tmp_path: Path) -> None:
    write_slices(networks(), tmp_path / "ties.edges.csv", manifest=MANIFEST)
    said = json.loads((tmp_path / "ties.edges.csv.manifest.json").read_text("utf-8"))
    assert said["statements"] == ["s1", "s2"]
    assert said["options"] == {"window": "1 day"}


def test_a_folder_has_a_file_per_slice(tmp_path: Path) -> None:
    folder = write_slices(networks(), tmp_path / "new", manifest=MANIFEST)
    names = sorted(p.name for p in folder.iterdir() if not p.name.endswith(".json"))
    assert names == [f"slice-0000{k}-2024-03-0{k}.graphml" for k in (1, 2, 3)]
    third = nx.read_graphml(folder / names[2])
    assert [tie["weight"] for _, _, tie in third.edges(data=True)] == [3.5]
    said = json.loads((folder / f"{names[2]}.manifest.json").read_text("utf-8"))
    assert said["options"] == {"window": "1 day", "middle": "2024-03-03T00:00:00Z"}


def test_another_format_in_the_folder(tmp_path: Path) -> None:
    folder = write_slices(networks(1), tmp_path / "new", manifest=MANIFEST, form=".gexf")
    assert (folder / "slice-00001-2024-03-01.gexf").exists()


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("mine", "utf-8")
    with pytest.raises(ExchangeError, match="not empty"):
        write_slices(networks(), tmp_path, manifest=MANIFEST)
    assert [p.name for p in tmp_path.iterdir()] == ["old.txt"]


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="no format"):
        write_slices(networks(), tmp_path / "new", manifest=MANIFEST, form=".foo")
    with pytest.raises(ExchangeError, match="no suffix"):
        write_slices(networks(), tmp_path / "ties.xyz", manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ties.edges.csv", "ties.parquet"])
def test_a_failure_on_the_way_leaves_no_half_file(tmp_path: Path, name: str) -> None:
    def failing() -> Iterator[Network]:
        yield from networks(1)
        raise ExchangeError("enough")

    with pytest.raises((ExchangeError, pl.exceptions.PolarsError), match="enough"):
        write_slices(failing(), tmp_path / name, manifest=MANIFEST)
    assert list(tmp_path.iterdir()) == []
