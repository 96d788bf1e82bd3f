"""Where would actors stand to say what they said? ``sample``: draws of ideal points from their posterior

A probit item response model: binary (yes, no) or ordinal (no, torn, yes). All chains are drawn at once, as the
last axis of every array; per actor and per concept, sums go over the cells that are there and no others,
so that silence costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import ndtr, ndtri

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["PRIOR_VARIANCE", "Answers", "Draws", "sample"]

PRIOR_VARIANCE: Final = 4.0
"""Of intercepts and slopes, as in MCMCpack (precision 0.25); ideal points have 1."""


_SMALLEST: Final = 1e-12  # no sum of squares is 0, only rounded to it


@dataclass(frozen=True, eq=False)
class Answers:
    """What was answered: cell n is of ``actor[n]`` on ``concept[n]``, at ``level[n]`` of ``levels`` (2 or 3)."""

    actor: Integers
    concept: Integers
    level: Integers
    actors: int
    concepts: int
    levels: int = 2

    @cached_property
    def by_concept(self) -> csr_array[np.float64]:
        """Sums cells per concept."""
        return _sums(self.concept, self.concepts)

    @cached_property
    def by_actor(self) -> csr_array[np.float64]:
        """Sums cells per actor."""
        return _sums(self.actor, self.actors)

    @cached_property
    def answered(self) -> csr_array[np.float64]:
        """1 where an actor has answered, actors × concepts."""
        data, shape = np.ones(len(self.actor)), (self.actors, self.concepts)
        return csr_array((data, (self.actor, self.concept)), shape=shape)

    @cached_property
    def answering(self) -> csr_array[np.float64]:
        """1 where an actor has answered, concepts × actors."""
        return csr_array(self.answered.T)

    @cached_property
    def in_order(self) -> tuple[Integers, Integers]:
        """The cells in order of their concepts, and where each concept begins (each has an answer)."""
        order = np.argsort(self.concept, kind="stable")
        return order, np.searchsorted(self.concept[order], np.arange(self.concepts))

    @cached_property
    def count(self) -> Numbers:
        """How many answers each concept got."""
        return np.bincount(self.concept, minlength=self.concepts).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws, chains × samples × ...: points × actors × dimensions, slopes × concepts × dimensions, ...

    ``intercepts`` are the difficulties, ``cutpoints`` the widths of the middle level (ordinal; else empty).
    """

    points: Numbers
    slopes: Numbers
    intercepts: Numbers
    cutpoints: Numbers


def sample(
    answers: Answers,
    *,
    dimensions: int = 1,
    samples: int = 1000,
    burn_in: int = 1000,
    thin: int = 10,
    chains: int = 4,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Draws:
    """Draw from the posterior of the model by Gibbs sampling.

    Actor i with ideal point θ_i says yes to concept j with P(y_ij = yes) = Φ(β_j·θ_i - α_j); in the ordinal model
    P(y_ij ≥ torn) = Φ(β_j·θ_i - α_j) and P(y_ij = yes) = Φ(β_j·θ_i - α_j - γ_j). Priors: θ_ik ~ N(0, 1); α_j,
    β_jk ~ N(0, 4); γ_j > 0 half of N(0, 4). Silence is no answer and says nothing.

    Each round draws the latent z_ij = β_j·θ_i - α_j + ε, ε ~ N(0, 1), within the bounds of the answer, then all
    concepts given z and θ, then all points given z and the concepts (Albert and Chib 1993). With three
    levels, z_j/γ_j has the fixed bounds 0 and 1 and an unknown variance 1/γ_j², which is drawn with the
    coefficients integrated out: no tuning, no rejected steps (Nandram and Chen 1996, doi 10.1080/00949659608811742).

    The first ``burn_in`` rounds are dropped, then every ``thin``-th is kept, ``samples`` per chain. Points are as
    the model has them: unoriented (see ``orientation``). The same seed gives the same draws.

    Source: Albert, J. H. and Chib, S. (1993), Bayesian Analysis of Binary and Polychotomous Response Data, JASA 88, doi
    10.1080/01621459.1993.10476321; Clinton, J., Jackman, S. and Rivers, D. (2004), The Statistical Analysis of Roll Call
    Data, American Political Science Review 98, doi 10.1017/S0003055404001194.
    Cost: O(rounds × chains × cells × dimensions); memory for the draws that are kept.
    """
    state = _State.anywhere(answers, dimensions, chains, np.random.default_rng(seed))
    points = np.empty((chains, samples, answers.actors, dimensions))
    slopes = np.empty((chains, samples, answers.concepts, dimensions))
    intercepts = np.empty((chains, samples, answers.concepts))
    cutpoints = np.empty((chains, samples, answers.concepts if answers.levels > 2 else 0))
    for number in range(burn_in + samples * thin):
        state.advance()
        kept, rest = divmod(number - burn_in, thin)
        if kept >= 0 and rest == thin - 1:
            points[:, kept] = state.points[:-1].T
            slopes[:, kept] = state.coefficients[:-1].T
            intercepts[:, kept] = -state.coefficients[-1].T
            if answers.levels > 2:
                cutpoints[:, kept] = state.cutpoints.T
        if progress is not None:
            progress(number + 1)
    return Draws(points, slopes, intercepts, cutpoints)


@dataclass(slots=True, eq=False)
class _State:
    """Where the chains are. Axes: dimensions (the last one is the constant) × actors or concepts × chains."""

    answers: Answers
    random: np.random.Generator
    points: Numbers  # its last row is 1, so that the intercept is a coefficient like the slopes
    coefficients: Numbers  # slopes, then minus the intercept
    cutpoints: Numbers
    latent: Numbers
    at_point: Numbers  # the point of each cell's actor
    at_coefficient: Numbers  # the coefficients of each cell's concept
    low: Numbers
    high: Numbers

    @classmethod
    def anywhere(
        cls, answers: Answers, dimensions: int, chains: int, random: np.random.Generator
    ) -> _State:
        """Begin anywhere the prior thinks possible, each chain elsewhere."""
        cells = len(answers.actor)
        points = np.ones((dimensions + 1, answers.actors, chains))
        points[:-1] = random.standard_normal(points[:-1].shape)
        state = cls(
            answers=answers,
            random=random,
            points=points,
            coefficients=np.zeros((dimensions + 1, answers.concepts, chains)),
            cutpoints=np.ones((answers.concepts, chains)),
            latent=np.empty((cells, chains)),
            at_point=np.take(points, answers.actor, axis=1),
            at_coefficient=np.zeros((dimensions + 1, cells, chains)),
            low=np.empty((cells, chains)),
            high=np.empty((cells, chains)),
        )
        state._bound()
        return state

    def advance(self) -> None:
        """Make one round."""
        self._draw_latent()
        if self.answers.levels > 2:
            self._draw_cutpoints()
        self._draw_concepts()
        self._draw_points()

    def _bound(self) -> None:
        """Set the bounds that the answers put on the latent values."""
        level = self.answers.level[:, None]
        last = self.answers.levels - 1
        upper: Numbers | float = 0.0
        if last > 1:
            upper = np.take(self.cutpoints, self.answers.concept, axis=0)
        self.low[:] = np.where(level == 0, -np.inf, np.where(level == last, upper, 0.0))
        self.high[:] = np.where(level == 0, 0.0, np.where(level == last, np.inf, upper))

    def _draw_latent(self) -> None:
        mean = np.einsum("kac,kac->ac", self.at_coefficient, self.at_point)
        self.latent = _within(self.random, mean, self.low, self.high)

    def _draw_cutpoints(self) -> None:
        """Draw the cutpoints given the latent values: anywhere between those of mixed and positive answers.

        The stretch that follows moves cutpoints far where answers are many, this where they are few.
        """
        order, starts = self.answers.in_order
        level, latent = self.answers.level[order, None], self.latent[order]
        low = np.maximum.reduceat(np.where(level == 1, latent, 0.0), starts, axis=0)
        high = np.minimum.reduceat(np.where(level == 2, latent, np.inf), starts, axis=0)
        spread = np.sqrt(PRIOR_VARIANCE)
        drawn = spread * _between(self.random, low / spread, high / spread)
        self.cutpoints = np.maximum(drawn, _SMALLEST)

    def _draw_concepts(self) -> None:
        """Draw all coefficients (and cutpoints) given latent values and points."""
        answers, size = self.answers, len(self.points)
        precision = _products(answers.answering, self.points)
        for k in range(size):
            precision[k, k] += 1 / PRIOR_VARIANCE
        right = np.stack([answers.by_concept @ (x * self.latent) for x in self.at_point])
        noise = self.random.standard_normal(right.shape)
        root = _Root.of(precision)
        whitened = root.forward(right)
        ratio = self._stretch(whitened)
        self.coefficients = root.backward(ratio * whitened + noise)
        self.at_coefficient = np.take(self.coefficients, answers.concept, axis=1)

    def _stretch(self, whitened: Numbers) -> Numbers:
        """Stretch the latent values of each concept, coefficients integrated out; return by how much.

        Ordinal: what makes the next cutpoint of the last one. Binary: any stretch keeps the signs; to
        draw one from its distribution makes the chain forget sooner (Liu and Wu 1999).
        """
        answers = self.answers
        squares = answers.by_concept @ self.latent**2
        left = np.maximum(squares - np.einsum("kjc,kjc->jc", whitened, whitened), _SMALLEST)
        half = 0.5 * answers.count[:, None]
        if answers.levels > 2:
            rate = 0.5 / PRIOR_VARIANCE + 0.5 * left / self.cutpoints**2
            cutpoints = np.sqrt(self.random.standard_gamma(0.5 + half, rate.shape) / rate)
            ratio: Numbers = cutpoints / self.cutpoints
            self.cutpoints = cutpoints
        else:
            ratio = np.sqrt(self.random.standard_gamma(half, left.shape) / (0.5 * left))
        self.latent = self.latent * np.take(ratio, answers.concept, axis=0)
        if answers.levels > 2:
            self._bound()
        return ratio

    def _draw_points(self) -> None:
        """Draw all points given latent values and coefficients."""
        answers, slopes = self.answers, self.coefficients[:-1]
        precision = _products(answers.answered, slopes)
        for k in range(len(slopes)):
            precision[k, k] += 1.0
        rest = self.latent - self.at_coefficient[-1]
        right = np.stack([answers.by_actor @ (b * rest) for b in self.at_coefficient[:-1]])
        root = _Root.of(precision)
        noise = self.random.standard_normal(right.shape)
        self.points[:-1] = root.backward(root.forward(right) + noise)
        self.at_point = np.take(self.points, answers.actor, axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class _Root:
    """The Cholesky factors of many small matrices at once; ``entries[i][j]`` holds entry (i, j) of all."""

    entries: list[list[Numbers]]

    @classmethod
    def of(cls, matrices: Numbers) -> _Root:
        entries: list[list[Numbers]] = []
        for i in range(len(matrices)):
            entries.append([])
            for j in range(i + 1):
                rest = matrices[i, j]
                for q in range(j):
                    rest = rest - entries[i][q] * entries[j][q]
                entries[i].append(np.sqrt(rest) if i == j else rest / entries[j][j])
        return cls(entries)

    def forward(self, right: Numbers) -> Numbers:
        """Solve L x = right."""
        solved = np.empty_like(right)
        for i, row in enumerate(self.entries):
            rest = right[i] - sum(row[j] * solved[j] for j in range(i))
            solved[i] = rest / row[i]
        return solved

    def backward(self, right: Numbers) -> Numbers:
        """Solve Lᵀ x = right."""
        solved = np.empty_like(right)
        for i in reversed(range(len(right))):
            rest = right[i] - sum(self.entries[j][i] * solved[j] for j in range(i + 1, len(right)))
            solved[i] = rest / self.entries[i][i]
        return solved


def _sums(code: Integers, size: int) -> csr_array[np.float64]:
    return csr_array((np.ones(len(code)), (code, np.arange(len(code)))), shape=(size, len(code)))


def _products(answered: csr_array[np.float64], values: Numbers) -> Numbers:
    """Sum x xᵀ over those answered: dimensions × dimensions × rows × chains."""
    size = len(values)
    result = np.empty((size, size, answered.shape[0], values.shape[2]))
    for i in range(size):
        for j in range(i + 1):
            result[i, j] = result[j, i] = answered @ (values[i] * values[j])
    return result


def _within(
    random: np.random.Generator, mean: Numbers, low: Numbers, high: Numbers
) -> NDArray[np.float64]:
    """Draw from N(mean, 1) within bounds: freely first, and by inversion whatever fell outside.

    Exact: a free draw that is inside is a draw from the truncated distribution, and so is the other one.
    """
    drawn = random.standard_normal(mean.shape)
    drawn += mean
    outside = np.flatnonzero((drawn <= low) | (drawn > high))
    center = mean.ravel()[outside]
    below, above = low.ravel()[outside] - center, high.ravel()[outside] - center
    drawn.ravel()[outside] = center + _between(random, below, above)
    return drawn


def _between(random: np.random.Generator, below: Numbers, above: Numbers) -> NDArray[np.float64]:
    """Draw from N(0, 1) between bounds by inversion."""
    # On the left side of 0 the distribution function keeps its digits however far out.
    flip = below + above > 0
    below, above = np.where(flip, -above, below), np.where(flip, -below, above)
    least, most = ndtr(below), ndtr(above)
    share = 1.0 - random.random(below.shape)  # never 0
    drawn = np.where(most > 0, ndtri(least + share * (most - least)), above)
    drawn = np.clip(drawn, below, above)
    result: NDArray[np.float64] = np.where(flip, -drawn, drawn)
    return result
