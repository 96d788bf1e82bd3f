"""What a draft would do to statements and ties, counted by hand."""

from __future__ import annotations

from dissensus import networks
from dissensus.care import editing, effects, merging
from dissensus.care.effects import TieChange, ValueChange
from dissensus.networks import Kind, NetworkOptions
from dissensus.project import Project
from tests.care.caring import identity


def test_every_value_of_a_merge_is_told_before_and_after(project: Project) -> None:
    a, b = identity(project, "A"), identity(project, "B")
    with project.store.read() as connection:
        found = effects.values(merging.merge(connection, a, [b]), project.codebook)
    ids = {s.id for s in project.statements() if s.values.get("organization") == "B"}
    assert len(found) == 3
    assert {v.statement for v in found} == ids
    assert {(v.type, v.variable, v.before, v.after) for v in found} == {
        ("position", "organization", "B", "A")
    }


def test_a_rename_tells_every_statement_that_shows_the_name_and_changes_no_tie(
    project: Project,
) -> None:
    a = identity(project, "A")
    with project.store.read() as connection:
        draft = editing.edit(connection, a, {"name": "Party A"})
        found = effects.values(draft, project.codebook)
    assert len(found) == 4  # three positions and a relation
    assert draft.changed("statement") == []
    events = project.events(statement_type="position")
    before, after = effects.before_and_after(events, found, effects.renamed(draft))
    options = NetworkOptions(kind=Kind.CONGRUENCE)
    assert (
        effects.tie_changes(networks.build(before, options, ()), networks.build(after, options, ()))
        == []
    )


def test_ties_that_vanish_and_ties_that_grow_are_told_largest_first(project: Project) -> None:
    # A and B oppose C on two concepts each (fares: A−, B− against C+; tram: A+, B+ against C−).
    a, b = identity(project, "A"), identity(project, "B")
    with project.store.read() as connection:
        draft = merging.merge(connection, a, [b])
        found = effects.values(draft, project.codebook)
    events = project.events(statement_type="position")
    before, after = effects.before_and_after(events, found, {})
    options = NetworkOptions(kind=Kind.CONFLICT)
    then, now = networks.build(before, options, ()), networks.build(after, options, ())
    told = effects.tie_changes(then, now)
    assert told[0] == TieChange("B", "C", then.weight("B", "C"), 0.0)
    assert told[1] == TieChange("A", "C", then.weight("A", "C"), now.weight("A", "C"))
    assert now.weight("A", "C") > then.weight("A", "C") > 0


def test_true_and_one_are_different_values() -> None:
    assert ValueChange("s", "t", "v", True, 1) != ValueChange("s", "t", "v", None, 1)
