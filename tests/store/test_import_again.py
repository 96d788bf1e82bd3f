"""Facts about importing the same table again."""

from __future__ import annotations

from pathlib import Path

import pytest

from dissensus.exchange.mapping import ColumnMapping, DocumentColumns, VariableColumn
from dissensus.project import Project

TABLE = "doc,quote,who,what,whom\n1,A wants the toll.,A,Toll,B\n2,B does not.,B,Toll,A\n"


def mapping(statement_type: str, **columns: str) -> ColumnMapping:
    return ColumnMapping(
        statement_type=statement_type,
        quotation="quote",
        variables={name: VariableColumn(column=column) for name, column in columns.items()},
        document=DocumentColumns(id=("doc",)),
    )


POSITIONS = mapping("position", organization="who", concept="what")
RELATIONS = mapping("relation", source="who", target="whom")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "claims.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_same_table_again_adds_nothing(project: Project, table: Path) -> None:
    project.import_table(table, POSITIONS)
    again = project.import_table(table, POSITIONS)
    assert (again.documents, again.statements, again.known) == (0, 0, 4)
    assert len(project.statements()) == 2


def test_another_mapping_adds_its_statements_to_the_same_texts(
    project: Project, table: Path
) -> None:
    project.import_table(table, POSITIONS)
    again = project.import_table(table, RELATIONS)
    assert (again.documents, again.statements, again.known) == (0, 2, 2)
    assert len(list(project.documents())) == 2
    assert (
        sorted(s.statement_type for s in project.statements())
        == ["position"] * 2 + ["relation"] * 2
    )
    assert project.check() == []


def test_a_table_that_changed_is_another_table(project: Project, table: Path) -> None:
    project.import_table(table, POSITIONS)
    table.write_text(TABLE + "3,C is late.,Ms. Ames,Bridge,A\n", encoding="utf-8")
    assert project.import_table(table, POSITIONS).documents == 3
