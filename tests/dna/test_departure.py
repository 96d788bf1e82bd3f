"""What a project becomes as a DNA database, and what it can't carry."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dissensus.errors import ExchangeError
from dissensus.exchange.codebook import parse_codebook
from dissensus.exchange.dna import DnaDatabase, read_dna
from dissensus.exchange.dna.layout import TABLES
from dissensus.exchange.dna.password import fits
from dissensus.model.codebook import Codebook
from dissensus.model.span import Span
from dissensus.project import Project, create
from dissensus.store import documents, history, versions
from tests.exchange.dna.invented import TEXT, small, written
from tests.published.dna_database import database_file
from tests.store.conftest import a_document

_BOOK = """
statement_types:
  position:
    definition: Who says what.
    variables:
      person: {type: entity, entities: actor}
      organization: {type: entity, entities: actor}
      concept: {type: entity}
      agreement: {type: boolean}
  figure:
    variables:
      what: {type: text}
      value: {type: number}
      when: {type: date}
      size: {type: integer, values: [1, 2, 3]}
entities:
  actor:
    - {name: Ann, aliases: [Ms. Ann], definition: A minister., color: '#abcdef'}
    - {name: Union, attributes: {Type: [{value: party, since: 2019}, {value: club, until: 2018}]}}
    - {name: Unused, parent: Union}
  concept: [Toll]
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create(tmp_path / "p.dissensus", parse_codebook(_BOOK), coder="eve") as made:
        text = "\U0001f6b2 Ann wants the toll. It costs 3.5 million."
        document = a_document(text, title="Toll", date="2020-05")
        made.add([document], [], summary="a text")
        made.code(document, Span(2, 20), "position", person="Ann", concept="Toll", agreement=True)
        made.code(document, Span(2, 5), "position", organization="Union", concept="Toll")
        made.code(document, Span(22, 42), "figure", what="costs", value=3.5, when="2021", size=2)
        yield made


@pytest.fixture
def wrote(project: Project, tmp_path: Path) -> DnaDatabase:
    project.export_dna(tmp_path / "out.dna", password="toll")
    return read_dna(tmp_path / "out.dna")


def test_the_administrator_comes_first_and_everybody_has_the_password(wrote: DnaDatabase) -> None:
    coders = wrote["CODERS"]
    assert list(coders.select("ID", "Name").iter_rows()) == [(1, "Admin"), (2, "eve")]
    assert all(fits("toll", stored) for stored in coders["Password"])
    assert wrote["CODERRELATIONS"].rows() == [(1, 1, 2, 1, 1, 1, 1), (2, 2, 1, 1, 1, 1, 1)]


def test_offsets_count_utf_16_units(wrote: DnaDatabase) -> None:
    assert wrote["STATEMENTS"].select("Start", "Stop").rows() == [(3, 6), (3, 21), (23, 43)]
    quotations = {
        q for label in wrote.labels for q in wrote.events(label).frame["statement.quotation"]
    }
    assert quotations == {"Ann wants the toll", "Ann", "It costs 3.5 million"[:20]}


def test_every_statement_has_one_value_for_each_variable(wrote: DnaDatabase) -> None:
    for label in wrote.labels:
        events = wrote.events(label).frame
        kind = wrote.statement_type(label)
        for variable in kind.variables:
            if variable.data_type.value in ("boolean", "integer"):
                assert events[variable.name].null_count() == 0
    rows = sum(
        wrote[t].height for t in ("DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT", "DATASHORTTEXT")
    )
    assert rows == 3 * 4  # three statements, each of a type with four variables


def test_entities_go_to_the_variables_that_use_them(wrote: DnaDatabase) -> None:
    variables = dict(wrote["VARIABLES"].select("ID", "Variable").iter_rows())
    placed: dict[str, set[str]] = {}
    for variable, value in wrote["ENTITIES"].select("VariableId", "Value").iter_rows():
        placed.setdefault(variables[variable], set()).add(value)
    assert placed == {
        # Nobody has used the third actor: it stands in the first variable, its parent with it.
        "person": {"", "Ann", "Unused", "Union"},
        "organization": {"", "Union"},
        "concept": {"", "Toll"},
        "value": {"", "3.5"},
        "when": {"", "2021"},
    }


def test_colors_parents_and_attributes_go_along(wrote: DnaDatabase) -> None:
    entities = {
        (row["VariableId"], row["Value"]): row for row in wrote["ENTITIES"].iter_rows(named=True)
    }
    ann, unused = entities[1, "Ann"], entities[1, "Unused"]
    assert (ann["Red"], ann["Green"], ann["Blue"]) == (0xAB, 0xCD, 0xEF)
    assert unused["ChildOf"] == entities[1, "Union"]["ID"]
    names = dict(wrote["ATTRIBUTEVARIABLES"].select("ID", "AttributeVariable").iter_rows())
    values = {
        (entity, names[attribute]): value
        for _, entity, attribute, value in wrote["ATTRIBUTEVALUES"].iter_rows()
    }
    assert values[ann["ID"], "Alias"] == "Ms. Ann"
    assert values[ann["ID"], "Notes"] == "A minister."
    assert values[entities[1, "Union"]["ID"], "Type"] == "party"


def test_whatever_can_not_be_carried_is_listed(project: Project, tmp_path: Path) -> None:
    report = project.export_dna(tmp_path / "out.dna", password="toll")
    told: Counter[str] = Counter()
    for loss in report.losses:
        told[loss.what] += loss.count
    assert told.pop("acts of the history") == len(project.history())
    assert told == {
        "definitions": 2,  # of a statement type; of Ann, into an attribute
        "variables of type number": 1,
        "variables of type date": 1,
        "lists of allowed values": 1,
        "other wordings of names": 1,
        "times of attributes": 4,  # two values, in two variables
        "further values of attributes": 2,
        "dates known to the day, month or year only": 1,
        "where texts were read, and their hashes": 1,
        "missing values of boolean variables": 1,
    }
    manifest = json.loads((tmp_path / "out.dna.manifest.json").read_text(encoding="utf-8"))
    assert manifest["losses"] == [loss.as_json() for loss in report.losses]
    assert manifest["statement_count"] == 3


def test_without_a_password_nothing_is_written(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"Admin, eve have none yet\. .*--password"):
        project.export_dna(tmp_path / "out.dna")
    assert not (tmp_path / "out.dna").exists()


def test_whoever_is_asked_for_a_password_is_told_for_whom(project: Project, tmp_path: Path) -> None:
    asked: list[list[str]] = []

    def answer(names: object) -> str:
        asked.append(list(names))  # type: ignore[call-overload]
        return "bridge"

    project.export_dna(tmp_path / "out.dna", password=answer)
    assert asked == [["Admin", "eve"]]


def test_names_too_long_for_dna_are_cut_and_told_apart(tmp_path: Path) -> None:
    names = ["x" * 200 + "1", "x" * 200 + "2"]
    book = Codebook()
    with create(tmp_path / "q.dissensus", book, coder="eve") as project:
        project.import_dna(written(tmp_path / "small.dna"))
        kept = project.codebook
        first = kept.entities[0]
        more = tuple(replace(first, name=n, id=f"new-{n[-1]}", parent="") for n in names)
        project.set_codebook(replace(kept, entities=(*kept.entities, *more)))
        report = project.export_dna(tmp_path / "out.dna")
    values = read_dna(tmp_path / "out.dna")["ENTITIES"]["Value"].to_list()
    assert values[-2:] == ["x" * 190, "x" * 186 + " (2)"]
    assert [loss.count for loss in report.losses if loss.what == "names of entities"] == [2]


def test_two_databases_in_one_project_go_out_as_one(tmp_path: Path) -> None:
    rows = small()
    other = small()
    other["DOCUMENTS"] = [(4, "Other", "Another text, about the toll.", 1, "", "", "", "", "", 5)]
    other["STATEMENTS"] = [(11, 1, 4, 0, 12, 1)]
    for name in ("DATABOOLEAN", "DATAINTEGER", "DATALONGTEXT"):
        other[name] = other[name][:1]
    other["DATASHORTTEXT"] = other["DATASHORTTEXT"][:2]
    with create(tmp_path / "q.dissensus", Codebook(), coder="eve") as project:
        project.import_dna(written(tmp_path / "a.dna", rows))
        project.import_dna(written(tmp_path / "b.dna", other))
        project.export_dna(tmp_path / "out.dna")
        assert project.check() == []
    both = read_dna(tmp_path / "out.dna")
    assert both["DOCUMENTS"].select("ID", "Title").rows() == [
        (4, "Toll"), (9, "No statements"), (10, "Other")
    ]  # fmt: skip
    assert both["STATEMENTS"]["ID"].to_list() == [11, 12, 15, 16]
    assert len(both.events("DNA Statement")) == 4
    assert both["ENTITIES"].rows() == read_dna(tmp_path / "a.dna")["ENTITIES"].rows()
    assert both["REGEXES"].rows() == [("toll|tax", 255, 0, 0)]


def test_what_is_in_the_trash_stays_behind(tmp_path: Path) -> None:
    with create(tmp_path / "q.dissensus", Codebook(), coder="eve") as project:
        project.import_dna(written(tmp_path / "small.dna"))
        project.delete([project.statements()[0].id])
        report = project.export_dna(tmp_path / "out.dna")
    out = read_dna(tmp_path / "out.dna")
    assert out["STATEMENTS"]["ID"].to_list() == [12, 15]
    assert ("what is in the trash", 1) in [(loss.what, loss.count) for loss in report.losses]


def test_statements_on_an_earlier_version_of_their_text_stay_behind(tmp_path: Path) -> None:
    with create(tmp_path / "q.dissensus", Codebook(), coder="eve") as project:
        project.import_dna(written(tmp_path / "small.dna"))
        toll = project.document("Toll")
        later = replace(toll, text=toll.text.replace("is good", "is fine"))
        with history.begin(project.store, "ingest", "", coder=("1", "eve")) as act:
            number = documents.add_version(act, toll.id, later)
            (stays,) = (s for s in project.statements() if s.values.get("person") == "Bob")
            versions.move(act, [("statement", stays.id, stays.span)], number)
        report = project.export_dna(tmp_path / "out.dna")
    out = read_dna(tmp_path / "out.dna")
    assert out["STATEMENTS"].rows() == [(15, 1, 4, 31, 42, 2)]
    assert out.events("DNA Statement").frame["statement.quotation"].to_list() == [TEXT[30:41]]
    assert ("statements whose words changed", 2) in [(x.what, x.count) for x in report.losses]


def test_the_project_as_it_was_can_go_out(tmp_path: Path) -> None:
    with create(tmp_path / "q.dissensus", Codebook(), coder="eve") as project:
        source = written(tmp_path / "small.dna")
        project.import_dna(source)
        act = project.history()[0].seq
        project.delete([s.id for s in project.statements()])
        project.as_of(act).export_dna(tmp_path / "out.dna")
    assert (
        read_dna(tmp_path / "out.dna")["STATEMENTS"].rows() == read_dna(source)["STATEMENTS"].rows()
    )


def test_the_tables_of_the_sample_database_take_every_row(
    shared: Path, project: Project, tmp_path: Path
) -> None:
    project.import_dna(written(tmp_path / "small.dna"))
    project.export_dna(tmp_path / "out.dna", password="toll")
    sample = sqlite3.connect(database_file(shared, "sample", tmp_path))
    definitions = [
        sql for (sql,) in sample.execute("SELECT sql FROM sqlite_master WHERE type = 'table'")
    ]
    sample.close()
    strict = sqlite3.connect(":memory:")
    for definition in definitions:
        strict.execute(definition)
    out = read_dna(tmp_path / "out.dna")
    for name in TABLES:
        columns = [row[1] for row in strict.execute(f"PRAGMA table_info({name})")]
        assert out[name].columns == columns
        marks = ", ".join("?" * len(columns))
        strict.executemany(f"INSERT INTO {name} VALUES ({marks})", out[name].rows())
    assert strict.execute("PRAGMA foreign_key_check").fetchall() == []
    strict.close()
