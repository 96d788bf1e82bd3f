"""How many documents a second are taken in, in how much memory, and how fast are they found again?

    python -m benchmarks.ingest [--documents 10000] [--kind plain|html|mixed] [--runs 1] [--profile]

A folder of invented texts of 5 kB is read into a new project: reading, storing, history, full-text
index and near-duplicate groups are all in the time. Each measurement runs in a process of its own, so
that its peak memory is its own (that of the processes that read HTML is not in it); the same is done
with a tenth and a half of the texts, to see that memory does not grow with them. Then 200 words,
phrases and prefixes are looked up.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.figures import machine, peak_memory, rate, told
from benchmarks.invented_texts import WORDS, text, write_folder
from dissensus.model.codebook import Codebook, built_in_types
from dissensus.project import create, open_project

CHARACTERS = 5_000
QUERIES = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kind", choices=["plain", "html", "mixed"], default="plain")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="one run, with a profile")
    parser.add_argument("--one", nargs="+", type=Path, metavar=("PROJECT", "FOLDER"))
    options = parser.parse_args()
    if options.one:
        print(json.dumps(one(options.one[0], options.one[1:], profile=options.profile)))
        return
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    n = options.documents
    sizes = [n] if options.profile else [n // 10, n // 2, n]
    parts, start = [], 0
    for part, stop in enumerate(sizes):
        parts.append(folder / f"part{part}")
        write_folder(parts[-1], range(start, stop), characters=CHARACTERS, kind=options.kind)
        start = stop
    project = folder / "measured.dissensus"
    for count, size in enumerate(sizes, start=1):
        runs = []
        for _ in range(options.runs):
            project.unlink(missing_ok=True)
            runs.append(in_own_process(project, parts[:count], profile=options.profile))
        print(
            f"{size:,} {options.kind} texts of {CHARACTERS / 1000:.0f} kB: "
            f"{rate(size, [r['seconds'] for r in runs])}; "
            f"peak {told([r['memory'] for r in runs], digits=0, unit='MB')}"
            + f"; {runs[-1]['copies']:,} in groups of copies; project {project.stat().st_size / 1e6:.0f} MB"
        )
    print(search(project, n))


def in_own_process(project: Path, folders: list[Path], *, profile: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.ingest", "--one", str(project), *map(str, folders)]
    command += ["--profile"] * profile
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(path: Path, folders: list[Path], *, profile: bool) -> dict[str, float]:
    """Take the folders in, and say how long it took and what it needed."""
    book = Codebook(statement_types=built_in_types())
    profiler = cProfile.Profile()
    with create(path, book, coder="benchmark") as project:
        if profile:
            profiler.enable()
        began = time.perf_counter()
        report = project.ingest(folders)
        seconds = time.perf_counter() - began
        if profile:
            profiler.disable()
            pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(45)
        assert not report.rejected, report.rejected[0]
        found = {"seconds": seconds, "memory": peak_memory()}
        found["copies"] = sum(bool(d.group) for d in project.documents())
    return found


def search(path: Path, documents: int) -> str:
    """Look up words, phrases of two and three words, and prefixes, common and rare."""
    rng = random.Random(5)
    queries: list[str] = []
    while len(queries) < QUERIES:
        words = text(rng.randrange(documents), characters=CHARACTERS).split()
        at = rng.randrange(len(words) - 3)
        word = rng.choice(WORDS[: rng.choice([20, 200, 2_000, 20_000])])
        queries += [
            word,
            f'"{" ".join(words[at : at + 2])}"',
            f'"{" ".join(words[at : at + 3])}" {rng.choice(words)}',
            f"{word[: rng.randint(2, 4)]}*",
        ]
    times, found = [], 0
    with open_project(path, coder="benchmark") as project:
        for query in queries:
            began = time.perf_counter()
            found += bool(project.search(query))
            times.append((time.perf_counter() - began) * 1000)
    cuts = quantiles(times, n=20)
    return (
        f"search: median {median(times):.1f} ms, p95 {cuts[18]:.1f} ms, slowest {max(times):.1f} ms "
        f"({found} of {len(queries)} queries found something)"
    )


if __name__ == "__main__":
    main()
