"""What is a network here? ``Network``, ``Mode``, ``Projection``, ``Partition``"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from dissensus.errors import NotFound
from dissensus.model.moment import Moment

if TYPE_CHECKING:
    import igraph
    import networkx as nx
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

__all__ = [
    "Aggregation",
    "Mode",
    "Network",
    "Normalization",
    "Partition",
    "Projection",
    "Tie",
    "TieCounts",
    "TieEvidence",
    "TieStatements",
    "Views",
]


class Mode(StrEnum):
    """Whether ties run between two kinds of node, or among one."""

    TWO_MODE = "two-mode"
    ONE_MODE = "one-mode"


class Projection(StrEnum):
    """What a one-mode tie counts: shared concepts, shared positions, opposed ones, or the difference."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Aggregation(StrEnum):
    """What a two-mode cell counts, given the qualifier."""

    IGNORE = "ignore"
    COMBINE = "combine"
    SUBTRACT = "subtract"


class Normalization(StrEnum):
    """What ties are divided by; the first two are for two-mode, the others for one-mode networks."""

    ACTIVITY = "activity"
    PROMINENCE = "prominence"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class TieEvidence(Protocol):
    """What knows the statements behind a tie."""

    def statements(self, row: int, column: int) -> Sequence[str]:
        """Return the identities of the statements behind cell (row, column)."""
        ...


@runtime_checkable
class TieStatements(Protocol):
    """What can also name all statements a network was made of."""

    def everything(self) -> Sequence[str]:
        """Return the identities of all statements that entered the network."""
        ...


@runtime_checkable
class TieCounts(Protocol):
    """What can also say, for all cells at once, how many statements are behind each."""

    def counts(self) -> csr_array[np.float64]:
        """Return the number of statements behind each cell, rows × columns."""
        ...


class Views(Protocol):
    """What shows a network to other libraries; it stands on a floor above (see decision 0014)."""

    def edges(self, network: Network) -> pl.DataFrame:
        """Return a row per tie."""
        ...

    def nodes(self, network: Network) -> pl.DataFrame:
        """Return a row per node."""
        ...

    def networkx_graph(self, network: Network) -> nx.Graph[str]:
        """Return a graph of networkx."""
        ...

    def igraph_graph(self, network: Network) -> igraph.Graph:
        """Return a graph of igraph."""
        ...

    def html(self, network: Network) -> str:
        """Return a preview for a notebook."""
        ...


@dataclass(frozen=True, slots=True)
class Tie:
    """One non-zero cell."""

    source: str
    target: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Network:
    """Labels, a sparse matrix, and the way back to the statements behind each cell.

    ``matrix`` is a ``scipy.sparse.csr_array`` of float64, rows × columns; one-mode networks have the row
    labels on both sides and an empty diagonal. ``directed`` holds for the signed relation network only.
    ``row_attributes`` and ``column_attributes`` map an attribute name to one value per label,
    ``tie_attributes`` to a further matrix of the same shape (how many positive ones, ...).
    ``middle`` is the moment a slice in time stands for. ``options`` says how it was made; ``unreviewed``
    counts the statements in it that no person reviewed.
    """

    mode: Mode
    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: csr_array[np.float64]
    directed: bool = False
    since: Moment | None = None
    until: Moment | None = None
    middle: Moment | None = None
    statements: int = 0
    unreviewed: int = 0
    options: Mapping[str, str] = field(default_factory=dict)
    row_attributes: Mapping[str, tuple[str | float | None, ...]] = field(default_factory=dict)
    column_attributes: Mapping[str, tuple[str | float | None, ...]] = field(default_factory=dict)
    tie_attributes: Mapping[str, csr_array[np.float64]] = field(default_factory=dict)
    behind: TieEvidence | None = None
    views: ClassVar[Callable[[], Views]]  # set by the package, which knows what is above

    def __repr__(self) -> str:
        shape = f"{len(self.rows):,} × {len(self.columns):,}"
        when = "" if self.since is None or self.until is None else f", {self.since} to {self.until}"
        return (
            f"<Network {self.name}: {shape}, {self.tie_count:,} ties, "
            f"{self.statements:,} statements ({self.unreviewed:,} not reviewed){when}>"
        )

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        yield "name", self.name
        yield "mode", str(self.mode)
        yield "shape", (len(self.rows), len(self.columns))
        yield "ties", self.tie_count
        yield "statements", self.statements
        yield "unreviewed", self.unreviewed
        for name in ("since", "until", "middle"):
            if (moment := getattr(self, name)) is not None:
                yield name, str(moment)
        yield "options", dict(self.options)

    def _repr_html_(self) -> str:
        return type(self).views().html(self)

    @property
    def tie_count(self) -> int:
        """How many cells are not zero; of an undirected one-mode network, how many pairs."""
        cells = int(self.matrix.count_nonzero())
        return cells if self.mode is Mode.TWO_MODE or self.directed else cells // 2

    @property
    def dense(self) -> NDArray[np.float64]:
        """The matrix with all its zeros, rows × columns; read-only. Cost: O(cells)."""
        full = self.matrix.toarray()
        full.setflags(write=False)
        return full

    def to_scipy(self) -> csr_array[np.float64]:
        """Return a copy of the sparse matrix, rows × columns."""
        return self.matrix.copy()

    def to_polars(self) -> pl.DataFrame:
        """Return a row per tie: source, target, weight, sign, statements and all tie attributes.

        A tie whose plus and minus cancel has weight 0 and is there. Cost: O(ties).
        """
        return type(self).views().edges(self)

    def nodes(self) -> pl.DataFrame:
        """Return a row per node: name, mode, variable and all attributes, rows before columns."""
        return type(self).views().nodes(self)

    def to_networkx(self) -> nx.Graph[str]:
        """Return a ``Graph`` (relations: ``DiGraph``) of networkx with all attributes.

        Nodes are their names, and where a row and a column have the same, the column's is followed by
        its variable in brackets; ``label`` is the name alone, ``bipartite`` 0 for rows and 1 for columns. Name,
        period and options are attributes of the graph. Cost: O(nodes + ties).
        """
        return type(self).views().networkx_graph(self)

    def to_igraph(self) -> igraph.Graph:
        """Return a graph of igraph with all attributes; ``type`` tells columns from rows.

        Raises ``ExchangeError`` where igraph is not installed.
        """
        return type(self).views().igraph_graph(self)

    def ties(self) -> Iterator[Tie]:
        """Go through the non-zero cells; of an undirected one-mode network, each pair once."""
        coo = self.matrix.tocoo()
        halve = self.mode is Mode.ONE_MODE and not self.directed
        cells = zip(coo.row.tolist(), coo.col.tolist(), coo.data.tolist(), strict=True)
        for i, j, weight in cells:
            if weight and not (halve and i >= j):
                yield Tie(self.rows[i], self.columns[j], weight)

    def weight(self, a: str, b: str) -> float:
        """Return the weight of the tie between ``a`` and ``b``."""
        return float(self.matrix[self._row(a), self._column(b)])

    def evidence(self, a: str, b: str) -> Sequence[str]:
        """Return the identities of the statements behind the tie between ``a`` and ``b``."""
        if self.behind is None:
            return ()
        return self.behind.statements(self._row(a), self._column(b))

    def counts(self) -> csr_array[np.float64] | None:
        """Return the number of statements behind each cell, where the network knows it."""
        return self.behind.counts() if isinstance(self.behind, TieCounts) else None

    def _row(self, name: str) -> int:
        return _position(name, self.rows, "row")

    def _column(self, name: str) -> int:
        return _position(name, self.columns, "column")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Nodes in communities, and how sure that is.

    ``members`` maps a node to its community, numbered from 0 by decreasing size. ``stability`` maps a
    node to the share of runs in which it stayed with the majority of its community (0 to 1);
    ``quality`` is the modularity of the partition.
    """

    members: Mapping[str, int]
    quality: float
    stability: Mapping[str, float] = field(default_factory=dict)
    runs: int = 1
    resolution: float = 1.0
    seed: int = 0

    def communities(self) -> list[list[str]]:
        """Return the nodes of each community, in order of name."""
        groups: dict[int, list[str]] = {}
        for node in sorted(self.members):
            groups.setdefault(self.members[node], []).append(node)
        return [groups[number] for number in sorted(groups)]


def _position(name: str, labels: tuple[str, ...], what: str) -> int:
    try:
        return labels.index(name)
    except ValueError:
        some = ", ".join(labels[:8]) + (", …" if len(labels) > 8 else "")
        raise NotFound(f"The network has no {what} {name!r}.", remedy=f"It has: {some}.") from None
