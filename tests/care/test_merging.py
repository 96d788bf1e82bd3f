"""Several entities become one, and nothing is lost on the way."""

from __future__ import annotations

import pytest

from dissensus.care import editing, merging
from dissensus.errors import CodebookError
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.project import Project
from dissensus.store import entities
from tests.care.caring import do, identity, named, plan, state


def merge(project: Project, into: str, *others: str, **decided: str) -> None:
    ids = [identity(project, one) for one in (into, *others)]
    do(project, lambda c: merging.merge(c, ids[0], ids[1:], decided=decided))


def test_statements_relations_and_names_go_to_the_one_that_stays(project: Project) -> None:
    merge(project, "A", "B", type=identity(project, "A"))
    said = [
        s.values["organization"] for s in project.statements() if s.statement_type == "position"
    ]
    assert sorted(map(str, said)) == ["A"] * 6 + ["C"] * 4
    assert named(project, "actor", "A").aliases == ("B",)
    assert {e.name for e in project.entities() if e.kind == "actor"} == {"A", "C"}
    assert project.check() == []


def test_a_statement_of_both_sides_names_the_one_that_stays_twice(project: Project) -> None:
    merge(project, "A", "C")
    relation = next(s for s in project.statements() if s.statement_type == "relation")
    assert relation.values["source"] == relation.values["target"] == "A"


def test_undo_brings_every_row_back(project: Project) -> None:
    before = state(project)
    merge(project, "C", "A")
    assert state(project) != before
    project.undo()
    assert state(project) == before
    assert project.check() == []


def test_redo_merges_again(project: Project) -> None:
    merge(project, "C", "A")
    merged = state(project)
    project.undo()
    project.redo()
    assert state(project) == merged


def test_statements_in_the_trash_are_merged_too_and_come_out_sound(project: Project) -> None:
    gone = next(s for s in project.statements() if s.values.get("organization") == "A")
    project.delete([gone.id])
    merge(project, "C", "A")
    project.delete([gone.id], back=True)
    back = next(s for s in project.statements() if s.id == gone.id)
    assert back.values["organization"] == "C"
    assert project.check() == []


def test_attributes_on_which_they_disagree_have_to_be_decided(project: Project) -> None:
    a, b = identity(project, "A"), identity(project, "B")
    draft = plan(project, lambda c: merging.merge(c, a, [b]))
    assert [(c.field, dict(c.choices)) for c in draft.clashes] == [
        ("type", {a: "party", b: "union"})
    ]
    with pytest.raises(CodebookError, match="type"):
        do(project, lambda c: merging.merge(c, a, [b]))
    merge(project, "A", "B", type=b)
    assert named(project, "actor", "A").attributes == (Attribute("type", "union"),)


def test_what_both_say_can_be_kept(project: Project) -> None:
    merge(project, "A", "B", type="both")
    assert {a.value for a in named(project, "actor", "A").attributes} == {"party", "union"}


def test_values_for_different_times_do_not_disagree(project: Project) -> None:
    a, b = identity(project, "A"), identity(project, "B")
    early = Attribute("type", "party", until=Moment.parse("2019"))
    late = Attribute("type", "union", since=Moment.parse("2020"))
    do(project, lambda c: editing.edit(c, a, {"attributes": [early]}))
    do(project, lambda c: editing.edit(c, b, {"attributes": [late]}))
    merge(project, "A", "B")
    assert named(project, "actor", "A").attributes == (early, late)


def test_a_definition_that_only_one_has_is_kept(project: Project) -> None:
    c = identity(project, "C")
    do(project, lambda connection: editing.edit(connection, c, {"definition": "A party."}))
    merge(project, "A", "C")
    assert named(project, "actor", "A").definition == "A party."


def test_two_definitions_have_to_be_decided_and_the_other_is_told(project: Project) -> None:
    a, c = identity(project, "A"), identity(project, "C")
    for one, text in ((a, "First."), (c, "Third.")):
        do(project, lambda k, one=one, text=text: editing.edit(k, one, {"definition": text}))  # type: ignore[misc]
    draft = plan(project, lambda k: merging.merge(k, a, [c], decided={"definition": c}))
    assert [(d.entity, d.value) for d in draft.dropped] == [(a, "First.")]
    merge(project, "A", "C", definition="both")
    assert named(project, "actor", "A").definition == "First.\n\nThird."


def test_children_get_the_new_parent_and_no_circle_arises(project: Project) -> None:
    a, b, c = (identity(project, one) for one in "ABC")
    do(project, lambda k: editing.edit(k, b, {"parent": a}))
    do(project, lambda k: editing.edit(k, c, {"parent": b}))
    merge(project, "C", "A")
    assert named(project, "actor", "B").parent == "C"
    assert named(project, "actor", "C").parent == ""


def test_notes_go_along(project: Project) -> None:
    from dissensus.store import history, schema

    a, c = identity(project, "A"), identity(project, "C")
    who = project.coders()[0]
    with history.begin(project.store, "note", coder=(who.id, who.name)) as act:
        row = {"id": "note-1", "row_table": "entity", "row_id": a, "body": "!", "coder_id": who.id}
        act.insert("note", [{**row, "created": "2024"}])
    merge(project, "C", "A")
    with project.store.read() as connection:
        told = connection.execute(schema.note.select()).one()
    assert told.row_id == c


def test_only_entries_of_one_kind_can_be_merged(project: Project) -> None:
    a, tram = identity(project, "A"), identity(project, "Build the tram", "concept")
    with pytest.raises(CodebookError, match="actor"):
        plan(project, lambda c: merging.merge(c, a, [tram]))


def test_who_was_told_apart_from_a_merged_one_is_apart_from_what_it_became(
    project: Project,
) -> None:
    c = identity(project, "C")
    apart = Attribute(editing.APART, "A")
    do(project, lambda k: editing.edit(k, c, {"attributes": [apart]}))
    merge(project, "B", "A", type="both")
    assert named(project, "actor", "C").attributes == (Attribute(editing.APART, "B"),)


def test_a_wording_of_the_merged_still_finds_the_one_that_stays(project: Project) -> None:
    merge(project, "C", "A")
    names = entities.Names.of(project.entities())
    assert names.find("actor", "A") == identity(project, "C")


def test_an_entity_can_be_added_under_a_name_that_became_free(project: Project) -> None:
    merge(project, "C", "A")
    c = identity(project, "C")
    do(project, lambda k: editing.edit(k, c, {"aliases": []}))
    do(project, lambda k: editing.add(k, Entity(kind="actor", name="A")))
    assert named(project, "actor", "A").aliases == ()
