"""What a DNA database becomes in a project."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dissensus.errors import ExchangeError, StoreError
from dissensus.exchange.codebook import parse_codebook
from dissensus.model.codebook import Codebook, DataType
from dissensus.model.coder import Coder, Permission
from dissensus.project import Project, create
from tests.exchange.dna.invented import TEXT, small, written


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create(tmp_path / "p.dissensus", Codebook(), coder="ann") as made:
        yield made


def test_statement_types_and_entities_become_the_codebook(project: Project, tmp_path: Path) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    (kind,) = project.codebook.statement_types
    assert (kind.name, kind.color) == ("DNA Statement", "#efd033")
    assert {v.name: (v.data_type, v.entities) for v in kind.variables} == {
        "person": (DataType.ENTITY, "person"),
        "concept": (DataType.ENTITY, "concept"),
        "agreement": (DataType.BOOLEAN, ""),
        "strength": (DataType.INTEGER, ""),
        "memo": (DataType.TEXT, ""),
    }
    entities = {e.name: e for e in project.entities()}
    assert set(entities) == {"Ann", "Bob", "Toll", "Never used"}
    assert entities["Ann"].color == "#010203"
    assert entities["Ann"].attribute("Type") == "citizen"
    assert (entities["Bob"].color, entities["Bob"].parent) == ("", "Ann")
    assert entities["Never used"].parent == "Toll"


def test_statements_quote_their_text_in_code_points(project: Project, tmp_path: Path) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    # One emoji stands before them: two units there, one character here.
    assert [(s.span.start, s.span.stop) for s in project.statements()] == [
        (0, 18),
        (11, 19),
        (30, 41),
    ]
    assert [s.quotation for s in project.statements()] == [TEXT[0:18], TEXT[11:19], TEXT[30:41]]
    assert [s.coder for s in project.statements()] == ["Admin", "Bea", "Bea"]
    assert project.statements()[0].values == {
        "person": "Ann",
        "concept": "Toll",
        "agreement": True,
        "strength": 3,
    }
    assert project.statements()[1].values["memo"] == "see\n“memo”"


def test_documents_come_with_their_metadata_and_canonical_text(
    project: Project, tmp_path: Path
) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    toll, rain = project.documents()
    assert (toll.title, toll.author, toll.source, toll.section, toll.type, toll.notes) == (
        "Toll", "Ann", "Herald", "news", "article", "a note"
    )  # fmt: skip
    assert str(toll.date) == "2020-09-13T12:26:40Z"
    assert rain.text == "Rain.\nRain."
    assert rain.provenance is not None
    assert rain.provenance.source.part == "document 9"


def test_coders_come_with_what_they_may_do(project: Project, tmp_path: Path) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    may = {c.name: c.permissions for c in project.coders()}
    assert may["Admin"] == frozenset(Permission)
    assert may["Bea"] == {
        Permission.READ, Permission.INGEST, Permission.CODE, Permission.REVIEW
    }  # fmt: skip


def test_an_import_is_one_act_and_undone_as_one(project: Project, tmp_path: Path) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    assert [a.verb for a in project.history()][:1] == ["import"]
    assert project.undo() == "small.dna"
    assert list(project.documents()) == []
    assert project.codebook.statement_types == ()
    assert [c.name for c in project.coders()] == ["ann"]
    assert project.check() == []
    assert project.redo() == "small.dna"
    assert len(project.statements()) == 3
    assert project.check() == []


def test_the_same_database_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "small.dna")
    project.import_dna(path)
    acts = len(project.history())
    report = project.import_dna(path)
    assert (report.documents, report.statements, report.entities, report.known) == (0, 0, 0, 5)
    assert len(project.history()) == acts


def test_what_has_no_use_here_is_listed_as_kept(project: Project, tmp_path: Path) -> None:
    report = project.import_dna(written(tmp_path / "small.dna"))
    assert {loss.what: loss.count for loss in report.losses if loss.kept} == {
        "regular expressions that highlight text": 1,
        "what a coder may do with another's work": 2,
        "links between variables": 1,
        "settings of the data base": 2,
        "passwords, colors and window settings of coders": 2,
        "attributes that no entity has": 1,
    }
    assert [loss for loss in report.losses if not loss.kept] == []


def test_missing_value_rows_are_listed(project: Project, tmp_path: Path) -> None:
    path = written(tmp_path / "small.dna")
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM DATABOOLEAN WHERE StatementId = 12")
    connection.commit()
    connection.close()
    (loss,) = (loss for loss in project.import_dna(path).losses if not loss.kept)
    assert (loss.count, loss.examples) == (1, ("statement 12",))
    assert "'agreement'" in loss.why


def test_a_statement_outside_its_text_is_refused_and_nothing_comes_in(
    project: Project, tmp_path: Path
) -> None:
    rows = small()
    rows["STATEMENTS"][1] = (12, 1, 4, 12, 500, 2)
    with pytest.raises(
        ExchangeError, match="statement 12 stops at 500 of document 4, which has 57"
    ):
        project.import_dna(written(tmp_path / "bad.dna", rows))
    assert list(project.documents()) == []
    assert project.codebook.entities == ()


def test_names_that_stand_twice_are_told_apart(project: Project, tmp_path: Path) -> None:
    rows = small()
    rows["STATEMENTTYPES"].append((2, "DNA Statement", 0, 0, 0))
    rows["VARIABLES"].append((20, "person", "short text", 2))
    rows["ENTITIES"].append((30, 20, "Ann", 0, 0, 0, None))
    report = project.import_dna(written(tmp_path / "twice.dna", rows))
    second = project.codebook.statement_type("DNA Statement (2)")
    assert second.variables[0].entities == "DNA Statement (2): person"
    assert [e.kind for e in project.entities() if e.name == "Ann"] == [
        "DNA Statement (2): person",
        "person",
    ]
    assert [loss.what for loss in report.losses if not loss.kept] == ["labels of statement types"]


_BOOK = """
statement_types:
  DNA Statement:
    variables:
      person: {type: entity, entities: actor}
      concept: {type: entity}
      agreement: {type: boolean}
      strength: {type: integer}
      memo: {type: text}
entities:
  actor:
    - {name: Ann, attributes: {Type: minister, party: A}, color: '#ffffff'}
"""


def test_into_a_project_with_that_statement_type_entities_of_a_name_are_one(tmp_path: Path) -> None:
    with create(tmp_path / "q.dissensus", parse_codebook(_BOOK), coder="ann") as project:
        report = project.import_dna(written(tmp_path / "small.dna"))
        entities = {e.name: e for e in project.entities() if e.kind == "actor"}
        assert set(entities) == {"Ann", "Bob"}
        assert entities["Ann"].attribute("Type") == "minister"  # the project's word
        assert entities["Ann"].attribute("party") == "A"
        assert entities["Ann"].color == "#ffffff"
        assert [(loss.what, loss.examples) for loss in report.losses if not loss.kept] == [
            ("attributes of entities", ("Ann: Type citizen",))
        ]
        assert project.check() == []


def test_a_statement_type_of_that_name_with_other_variables_is_refused(tmp_path: Path) -> None:
    book = parse_codebook(_BOOK.replace("      memo: {type: text}\n", ""))
    with create(tmp_path / "q.dissensus", book, coder="ann") as project:
        with pytest.raises(ExchangeError, match="memo"):
            project.import_dna(written(tmp_path / "small.dna"))
        assert list(project.documents()) == []


def test_a_text_that_is_there_already_gets_the_statements(project: Project, tmp_path: Path) -> None:
    rows = small()
    bare = {**rows, "STATEMENTS": []} | {n: [] for n in rows if n.startswith("DATA")}
    project.import_dna(written(tmp_path / "bare.dna", bare))
    report = project.import_dna(written(tmp_path / "small.dna", rows))
    assert (report.documents, report.statements) == (0, 3)
    assert len(list(project.documents())) == 2


def test_who_may_not_add_coders_may_not_import(project: Project, tmp_path: Path) -> None:
    project.add_coder(Coder(name="eve", permissions=frozenset({Permission.CODE})))
    with Project(project.store, coder="eve") as eve, pytest.raises(StoreError, match="may not"):
        eve.import_dna(written(tmp_path / "small.dna"))
