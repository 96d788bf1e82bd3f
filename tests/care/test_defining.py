"""What may be coded changes, and what was coded stays."""

from __future__ import annotations

import pytest

from dissensus.care import defining
from dissensus.errors import CodebookError, Conflict
from dissensus.model.codebook import DataType, StatementType, Variable
from dissensus.project import Project
from tests.care.caring import do, state


def test_a_new_name_of_a_variable_is_written_into_its_statements_and_can_be_undone(
    project: Project,
) -> None:
    before = state(project)
    slot = project.codebook.statement_type("position").variable("agreement")
    do(project, lambda c: defining.edit_variable(c, slot.id, {"name": "stance"}))
    said = [s.values for s in project.statements() if s.statement_type == "position"]
    assert all("stance" in v and "agreement" not in v for v in said)
    project.undo()
    assert state(project) == before


def test_a_name_that_the_type_has_already_is_refused(project: Project) -> None:
    slot = project.codebook.statement_type("position").variable("agreement")
    with pytest.raises(Conflict, match="already"):
        do(project, lambda c: defining.edit_variable(c, slot.id, {"name": "concept"}))


def test_names_that_columns_of_texts_have_are_refused(project: Project) -> None:
    slot = project.codebook.statement_type("position").variable("agreement")
    with pytest.raises(CodebookError, match="document"):
        do(project, lambda c: defining.edit_variable(c, slot.id, {"name": "document.date"}))


def test_allowed_values_must_cover_what_was_coded(project: Project) -> None:
    slot = project.codebook.statement_type("relation").variable("sign")
    with pytest.raises(Conflict, match="-1"):
        do(project, lambda c: defining.edit_variable(c, slot.id, {"values": [0, 1]}))
    do(project, lambda c: defining.edit_variable(c, slot.id, {"values": [-1, 1]}))
    assert project.codebook.statement_type("relation").variable("sign").values == (-1, 1)


def test_a_new_type_can_be_coded_with(project: Project) -> None:
    new = StatementType(
        name="demand",
        color="#112233",
        variables=(
            Variable(name="who", data_type=DataType.ENTITY, entities="actor"),
            Variable(name="strength", data_type=DataType.INTEGER, values=(1, 2, 3)),
        ),
    )
    do(project, lambda c: defining.add_type(c, new))
    assert project.codebook.statement_type("demand") == new


def test_a_type_without_variables_is_refused(project: Project) -> None:
    with pytest.raises(CodebookError, match="at least one"):
        do(project, lambda c: defining.add_type(c, StatementType(name="x", variables=())))


def test_a_new_variable_leaves_the_statements_as_they_are(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    before = [s.values for s in project.statements()]
    new = Variable(name="frame", data_type=DataType.ENTITY)
    do(project, lambda c: defining.add_variable(c, kind.id, new))
    assert project.codebook.statement_type("position").variable("frame").entities == "frame"
    assert [s.values for s in project.statements()] == before


def test_what_statements_use_is_not_dropped(project: Project) -> None:
    kind = project.codebook.statement_type("position")
    for table, row in (
        ("statement_type", kind.id),
        ("variable", kind.variable("agreement").id),
    ):
        with pytest.raises(Conflict, match="10 statements"):
            do(project, lambda c, table=table, row=row: defining.drop(c, table, row))  # type: ignore[misc]


def test_what_nothing_uses_is_dropped(project: Project) -> None:
    kind = project.codebook.statement_type("figure")
    person = project.codebook.statement_type("position").variable("person")
    do(project, lambda c: defining.drop(c, "statement_type", kind.id))
    do(project, lambda c: defining.drop(c, "variable", person.id))
    assert not project.codebook.has_type("figure")
    assert not project.codebook.statement_type("position").has("person")
    assert project.check() == []


def test_title_and_instructions_change(project: Project) -> None:
    do(project, lambda c: defining.edit_head(c, {"instructions": "Read first."}))
    assert project.codebook.instructions == "Read first."
    assert project.codebook.title == "Talk"
