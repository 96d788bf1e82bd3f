"""How is a network drawn? Ties by what they say, nodes by what is said, coalitions around them"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from dissensus.exchange.graph import Graph, graph_of
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network
from dissensus.pictures.drawing import figure
from dissensus.report import charts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["period_of"]

_MOST_LETTERS: Final = 26


@figure.register(Network)
def _network(
    network: Network,
    *,
    title: str = "",
    subtitle: str = "",
    positions: Sequence[tuple[float, float]] | None = None,
    most_nodes: int = 40,
    most_ties: int = 120,
) -> Figure:
    """Draw a network.

    Node area is the number of statements (the sum of weights where that is not known), tie width the
    absolute weight. Nodes with a row attribute ``coalition`` stand together under its letter.
    ``positions`` holds (x, y) per node, rows first, to keep nodes in place over several pictures.
    """
    graph = graph_of(network)
    kinds = _kinds(network, graph)
    sizes = _of_nodes(graph, "statements")
    waiting = _of_nodes(graph, "unreviewed")
    two_mode = network.mode is Mode.TWO_MODE
    options = network.options
    return charts.network(
        graph.labels,
        graph.source,
        graph.target,
        graph.weight,
        caption=charts.Caption(
            title=title or network.name[:1].upper() + network.name[1:],
            subtitle=subtitle or _what_is_drawn(network, sized=sizes is not None),
            statements=network.statements,
            unreviewed=network.unreviewed,
            note=" ".join(part for part in (period_of(network), _made(network)) if part),
        ),
        kinds=kinds,
        words={"agreement": "support", "disagreement": "opposition"} if network.directed else None,
        sizes=sizes,
        second=[m == "column" for m in _texts(graph, "mode")] if two_mode else (),
        modes=(options.get("rows", "rows"), options.get("columns", "columns")),
        groups=_coalitions(graph),
        dotted=[2 * w > s for w, s in zip(waiting, sizes, strict=True)]
        if waiting is not None and sizes is not None
        else (),
        directed=network.directed,
        positions=positions,
        most_nodes=most_nodes,
        most_ties=most_ties,
    )


def period_of(network: Network) -> str:
    """Say from when to when the statements of a network are, if it knows."""
    if network.since is None or network.until is None:
        return ""
    since, until = _day(network.since), _day(network.until)
    return f"{since}." if since == until else f"{since} to {until}."


def _day(moment: Moment) -> str:
    return str(moment)[:10]


def _kinds(network: Network, graph: Graph) -> list[str]:
    """Say what each tie means: agreement, disagreement, both, or nothing of the kind."""
    options = network.options
    kind = options.get("kind", "")
    edges = {a.name: a.values for a in graph.edge_attributes}
    if options.get("measure") == "congruence" and kind == "conflict":
        return ["disagreement"] * len(graph.weight)
    if network.mode is Mode.TWO_MODE and options.get("aggregation") == "combine":
        if "positive" not in edges or "negative" not in edges:
            return ["plain"] * len(graph.weight)
        both = zip(edges["positive"], edges["negative"], strict=True)
        return [_sign(1 if yes and not no else -1 if no and not yes else 0) for yes, no in both]
    signed = kind in ("congruence", "subtract") or options.get("aggregation") == "subtract"
    if signed or network.directed or any(weight < 0 for weight in graph.weight):
        return [_sign(weight) for weight in graph.weight]
    return ["plain"] * len(graph.weight)


def _sign(value: float) -> str:
    return "agreement" if value > 0 else "disagreement" if value < 0 else "both"


def _of_nodes(graph: Graph, name: str) -> list[float] | None:
    for attribute in graph.node_attributes:
        if attribute.name == name:
            return [0.0 if v is None or isinstance(v, str) else float(v) for v in attribute.values]
    return None


def _texts(graph: Graph, name: str) -> list[str]:
    for attribute in graph.node_attributes:
        if attribute.name == name:
            return ["" if value is None else str(value) for value in attribute.values]
    return []


def _coalitions(graph: Graph) -> list[str]:
    """Give each coalition of two or more its letter; a node in none has none."""
    numbers = _texts(graph, "coalition")
    return [
        (chr(ord("A") + int(n)) if int(n) < _MOST_LETTERS else str(int(n) + 1))
        if n.isdecimal() and numbers.count(n) > 1
        else ""
        for n in numbers
    ]


def _what_is_drawn(network: Network, *, sized: bool) -> str:
    normalization = network.options.get("normalization", "none")
    how = "" if normalization in ("", "none") else f", normalized by {normalization}"
    heavy = abs(network.matrix.data)
    heavy = heavy[(heavy > 0) & (heavy < math.inf)]
    width = f"Width of a tie: weight{how}"
    if len(heavy):
        width += f" ({_short(float(heavy.min()))} to {_short(float(heavy.max()))})"
    return f"{width}. Area of a node: {'statements' if sized else 'sum of its weights'}."


def _short(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.3g}"


def _made(network: Network) -> str:
    """Say the options that change what is seen."""
    options = network.options
    congruence = options.get("measure") == "congruence"
    said = [
        f"{name}: {options[name]}"
        for name in (("kind",) if congruence else ()) + ("aggregation", "qualifier", "duplicates")
        if options.get(name) not in (None, "", "none")
    ]
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
