"""How do networks go over the wire? ``NetworkAsk`` and what is asked of it, ``NetworkOut``, ``SlicesOut``, ``MatrixOut``

What is asked is what ``NetworkOptions`` can say, in the same words; entity variables hold identities.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dissensus.analysis.design import Kernel, Unit
from dissensus.analysis.selection import Counting, Duplicates
from dissensus.model.network import Aggregation, Normalization
from dissensus.networks import Kind
from dissensus.web.wire.base import FEW, FIRST, Id, Line, Scalar, Wire

__all__ = [
    "CoalitionOut",
    "CoalitionsOut",
    "Day",
    "EvidenceAsk",
    "MatrixOut",
    "Named",
    "NetworkAsk",
    "NetworkOut",
    "NodeOut",
    "Place",
    "SaveAsk",
    "ShownAsk",
    "SliceAsk",
    "SliceOut",
    "SlicesAsk",
    "SlicesOut",
    "SourceCount",
    "StatementsAsk",
    "UsedOut",
    "WindowsAsk",
]

Chosen = Annotated[list[Scalar], FIRST, Field(max_length=2_000)]
Least = Annotated[int, Field(ge=0, le=1_000_000)]
Day = Annotated[str, Field(max_length=30)]  # a date as exactly as it is known; "" for none


class StatementsAsk(Wire):
    """Which statements, and who and what in them: as in ``NetworkOptions``."""

    type: Line = ""
    actors: Line = ""
    concepts: Line = "concept"
    qualifier: Line | None = ""
    duplicates: Duplicates | Counting = Duplicates.DOCUMENT
    attribute: Line = ""
    include: Annotated[dict[Line, Chosen], FEW] = Field(default_factory=dict)
    exclude: Annotated[dict[Line, Chosen], FEW] = Field(default_factory=dict)
    least: Annotated[dict[Line, Least], FEW] = Field(default_factory=dict)
    since: Day = ""
    until: Day = ""
    unreviewed: bool = False
    resolution: Annotated[float, Field(ge=0.01, le=20)] = 1.0
    runs: Annotated[int, Field(ge=1, le=500)] = 50


class NetworkAsk(StatementsAsk):
    """Which network; ``most`` is how many ties are sent, the strongest of each node first."""

    kind: Kind = Kind.SUBTRACT
    aggregation: Aggregation = Aggregation.SUBTRACT
    normalization: Normalization | None = None
    isolates: bool = False
    most: Annotated[int, Field(ge=1, le=50_000)] = 4_000


class WindowsAsk(Wire):
    """Windows that move over time."""

    unit: Unit = Unit.MONTHS
    width: Annotated[int, Field(ge=1, le=100_000)] = 3
    step: Annotated[int, Field(ge=1, le=100_000)] = 1
    kernel: Kernel | None = None


class SlicesAsk(NetworkAsk, WindowsAsk):
    """The same network in windows that move over time."""


class SliceAsk(WindowsAsk):
    """One of the windows that are sent: the ``number``-th, counted from 0."""

    number: Annotated[int, Field(ge=0, le=400)] = 0


class ShownAsk(NetworkAsk):
    """The network on the screen: one slice of it, or else the whole."""

    slice: SliceAsk | None = None


class Named(Wire):
    """A node: in a two-mode network, an actor and a concept may have one name."""

    name: Line
    mode: Literal["row", "column"] = "row"


class EvidenceAsk(ShownAsk):
    """The statements behind a node, or behind the tie from ``a`` to ``b``."""

    a: Named
    b: Named | None = None
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class Place(Named):
    """Where a node stands on the screen; y grows upwards."""

    x: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
    y: Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]


class SaveAsk(ShownAsk):
    """The network as a file; a picture keeps the places of its nodes."""

    format: Literal["gexf", "graphml", "csv", "edges.csv", "net", "dl", "svg", "png", "pdf"]
    title: Line = ""
    places: Annotated[tuple[Place, ...], FIRST, Field(max_length=20_000)] = ()


class NodeOut(Wire):
    """A node, with the color of its entity."""

    name: str
    mode: Literal["row", "column"]
    entity: Id | None
    statements: int
    unreviewed: int
    color: str


class SourceCount(Wire):
    """How many statements a source has."""

    source: str
    statements: int


class UsedOut(Wire):
    """What the answer rests on: in words and numbers, ready for a caption.

    ``first`` and ``last`` are the days of the earliest and latest statement of the type, whatever was chosen.
    """

    statements: int
    unreviewed: int
    documents: int
    since: str
    until: str
    first: str
    last: str
    sources: list[SourceCount]


class NetworkOut(Wire):
    """A network; a tie is [i, j, weight, for, against], places in ``nodes``.

    ``for`` and ``against`` count statements of that sign where the network knows, else both are -1.
    """

    mode: Literal["one-mode", "two-mode"]
    directed: bool
    nodes: list[NodeOut]
    ties: list[tuple[int, int, float, float, float]]
    ties_total: int
    used: UsedOut


class CoalitionOut(Wire):
    """One coalition, and the share of runs its members stayed in it, on average."""

    letter: str
    size: int
    stability: float


class CoalitionsOut(Wire):
    """Coalitions of the actors; by name: the letter (empty in none) and the stability.

    ``runs`` may be fewer than asked for where the network is large.
    """

    coalitions: list[CoalitionOut]
    members: dict[str, tuple[str, float]]
    runs: int


class SliceOut(Wire):
    """One window: ties as in ``NetworkOut``, places in the nodes of all slices.

    ``active`` are the nodes in it: place, statements, and how many of these nobody reviewed.
    """

    since: str
    until: str
    statements: int
    unreviewed: int
    active: list[tuple[int, int, int]]
    ties: list[tuple[int, int, float, float, float]]
    ties_total: int


class SlicesOut(Wire):
    """The slices in order; ``capped`` says that there are more windows than are sent."""

    nodes: list[NodeOut]
    slices: list[SliceOut]
    capped: bool
    used: UsedOut


class MatrixOut(Wire):
    """Actors by concepts: actors by coalition and activity, concepts by how contested they are.

    A cell is [row, column, agree, disagree, neither, unreviewed]; the last is how many of them nobody reviewed.
    """

    rows: list[NodeOut]
    columns: list[NodeOut]
    cells: list[tuple[int, int, int, int, int, int]]
    coalitions: CoalitionsOut
    used: UsedOut
