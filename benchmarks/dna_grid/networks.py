"""What are DNA's networks? ``network``: one, or one per window; ``timewindow``: smoothed over time"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.dna_grid.request import Misunderstood, Request, read
from dissensus.analysis.design import Compat, Unit
from dissensus.analysis.matrices.cells import Integers
from dissensus.analysis.peer.cells import cells
from dissensus.analysis.peer.matrices import is_whole
from dissensus.analysis.peer.static import network as static_network
from dissensus.analysis.peer.windows import slices
from dissensus.analysis.phases.distances import Distance, slice_distances
from dissensus.exchange.dna.database import DnaDatabase
from dissensus.model.moment import Moment
from dissensus.model.network import Network

__all__ = ["network", "timewindow", "written"]

_DISTANCES: Final = {"absdiff": Distance.ABSOLUTE, "spectral": Distance.SPECTRAL}


def network(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Build the static network of a case, or those of its moving windows."""
    request = read(options, database)
    return _result(request, _made(request))


def timewindow(options: Mapping[str, Any], database: DnaDatabase) -> dict[str, Any]:
    """Build the slices of a case, and how far apart they are where it asks for that."""
    request = read(options, database, also=("distance",))
    result = _result(request, _made(request))
    if (asked := options.get("distance")) is not None:
        made = [own["network"] for own in result["slices"]]
        if asked not in _DISTANCES:
            raise Misunderstood(f"unknown distance {asked!r}")
        apart = slice_distances(made, _DISTANCES[asked], compat=Compat.DNA_3_0)
        result["distance"] = apart.tolist()
    return result


def written(moment: Moment | None) -> str:
    """Return a moment as the grid writes it."""
    assert moment is not None
    return moment.start.isoformat(timespec="seconds")


def _made(request: Request) -> Iterator[Network]:
    if request.unit is None:  # without windows there is nothing for a kernel to weigh
        (design,) = request.designs()
        made = static_network(
            request.events, design, population=request.population, extent=request.extent
        )
        return iter([made])
    if request.kernel is not None and request.unit is Unit.EVENTS:
        return iter(())
    each = [
        slices(
            request.events,
            design,
            request.windows(),
            population=request.population,
            extent=request.extent,
        )
        for design in request.designs()
    ]
    return each[0] if len(each) == 1 else chain.from_iterable(zip(*each, strict=True))


def _result(request: Request, made: Iterator[Network]) -> dict[str, Any]:
    design = request.designs()[0]
    own = cells(request.events, design, population=request.population)
    smoothed = request.kernel is not None and request.unit is not None
    chances = _chances(own.seconds, request) if request.unit is Unit.EVENTS else None
    each = []
    for number, result in enumerate(made):
        row = {
            "index": number,
            "start": written(result.since),
            "middle": written(result.middle),
            "stop": written(result.until),
            # DNA does not count the statements of its kernels.
            "numStatements": 0 if smoothed else result.statements,
            "integer": not smoothed and is_whole(result.statements, own.scale, design),
            "network": result,
        }
        if chances is not None:
            row["drawn"] = bool(chances[number // len(request.designs())])
        each.append(row)
    return {
        "numFiltered": len(own),
        "numOriginal": len(request.population),
        "count": len(each),
        "slices": each,
        "errors": 0,
    }


def _chances(seconds: Integers, request: Request) -> NDArray[np.bool_]:
    """Say for each window of events whether DNA draws one of its ends among statements of the same second."""
    half = request.width // 2
    places = np.arange(half, len(seconds) - half)
    padded = np.concatenate([[-(2**62)], seconds, [2**62]])  # statement n stands at n + 1
    first, last = places - half + 1, places + half + 1
    drawn = (padded[first] == padded[first - 1]) | (padded[last] == padded[last + 1])
    return np.asarray(drawn, dtype=np.bool_)
