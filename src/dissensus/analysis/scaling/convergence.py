"""Did the chains arrive, and how much do their draws tell? ``split_rhat``, ``effective_size``, ``shortest``"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri
from scipy.stats import rankdata

from dissensus.analysis.matrices.cells import Numbers

__all__ = ["effective_size", "shortest", "split_rhat"]


def split_rhat(draws: Numbers) -> Numbers:
    """Return the rank-normalized split R̂ of each quantity, from draws of shape chains × draws × quantities.

    Each chain is cut into halves; draws are replaced by normal scores of their ranks; R̂ = √(((N-1)/N W + B/N) / W),
    with W the mean variance within the halves, B/N the variance between their means and N the length of a half. The larger
    one of that and the same of the distances from the median, so that chains of different spread are noticed,
    too. Near 1 (at most 1.01) when chains agree. A quantity that never moves has R̂ = 1.

    Source: Vehtari, A., Gelman, A., Simpson, D., Carpenter, B. and Bürkner, P.-C. (2021), Rank-normalization, folding, and
    localization: an improved R̂, Bayesian Analysis 16, doi 10.1214/20-BA1221. Cost: O(draws log draws) per quantity.
    """
    halves = _halves(draws)
    folded = np.abs(halves - np.median(halves, axis=(0, 1)))
    return np.maximum(_rhat(_scores(halves)), _rhat(_scores(folded)))


def effective_size(draws: Numbers) -> Numbers:
    """Return how many independent draws tell as much about the mean (bulk ESS), per quantity.

    Of the rank-normalized half chains: M N / τ, τ = -1 + 2 Σ_t P_t, where P_t = ρ_2t + ρ_2t+1 are the sums of neighboring
    autocorrelations over all M chains as long as they are positive, made to fall (Geyer 1992). At most
    M N log10(M N). A quantity that never moves has M N.

    Source: Vehtari et al. (2021), as ``split_rhat``. Cost: O(draws log draws) per quantity.
    """
    scores = _scores(_halves(draws))
    chains, length, _ = scores.shape
    total = chains * length
    means = scores.mean(axis=1)
    covariance = _autocovariance(scores - means[:, None])
    within = covariance[:, 0].mean(axis=0) * length / (length - 1)
    spread = within * (length - 1) / length + means.var(axis=0, ddof=1)
    still = spread <= 0
    safe = np.where(still, 1.0, spread)
    correlation = 1 - (within - covariance.mean(axis=0)) / safe
    correlation[0] = 1.0
    even = length // 2 * 2
    pairs = correlation[0:even:2] + correlation[1:even:2]
    positive = np.logical_and.accumulate(pairs > 0, axis=0)
    falling = np.minimum.accumulate(np.where(positive, pairs, 0.0), axis=0)
    time = np.maximum(-1 + 2 * falling.sum(axis=0), 1 / np.log10(total))
    return np.where(still, float(total), total / time)


def shortest(draws: Numbers, share: float = 0.95) -> tuple[Numbers, Numbers]:
    """Return the ends of the shortest interval that holds this share of the draws (along axis 0).

    For a posterior of one peak it is the interval of highest posterior density (HPD). Cost: O(draws log draws).

    >>> shortest(np.array([0.0, 1.0, 1.1, 1.2, 9.0])[:, None], 0.5)
    (array([1.]), array([1.2]))
    """
    ordered = np.sort(draws, axis=0)
    count = len(ordered)
    inside = min(int(np.floor(share * count)), count - 1)
    width = ordered[inside:] - ordered[: count - inside]
    first = np.argmin(width, axis=0)[None]
    low = np.take_along_axis(ordered, first, axis=0)[0]
    high = np.take_along_axis(ordered, first + inside, axis=0)[0]
    return low, high


def _halves(draws: Numbers) -> Numbers:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])


def _scores(draws: Numbers) -> Numbers:
    """Replace draws by normal scores of their ranks among all chains."""
    flat = draws.reshape(-1, draws.shape[2])
    rank = rankdata(flat, axis=0)
    scores: Numbers = ndtri((rank - 0.375) / (len(flat) + 0.25)).reshape(draws.shape)
    return scores


def _rhat(draws: Numbers) -> Numbers:
    length = draws.shape[1]
    within = draws.var(axis=1, ddof=1).mean(axis=0)
    between = draws.mean(axis=1).var(axis=0, ddof=1)
    moves = within > 0
    ratio = np.divide(between, within, out=np.zeros_like(within), where=moves)
    ratio[~moves] = np.where(between[~moves] > 0, np.inf, 1 / length)  # apart, or one and the same
    rhat: Numbers = np.sqrt((length - 1) / length + ratio)
    return rhat


def _autocovariance(centered: Numbers) -> Numbers:
    """Return the autocovariances along axis 1, by Fourier transform (padded, so that ends do not meet)."""
    length = centered.shape[1]
    size = 1 << (2 * length - 1).bit_length()
    spectrum = np.fft.rfft(centered, size, axis=1)
    lags = np.fft.irfft(np.abs(spectrum) ** 2, size, axis=1)[:, :length]
    covariance: Numbers = lags / length
    return covariance
