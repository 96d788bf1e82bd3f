"""One entity becomes two, statement by statement."""

from __future__ import annotations

from dissensus.care import editing, splitting
from dissensus.model.entity import Entity
from dissensus.project import Project
from tests.care.caring import do, identity, named, state


def of(project: Project, name: str) -> list[str]:
    return [s.id for s in project.statements() if s.values.get("organization") == name]


def test_chosen_statements_go_to_a_new_entity_with_an_alias(project: Project) -> None:
    a = identity(project, "A")
    do(project, lambda c: editing.edit(c, a, {"aliases": ["Ay", "The A"]}))
    some = of(project, "A")[:2]
    new = Entity(kind="actor", name="A youth")
    do(project, lambda c: splitting.split(c, a, some, new, aliases=["Ay"]))
    assert of(project, "A youth") == some
    assert len(of(project, "A")) == 1
    assert named(project, "actor", "A").aliases == ("The A",)
    assert named(project, "actor", "A youth").aliases == ("Ay",)
    assert project.check() == []


def test_an_alias_can_become_the_name_of_the_new_one(project: Project) -> None:
    a = identity(project, "A")
    do(project, lambda c: editing.edit(c, a, {"aliases": ["Ay"]}))
    new = Entity(kind="actor", name="Ay")
    do(project, lambda c: splitting.split(c, a, of(project, "A")[:1], new, aliases=["Ay"]))
    assert named(project, "actor", "Ay").aliases == ()


def test_statements_of_others_stay_what_they_are(project: Project) -> None:
    a, b = identity(project, "A"), identity(project, "B")
    do(project, lambda c: splitting.split(c, a, of(project, "C"), b))
    assert len(of(project, "C")) == 4


def test_split_and_undo_is_as_before(project: Project) -> None:
    before = state(project)
    a = identity(project, "A")
    do(project, lambda c: splitting.split(c, a, of(project, "A"), Entity(kind="actor", name="X")))
    project.undo()
    assert state(project) == before
