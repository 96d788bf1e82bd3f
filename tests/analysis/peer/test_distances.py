"""How far apart slices are to DNA."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from dissensus.analysis.peer.distances import Distance, distances
from dissensus.errors import AnalysisError
from dissensus.model.network import Mode, Network


def _slice(*rows: list[float], names: str = "AB") -> Network:
    labels = tuple(names)
    matrix = csr_array(np.array(rows)) if rows else csr_array((len(labels), len(labels)))
    return Network(mode=Mode.ONE_MODE, name="", rows=labels, columns=labels, matrix=matrix)


def test_absolute_differences_of_all_cells_are_added() -> None:
    made = [_slice([0.0, 2.0], [2.0, 0.0]), _slice([1.0, -1.0], [-1.0, 0.0]), _slice()]
    assert distances(made, Distance.ABSOLUTE).tolist() == [
        [0.0, 7.0, 4.0],
        [7.0, 0.0, 3.0],
        [4.0, 3.0, 0.0],
    ]


def test_spectral_distances_compare_sorted_shares_of_positive_degrees() -> None:
    made = [_slice([1.0, 1.0], [1.0, 0.0]), _slice([0.0, 5.0], [5.0, -9.0]), _slice()]
    told = distances(made, Distance.SPECTRAL)
    assert told[0, 1] == pytest.approx((2 / 3 - 1 / 2) + (1 / 2 - 1 / 3))
    assert told[0, 2] == pytest.approx(1.0)
    assert told[1, 2] == pytest.approx(1.0)


def test_no_slices_and_no_labels_are_no_distance() -> None:
    assert distances([], Distance.ABSOLUTE).shape == (0, 0)
    assert distances([_slice(names=""), _slice(names="")], Distance.SPECTRAL).tolist() == [
        [0.0, 0.0],
        [0.0, 0.0],
    ]


def test_slices_of_different_labels_can_not_be_compared() -> None:
    with pytest.raises(AnalysisError, match="Keep isolates"):
        distances([_slice(), _slice(names="ABC")], Distance.ABSOLUTE)
