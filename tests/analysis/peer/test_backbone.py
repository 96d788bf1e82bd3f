"""DNA's backbones against its rules as nested loops over random statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import product
from math import exp, fsum
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import dissensus as ds
from dissensus.analysis.peer.backbone import degree_spectrum
from dissensus.model.codebook import built_in_types
from tests.analysis.peer import slow

few = settings(max_examples=100, deadline=None)

_NORMALIZATIONS = ("no", "average", "jaccard", "cosine")
_DUPLICATES = ("include", "document", "month", "acrossrange")


@st.composite
def designs(draw: st.DrawFn) -> ds.OneMode:
    """Any one-mode design."""
    qualifier = draw(st.sampled_from(slow.QUALIFIERS))
    kinds = ["ignore"] if qualifier is None else ["ignore", "congruence", "conflict", "subtract"]
    normalization = draw(st.sampled_from(_NORMALIZATIONS))
    return ds.OneMode(
        actors="actor",
        concepts="concept",
        qualifier=qualifier,
        kind=ds.Projection(draw(st.sampled_from(kinds))),
        normalization=None if normalization == "no" else ds.Normalization(normalization),
        duplicates=ds.Duplicates(draw(st.sampled_from(_DUPLICATES))),
    )


class _Slow:
    """Section 9.1, for the statements that are left after section 3."""

    def __init__(self, statements: Sequence[slow.Said], design: ds.OneMode) -> None:
        self.population, self.design = statements, design
        duplicates = str(design.duplicates)
        self.kept = slow.kept(statements, design.qualifier, str(design.kind), duplicates)
        self.concepts = slow.labels(self.kept, "concept")
        self.actors = slow.labels(self.kept, "actor")
        self.full = self.spectrum(self.concepts)

    def spectrum(self, chosen: Collection[str]) -> list[float]:
        qualifier, kind = self.design.qualifier, str(self.design.kind)
        part = [s for s in self.kept if s.concept in chosen]
        steps = slow.levels(part, self.population, qualifier)
        tally = dict.fromkeys(product(self.actors, self.concepts, steps), 0)
        for s in part:
            tally[s.actor, s.concept, None if qualifier is None else s.value(qualifier)] += 1
        how = str(self.design.normalization or "no")
        cells = slow._one(tally, self.actors, self.concepts, steps, qualifier, kind, how)
        if qualifier == "scale" and kind != "ignore" and len(steps) > 1:
            self._in_order(cells, tally, steps, how)
        sums = []
        for row in cells:
            total = 0.0
            for value in row:
                total += value if value > 0 else 0.0
            sums.append(total)
        sums.sort(reverse=True)
        whole = fsum(sums)
        return [value / whole for value in sums] if whole > 0 else sums

    def _in_order(
        self,
        cells: list[list[float]],
        tally: dict[tuple[str, str, Any], int],
        steps: Sequence[int],
        how: str,
    ) -> None:
        """Sum once more, as DNA does: for each concept and pair of levels, congruence, then conflict.

        That order was found by comparing every bit of its recorded networks; others differ in the last.
        """
        kind, reach = str(self.design.kind), float(max(steps) - min(steps))
        for (a, i), (b, o) in product(enumerate(self.actors), enumerate(self.actors)):
            if i == o:
                continue
            total = 0.0
            for j, k, m in product(self.concepts, steps, steps):
                pairs = tally[i, j, k] * tally[o, j, m]
                if kind != "conflict":
                    total += pairs * (1.0 - abs(k - m) / reach)
                if kind == "conflict":
                    total += pairs * (abs(k - m) / reach)
                elif kind == "subtract":
                    total -= pairs * (abs(k - m) / reach)
            mine = [tally[i, j, k] for j in self.concepts for k in steps]
            theirs = [tally[o, j, k] for j in self.concepts for k in steps]
            by = {
                "no": 1.0,
                "average": (sum(mine) + sum(theirs)) / 2,
                "cosine": sum(mine) * sum(theirs),
                "jaccard": sum(
                    x * y + (x if not y else 0) + (y if not x else 0)
                    for x, y in zip(mine, theirs, strict=True)
                ),
            }[how]
            again = total / by if by else 0.0
            assert again == pytest.approx(cells[a][b])
            cells[a][b] = again

    def loss(self, chosen: Collection[str]) -> float:
        total = 0.0
        for a, b in zip(self.full, self.spectrum(chosen), strict=True):
            total += abs(a - b)
        return total

    def nested(self) -> list[tuple[str, float, float, int]]:
        """Section 9.2."""
        left = list(self.concepts)
        gone: list[tuple[str, float, float, int]] = []
        while left:
            losses = {c: self.loss([other for other in left if other != c]) for c in left}
            least = min(losses.values())
            tied = [c for c in reversed(left) if losses[c] == least]
            for concept in tied:
                redundant = [*(name for name, *_ in gone), concept]
                alone = sum(s.concept in left and s.concept != concept for s in self.kept)
                gone.append((concept, least, self.loss(redundant), alone))
            left = [c for c in left if c not in tied]
        return gone


def _slow(statements: Sequence[slow.Said], design: ds.OneMode) -> _Slow:
    try:
        made = _Slow(statements, design)
    except slow.Fails:
        assume(False)
    assume(made.concepts)
    scales = {s.scale for s in statements}
    assume(design.qualifier != "scale" or design.kind is ds.Projection.IGNORE or len(scales) > 1)
    return made


@given(slow.said(), designs())
@few
def test_concepts_leave_in_dnas_order(statements: list[slow.Said], design: ds.OneMode) -> None:
    expected = _slow(statements, design).nested()
    found = ds.backbone(slow.events_of(statements), design, compat=ds.Compat.DNA_3_0)
    assert [(r.concept, r.statements) for r in found.removals] == [
        (concept, statements) for concept, _, _, statements in expected
    ]
    losses = [(r.loss, r.redundant_loss) for r in found.removals]
    told = [(loss, redundant) for _, loss, redundant, _ in expected]
    if design.qualifier == "scale":
        assert np.array(losses) == pytest.approx(np.array(told), abs=1e-12)
    else:
        assert losses == told


@given(slow.said(), designs(), st.sets(st.sampled_from(["tax", "dam", "🚲", "never"])))
@few
def test_any_set_loses_what_it_loses_in_dna(
    statements: list[slow.Said], design: ds.OneMode, chosen: set[str]
) -> None:
    told = _slow(statements, design)
    events = slow.events_of(statements)
    split = ds.evaluate_backbone(events, design, chosen, compat=ds.Compat.DNA_3_0)
    others = set(told.concepts) - chosen
    assert split.loss == pytest.approx(told.loss(chosen), abs=1e-9)
    assert split.redundant_loss == pytest.approx(told.loss(others), abs=1e-9)
    count = len(told.concepts)
    assert set(split.redundant) == others
    assert split.penalized(2.5) == pytest.approx(
        (
            told.loss(chosen) * exp(-2.5 * len(others) / count),
            told.loss(others) * exp(-2.5 * len(split.backbone) / count),
        ),
        abs=1e-9,
    )


@given(slow.said(), designs())
@few
def test_the_concept_that_leaves_is_the_one_missed_least(
    statements: list[slow.Said], design: ds.OneMode
) -> None:
    told = _slow(statements, design)
    found = ds.backbone(slow.events_of(statements), design, compat=ds.Compat.DNA_3_1).removals
    assert sorted(r.concept for r in found) == sorted(told.concepts)
    left = list(told.concepts)
    for removal in found:
        if removal.loss > min(told.loss([o for o in left if o != c]) for c in left) + 1e-9:
            # Only one that left together with others may lose more by now.
            together = [r for r in found if r.loss == removal.loss]
            assert len(together) > 1
        left.remove(removal.concept)


def test_two_opposed_blocs_have_no_concept_that_is_missed_less() -> None:
    """All four tie, so all leave in the first round, each as if it left alone."""
    rows = [
        {"organization": f"O{o}", "concept": f"C{c}", "agreement": (o < 3) == (c < 2)}
        for o in range(6)
        for c in range(4)
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    design = ds.OneMode(
        qualifier="agreement",
        kind=ds.Projection.SUBTRACT,
        normalization=ds.Normalization.AVERAGE,
    )
    found = ds.backbone(events, design, compat=ds.Compat.DNA_3_0).removals
    assert [r.concept for r in found] == ["C3", "C2", "C1", "C0"]
    assert [r.statements for r in found] == [18] * 4
    assert [r.loss for r in found] == [0.0] * 4
    # By the published definition one leaves at a time.
    default = ds.backbone(events, design).removals
    assert [r.statements for r in default] == [18, 12, 6, 0]


def test_labels_are_in_javas_order() -> None:
    rows = [
        {"organization": o, "concept": c, "agreement": True} for o in "AB" for c in ("ﬀ", "😀", "x")
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    design = ds.OneMode(qualifier="agreement")
    found = ds.backbone(events, design, compat=ds.Compat.DNA_3_0)
    assert found.concepts == ("x", "😀", "ﬀ")
    assert [r.concept for r in found.removals] == ["ﬀ", "😀", "x"]


def test_a_qualifier_with_one_value_has_no_loss_in_dna() -> None:
    said = [
        slow.Said(0, date(2020, 1, 1), 0, a, c, True, 3, "calm", "x")
        for a in "ab"
        for c in ("tax", "dam")
    ]
    events = slow.events_of(said)
    design = ds.OneMode(actors="actor", concepts="concept", qualifier="scale")
    with pytest.raises(ds.AnalysisError, match="one value only"):
        ds.backbone(events, design, compat=ds.Compat.DNA_3_0)
    assert [r.loss for r in ds.backbone(events, design).removals] == [0.0, 1.0]


def test_rows_are_summed_from_left_to_right() -> None:
    random = np.random.default_rng(0)
    for size in (1, 2, 9, 64, 301):
        ties = random.random((size, size))
        ties = ties + ties.T
        expected = [0.0] * size
        for i, row in enumerate(ties.tolist()):
            for value in row:
                expected[i] += value
        whole = fsum(expected)
        assert degree_spectrum(ties).tolist() == sorted((e / whole for e in expected), reverse=True)


def test_the_networks_of_both_sets_are_dnas() -> None:
    random = np.random.default_rng(5)
    rows = [
        {
            "document.id": str(n % 9),
            "organization": "ABCDE"[random.integers(5)],
            "concept": "tuvw"[random.integers(4)],
            "agreement": bool(random.integers(2)),
        }
        for n in range(40)
    ]
    events = ds.EventList.from_rows(rows, built_in_types()[0])
    design = ds.OneMode(
        qualifier="agreement",
        kind=ds.Projection.SUBTRACT,
        normalization=ds.Normalization.COSINE,
        duplicates=ds.Duplicates.DOCUMENT,
    )
    found = ds.backbone(events, design, method=ds.Fixed(2), compat=ds.Compat.DNA_3_0)
    assert found.exact
    for network, names in zip(
        found.networks(), (found.split().backbone, found.split().redundant), strict=True
    ):
        alone = ds.congruence(
            ds.select(events, include={"concept": names}),
            actors="organization",
            concepts="concept",
            qualifier="agreement",
            kind=design.kind,
            normalization=design.normalization,
            duplicates=design.duplicates,
            compat=ds.Compat.DNA_3_0,
        )
        assert network.rows == tuple("ABCDE")
        assert network.statements == alone.statements
        assert network.options["compat"] == "dna3.0"
        for t in alone.ties():
            assert network.weight(t.source, t.target) == pytest.approx(t.weight)
            assert network.evidence(t.source, t.target) == alone.evidence(t.source, t.target)
