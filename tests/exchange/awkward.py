"""Names that break files which do not expect them, and small networks with them."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from hypothesis import strategies as st
from scipy.sparse import csr_array

from dissensus.exchange.manifest import Manifest
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network

__all__ = ["MANIFEST", "NAMES", "any_name", "one_mode", "two_mode"]

MANIFEST = Manifest(version="0.1.0", created=datetime(2026, 1, 2, 3, 4, 5), statements=("s1",))

NAMES = (
    'the "Alliance"',
    "Smith & Sons; Ltd",
    "O'Brien",
    "first line\nsecond\tline\r\n",
    "حزب سبز",
    "🌳 Greens",
    "back\\slash\\",
    "a&#34;b",
    "=SUM(A1), x",
    " spaces around ",
    "* Vertices 3",
    "% no comment",
    "中文",
    "nel\u0085 ls\u2028",
    "",
    "$x$ <b>",
)

any_name = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def one_mode(names: tuple[str, ...] = NAMES, *, directed: bool = False) -> Network:
    """Ties each name to the next one: 1, −2, 3, −4, ...; the last has none if there are two or more."""
    n = len(names)
    weights = np.zeros((n, n))
    for i in range(n - 1):
        weights[i, i + 1] = (i + 1.0) * (-1.0) ** i
        if not directed:
            weights[i + 1, i] = weights[i, i + 1]
    return Network(
        mode=Mode.ONE_MODE,
        name="subtract of organization by concept",
        rows=names,
        columns=names,
        matrix=csr_array(weights),
        directed=directed,
        since=Moment.parse("2020-01-01"),
        until=Moment.parse("2020-12-31"),
        middle=Moment.parse("2020-07-01"),
        statements=9,
        unreviewed=2,
        options={"kind": "subtract", "qualifier": "agreement"},
        row_attributes={"statements": tuple(range(n))},
        column_attributes={"statements": tuple(range(n))},
    )


def two_mode() -> Network:
    """Two organizations and three concepts, one of the same name, one that nobody speaks of."""
    return Network(
        mode=Mode.TWO_MODE,
        name="organization × concept",
        rows=("A", "B"),
        columns=("tax", "B", "silence"),
        matrix=csr_array([[1.5, 0.0, 0.0], [0.0, -2.0, 0.0]]),
        statements=5,
        options={"rows": "organization", "columns": "concept"},
        row_attributes={"type": ("party", None), "statements": (3, 2)},
        column_attributes={"statements": (3, 2, 0), "share": (0.25, None, None)},
        # One statement for and one against cancel out: A on B.
        tie_attributes={
            "positive": csr_array([[2.0, 1.0, 0.0], [0.0, 0.0, 0.0]]),
            "negative": csr_array([[0.0, 1.0, 0.0], [0.0, 2.0, 0.0]]),
        },
    )
