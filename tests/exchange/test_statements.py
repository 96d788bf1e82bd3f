"""Coded statements from foreign tables: spans exact, nothing dropped silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from dissensus.errors import ExchangeError
from dissensus.exchange.mapping import (
    ColumnMapping,
    DocumentColumns,
    VariableColumn,
    load_mapping,
    lookup,
)
from dissensus.exchange.statements import Import, import_statements
from dissensus.model.codebook import Codebook, built_in_types

CODEBOOK = Codebook(statement_types=built_in_types())
AGREEMENT = VariableColumn(column="pos", values={"1": True, "-1": False})
MAPPING = ColumnMapping(
    statement_type="position",
    quotation="quote",
    document=DocumentColumns(id=("doc",), date="date"),
    variables={
        "person": VariableColumn(column="who"),
        "concept": VariableColumn(column="what", split="list"),
        "agreement": AGREEMENT,
    },
)


def imported(tmp_path: Path, text: str, mapping: ColumnMapping = MAPPING) -> Import:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return import_statements(path, mapping=mapping, codebook=CODEBOOK)


HEADER = "doc,date,who,what,pos,quote\n"


def test_rows_of_a_document_make_one_quotation_only_text(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        HEADER
        + "d1,2019-01-02,Ana,[tax],1,First words\n"
        + "d2,2019-01-03,Ben,[tax],1,Other text\n"
        + "d1,2019-01-02,Ben,[dam],-1,Second words\n",
    )
    assert [d.text for d in found.documents] == ["First words\n\nSecond words", "Other text"]
    assert all(d.quotation_only for d in found.documents)
    assert str(found.documents[0].date) == "2019-01-02"


def test_every_span_reads_as_its_quotation(tmp_path: Path) -> None:
    found = imported(
        tmp_path,
        HEADER + "d1,,Ana,[tax],1,  Größe 😀 \nd1,,Ana,[tax],1,e\u0301tat\nd1,,Ana,[tax],1,etat\n",
    )
    texts = {d.id: d.text for d in found.documents}
    assert [s.span.of(texts[s.document_id]) for s in found.statements] == [
        "Größe 😀",
        "état",
        "etat",
    ]
    assert all(s.span.of(texts[s.document_id]) == s.quotation for s in found.statements)


def test_a_list_gives_a_statement_for_each_of_its_parts(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + 'd1,,Ana,"[200,207]",1,Words\n')
    assert [s.values["concept"] for s in found.statements] == ["200", "207"]
    assert {s.span for s in found.statements} == {found.statements[0].span}


def test_numbers_in_a_list_stay_as_they_are_written(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + 'd1,,Ana,"[1.50,007]",1,Words\nd1,,Ana,"[1.50]",1,Words\n')
    assert [s.values["concept"] for s in found.statements] == ["1.50", "007", "1.50"]


def test_several_lists_give_every_combination(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        statement_type="position",
        quotation="quote",
        variables={
            "organization": VariableColumn(column="who", split=","),
            "concept": VariableColumn(column="what", split="list"),
        },
    )
    found = imported(tmp_path, HEADER + 'd1,,"X, Y","[a, b]",1,Words\n', mapping)
    pairs = [(s.values["organization"], s.values["concept"]) for s in found.statements]
    assert pairs == [("X", "a"), ("X", "b"), ("Y", "a"), ("Y", "b")]


def test_values_are_mapped_and_na_is_no_value(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + "d1,,NA,[tax],-1,Words\n")
    assert found.statements[0].values == {"person": None, "concept": "tax", "agreement": False}


def test_repeated_quotations_in_a_row_stand_once(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + "d1,,Ana,[tax],1,Words\nd1,,Ben,[tax],1,Words\n")
    assert found.documents[0].text == "Words"
    assert len(found.statements) == 2


def test_a_row_without_a_quotation_is_refused_with_its_number(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + "d1,,Ana,[tax],1,Words\nd1,,Ana,[tax],1,\n")
    assert [(r.row, "no quotation" in r.reason) for r in found.refused] == [(2, True)]


def test_an_unreadable_value_is_left_out_and_told(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + "d1,,Ana,[tax],perhaps,Words\n")
    assert found.statements[0].values["agreement"] is None
    assert "perhaps" in found.refused[0].reason


def test_different_dates_of_a_document_leave_a_note(tmp_path: Path) -> None:
    found = imported(
        tmp_path, HEADER + "d1,2019-02-01,Ana,[tax],1,One\nd1,2019-01-01,Ana,[tax],1,Two\n"
    )
    assert str(found.documents[0].date) == "2019-01-01"
    assert "2019-02-01" in found.documents[0].notes


def test_rows_without_an_identity_are_documents_of_their_own(tmp_path: Path) -> None:
    found = imported(tmp_path, HEADER + ",,Ana,[tax],1,One\n,,Ana,[tax],1,Two\n")
    assert [d.text for d in found.documents] == ["One", "Two"]


WHOLE = ColumnMapping(
    statement_type="position",
    quotation="quote",
    document=DocumentColumns(id=("doc",), text="text", start="start", stop="stop"),
    variables={"concept": VariableColumn(column="what")},
)


def test_a_quotation_stands_where_the_row_says(tmp_path: Path) -> None:
    found = imported(
        tmp_path, "doc,text,quote,start,stop,what\nd,no and no again,no,7,9,tax\n", WHOLE
    )
    assert (found.statements[0].span.start, found.documents[0].quotation_only) == (7, False)


@pytest.mark.parametrize(("quote", "reason"), [("no", "twice"), ("yes", "not in the text")])
def test_a_quotation_that_is_not_there_exactly_once_is_refused(
    tmp_path: Path, quote: str, reason: str
) -> None:
    found = imported(
        tmp_path, f"doc,text,quote,start,stop,what\nd,no and no again,{quote},,,tax\n", WHOLE
    )
    assert found.statements == ()
    assert reason in found.refused[0].reason


def test_an_absent_column_is_an_error_that_lists_the_present(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="has no column"):
        imported(tmp_path, "a,b\n1,2\n")


def test_an_unknown_variable_is_an_error(tmp_path: Path) -> None:
    mapping = ColumnMapping(
        statement_type="position", quotation="quote", variables={"mood": AGREEMENT}
    )
    with pytest.raises(ExchangeError, match="mood"):
        imported(tmp_path, HEADER, mapping)


def test_names_several_keys_share_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("sub,description\n199,General\n299,General\n201,Housing\n")
    assert lookup(path, key="sub", value="description") == {
        "199": "General (199)",
        "299": "General (299)",
        "201": "Housing",
    }


def test_a_mapping_file_reads_as_written_by_hand(tmp_path: Path) -> None:
    (tmp_path / "codes.csv").write_text("sub,description\n1,Tax\n")
    path = tmp_path / "mapping.yaml"
    path.write_text(
        "statement_type: position\n"
        "quotation: quote\n"
        "document: {id: [doc, date], date: date}\n"
        "variables:\n"
        "  person: who\n"
        "  concept: {column: what, split: list, lookup: {file: codes.csv, key: sub, value: description}}\n"
        '  agreement: {column: pos, values: {"1": true, "-1": false}}\n'
        "missing: [NA, '?']\n"
    )
    assert load_mapping(path) == ColumnMapping(
        statement_type="position",
        quotation="quote",
        document=DocumentColumns(id=("doc", "date"), date="date"),
        variables={
            "person": VariableColumn(column="who"),
            "concept": VariableColumn(column="what", split="list", values={"1": "Tax"}),
            "agreement": AGREEMENT,
        },
        missing=("", "NA", "?"),
    )


def test_a_wrong_key_in_a_mapping_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("statement_type: position\nquotation: q\nvariabels: {person: who}\n")
    with pytest.raises(ExchangeError, match=r"mapping\.yaml:3.*variables"):
        load_mapping(path)


def test_debatenet_comes_in_whole(shared: Path) -> None:
    folder = shared / "data" / "debatenet"
    codes = lookup(folder / "codebook_en.csv", key="sub", value="description")
    mapping = ColumnMapping(
        statement_type="position",
        quotation="quote",
        document=DocumentColumns(id=("doc_id",), date="cdate"),
        variables={
            "person": VariableColumn(column="name"),
            "organization": VariableColumn(column="parties", split=","),
            "concept": VariableColumn(column="claimvalues", split="list", values=codes),
            "agreement": VariableColumn(column="cpos", values={"1": True, "-1": False}),
        },
    )
    found = import_statements(folder / "claims.csv", mapping=mapping, codebook=CODEBOOK)
    assert len(found.documents) == 543
    assert len({s.row for s in found.statements}) == 2952
    texts = {d.id: d.text for d in found.documents}
    assert all(s.span.of(texts[s.document_id]) == s.quotation for s in found.statements)
