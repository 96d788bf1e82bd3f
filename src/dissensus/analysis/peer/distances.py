"""How far apart are two slices, to DNA? ``distances``, ``Distance``"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from scipy.spatial.distance import cdist

from dissensus.analysis.cells import Numbers
from dissensus.analysis.peer.backbone import degree_spectrum
from dissensus.errors import AnalysisError
from dissensus.model.network import Network

__all__ = ["Distance", "distances"]


class Distance(StrEnum):
    """What is compared: each tie, or what DNA calls the spectrum (the sorted shares of the degrees)."""

    ABSOLUTE = "absdiff"
    SPECTRAL = "spectral"


def distances(slices: Sequence[Network], distance: Distance) -> Numbers:
    """Return D_st = Σ_ij |M_s - M_t| or Σ_r |λ_s(r) - λ_t(r)|, not rescaled.

    Slices must be of the same labels, so isolates are to be kept. Raises ``AnalysisError`` where they are
    not. Cost: O(slices² · cells), all matrices dense in memory.
    """
    if not slices:
        return np.zeros((0, 0))
    if len({(own.rows, own.columns) for own in slices}) > 1:
        raise AnalysisError(
            "The slices have different labels, so they can't be compared tie by tie.",
            remedy="Keep isolates.",
        )
    if distance is Distance.ABSOLUTE:
        points = np.stack([own.matrix.toarray().ravel() for own in slices])
    else:
        points = np.stack([degree_spectrum(own.matrix.toarray()) for own in slices])
    if not points.shape[1]:
        return np.zeros((len(slices), len(slices)))
    return np.asarray(cdist(points, points, "cityblock"), dtype=np.float64)
