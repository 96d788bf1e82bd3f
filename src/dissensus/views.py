"""How does a network appear in other libraries and in a notebook? ``edges``, ``nodes``, ``html``, ...

``Network`` calls these: it stands on the lowest floor and can't know them (decision 0014).
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from dissensus.exchange.objects import edges, igraph_graph, networkx_graph, nodes
from dissensus.model.network import Mode, Network
from dissensus.pictures import figure
from dissensus.report import charts

__all__ = ["edges", "html", "igraph_graph", "networkx_graph", "nodes"]

_MOST_TIES: Final = 10
_MOST_NODES: Final = 400  # beyond, a picture tells nothing and takes seconds
# The style sheet of the picture would apply to the whole notebook.
_STYLE: Final = re.compile(rb"<defs>\s*<style type=\"text/css\">.*?</style>\s*</defs>", re.DOTALL)


def html(network: Network) -> str:
    """Return a preview for notebooks: the picture, and the strongest ties as a table beneath.

    A network of more than 400 nodes is not drawn. Cost: that of drawing, about a third of a second.
    """
    same = network.mode is Mode.ONE_MODE
    nodes_there = len(network.rows) + (0 if same else len(network.columns))
    picture = _drawn(network) if nodes_there <= _MOST_NODES else ""
    ties = sorted(network.ties(), key=lambda t: (-abs(t.weight), t.source, t.target))
    rows = "".join(
        f"<tr><td>{escape(t.source)}</td><td>{escape(t.target)}</td><td>{t.weight:.6g}</td></tr>"
        for t in ties[:_MOST_TIES]
    )
    more = f" (the {_MOST_TIES} strongest of {len(ties):,})" if len(ties) > _MOST_TIES else ""
    return (
        f"<div>{picture}<details><summary>{escape(repr(network))}</summary><table>"
        f"<caption>ties{more}</caption>"
        "<thead><tr><th>source</th><th>target</th><th>weight</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></details></div>"
    )


def _drawn(network: Network) -> str:
    drawn = charts.picture_bytes(figure(network), ".svg")
    picture = _STYLE.sub(b"", drawn[drawn.index(b"<svg") :]).decode("utf-8")
    return picture.replace(
        "<svg ", '<svg role="img" style="max-width:100%;stroke-linejoin:round" ', 1
    )
