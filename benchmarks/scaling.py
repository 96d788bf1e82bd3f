"""Are planted ideal points found again, do the intervals hold what they say, and how long does it take?

    python -m benchmarks.scaling [--sets 50]

Actors, concepts and answers are drawn from the model itself (priors as in ``docs/methods/scaling.md``), so that
of the 95 % intervals 95 % should hold the planted point, put on the same scale.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from dissensus.analysis.scaling.convergence import shortest
from dissensus.analysis.scaling.ideal_points import PRIOR_VARIANCE, Answers, Draws, sample
from dissensus.analysis.scaling.orientation import identified, standardized

Numbers = NDArray[np.float64]


def planted(
    actors: int, concepts: int, *, dimensions: int, levels: int, share: float, seed: int
) -> tuple[Answers, Numbers]:
    """Draw points, concepts and answers; keep ``share`` of the answers. Return the points standardized."""
    random = np.random.default_rng(seed)
    spread = np.sqrt(PRIOR_VARIANCE)
    points = random.standard_normal((actors, dimensions))
    slopes = random.normal(0, spread, (concepts, dimensions))
    latent = points @ slopes.T - random.normal(0, spread, concepts)
    latent += random.standard_normal(latent.shape)
    width = np.abs(random.normal(0, spread, concepts))
    level = (latent > 0).astype(np.int64)
    if levels == 3:
        level += latent > width
    kept = random.random(latent.shape) < share
    kept[np.arange(actors), np.arange(actors) % concepts] = True  # everybody and everything has one
    kept[np.arange(concepts) % actors, np.arange(concepts)] = True
    actor, concept = np.nonzero(kept)
    none = np.empty((1, 1, 0))
    draw = Draws(points[None, None], slopes[None, None], np.zeros((1, 1, concepts)), none)
    answers = Answers(actor, concept, level[kept], actors, concepts, levels)
    return answers, standardized(draw).points[0, 0]


def recovered(sets: int, **design: float) -> tuple[float, float]:
    """Return the correlation with the planted points and how many of them the 95 % intervals hold."""
    correlations, covered = [], []
    for seed in range(sets):
        answers, truth = planted(**design, seed=seed)  # type: ignore[arg-type]
        raw = sample(
            answers, dimensions=truth.shape[1], samples=500, burn_in=500, thin=4, seed=seed
        )
        draws = identified(raw, answers).points
        mean = draws.mean(axis=(0, 1))
        left, _, right = np.linalg.svd(truth.T @ mean)
        truth = truth @ (left @ right)
        low, high = shortest(draws.reshape(-1, *truth.shape))
        correlations += [np.corrcoef(m, t)[0, 1] for m, t in zip(mean.T, truth.T, strict=True)]
        covered.append(((low <= truth) & (truth <= high)).mean())
    return float(np.mean(correlations)), float(np.mean(covered))


def designs() -> Iterator[dict[str, float]]:
    """Go through what is planted."""
    for dimensions in (1, 2):
        for levels in (2, 3):
            for share in (1.0, 0.3):
                yield {
                    "actors": 40,
                    "concepts": 30,
                    "dimensions": dimensions,
                    "levels": levels,
                    "share": share,
                }


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=50)
    sets = parser.parse_args().sets
    print(
        f"| 40 actors, 30 concepts, {sets} sets each | answered | correlation | 95 % intervals hold |"
    )
    print("|---|---|---|---|")
    for design in designs():
        correlation, coverage = recovered(sets, **design)
        name = _name(design["dimensions"], design["levels"])
        print(
            f"| {name} | {design['share']:.0%} | {correlation:.3f} | {coverage:.1%} |", flush=True
        )
    print("\n| 100 actors × 60 concepts, 4 chains × 20,000 rounds | answered | s of one core |")
    print("|---|---|---|")
    for dimensions, levels in ((1, 2), (2, 2), (1, 3), (2, 3)):
        for share in (1.0, 0.15):
            answers, _ = planted(100, 60, dimensions=dimensions, levels=levels, share=share, seed=1)
            began = time.process_time()
            sample(answers, dimensions=dimensions, samples=1000, burn_in=0, thin=20)
            took = time.process_time() - began
            print(f"| {_name(dimensions, levels)} | {share:.0%} | {took:.1f} |", flush=True)


def _name(dimensions: float, levels: float) -> str:
    model = "binary" if levels == 2 else "ordinal"
    return f"{model}, {dimensions} dimension{'s' * (dimensions > 1)}"


if __name__ == "__main__":
    main()
