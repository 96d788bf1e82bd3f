"""What is the least weight of ties that meets every frustrated cycle? ``least_cover``

A cycle with an odd number of negative ties can't have all its ties in the right place. The ties a split
misplaces meet all such cycles, and any set that meets them all contains what some split misplaces. So
the least frustration is a covering problem; its linear relaxation bounds it from below.
"""

from __future__ import annotations

from functools import cached_property
from time import monotonic
from typing import Any, Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

from dissensus.analysis.matrices.cells import Integers, Numbers

__all__ = ["least_cover"]

_VIOLATED: Final = 1e-6
_CLOSED: Final = 1e-9  # of the weight of all ties, which is 1
_DENSE: Final = 120  # nodes of which all triangles are looked at at once
_AT_ONCE: Final = 400  # cycles added per round, at most

_Rows = list[Integers]


def least_cover(
    ties: Numbers, best: float, grain: float, deadline: float
) -> tuple[Integers | None, float]:
    """Return a split, if one was found on the way, and a bound below every split's misplaced weight.

    ``best`` is the misplaced weight of a known split: the proof ends when the bound comes so near that no split,
    all of which differ by multiples of ``grain`` (0: by any amount), has room between the two. The weights
    of ``ties`` should sum to about 1. Variables are the ties, 1 if misplaced; rows the cycles found to be
    violated, triangles first, then shortest paths from a node to itself that change sides.
    """
    program = _Program(ties)
    room = max(_CLOSED, 0.999 * grain)
    bound = 0.0
    while monotonic() < deadline:
        value, misplaced = program.relaxed(deadline)
        if value is None:
            break
        bound = max(bound, value)
        if bound >= best - room:
            return None, best
        rows = program.violated(misplaced)
        if not rows:
            break
        program.add(rows)
    left = deadline - monotonic()
    if left <= 0:
        return None, bound
    return program.in_whole_numbers(bound, best, room, left)


class _Program:
    """The covering problem, growing row by row."""

    def __init__(self, ties: Numbers) -> None:
        import highspy

        self.ties = ties
        self.first, self.second = (a.astype(np.int64) for a in np.nonzero(np.triu(ties)))
        self.weight = np.abs(ties[self.first, self.second])
        self.negative = ties[self.first, self.second] < 0
        size = len(ties)
        self.number = np.full((size, size), -1, np.int64)
        self.number[self.first, self.second] = np.arange(len(self.first))
        self.number[self.second, self.first] = np.arange(len(self.first))
        self.solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self.solver.setOptionValue(option, value)
        program = highspy.HighsLp()
        program.num_col_ = len(self.weight)
        program.num_row_ = 0
        program.col_cost_ = self.weight
        program.col_lower_ = np.zeros(len(self.weight))
        program.col_upper_ = np.ones(len(self.weight))
        program.a_matrix_.start_ = np.zeros(len(self.weight) + 1, np.int32)
        self.solver.passModel(program)

    def relaxed(self, deadline: float) -> tuple[float | None, Numbers]:
        """Solve without asking for whole numbers."""
        import highspy

        self.solver.setOptionValue(
            "time_limit", self.solver.getRunTime() + max(deadline - monotonic(), 0.01)
        )
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None, np.zeros(0)
        value = float(self.solver.getInfo().objective_function_value)
        return value, np.array(self.solver.getSolution().col_value)

    def add(self, rows: _Rows) -> None:
        """Ask of each cycle that one of its ties be misplaced."""
        starts = np.cumsum([0, *(len(row) for row in rows)])[:-1]
        columns = np.concatenate(rows)
        self.solver.addRows(
            len(rows),
            np.ones(len(rows)),
            np.full(len(rows), np.inf),
            len(columns),
            starts.astype(np.int32),
            columns.astype(np.int32),
            np.ones(len(columns)),
        )

    def violated(self, misplaced: Numbers) -> _Rows:
        """Return cycles that the present solution leaves without a misplaced tie."""
        rows = self._triangles(misplaced) if len(self.ties) <= _DENSE else []
        return rows or self._cycles(misplaced)

    def _triangles(self, misplaced: Numbers) -> _Rows:
        edges, lightest = self._frustrated
        room = 1.0 - misplaced[edges].sum(axis=1)
        open_ = np.flatnonzero(room > _VIOLATED)
        gain = room[open_] * lightest[open_]
        return list(edges[open_[np.argsort(-gain, kind="stable")[:_AT_ONCE]]])

    @cached_property
    def _frustrated(self) -> tuple[Integers, Numbers]:
        """Return all triangles with an odd number of negative ties: their ties, and the lightest weight."""
        size = len(self.ties)
        third = (self.number[self.first] >= 0) & (self.number[self.second] >= 0)
        third &= np.arange(size) > self.second[:, None]
        edge, node = np.nonzero(third)
        others = self.number[self.first[edge], node], self.number[self.second[edge], node]
        edges = np.stack([edge, *others], axis=1)
        edges = edges[self.negative[edges].sum(axis=1) % 2 == 1]
        return edges, self.weight[edges].min(axis=1, initial=np.inf)

    def _cycles(self, misplaced: Numbers) -> _Rows:
        """Find, for each node, the shortest way back to it that changes sides an odd number of times."""
        size = len(self.ties)
        a, b = self.first, self.second
        other = np.where(self.negative, size, 0)
        tail = np.concatenate([a, a + size, b, b + size])
        head = np.concatenate(
            [b + other, (b + size + other) % (2 * size), a + other, (a + size + other) % (2 * size)]
        )
        length = np.tile(np.maximum(misplaced, 0.0) + 1e-9, 4)  # a length of 0 would be no edge
        doubled = coo_array((length, (tail, head)), shape=(2 * size, 2 * size)).tocsr()
        distance, before = dijkstra(
            doubled, indices=np.arange(size), return_predecessors=True, limit=1.0 - _VIOLATED
        )
        rows: dict[tuple[int, ...], Integers] = {}
        for node in np.flatnonzero(np.isfinite(distance[np.arange(size), np.arange(size) + size])):
            at, way = int(node) + size, []
            while at != node:
                previous = int(before[node, at])
                way.append(int(self.number[at % size, previous % size]))
                at = previous
            # An edge walked twice closes nothing; what is walked an odd number of times is the cycle.
            edges, times = np.unique(way, return_counts=True)
            edges = edges[times % 2 == 1]
            rows[tuple(edges.tolist())] = edges
        return list(rows.values())

    def in_whole_numbers(
        self, bound: float, best: float, room: float, time_left: float
    ) -> tuple[Integers | None, float]:
        """Add the sides of the nodes as variables of 0 or 1, and branch."""
        import highspy

        solver, size, edges = self.solver, len(self.ties), len(self.weight)
        none = np.zeros(size)
        solver.addCols(
            size,
            none,
            none,
            np.ones(size),
            0,
            np.zeros(size, np.int32),
            np.zeros(0, np.int32),
            none[:0],
        )
        solver.changeColsIntegrality(
            size,
            np.arange(edges, edges + size, dtype=np.int32),
            np.full(size, highspy.HighsVarType.kInteger),
        )
        heaviest = int(np.abs(self.ties).sum(axis=1).argmax())
        solver.changeColBounds(edges + heaviest, 0.0, 0.0)
        # misplaced ≥ |s_i - s_j| for a positive tie, ≥ |s_i + s_j - 1| for a negative one
        edge = np.arange(edges)
        one = np.ones(edges)
        mirror = np.where(self.negative, -1.0, 1.0)
        for sign in (1.0, -1.0):
            columns = np.stack([edge, edges + self.first, edges + self.second], axis=1)
            values = np.stack([one, -sign * one, sign * mirror], axis=1)
            lower = np.where(self.negative, -sign, 0.0)
            solver.addRows(
                edges,
                lower,
                np.full(edges, np.inf),
                3 * edges,
                np.arange(0, 3 * edges, 3, dtype=np.int32),
                columns.ravel().astype(np.int32),
                values.ravel(),
            )
        for option, value in (
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", room),
            ("objective_bound", best),
            ("time_limit", solver.getRunTime() + time_left),
        ):
            solver.setOptionValue(option, value)
        solver.run()
        info = solver.getInfo()
        status = solver.getModelStatus()
        if status in (
            highspy.HighsModelStatus.kObjectiveBound,
            highspy.HighsModelStatus.kInfeasible,
        ):
            return None, best
        proved = float(info.mip_dual_bound)
        if np.isfinite(proved):
            bound = max(bound, min(proved, best))
        values = np.array(solver.getSolution().col_value)
        if not len(values) or not np.isfinite(info.objective_function_value):
            return None, best if bound >= best - room else bound
        least = min(best, float(info.objective_function_value))
        side: Integers = np.rint(values[edges:]).astype(np.int64)
        return side, least if bound >= least - room else bound
