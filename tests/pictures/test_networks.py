"""A network is drawn by what its ties mean."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.sparse import csr_array

import dissensus as ds
from dissensus.analysis.attributes import with_coalitions
from dissensus.analysis.relations import relations
from dissensus.errors import ExchangeError
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Aggregation, Mode, Network, Partition, Projection
from dissensus.report.charts import picture_bytes

POSITION, RELATION = built_in_types()[:2]
STANCES = [("A", "tax", True), ("A", "toll", True), ("B", "tax", True), ("B", "toll", False)]
EVENTS = ds.EventList.from_rows(
    [{"organization": o, "concept": c, "agreement": a} for o, c, a in STANCES], POSITION
)


def words(network: Network, **options: object) -> set[str]:
    from dissensus.pictures import figure

    tree = ElementTree.fromstring(picture_bytes(figure(network, **options), ".svg"))
    found = tree.iter("{http://www.w3.org/2000/svg}text")
    return {"".join(text.itertext()).strip("\u200b") for text in found}


def congruence(kind: Projection) -> Network:
    return ds.congruence(
        EVENTS, actors="organization", concepts="concept", qualifier="agreement", kind=kind
    )


@pytest.mark.parametrize(
    ("kind", "said", "unsaid"),
    [
        (Projection.CONGRUENCE, {"agreement"}, {"disagreement"}),
        (Projection.CONFLICT, {"disagreement"}, {"agreement"}),
        (Projection.IGNORE, set(), {"agreement", "disagreement"}),
    ],
)
def test_one_mode_ties_say_what_their_kind_means(
    kind: Projection, said: set[str], unsaid: set[str]
) -> None:
    found = words(congruence(kind))
    assert said <= found
    assert not unsaid & found


@pytest.mark.parametrize("aggregation", [Aggregation.SUBTRACT, Aggregation.COMBINE])
def test_actors_agree_and_disagree_with_concepts(aggregation: Aggregation) -> None:
    network = ds.affiliation(
        EVENTS,
        rows="organization",
        columns="concept",
        qualifier="agreement",
        aggregation=aggregation,
    )
    assert {"A", "B", "tax", "toll", "agreement", "disagreement"} <= words(network)
    assert {"organization", "concept"} <= words(network)


def test_combined_yes_and_no_are_both() -> None:
    events = ds.EventList.from_rows(
        [{"organization": "A", "concept": "tax", "agreement": a} for a in (True, False)], POSITION
    )
    network = ds.affiliation(
        events,
        rows="organization",
        columns="concept",
        qualifier="agreement",
        aggregation=Aggregation.COMBINE,
    )
    assert "both" in words(network)
    assert "agreement" not in words(network)


def test_relations_support_and_oppose() -> None:
    events = ds.EventList.from_rows(
        [{"source": "A", "target": b, "sign": s} for b, s in (("B", 1), ("C", -1))], RELATION
    )
    assert {"support", "opposition"} <= words(relations(events))


def test_title_subtitle_n_and_options_stand_on_the_picture() -> None:
    found = words(congruence(Projection.SUBTRACT))
    assert "Subtract of organization by concept" in found
    assert any("n = 4 statements" in word for word in found)
    assert any("Kind: subtract; qualifier: agreement" in word for word in found)
    assert "Mine" in words(congruence(Projection.SUBTRACT), title="Mine")


def test_coalitions_have_letters() -> None:
    network = Network(
        mode=Mode.ONE_MODE,
        name="congruence",
        rows=("P", "Q", "R"),
        columns=("P", "Q", "R"),
        matrix=csr_array(np.array([[0.0, 2, 1], [2, 0, 0], [1, 0, 0]])),
    )
    partition = Partition(members={"P": 0, "Q": 0, "R": 1}, quality=0.1)
    assert "A" in words(with_coalitions(network, partition))
    assert "B" not in words(with_coalitions(network, partition))  # one alone is no coalition


def test_plot_writes_the_file(tmp_path: Path) -> None:
    path = ds.plot(congruence(Projection.SUBTRACT), tmp_path / "n.svg", title="Two actors")
    assert "Two actors" in path.read_text(encoding="utf-8")


def test_what_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"no picture of a int.*Network"):
        ds.plot(3, tmp_path / "n.svg")
    with pytest.raises(ExchangeError, match=r"\.svg, \.pdf, \.png"):
        ds.plot(congruence(Projection.SUBTRACT), tmp_path / "n.gif")
    assert list(tmp_path.iterdir()) == []
