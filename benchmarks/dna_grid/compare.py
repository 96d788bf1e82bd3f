"""Where do two results differ first? ``difference``: to 1e-9, relative and absolute, labels and dates exactly"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dissensus.model.network import Mode, Network

__all__ = ["difference", "same_network_result"]

_Dense: TypeAlias = NDArray[np.float64]
_TOLERANCE: Final = 1e-9
_NOT_COMPARED: Final = {"warnings"}  # how many lines the peer wrote to its log


def difference(told: Any, ours: Any, where: str = "") -> str | None:
    """Return where and how two results differ first, None if they are the same.

    Every field told must be there; null is NaN.
    """
    if isinstance(told, Mapping):
        for key, value in told.items():
            if key in _NOT_COMPARED:
                continue
            if key not in ours:
                return f"{where}/{key}: missing"
            if found := difference(value, ours[key], f"{where}/{key}"):
                return found
        return None
    if isinstance(told, Sequence) and not isinstance(told, str):
        if len(told) != len(ours):
            return f"{where}: {len(told)} told, {len(ours)} here"
        for number, (value, own) in enumerate(zip(told, ours, strict=True)):
            if found := difference(value, own, f"{where}[{number}]"):
                return found
        return None
    return None if _same(told, ours) else f"{where}: {told!r} told, {ours!r} here"


def same_network_result(told: Mapping[str, Any], ours: Mapping[str, Any]) -> str | None:
    """Compare results that hold slices: by their index, with labels in order and all that is told of a matrix."""
    rest = {k: v for k, v in told.items() if k not in ("slices", "labelSets")}
    if found := difference(rest, ours):
        return found
    labels: Sequence[Sequence[str]] = told["labelSets"]
    for row in told["slices"]:
        own = ours["slices"][row["index"]]
        if found := _slice(row, own, labels):
            where = f"/slices[{row['index']}]"
            return where + found
    return None


def _slice(
    told: Mapping[str, Any], ours: Mapping[str, Any], labels: Sequence[Sequence[str]]
) -> str | None:
    network: Network = ours["network"]
    facts = ("index", "start", "middle", "stop", "numStatements", "integer")
    if found := difference({key: told[key] for key in facts}, ours):
        return found
    if ours.get("drawn"):  # which statements the window holds was drawn by lot
        return None
    if found := difference(labels[told["rows"]], network.rows, "/rows"):
        return found
    if found := difference(labels[told["cols"]], network.columns, "/cols"):
        return found
    shape = (len(network.rows), len(network.columns))
    dense = network.matrix.toarray() if all(shape) else np.zeros(shape)
    if "matrix" in told and dense.size:
        rows = [[math.nan if value is None else value for value in row] for row in told["matrix"]]
        full = np.array(rows, dtype=np.float64)
        if full.shape != dense.shape:
            return f"/matrix: {full.shape} told, {dense.shape} here"
        near = np.isclose(dense, full, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True)
        if not near.all():
            i, j = np.argwhere(~near)[0].tolist()
            return f"/matrix[{i}][{j}]: {full[i, j]!r} told, {dense[i, j]!r} here"
    return _sums(told, dense) or _nonzero(told["nonzero"], dense, network)


def _sums(told: Mapping[str, Any], dense: _Dense) -> str | None:
    missing = bool(np.isnan(dense).any())
    if missing != bool(told.get("nan", False)):
        return f"/nan: {told.get('nan', False)} told, {missing} here"
    ours = {
        "sum": float(dense.sum()),
        "abs": float(np.abs(dense).sum()),
        "sq": float(np.square(dense).sum()),
    }
    for name, value in ours.items():
        # Entries of either sign cancel: what rounding leaves is measured against all that was summed.
        slack = _TOLERANCE * ours["abs"] if name == "sum" else 0.0
        if not _same(told[name], value, slack):
            return f"/{name}: {told[name]!r} told, {value!r} here"
    return None


def _nonzero(told: int, dense: _Dense, network: Network) -> str | None:
    """Compare how many cells are not 0; where what was summed cancels, rounding decides."""
    ours = int(np.count_nonzero(dense))
    if told == ours:
        return None
    certain = int((np.abs(dense) > _TOLERANCE).sum())
    counts = network.counts()
    touched = ours if counts is None else counts.nnz
    if network.mode is Mode.ONE_MODE and dense.diagonal().any():
        touched += len(dense)
    if certain <= told <= touched:
        return None
    return f"/nonzero: {told} told, {ours} here ({certain} beyond rounding)"


def _same(told: Any, ours: Any, slack: float = 0.0) -> bool:
    if told is None:
        return isinstance(ours, float) and math.isnan(ours)
    if isinstance(told, bool) or isinstance(ours, bool) or isinstance(told, str):
        return bool(told == ours)
    if not isinstance(ours, (int, float)):
        return False
    return bool(abs(told - ours) <= _TOLERANCE * (1.0 + abs(told)) + slack)
