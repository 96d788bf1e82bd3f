"""Backbones against all subsets, computed as nested loops over statements and dense eigenvalue problems."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations, pairwise
from math import exp, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dissensus as ds
from dissensus.analysis.backbone.result import Split
from dissensus.analysis.design import OneMode
from dissensus.analysis.matrices.cells import Numbers
from dissensus.model.codebook import built_in_types
from dissensus.model.network import Normalization, Projection
from tests.analysis.slow import QUALIFIERS, Said, divisor, events_of, said, tie

few = settings(max_examples=40, deadline=None)
_CONCEPTS = ("army", "bank", "coal", "dam", "euro", "farm", "gold")


def _design(
    kind: Projection = Projection.SUBTRACT,
    normalization: Normalization | None = Normalization.AVERAGE,
    qualifier: str = "agree",
) -> OneMode:
    return OneMode(
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        kind=kind,
        normalization=normalization,
    )


def _debate(seed: int, *, concepts: int = 7, statements: int = 60) -> list[Said]:
    """An invented debate of two camps that do not agree with themselves on everything."""
    random = np.random.default_rng(seed)
    made = []
    for _ in range(statements):
        actor, concept = int(random.integers(8)), int(random.integers(concepts))
        agree = bool((actor < 4) ^ (random.random() < 0.2))
        scale = int(random.integers(-2, 3))
        made.append(Said("ABCDEFGH"[actor], _CONCEPTS[concept], agree, scale, "calm"))
    return made


def _network(statements: Sequence[Said], actors: Sequence[str], design: OneMode) -> Numbers:
    qualifier, matrix = str(design.qualifier), np.zeros((len(actors), len(actors)))
    for i, a in enumerate(actors):
        for j, b in enumerate(actors):
            if i == j:
                continue
            weight, by = tie(statements, a, b, qualifier=qualifier, kind=design.kind), 1.0
            if design.normalization is not None:
                how = str(design.normalization)
                by = divisor(
                    statements, a, b, qualifier=qualifier, kind=design.kind, normalization=how
                )
            matrix[i, j] = weight / by if by else 0.0
    return matrix


def _spectrum(matrix: Numbers) -> Numbers:
    positive = np.where(matrix > 1e-12, matrix, 0.0)
    values = np.sort(np.linalg.eigvalsh(np.diag(positive.sum(axis=1)) - positive))[::-1]
    total = values.sum()
    spectrum: Numbers = values / total if total > 1e-9 else np.zeros(len(values))
    return spectrum


class _Slow:
    """The loss of any set of concepts, by the definition."""

    def __init__(self, statements: Sequence[Said], design: OneMode) -> None:
        self.statements, self.design = statements, design
        self.actors = sorted({s.actor for s in statements})
        self.concepts = sorted({s.concept for s in statements})
        self.full = _spectrum(_network(statements, self.actors, design))

    def loss(self, chosen: Collection[str]) -> float:
        part = [s for s in self.statements if s.concept in chosen]
        spectrum = _spectrum(_network(part, self.actors, self.design))
        return sqrt(float(((self.full - spectrum) ** 2).sum()))

    def best(self, sizes: Collection[int], penalty: float = 0.0) -> float:
        count = len(self.concepts)
        return min(
            self.loss(chosen) * exp(-penalty * (count - n) / count)
            for n in sizes
            for chosen in combinations(self.concepts, n)
        )


@given(
    said,
    st.sampled_from(sorted(Projection)),
    st.sampled_from([None, Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE]),
    st.sampled_from(QUALIFIERS),
    st.sets(st.sampled_from(["tax", "dam", "A"])),
)
@few
def test_the_losses_of_a_set_are_those_of_the_definition(
    statements: list[Said],
    kind: Projection,
    normalization: Normalization | None,
    qualifier: str,
    chosen: set[str],
) -> None:
    assume(statements)
    design = _design(kind, normalization, qualifier)
    slow = _Slow(statements, design)
    chosen &= set(slow.concepts)
    split = ds.evaluate_backbone(events_of(statements), design, chosen)
    assert (set(split.backbone), set(split.redundant)) == (chosen, set(slow.concepts) - chosen)
    assert split.loss == pytest.approx(slow.loss(chosen), abs=1e-7)
    assert split.redundant_loss == pytest.approx(slow.loss(split.redundant), abs=1e-7)


@pytest.mark.parametrize("qualifier", ["agree", "scale"])
@pytest.mark.parametrize("seed", range(3))
def test_each_concept_that_leaves_is_the_one_missed_least(seed: int, qualifier: str) -> None:
    statements, design = _debate(seed), _design(qualifier=qualifier)
    slow = _Slow(statements, design)
    left = set(slow.concepts)
    for removal in ds.backbone(events_of(statements), design).removals:
        losses = {name: slow.loss(left - {name}) for name in left}
        assert removal.loss == pytest.approx(min(losses.values()), abs=1e-9)
        assert losses[removal.concept] == pytest.approx(min(losses.values()), abs=1e-9)
        left.remove(removal.concept)
        gone = set(slow.concepts) - left
        assert removal.redundant_loss == pytest.approx(slow.loss(gone), abs=1e-9)
        assert removal.statements == sum(s.concept in left for s in statements)
    assert not left


@given(said, st.randoms(use_true_random=False))
@few
def test_the_order_of_statements_does_not_matter(statements: list[Said], random: object) -> None:
    assume(statements)
    shuffled = list(statements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = [ds.backbone(events_of(s), _design()).removals for s in (statements, shuffled)]
    assert found[0] == found[1]


@given(said)
@few
def test_the_names_of_concepts_do_not_matter_but_for_their_order(statements: list[Said]) -> None:
    assume(statements)
    new = {"A": "x", "dam": "y", "tax": "z"}
    renamed = [Said(s.actor, new[s.concept], s.agree, s.scale, s.mood) for s in statements]
    found, again = (ds.backbone(events_of(s), _design()).removals for s in (statements, renamed))
    assert [(new[r.concept], r.loss, r.redundant_loss) for r in found] == [
        (r.concept, r.loss, r.redundant_loss) for r in again
    ]


@given(said)
@few
def test_all_concepts_lose_nothing_and_none_lose_all(statements: list[Said]) -> None:
    assume(statements)
    found = ds.backbone(events_of(statements), _design(normalization=None))
    whole = found.split(len(found.concepts))
    assert whole.loss == 0.0
    assert whole.redundant == ()
    slow = _Slow(statements, _design(normalization=None))
    assert whole.redundant_loss == pytest.approx(sqrt(float((slow.full**2).sum())), abs=1e-9)
    assert found.removals[-1].redundant_loss == 0.0
    assert found.removals[-1].statements == 0
    assert found.removals[-1].loss == whole.redundant_loss


def test_the_sizes_of_a_nested_backbone_are_within_each_other() -> None:
    found = ds.backbone(events_of(_debate(1)), _design())
    sets = [set(found.split(size).backbone) for size in range(8)]
    assert [len(own) for own in sets] == list(range(8))
    assert all(small < large for small, large in pairwise(sets))
    for size in range(7):
        removal = found.removals[6 - size]
        assert found.split(size).loss == pytest.approx(removal.loss, abs=1e-12)


@pytest.mark.parametrize("seed", range(2))
def test_looking_at_all_sets_finds_the_best_and_says_so(seed: int) -> None:
    statements = _debate(seed)
    events, slow = events_of(statements), _Slow(statements, _design())
    fixed = ds.backbone(events, _design(), method=ds.Fixed(3))
    assert fixed.exact
    assert fixed.trace is None
    assert fixed.split().loss == pytest.approx(slow.best([3]), abs=1e-9)
    for strength in (0.0, 3.5, 20.0):
        found = ds.backbone(events, _design(), method=ds.Penalty(strength))
        assert found.exact
        penalized, _ = found.split().penalized(strength)
        assert penalized == pytest.approx(slow.best(range(1, 7), strength), abs=1e-9)


@pytest.mark.parametrize("method", [ds.Fixed(3), ds.Penalty(5.0)])
def test_annealing_finds_what_looking_at_all_finds(method: ds.Fixed | ds.Penalty) -> None:
    events = events_of(_debate(4, concepts=7))
    exact = ds.backbone(events, _design(), method=method)
    annealed = ds.backbone(events, _design(), method=method, iterations=34, seed=2)
    assert (exact.exact, annealed.exact) == (True, False)
    assert annealed.trace is not None
    assert len(annealed.trace.loss) == 34
    least = float(annealed.trace.best[-1])
    strength = method.strength if isinstance(method, ds.Penalty) else 0.0
    assert annealed.split().penalized(strength)[0] == pytest.approx(least, abs=1e-12)
    assert least >= exact.split().penalized(strength)[0] - 1e-12


@pytest.mark.parametrize("method", [ds.Fixed(2), ds.Fixed(5), ds.Penalty(0.5), ds.Penalty(7.5)])
@pytest.mark.parametrize("iterations", [20, 10_000])
def test_the_losses_told_are_those_of_the_set_told(
    method: ds.Fixed | ds.Penalty, iterations: int
) -> None:
    events = events_of(_debate(2))
    found = ds.backbone(events, _design(), method=method, iterations=iterations).split()
    again = ds.evaluate_backbone(events, _design(), found.backbone)
    assert again.redundant == found.redundant
    assert (again.loss, again.redundant_loss) == pytest.approx((found.loss, found.redundant_loss))


def test_the_same_seed_finds_the_same() -> None:
    events, method = events_of(_debate(3)), ds.Penalty(1.0)
    found = [
        ds.backbone(events, _design(), method=method, iterations=30, seed=seed) for seed in (5, 5)
    ]
    assert found[0].split() == found[1].split()
    assert found[0].trace is not None
    assert found[1].trace is not None
    assert found[0].trace.loss.tolist() == found[1].trace.loss.tolist()


def test_of_concepts_that_tie_the_last_by_label_leaves_first() -> None:
    rows = [
        {"organization": o, "concept": c, "agreement": True} for o in "AB" for c in ("x", "y", "z")
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    design = OneMode(qualifier="agreement", kind=Projection.CONGRUENCE)
    found = ds.backbone(events, design)
    assert [r.concept for r in found.removals] == ["z", "y", "x"]
    assert [r.loss for r in found.removals] == [0.0, 0.0, 1.0]


def test_concepts_that_nobody_shares_make_no_network_and_lose_nothing() -> None:
    rows = [{"organization": o, "concept": c, "agreement": True} for o, c in ("Ax", "By", "Cz")]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    found = ds.backbone(events, OneMode(qualifier="agreement", kind=Projection.SUBTRACT))
    assert [(r.loss, r.redundant_loss) for r in found.removals] == [(0.0, 0.0)] * 3
    best = ds.backbone(events, OneMode(qualifier="agreement"), method=ds.Penalty(0.0)).split()
    assert (best.loss, best.redundant_loss) == (0.0, 0.0)


def test_a_subset_can_have_ties_where_the_whole_has_none() -> None:
    """A and B agree on one thing and disagree on another: all in all nothing."""
    rows = [
        {"organization": "A", "concept": "x", "agreement": True},
        {"organization": "B", "concept": "x", "agreement": True},
        {"organization": "A", "concept": "y", "agreement": True},
        {"organization": "B", "concept": "y", "agreement": False},
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    design = OneMode(qualifier="agreement", kind=Projection.SUBTRACT)
    split = ds.evaluate_backbone(events, design, ["x"])
    assert (split.loss, split.redundant_loss) == (1.0, 0.0)


def test_the_networks_of_both_sets_stand_on_all_actors_and_add_up() -> None:
    statements = _debate(0)
    found = ds.backbone(events_of(statements), _design(normalization=None), method=ds.Fixed(3))
    inside, outside = found.networks()
    whole = ds.congruence(
        events_of(statements),
        actors="actor",
        concepts="concept",
        qualifier="agree",
        kind=Projection.SUBTRACT,
    )
    assert inside.rows == outside.rows == whole.rows
    assert (inside.matrix + outside.matrix - whole.matrix).count_nonzero() == 0
    assert inside.statements + outside.statements == len(statements)
    chosen = set(found.split().backbone)
    behind = {
        statements[int(n)].concept
        for t in inside.ties()
        for n in inside.evidence(t.source, t.target)
    }
    assert behind <= chosen
    assert inside.options["part"] == "backbone"
    assert inside.name != outside.name


def test_names_without_a_statement_stay_where_isolates_do_but_are_no_concepts() -> None:
    events = events_of([*_debate(0), Said("Z", "zoo", True, 0, "calm")])
    design = OneMode(
        actors="actor",
        concepts="concept",
        qualifier="agree",
        kind=Projection.SUBTRACT,
        isolates=True,
    )
    chosen = ds.select(events, exclude={"actor": ["Z"]})
    found = ds.backbone(chosen, design, population=events)
    assert "zoo" not in found.concepts
    assert "Z" in found.networks(2)[0].rows
    plain = ds.backbone(chosen, _design(normalization=None))
    assert found.removals == plain.removals


def test_penalties_count_large_sets_more() -> None:
    split = Split(("a", "b"), ("c",), 0.3, 0.6)
    assert split.penalized(0.0) == (0.3, 0.6)
    assert split.penalized(6.0) == pytest.approx((0.3 * exp(-2), 0.6 * exp(-4)))


def test_a_backbone_is_a_table() -> None:
    events = events_of(_debate(0))
    nested = ds.backbone(events, _design())
    frame = nested.to_polars()
    assert frame.columns == ["iteration", "concept", "loss", "redundant_loss", "statements"]
    assert frame["concept"].to_list() == [r.concept for r in nested.removals]
    found = ds.backbone(events, _design(), method=ds.Fixed(2))
    sets = found.to_polars()
    assert set(sets.filter(sets["set"] == "backbone")["concept"]) == set(found.split().backbone)
    assert sets["statements"].sum() == found.statements == len(found.everything()) == 60
    assert found.options["method"] == "fixed"
    assert found.options["search"] == "all sets"
    assert "3 concepts" not in repr(found)
    assert "2 of 7 concepts" in repr(found)


def test_statements_nobody_reviewed_are_counted() -> None:
    rows = [
        {"organization": o, "concept": "x", "agreement": True, "statement.reviewed": o != "B"}
        for o in "ABC"
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    found = ds.backbone(events, OneMode(qualifier="agreement"))
    assert found.unreviewed == 1
    assert [r.concept for r in found.removals] == ["x"]


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (ds.Fixed(7), "from 1 to 6"),
        (ds.Fixed(99), "from 1 to 6"),
    ],
)
def test_a_size_that_leaves_nothing_out_names_the_limit(method: ds.Fixed, told: str) -> None:
    with pytest.raises(ds.AnalysisError) as caught:
        ds.backbone(events_of(_debate(0)), _design(), method=method)
    assert told in str(caught.value.remedy)


def test_one_concept_can_only_be_nested() -> None:
    events = events_of([Said("A", "tax", True, 0, ""), Said("B", "tax", True, 0, "")])
    assert [r.loss for r in ds.backbone(events, _design()).removals] == [1.0]
    for method in (ds.Fixed(1), ds.Penalty(1.0)):
        with pytest.raises(ds.AnalysisError, match="1 concept;"):
            ds.backbone(events, _design(), method=method)


def test_wrong_questions_are_answered_with_the_right_ones() -> None:
    events = events_of(_debate(0))
    with pytest.raises(ds.AnalysisError, match="can't have 0"):
        ds.Fixed(0)
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ds.AnalysisError, match="penalty"):
            ds.Penalty(wrong)
    with pytest.raises(ds.AnalysisError, match="0 iterations"):
        ds.backbone(events, _design(), iterations=0)
    with pytest.raises(ds.AnalysisError, match="No statement has both"):
        ds.backbone(events_of([]), _design())
    with pytest.raises(ds.AnalysisError, match="one-mode"):
        ds.backbone(events, ds.TwoMode(rows="actor", columns="concept"))  # type: ignore[arg-type]
    with pytest.raises(ds.AnalysisError, match="'zoo'"):
        ds.evaluate_backbone(events, _design(), ["zoo"])
    nested = ds.backbone(events, _design())
    for size in (None, -1, 8):
        with pytest.raises(ds.AnalysisError, match="no size"):
            nested.split(size)
    with pytest.raises(ds.AnalysisError, match="not 4"):
        ds.backbone(events, _design(), method=ds.Fixed(3)).split(4)
