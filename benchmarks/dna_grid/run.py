"""How does each case of a grid end? ``run``, ``Outcome``, ``database``, ``grid``"""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from benchmarks.dna_grid.ops import OPS, compare
from benchmarks.dna_grid.request import Misunderstood
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.exchange.dna.reader import read_dna

__all__ = ["Ending", "Outcome", "database", "grid", "run"]

_FORMAT = "dna-reference-grid-1"


class Ending(StrEnum):
    """How a case ends."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended, and why it did not pass, or what of it was not compared."""

    case: str
    ending: Ending
    options: Mapping[str, Any]
    why: str = ""


def grid(path: Path) -> list[dict[str, Any]]:
    """Read the cases of a grid file, packed or not; ``Misunderstood`` for another format."""
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    told = json.loads(data)
    if not isinstance(told, dict) or told.get("format") != _FORMAT:
        raise Misunderstood(f"{path} is no grid of the format {_FORMAT}")
    cases: list[dict[str, Any]] = told["cases"]
    return cases


def database(path: Path) -> DnaDatabase:
    """Read a DNA 3 data base, packed or not."""
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    if not packed:
        return read_dna(path)
    with tempfile.TemporaryDirectory() as folder:
        unpacked = Path(folder) / path.name.removesuffix(".gz")
        unpacked.write_bytes(gzip.decompress(path.read_bytes()))
        return read_dna(unpacked)


def run(cases: list[dict[str, Any]], data: DnaDatabase) -> Iterator[Outcome]:
    """Run and compare every case. What DNA itself failed at is skipped, nothing else."""
    for case in cases:
        options = case["options"]
        if (why := _failed_there(case)) is not None:
            yield Outcome(case["id"], Ending.SKIPPED, options, why)
            continue
        try:
            op = options["op"]
            if op not in OPS:
                raise Misunderstood(f"unknown operation {op!r}")
            ours = OPS[op](options, data)
            why = compare(op, case["result"], ours)
        except Exception as error:  # noqa: BLE001 - one broken case must not hide the others
            why = f"{type(error).__name__}: {error}"
        if why is None:
            yield Outcome(case["id"], Ending.PASSED, options, _drawn(ours))
        else:
            yield Outcome(case["id"], Ending.FAILED, options, why)


def _drawn(ours: Mapping[str, Any]) -> str:
    """Say how many slices hold statements that the peer draws by lot."""
    drawn = sum(bool(own.get("drawn")) for own in ours.get("slices", ()))
    return f"{drawn} slices drawn by lot, so only their dates and sizes" if drawn else ""


def _failed_there(case: Mapping[str, Any]) -> str | None:
    if "peerException" in case:
        return f"the peer ended in a {case['peerException']}"
    result = case["result"]
    if result.get("count") == -1:
        return "the peer failed, without a result"
    if result.get("errors", 0) > 0:
        return f"the peer reported {result['errors']} errors"
    return None
