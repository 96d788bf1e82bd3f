"""How is a figure told? ``timed``, ``told``, ``machine``: the median of some runs with their range"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

__all__ = ["bandwidth", "machine", "peak_memory", "rate", "timed", "told"]


def timed(work: Callable[[], object], *, runs: int) -> list[float]:
    """Do the work several times; returns the seconds each took."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def told(values: Sequence[float], *, digits: int = 3, unit: str = "s") -> str:
    """Write the median with the range: ``0.512 s (0.498–0.530)``."""
    low, high = min(values), max(values)
    spread = f" ({low:,.{digits}f}–{high:,.{digits}f})" if len(values) > 1 else ""
    return f"{median(values):,.{digits}f} {unit}{spread}"


def rate(count: int, seconds: Sequence[float]) -> str:
    """Write how many were done in a second, with the range."""
    return told([count / s for s in seconds], digits=0, unit="/s")


def peak_memory() -> float:
    """Return the most memory this process ever held, in MB."""
    import resource  # not on Windows

    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells there may be that of the process it came from
        for line in status.read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def machine() -> str:
    """Say what the figures were measured on: processor, cores, memory, Python, and how busy it is."""
    model = platform.processor() or platform.machine()
    processors = Path("/proc/cpuinfo")
    if processors.exists():
        for line in processors.read_text("utf-8").splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, Python "
        f"{platform.python_version()}; load {os.getloadavg()[0]:.1f} when this was written"
    )


def bandwidth() -> float:
    """Return how many bytes memory gives up in a second, read and written, by copying 512 MB."""
    import numpy as np

    source = np.ones(32 << 20)
    target = np.empty_like(source)
    seconds = timed(lambda: np.copyto(target, source), runs=7)
    return 2 * source.nbytes / min(seconds)
