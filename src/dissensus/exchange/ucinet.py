"""How does a network reach UCINET? ``dl``: the full matrix in the DL language, names in quotes

Source: S. Borgatti, M. Everett, L. Freeman, UCINET for Windows, help page "DL language".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from scipy.sparse import csr_array

from dissensus.errors import ExchangeError
from dissensus.exchange.escapes import escaped
from dissensus.model.network import Mode, Network

__all__ = ["dl"]

_MOST_CELLS: Final = 50_000_000


def dl(network: Network) -> Iterator[str]:
    """Write the matrix of weights and one more for each tie attribute, each with its name.

    One-mode networks are ``n`` with one list of labels, two-mode networks ``nr`` and ``nc`` with two. What a
    label in quotes can't hold is written as ``&#dddd;``. DL has no place for attributes of nodes. Raises
    ``ExchangeError`` where it would have more than 50 million cells. Cost: O(cells).
    """
    matrices = {"weight": network.matrix, **network.tie_attributes}
    cells = len(network.rows) * len(network.columns) * len(matrices)
    if cells > _MOST_CELLS:
        raise ExchangeError(
            f"The matrices of {network.name!r} would have {cells:,} cells.",
            remedy="Write it as .net, .edges.csv, .graphml or .gexf, which hold the ties only.",
        )
    two_mode = network.mode is Mode.TWO_MODE
    size = (
        f"nr={len(network.rows)} nc={len(network.columns)}"
        if two_mode
        else f"n={len(network.rows)}"
    )
    several = len(matrices) > 1
    yield f"dl {size}{f' nm={len(matrices)}' if several else ''}\r\nformat=fullmatrix\r\n"
    yield from _labels("row labels" if two_mode else "labels", network.rows)
    if two_mode:
        yield from _labels("column labels", network.columns)
    if several:
        yield from _labels("matrix labels", list(matrices))
    yield "data:\r\n"
    for matrix in matrices.values():
        yield from _rows(matrix)


def _labels(what: str, labels: Sequence[str]) -> Iterator[str]:
    yield f"{what}:\r\n"
    for label in labels:
        yield f'"{escaped(label)}"\r\n'


def _rows(matrix: csr_array[np.float64]) -> Iterator[str]:
    for number in range(matrix.shape[0]):
        row = np.asarray(matrix[[number], :].toarray(), dtype=np.float64).ravel()
        yield " ".join(map(_number, row.tolist())) + "\r\n"


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)
