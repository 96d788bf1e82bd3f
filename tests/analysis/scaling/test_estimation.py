"""Ideal points found again, and everything a scaling says about itself."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from dissensus.analysis.scaling.estimation import scaling
from dissensus.analysis.scaling.result import Scaling
from dissensus.errors import AnalysisError
from dissensus.events import EventList
from dissensus.model.codebook import built_in_types

Row = tuple[str, str, bool]


def events_of(rows: list[Row]) -> EventList:
    return EventList.from_rows(
        [{"organization": a, "concept": c, "agreement": yes} for a, c, yes in rows],
        built_in_types()[0],
    )


def planted(
    dimensions: int, *, ordinal: bool = False, actors: int = 40, concepts: int = 60
) -> tuple[NDArray[np.float64], EventList]:
    """Actors at known points, and what they say of every concept."""
    random = np.random.default_rng(7)
    points = random.standard_normal((actors, dimensions))
    slopes = random.normal(0, 1.5, (concepts, dimensions))
    latent = points @ slopes.T - random.standard_normal(concepts)
    latent += random.standard_normal(latent.shape)
    rows = []
    for (i, j), z in zip(np.ndindex(latent.shape), latent.ravel().tolist(), strict=True):
        both = ordinal and 0 < z < 1
        rows += [(f"a{i:02}", f"c{j:02}", yes) for yes in ((True, False) if both else (z > 0,))]
    return points, events_of(rows)


def placed(events: EventList, **options: object) -> Scaling:
    quick: dict[str, object] = {"samples": 150, "burn_in": 200, "thin": 3}
    return scaling(
        events,
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        **{**quick, **options},  # type: ignore[arg-type]
    )


CAMPS = {"A": "yyyyn", "B": "yyynn", "C": "yynnn", "D": "nnnyy", "E": "nnyyy", "F": "nynyy"}


def camps() -> EventList:
    return events_of(
        [(a, f"c{j}", word == "y") for a, words in CAMPS.items() for j, word in enumerate(words)]
    )


@pytest.mark.parametrize("ordinal", [False, True])
@pytest.mark.parametrize("dimensions", [1, 2])
def test_planted_points_are_found_again(dimensions: int, ordinal: bool) -> None:
    truth, events = planted(dimensions, ordinal=ordinal)
    found = placed(events, dimensions=dimensions, ordinal=ordinal).points.mean
    truth = truth - truth.mean(axis=0)
    fitted = truth @ np.linalg.lstsq(truth, found, rcond=None)[0]
    for k in range(dimensions):
        assert np.corrcoef(fitted[:, k], found[:, k])[0, 1] > 0.93


def test_two_camps_stand_apart_and_anchors_orient_them() -> None:
    found = placed(camps(), anchors=("F", "A"))
    points = dict(zip(found.actors, found.points.mean[:, 0], strict=True))
    assert min(points[a] for a in "ABC") > max(points[a] for a in "DEF")
    assert found.above("A", "D") > 0.95
    assert found.above("D", "A") == pytest.approx(1 - found.above("A", "D"))
    mirrored = placed(camps(), anchors=("A", "F"))
    assert mirrored.points.mean == pytest.approx(-found.points.mean)
    assert mirrored.points.low == pytest.approx(-found.points.high)


def test_concepts_say_which_end_is_for_them() -> None:
    found = placed(camps(), anchors=("F", "A"))
    slope = dict(zip(found.concepts, found.discrimination.mean[:, 0], strict=True))
    assert slope["c0"] > 0 > slope["c4"]


def test_the_same_seed_gives_the_same_result_in_whatever_order_statements_come() -> None:
    rows = [(a, f"c{j}", w == "y") for a, words in CAMPS.items() for j, w in enumerate(words)]
    one, other = placed(events_of(rows)), placed(events_of(rows[::-1]))
    assert np.array_equal(one.points.mean, other.points.mean)
    assert not np.array_equal(one.points.mean, placed(events_of(rows), seed=1).points.mean)


def test_other_seeds_keep_the_same_end_up() -> None:
    means = [placed(camps(), seed=seed).points.mean[:, 0] for seed in range(4)]
    assert all(np.corrcoef(means[0], m)[0, 1] > 0.9 for m in means)


def test_intervals_hold_the_mean_and_grow_with_their_share() -> None:
    narrow, wide = (placed(camps(), interval=share).points for share in (0.5, 0.95))
    assert (wide.low <= wide.mean).all()
    assert (wide.mean <= wide.high).all()
    assert (wide.high - wide.low > narrow.high - narrow.low).all()


def test_actors_with_few_stances_have_wide_intervals() -> None:
    rows = [(a, f"c{j}", w == "y") for a, words in CAMPS.items() for j, w in enumerate(words)]
    found = placed(events_of([*rows, ("Z", "c0", True)]))
    width = (found.points.high - found.points.low)[:, 0]
    assert width[found.actors.index("Z")] == width.max()
    assert found.per_actor[found.actors.index("Z")] == 1


def test_mixed_stances_are_missing_in_the_binary_and_between_in_the_ordinal_model() -> None:
    rows = [(a, f"c{j}", w == "y") for a, words in CAMPS.items() for j, w in enumerate(words)]
    events = events_of([*rows, ("A", "c0", False)])
    assert placed(events).stances == 29
    ordinal = placed(events, ordinal=True)
    assert ordinal.stances == 30
    assert ordinal.cutpoint is not None
    assert (ordinal.cutpoint.low > 0).all()


def test_silence_can_be_taken_for_a_stance() -> None:
    rows = [
        (a, f"c{j}", True) for a, words in CAMPS.items() for j, w in enumerate(words) if w == "y"
    ]
    found = scaling(
        events_of(rows),
        actors="organization",
        concepts="concept",
        qualifier=None,
        silence_is_missing=False,
        samples=100,
        burn_in=100,
        thin=2,
    )
    points = dict(zip(found.actors, found.points.mean[:, 0], strict=True))
    assert abs(points["A"] - points["F"]) > abs(points["A"] - points["B"])
    assert found.options["silence"] == "against"


def test_whoever_has_too_few_stances_is_named() -> None:
    found = placed(events_of([*_rows(), ("Z", "alone", True)]))
    assert found.dropped_actors == ("Z",)
    assert found.dropped_concepts == ("alone",)
    assert found.statements == len(_rows())


def test_every_point_leads_back_to_its_statements() -> None:
    found = placed(events_of([*_rows(), ("Z", "alone", True)]))
    assert list(found.evidence("B")) == [str(n) for n, r in enumerate(_rows()) if r[0] == "B"]
    assert list(found.evidence("B", "c1")) == ["6"]


def test_groups_that_share_no_concept_are_a_warning() -> None:
    other = [(a + "2", c + "2", yes) for a, c, yes in _rows() if a in "ABD"]
    found = placed(events_of([*_rows(), *other]))
    assert "2 groups that share no concept" in found.warnings[0]
    assert "A2, B2, D2" in found.warnings[0]


def test_too_few_samples_are_a_warning() -> None:
    found = placed(camps(), samples=20, burn_in=0, thin=1)
    assert not found.converged
    assert any("independent" in warning for warning in found.warnings)


def test_a_dimension_nobody_stands_apart_on_is_a_warning() -> None:
    """Six actors on five concepts, all in two camps: there is no second dimension."""
    found = placed(camps(), dimensions=2, samples=600, burn_in=300, thin=10)
    assert found.warnings[-1].startswith("No actor stands surely above or below 0 on dimension 2")


def test_enough_samples_are_none() -> None:
    found = placed(camps(), samples=600, burn_in=300, thin=10)
    assert found.converged
    assert found.warnings == ()


def test_the_table_has_a_row_for_every_estimate() -> None:
    frame = placed(camps(), dimensions=2, ordinal=True).to_polars()
    counts = frame.group_by("kind", "parameter").len().sort("kind", "parameter").rows()
    assert counts == [
        ("actor", "point", 12),
        ("concept", "cutpoint", 5),
        ("concept", "difficulty", 5),
        ("concept", "discrimination", 10),
    ]
    assert frame.null_count().sum_horizontal().item() == 0
    assert np.isfinite(frame.select(pl.selectors.numeric()).to_numpy()).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dimensions": 3}, "1 or 2 dimensions"),
        ({"anchors": ("A",)}, "can't orient"),
        ({"anchors": ("A", "B", "C")}, "can't orient"),
        ({"anchors": ("A", "A")}, "repeat"),
        ({"anchors": ("A", "nobody")}, "is not there"),
        ({"interval": 1.0}, "interval"),
        ({"samples": 0}, "samples is 0"),
        ({"chains": 0}, "chains is 0"),
        ({"least_per_actor": 9}, "0 actors and 0 concepts"),
        ({"qualifier": None}, "tells no side"),
        ({"qualifier": "person"}, "tells no side"),
    ],
)
def test_options_that_mean_nothing_are_errors(options: dict[str, object], message: str) -> None:
    given = {"actors": "organization", "concepts": "concept", "qualifier": "agreement", **options}
    with pytest.raises(AnalysisError, match=message):
        scaling(camps_with_persons(), **given)  # type: ignore[arg-type]


def camps_with_persons() -> EventList:
    events = camps()
    frame = events.frame.with_columns(pl.lit("P").alias("person"))
    return EventList(frame, events.statement_type)


def test_an_empty_event_list_is_an_error_that_says_so() -> None:
    with pytest.raises(AnalysisError, match="0 actors"):
        placed(events_of([]))


def _rows() -> list[Row]:
    return [(a, f"c{j}", w == "y") for a, words in CAMPS.items() for j, w in enumerate(words)]
