"""Many methods on the same actors: known blocs, Jaccard by hand, slices, and what can't be cut."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl
import pytest

from dissensus.analysis.attributes import with_coalitions
from dissensus.analysis.clustering.choice import Clustering, modularity
from dissensus.analysis.clustering.comparison import ACTOR_METHODS, Clusterings, clusterings
from dissensus.analysis.congruence import congruence
from dissensus.analysis.design import Compat, Kernel, OneMode, Windows
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Normalization, Projection
from tests.analysis.regimes import debate

DESIGN = OneMode(
    qualifier="agreement", kind=Projection.SUBTRACT, normalization=Normalization.AVERAGE
)
BLOCS = [["A", "B", "C", "D"], ["E", "F", "G", "H"]]
# Eight actors tied within blocs and now and then across: too few for how long a walk stays, or for luck.
SURE = [m for m in ACTOR_METHODS if m is not Clustering.LABEL_PROPAGATION]


@pytest.mark.parametrize("method", SURE)
def test_each_method_sees_the_two_blocs(method: Clustering) -> None:
    # What somebody said once is a position to Jaccard: noise would hide the blocs from distances.
    events = debate([1], days=60, noise=0.0)
    found = clusterings(events, DESIGN, methods=[method])
    assert found.slices[0].partition().communities() == BLOCS


@pytest.mark.parametrize("compat", [None, Compat.DNA_3_0])
def test_the_best_of_all_methods_sees_the_two_blocs(compat: Compat | None) -> None:
    found = clusterings(debate([1], days=60), DESIGN, compat=compat)
    (clustered,) = found.slices
    assert clustered.best is not None
    assert clustered.partition().communities() == BLOCS
    assert clustered.best.quality == max(d.quality for d in clustered.divisions)
    assert clustered.left_out == ()
    assert len(clustered.divisions) == len(ACTOR_METHODS)


def test_all_are_judged_on_the_weighted_ties_above_zero() -> None:
    events = debate([1], days=60, noise=0.3)
    found = clusterings(events, DESIGN)
    network = congruence(
        events,
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        kind=Projection.SUBTRACT,
        normalization=Normalization.AVERAGE,
    )
    weights = np.maximum(network.matrix.toarray(), 0.0)
    for division in found.slices[0].divisions:
        assert division.quality == pytest.approx(modularity(weights, division.members))


def test_distances_are_jaccards_of_positions() -> None:
    """A and B share 1 of 3 positions (2/3), A and C 1 of 2 (1/2), B and C none of 3: single joins A and C first."""
    told = [("A", "tax"), ("A", "toll"), ("B", "toll"), ("B", "park"), ("C", "tax")]
    found = clusterings(
        _stances(*((actor, concept, True) for actor, concept in told)),
        DESIGN,
        methods=[Clustering.SINGLE],
        k=2,
    )
    assert found.slices[0].divisions[0].members.tolist() == [0, 1, 0]


def test_yes_and_no_to_the_same_concept_are_two_positions() -> None:
    events = _stances(
        ("A", "tax", True), ("B", "tax", False), ("C", "tax", False), ("D", "tax", True)
    )
    found = clusterings(events, DESIGN, methods=[Clustering.WARD], k=2)
    assert found.slices[0].partition().communities() == [["A", "D"], ["B", "C"]]


def test_a_forced_number_leaves_out_what_can_not_be_cut() -> None:
    found = clusterings(debate([1], days=60), DESIGN, k=3)
    (clustered,) = found.slices
    assert all(division.k == 3 for division in clustered.divisions)
    assert Clustering.WARD in {division.method for division in clustered.divisions}
    assert Clustering.LEIDEN in clustered.left_out
    with pytest.raises(AnalysisError, match="leiden divides") as caught:
        clustered.partition(Clustering.LEIDEN)
    assert "ward" in caught.value.remedy


def test_each_slice_of_time_is_divided_by_itself() -> None:
    found = clusterings(debate([1, 3], days=50), DESIGN, windows=Windows(width=50, step=50))
    assert [each.partition().communities() for each in found.slices] == [
        BLOCS,
        [["A", "C", "E", "G"], ["B", "D", "F", "H"]],
    ]
    table = found.modularity()
    assert table["slice"].unique().sort().to_list() == [0, 1]
    assert table.filter(pl.col("best"))["slice"].to_list() == [0, 1]
    assert table["middle"].null_count() == 0


def test_the_table_has_a_row_per_method_and_actor() -> None:
    found = clusterings(debate([1], days=30), DESIGN, methods=[Clustering.WARD, Clustering.PAM])
    table = found.to_polars()
    assert table.columns == ["slice", "middle", "method", "actor", "group"]
    assert table.height == 16
    assert set(table["actor"]) == set("ABCDEFGH")
    assert repr(found) == "<Clusterings by 2 methods of 1 networks>"
    assert len(found.everything()) == 180


def test_a_partition_leaves_with_its_network() -> None:
    events = debate([1], days=30)
    network = congruence(
        events,
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        kind=Projection.SUBTRACT,
    )
    partition = clusterings(events, DESIGN).slices[0].partition()
    marked = with_coalitions(network, partition)
    assert marked.row_attributes["coalition"] == (0, 0, 0, 0, 1, 1, 1, 1)


def test_too_few_actors_are_not_divided() -> None:
    found: Clusterings = clusterings(_stances(("A", "tax", True), ("B", "tax", True)), DESIGN)
    assert found.slices[0].divisions == ()
    assert found.slices[0].best is None
    assert found.modularity().is_empty()
    with pytest.raises(AnalysisError, match="No method divides"):
        found.slices[0].partition()


def test_actors_without_any_tie_above_zero_are_still_divided() -> None:
    events = _stances(("A", "tax", True), ("B", "toll", True), ("C", "park", True))
    found = clusterings(events, DESIGN)
    assert all(division.quality == 0.0 for division in found.slices[0].divisions)


def test_a_design_without_qualifier_looks_at_concepts() -> None:
    design = OneMode(kind=Projection.IGNORE)
    events = _stances(
        ("A", "tax", True), ("B", "tax", False), ("C", "toll", False), ("D", "toll", True)
    )
    found = clusterings(events, design)
    assert found.slices[0].partition().communities() == [["A", "B"], ["C", "D"]]


def test_options_that_mean_nothing_are_errors() -> None:
    events = debate([1], days=5)
    for options in (
        {"k": 1},
        {"k": -1},
        {"most": 1},
        {"seed": -1},
        {"methods": ()},
        {"methods": ["x"]},
    ):
        with pytest.raises(AnalysisError):
            clusterings(events, DESIGN, **options)
    with pytest.raises(AnalysisError, match="kernel") as caught:
        clusterings(events, DESIGN, windows=Windows(width=2, kernel=Kernel.UNIFORM))
    assert "without" in caught.value.remedy


def _stances(*told: tuple[str, str, bool]) -> EventList:
    return EventList.from_rows(
        [
            {
                "document.date": datetime(2020, 1, 1),
                "organization": actor,
                "concept": concept,
                "agreement": stance,
            }
            for actor, concept, stance in told
        ],
        built_in_types()[0],
    )
