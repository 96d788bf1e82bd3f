"""How far apart slices are: by hand, by brute force, and as DNA has it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from benchmarks.dna_grid.run import database, grid
from dissensus.analysis.design import Compat, Kernel, OneMode, Unit, Windows
from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.over_time.slices import slices
from dissensus.analysis.phases import distances as slice_distance
from dissensus.analysis.phases.distances import Distance, slice_distances
from dissensus.analysis.selection import Duplicates
from dissensus.errors import AnalysisError
from dissensus.model.network import Mode, Network, Projection


def test_the_absolute_distance_adds_up_what_differs() -> None:
    one, other = _network([[0, 2], [2, 0]]), _network([[0, -1], [-1, 0]])
    assert slice_distances([one, other]).tolist() == [[0.0, 6.0], [6.0, 0.0]]


def test_two_mode_cells_count_once_and_loops_of_the_peer_once() -> None:
    one = _network([[1, 2], [3, 4]], mode=Mode.TWO_MODE)
    other = _network([[0, 0], [0, 1]], mode=Mode.TWO_MODE)
    assert slice_distances([one, other])[0, 1] == 9
    loops = _network([[1, 2], [2, 0]])
    assert slice_distances([loops, _network([[0, 0], [0, 0]])])[0, 1] == 5


def test_the_spectral_distance_is_that_of_shares_of_laplacian_eigenvalues() -> None:
    """A pair has the eigenvalues 2, 0, 0; a path 3, 1, 0: shares 1, 0, 0 and 3/4, 1/4, 0."""
    pair = _network([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    path = _network([[0, 1, 0], [1, 0, 1], [0, 1, 0]])
    found = slice_distances([pair, path, path], Distance.SPECTRAL)
    assert found[0, 1] == pytest.approx(np.sqrt(2 / 16))
    assert found[1, 2] == 0


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 40), st.integers(1, 6), st.integers(0, 999), st.booleans())
def test_it_is_the_sum_over_cells_however_many_slices(
    count: int, size: int, seed: int, dense: bool
) -> None:
    rng = np.random.default_rng(seed)
    filled = rng.normal(size=(count, size, size)) * (
        rng.random((count, size, size)) < (1.0 if dense else 0.2)
    )
    networks = [_network(m, mode=Mode.TWO_MODE) for m in filled]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slice_distance, "_BLOCK_CELLS", 8)
        found = slice_distances(networks)
    expected = np.abs(filled[:, None] - filled[None]).sum(axis=(2, 3))
    assert found.shape == (count, count)
    assert np.allclose(found, expected, rtol=1e-12, atol=1e-12)


def test_slices_of_different_labels_are_refused() -> None:
    with pytest.raises(AnalysisError, match="different labels") as caught:
        slice_distances([_network([[0, 1], [1, 0]]), _network([[0.0]])])
    assert "isolates" in caught.value.remedy


def test_the_spectral_distance_of_two_mode_networks_is_refused() -> None:
    with pytest.raises(AnalysisError, match="one-mode"):
        slice_distances([_network([[1.0]], mode=Mode.TWO_MODE)], Distance.SPECTRAL)


def test_too_many_slices_are_refused_before_the_memory_is_full(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slice_distance, "_MOST_SLICES", 3)
    for distance in Distance:
        with pytest.raises(AnalysisError, match="After 4 slices"):
            slice_distances(iter([_network([[0, 1], [1, 0]])] * 9), distance)


def test_in_compatibility_it_is_what_dna_recorded(shared: Path) -> None:
    folder = shared / "reference" / "dna"
    events = database(folder / "synthetic_a.dna.gz")
    debate = events.events("DNA Statement")
    compared = 0
    for case in grid(folder / "grid-synthetic_a.json.gz"):
        options = case["options"]
        if "distance" not in options:
            continue
        series = slices(
            debate,
            OneMode(
                qualifier="agreement",
                kind=Projection(options["qualifierAggregation"]),
                duplicates=Duplicates(options.get("duplicates", "include")),
                isolates=True,
            ),
            Windows(
                width=options["windowSize"],
                unit=Unit.MONTHS,
                kernel=None if options["kernel"] == "no" else Kernel(options["kernel"]),
                to_one=options["normalizeToOne"],
            ),
            extent=events.extent(),
            compat=Compat.DNA_3_0,
        )
        spectral = options["distance"] == "spectral"
        how = Distance.SPECTRAL if spectral else Distance.ABSOLUTE
        found = slice_distances(series, how, compat=Compat.DNA_3_0)
        assert np.allclose(found, case["result"]["distance"], rtol=1e-9, atol=1e-9)
        compared += 1
    assert compared == 4


def _network(matrix: object, *, mode: Mode = Mode.ONE_MODE) -> Network:
    dense: Numbers = np.asarray(matrix, np.float64)
    names = tuple(f"n{i}" for i in range(len(dense)))
    return Network(mode=mode, name="slice", rows=names, columns=names, matrix=csr_array(dense))
