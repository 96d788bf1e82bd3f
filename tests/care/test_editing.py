"""An entity gets another name, other aliases, another parent."""

from __future__ import annotations

import pytest

from dissensus.care import editing
from dissensus.care.draft import Draft
from dissensus.errors import CodebookError, Conflict
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.project import Project
from tests.care.caring import do, identity, named, plan, state


def edit(project: Project, name: str, /, **now: object) -> Draft:
    one = identity(project, name)
    return do(project, lambda c: editing.edit(c, one, now))


def test_a_new_name_reaches_every_statement_and_the_old_one_stays_an_alias(
    project: Project,
) -> None:
    edit(project, "A", name="Party A")
    said = [str(s.values.get("organization")) for s in project.statements()]
    assert said.count("Party A") == 3
    assert named(project, "actor", "Party A").aliases == ("A",)


def test_the_old_name_goes_if_it_is_not_wanted(project: Project) -> None:
    one = identity(project, "A")
    do(project, lambda c: editing.edit(c, one, {"name": "Party A"}, keep_name=False))
    assert named(project, "actor", "Party A").aliases == ()


def test_an_alias_can_become_the_name(project: Project) -> None:
    edit(project, "A", aliases=["Party A"])
    edit(project, "A", name="Party A")
    assert named(project, "actor", "Party A").aliases == ("A",)


@pytest.mark.parametrize("taken", ["B", " B "])
def test_a_name_that_is_taken_is_refused(project: Project, taken: str) -> None:
    before = state(project)
    with pytest.raises(Conflict, match="merge"):
        edit(project, "A", name=taken)
    assert state(project) == before


def test_an_alias_of_another_is_refused_as_a_name(project: Project) -> None:
    edit(project, "B", aliases=["Bee"])
    with pytest.raises(Conflict, match="alias of 'B'"):
        edit(project, "A", name="Bee")


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_an_empty_name_is_refused(project: Project, nothing: str) -> None:
    with pytest.raises(CodebookError):
        edit(project, "A", name=nothing)


def test_a_parent_that_stands_below_is_refused(project: Project) -> None:
    edit(project, "B", parent=identity(project, "A"))
    with pytest.raises(CodebookError, match="below"):
        edit(project, "A", parent=identity(project, "B"))
    with pytest.raises(CodebookError, match="below"):
        edit(project, "A", parent=identity(project, "A"))


def test_a_parent_of_another_kind_is_refused(project: Project) -> None:
    with pytest.raises(CodebookError, match="concept"):
        edit(project, "A", parent=identity(project, "Build the tram", "concept"))


def test_an_attribute_that_ends_before_it_begins_is_refused(project: Project) -> None:
    backwards = Attribute("seat", "1", since=Moment.parse("2020"), until=Moment.parse("2019"))
    with pytest.raises(CodebookError, match="before it begins"):
        edit(project, "A", attributes=[backwards])


def test_a_color_is_read_in_any_case_and_nothing_else_is_one(project: Project) -> None:
    edit(project, "A", color="#ABCDEF")
    assert named(project, "actor", "A").color == "#abcdef"
    with pytest.raises(CodebookError):
        edit(project, "A", color="red; background: url(x)")


def test_who_was_told_apart_follows_a_new_name(project: Project) -> None:
    edit(project, "B", attributes=[Attribute(editing.APART, "A")])
    edit(project, "A", name="Party A")
    assert named(project, "actor", "B").attributes == (Attribute(editing.APART, "Party A"),)


def test_the_same_again_changes_nothing(project: Project) -> None:
    one = identity(project, "A")
    assert plan(project, lambda c: editing.edit(c, one, {"name": "A", "aliases": []})).empty


def test_an_added_entity_stands_at_the_end_of_its_kind(project: Project) -> None:
    do(project, lambda c: editing.add(c, Entity(kind="actor", name=" D ", aliases=("Dee",))))
    assert [e.name for e in project.entities() if e.kind == "actor"] == ["A", "B", "C", "D"]
    with pytest.raises(Conflict):
        do(project, lambda c: editing.add(c, Entity(kind="actor", name="Dee")))


def test_undoing_an_added_entity_that_is_used_by_now_is_refused(project: Project) -> None:
    do(project, lambda c: editing.add(c, Entity(kind="actor", name="D")))
    one = next(s for s in project.statements() if s.values.get("organization") == "A")
    from dissensus.store import codebooks, history, statements

    with history.begin(project.store, "edit", coder=("someone-else", "eve")) as act:
        book = codebooks.load(act.connection)
        statements.edit(act, one.id, {"organization": "D"}, book)
    with pytest.raises(Conflict, match="leave the codebook"):
        project.undo()
    assert project.check() == []
