"""How long does polarization take, once and over 3,649 windows, and how good is the search?

python -m benchmarks.polarization [DATABASE.dna]

Without a database, on an invented debate without sides (10,000 statements, 100 organizations, 60 concepts):
the hardest kind. With one, on its statements, organization by concept.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.debates import synthetic
from benchmarks.figures import machine, peak_memory, timed, told
from dissensus.analysis.design import Kernel, OneMode, Windows
from dissensus.analysis.matrices.cells import Numbers
from dissensus.analysis.polarization.blocs import best_split
from dissensus.analysis.polarization.measure import polarization
from dissensus.analysis.polarization.search import search
from dissensus.events import EventList
from dissensus.exchange.dna.reader import read_dna
from dissensus.model.network import Normalization, Projection

RUNS = 3
DESIGN = OneMode(
    qualifier="agreement", kind=Projection.SUBTRACT, normalization=Normalization.AVERAGE
)
DAILY = Windows(width=100, kernel=Kernel.UNIFORM)


def debate() -> EventList:
    """Return the statements to measure on."""
    if len(sys.argv) > 1:
        return read_dna(Path(sys.argv[1])).events("DNA Statement")
    return synthetic(10_000, persons=300, organizations=100, concepts=60)


def noise(actors: int, *, seed: int = 1) -> tuple[Numbers, Numbers]:
    """Return congruence and conflict of actors who all meet and take no sides."""
    random = np.random.default_rng(seed)
    agree, oppose = (np.triu(random.random((actors, actors)), 1) for _ in range(2))
    return agree + agree.T, oppose + oppose.T


def main() -> None:
    events = debate()
    print(machine())
    print(f"{len(events):,} statements, median of {RUNS} runs")
    cases: dict[str, Callable[[], object]] = {
        "once, search": lambda: polarization(events, DESIGN, exact=False),
        "once, proof within 10 s": lambda: polarization(events, DESIGN),
        "daily windows of 100 days": lambda: polarization(events, DESIGN, windows=DAILY),
    }
    for name, work in cases.items():
        print(f"{name:32} {told(timed(work, runs=RUNS))}")
    once = polarization(events, DESIGN)
    print(f"once: {once.score:.6f}, bound {once.bound:.6f}, exact {once.exact}")
    found = polarization(events, DESIGN, windows=DAILY)
    print(f"{len(found):,} windows of {np.mean(found.actors):.0f} actors on average")
    some = Windows(width=100, kernel=Kernel.UNIFORM, step=36)
    quick = polarization(events, DESIGN, windows=DAILY).score[:: some.step]
    slow = polarization(events, DESIGN, windows=some, exact=True, time_limit=2.0)
    missed = np.array(slow.score) - np.array(quick)
    print(
        f"of {len(slow)} windows, {sum(slow.exact)} proved within 2 s; the search of all windows missed "
        f"the best blocs known in {int((missed > 1e-8).sum())}, by {missed.max():.4f} at most"
    )
    for actors in (20, 30, 40, 100):
        agree, oppose = noise(actors)
        print(
            f"{actors:4} actors without sides: search",
            told(timed(partial(search, agree, oppose), runs=RUNS)),
        )
    side = np.arange(300) % 2
    camps = np.where(side[:, None] == side[None, :], 1.0, -1.0)
    np.fill_diagonal(camps, 0.0)
    print(f"two camps of 150, split       {told(timed(lambda: best_split(camps), runs=RUNS))}")
    print(f"peak memory: {peak_memory():,.0f} MB")


if __name__ == "__main__":
    main()
