"""Run a grid: ``python -m benchmarks.dna_grid GRID.json.gz DATABASE.dna``"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.dna_grid.request import Misunderstood
from benchmarks.dna_grid.run import Ending, database, grid, run
from dissensus.errors import DissensusError

__all__ = ["main"]


def main() -> int:
    """Print every case that failed or was skipped, and how many passed; 1 if any failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dna_grid", description=__doc__)
    parser.add_argument("grid", type=Path, help="a grid file (.json.gz or .json)")
    parser.add_argument("database", type=Path, help="its data base (.dna or .dna.gz)")
    given = parser.parse_args()
    began = time.perf_counter()
    try:
        cases, data = grid(given.grid), database(given.database)
    except (DissensusError, Misunderstood, OSError, json.JSONDecodeError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    endings: Counter[Ending] = Counter()
    operations: Counter[str] = Counter()
    for outcome in run(cases, data):
        endings[outcome.ending] += 1
        if outcome.ending is Ending.PASSED:
            operations[str(outcome.options["op"])] += 1
            if outcome.why:
                print(f"passed {outcome.case}: {outcome.why}")
            continue
        print(f"{outcome.ending} {outcome.case}: {outcome.why}")
        print(f"    {json.dumps(outcome.options, ensure_ascii=False)}")
    for name, number in sorted(operations.items()):
        print(f"{number:>6} passed: {name}")
    total = ", ".join(f"{endings[ending]} {ending}" for ending in Ending)
    print(f"{total} of {len(cases)} cases in {time.perf_counter() - began:.1f} s")
    return 1 if endings[Ending.FAILED] else 0


if __name__ == "__main__":
    sys.exit(main())
