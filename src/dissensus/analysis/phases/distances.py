"""How far apart are the slices of a debate? ``slice_distances``, ``Distance``"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from dissensus.analysis.design import Compat
from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.matrices.one_thread import one_thread
from dissensus.analysis.spectra import laplacian_spectrum
from dissensus.errors import AnalysisError
from dissensus.model.network import Mode, Network

__all__ = ["Distance", "slice_distances"]

_MOST_SLICES: Final = 10_000  # 800 MB of distances
_MOST_CELLS: Final = 300_000_000  # 3.6 GB of slices
_BLOCK: Final = 128  # slices that are compared with as many others at a time
_BLOCK_CELLS: Final = 16_000_000  # or fewer: 128 MB


class Distance(StrEnum):
    """What makes two slices different: their cells, or the structure of their networks."""

    ABSOLUTE = "absolute"
    SPECTRAL = "spectral"


def slice_distances(
    networks: Iterable[Network],
    distance: Distance = Distance.ABSOLUTE,
    *,
    compat: Compat | None = None,
) -> Numbers:
    """Return the distances between all pairs of networks, which are taken one by one.

    * ``absolute``: D_st = Σ_ij |M_s,ij - M_t,ij|
    * ``spectral`` (one-mode): D_st = sqrt(Σ_r (λ_s,r - λ_t,r)²), with λ the falling eigenvalues of the Laplacian of the
      ties above 0, divided by their sum (``laplacian_spectrum``)

    ``compat``: DNA's spectral distance is the sum of absolute differences of sorted shares of *degrees*; its absolute
    one is the same. The networks must have the same labels in the same order: make slices with ``isolates``.

    Raises ``AnalysisError`` where labels differ, or where there are more than 10,000 slices or more cells than fit.
    Memory: slices² and the filled cells of all slices. Cost: O(slices² · cells), where only those cells enter that are filled
    in one of the (up to 256) slices compared at a time; spectra O(actors³) per slice.
    """
    if distance not in tuple(Distance):
        raise AnalysisError(
            f"{distance!r} is no distance of slices.",
            remedy=f"There are: {', '.join(Distance)}.",
        )
    if distance == Distance.SPECTRAL:
        return _between_spectra(networks, compat)
    filled: list[csr_array[np.float64]] = []
    kept, labels = 0, None
    for network in networks:
        labels = _same(network, labels)
        filled.append(_flat(network))
        kept += filled[-1].nnz
        if kept > _MOST_CELLS or len(filled) > _MOST_SLICES:
            raise _too_many(len(filled))
    return _absolute(filled)


def _between_spectra(networks: Iterable[Network], compat: Compat | None) -> Numbers:
    from scipy.spatial.distance import cdist

    from dissensus.analysis.peer.backbone import degree_spectrum

    spectra: list[Numbers] = []
    labels = None
    for network in networks:
        if network.mode is not Mode.ONE_MODE:
            raise AnalysisError(
                "The spectral distance is one of one-mode networks.",
                remedy="Choose the distance 'absolute', or a one-mode network: congruence, conflict, subtract, ignore.",
            )
        labels = _same(network, labels)
        dense = network.matrix.toarray()
        with one_thread():
            spectra.append(laplacian_spectrum(dense) if compat is None else degree_spectrum(dense))
        if len(spectra) > _MOST_SLICES:
            raise _too_many(len(spectra))
    if not spectra:
        return np.zeros((0, 0))
    values = np.array(spectra)
    return np.asarray(cdist(values, values, "euclidean" if compat is None else "cityblock"))


def _flat(network: Network) -> csr_array[np.float64]:
    """Return a network's cells as one row; of an undirected network, each pair once and doubled."""
    entries = network.matrix.tocoo()
    row, column, data = entries.row.astype(np.int64), entries.col.astype(np.int64), entries.data
    if network.mode is Mode.ONE_MODE and not network.directed:
        once = row <= column
        row, column, data = row[once], column[once], data[once]
        data = np.where(row == column, data, 2.0 * data)
    width = entries.shape[1]
    size = entries.shape[0] * width
    place = row * width + column
    return csr_array((data, (np.zeros_like(place), place)), shape=(1, size))


def _absolute(filled: list[csr_array[np.float64]]) -> Numbers:
    from scipy.sparse import vstack
    from scipy.spatial.distance import cdist

    count = len(filled)
    found = np.zeros((count, count))
    if count < 2:
        return found
    stacked = csr_array(vstack(filled, format="csr"))
    filled.clear()
    # Cells that are always empty take no place.
    used, place = np.unique(stacked.indices, return_inverse=True)
    cells = csr_array((stacked.data, place, stacked.indptr), shape=(count, max(len(used), 1)))
    step = int(np.clip(_BLOCK_CELLS // cells.shape[1], 8, _BLOCK))
    starts = range(0, count, step)
    active = [
        np.bincount(cells[a : a + step].indices, minlength=cells.shape[1]) > 0 for a in starts
    ]
    for i, a in enumerate(starts):
        one = cells[a : a + step].toarray()
        for j, b in enumerate(starts[i:], i):
            both = np.flatnonzero(active[i] | active[j])
            other = one if i == j else cells[b : b + step].toarray()
            apart = cdist(one[:, both], other[:, both], "cityblock")
            found[a : a + step, b : b + step] = apart
            found[b : b + step, a : a + step] = apart.T
    return found


def _same(network: Network, labels: tuple[object, object] | None) -> tuple[object, object]:
    own = (network.rows, network.columns)
    if labels is not None and own != labels:
        raise AnalysisError(
            "The slices have different labels, so their cells can't be compared.",
            remedy="Make them with isolates=True.",
        )
    return own


def _too_many(found: int) -> AnalysisError:
    return AnalysisError(
        f"After {found:,} slices there is no more room to compare all of them.",
        remedy="Make fewer (longer steps), or networks with fewer nodes.",
    )
