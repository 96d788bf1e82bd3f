from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.cli.conftest import Run

FORMATS = ("csv", "jsonl", "parquet")
TYPES = ("position", "relation", "figure", "event")


def rows(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        return pl.read_parquet(path).to_dicts()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def other(run: Run, example: Path, tmp_path: Path) -> Path:
    """An empty project with the codebook of the example debate."""
    assert run("codebook", "export", example, "--out", tmp_path / "c.yaml").code == 0
    path = tmp_path / "other.dissensus"
    assert run("init", path, "--codebook", tmp_path / "c.yaml").code == 0
    return path


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_project_goes_out_as_tables_and_comes_back_the_same(
    run: Run, example: Path, other: Path, tmp_path: Path, suffix: str
) -> None:
    whats = ("documents", *TYPES)
    for what in whats:
        assert run("export", example, tmp_path / f"{what}.{suffix}", "--what", what).code == 0
        ran = run("import", other, tmp_path / f"{what}.{suffix}", "--json")
        assert (ran.code, ran.json["refused"]) == (0, [])
        assert run("export", other, tmp_path / f"{what}2.{suffix}", "--what", what).code == 0
        assert rows(tmp_path / f"{what}2.{suffix}") == rows(tmp_path / f"{what}.{suffix}")
    assert run("check", other).code == 0
    before, after = (run("network", p, "--json").json for p in (example, other))
    assert after == before


def test_what_is_there_already_is_skipped(
    run: Run, example: Path, other: Path, tmp_path: Path
) -> None:
    run("export", example, tmp_path / "d.jsonl", "--what", "documents")
    run("import", other, tmp_path / "d.jsonl")
    ran = run("import", other, tmp_path / "d.jsonl")
    assert ran.code == 0
    assert "Imported 0 texts and 0 statements; 27 already there; 0 rows" in ran.out


def test_an_import_is_undone_as_one(run: Run, example: Path, other: Path, tmp_path: Path) -> None:
    run("export", example, tmp_path / "d.jsonl", "--what", "documents")
    run("export", example, tmp_path / "p.jsonl", "--what", "position")
    run("import", other, tmp_path / "d.jsonl")
    run("import", other, tmp_path / "p.jsonl")
    run("undo", other)
    assert run("network", other, "--json").json["statements"] == 0
    run("undo", other)
    assert run("report", other, "--out", tmp_path / "r.html", "--json").json["documents"] == 0
    assert run("check", other).code == 0


def test_a_statement_that_does_not_quote_its_text_is_refused(
    run: Run, example: Path, other: Path, tmp_path: Path
) -> None:
    run("export", example, tmp_path / "d.jsonl", "--what", "documents")
    run("export", example, tmp_path / "p.jsonl", "--what", "position")
    run("import", other, tmp_path / "d.jsonl")
    lines = rows(tmp_path / "p.jsonl")
    lines[2]["statement.quotation"] = "Words that are not there."
    (tmp_path / "p.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    ran = run("import", other, tmp_path / "p.jsonl", "--json")
    assert ran.json["statements"] == len(lines) - 1
    ((refused),) = ran.json["refused"]
    assert refused["row"] == 3
    assert "does not read 'Words that are not there.'" in refused["reason"]


def test_statements_without_their_documents_are_refused_with_3(
    run: Run, example: Path, other: Path, tmp_path: Path
) -> None:
    run("export", example, tmp_path / "p.csv")
    ran = run("import", other, tmp_path / "p.csv")
    assert ran.code == 3
    assert "import the documents first" in ran.out


def test_a_document_whose_text_was_changed_is_refused(
    run: Run, project: Path, other: Path, tmp_path: Path
) -> None:
    run("export", project, tmp_path / "d.csv", "--what", "documents")
    text = (tmp_path / "d.csv").read_text(encoding="utf-8")
    (tmp_path / "d.csv").write_text(text.replace("It rained", "It snowed"), encoding="utf-8")
    told = run("import", other, tmp_path / "d.csv", "--json").json
    assert (told["documents"], len(told["refused"])) == (2, 1)
    assert "does not have its hash" in told["refused"][0]["reason"]


def test_who_coded_stays_told_and_gains_no_rights(
    run: Run, example: Path, other: Path, tmp_path: Path
) -> None:
    run("export", example, tmp_path / "d.csv", "--what", "documents")
    run("export", example, tmp_path / "p.csv")
    run("import", other, tmp_path / "d.csv", "--coder", "eve")
    run("import", other, tmp_path / "p.csv", "--coder", "eve")
    run("coder", "add", other, "zoe")
    run("export", other, tmp_path / "p2.csv")
    assert {r["statement.coder"] for r in rows(tmp_path / "p2.csv")} == {"ann"}


def test_a_coder_who_is_not_there_comes_along_and_may_only_read(
    run: Run, project: Path, tmp_path: Path, codebook: Path
) -> None:
    run("suggest", project, "--coder", "ben")
    run("review", project, "--coder", "ben", stdin="a\nq\n")
    run("export", project, tmp_path / "d.csv", "--what", "documents")
    run("export", project, tmp_path / "p.csv")
    run("init", tmp_path / "o.dissensus", "--codebook", codebook)
    run("import", tmp_path / "o.dissensus", tmp_path / "d.csv")
    run("import", tmp_path / "o.dissensus", tmp_path / "p.csv")
    coders = {
        c["name"]: c["permissions"]
        for c in run("coder", "list", tmp_path / "o.dissensus", "--json").json
    }
    assert coders["ben"] == "read"


def test_a_foreign_table_needs_a_mapping(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("who,what\nAnn,toll\n")
    ran = run("import", project, tmp_path / "t.csv")
    assert ran.code == 3
    assert "--mapping" in ran.err
    assert "who, what" in ran.err


def test_a_table_of_another_codebook_is_told(run: Run, example: Path, tmp_path: Path) -> None:
    run("export", example, tmp_path / "p.csv")
    text = (tmp_path / "p.csv").read_text(encoding="utf-8").replace("agreement", "stance", 1)
    (tmp_path / "p.csv").write_text(text, encoding="utf-8")
    ran = run("import", example, tmp_path / "p.csv")
    assert ran.code == 3
    assert "concept, organization, person, stance" in ran.err


TWINS = """
statement_types:
  position: &type
    variables: {who: {type: entity, entities: actor}, yes: {type: boolean}}
  claim: &other
    variables: {who: {type: entity, entities: actor}, yes: {type: boolean}}
"""


def test_a_table_that_fits_two_types_asks_which(run: Run, texts: Path, tmp_path: Path) -> None:
    from dissensus.model.span import Span
    from dissensus.project import open_project

    (tmp_path / "c.yaml").write_text(TWINS.replace(" &type", "").replace(" &other", ""))
    run("init", tmp_path / "p.dissensus", "--codebook", tmp_path / "c.yaml")
    run("ingest", tmp_path / "p.dissensus", texts)
    with open_project(tmp_path / "p.dissensus") as project:
        document = next(project.documents())
        statement = project.code(document, Span(0, 2), "claim", who="Ann", yes=True)
    run("export", tmp_path / "p.dissensus", tmp_path / "c.csv", "--what", "claim")
    run("trash", "put", tmp_path / "p.dissensus", statement.id)
    ran = run("import", tmp_path / "p.dissensus", tmp_path / "c.csv")
    assert ran.code == 3
    assert "position, claim" in ran.err
    ran = run("import", tmp_path / "p.dissensus", tmp_path / "c.csv", "--what", "claim")
    assert (ran.code, "1 already there" in ran.out) == (0, True)


MAPPING = """
statement_type: position
quotation: words
document: {id: text}
variables: {organization: who, concept: what, agreement: yes}
"""


def test_a_foreign_coding_comes_in_by_its_mapping(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(MAPPING.replace("yes}", '"yes"}'))
    (tmp_path / "t.csv").write_text(
        "text,words,who,what,yes\nt1,We want it,Party A,Toll,1\nt1,We do not,Party B,Toll,0\n,,x,y,\n"
    )
    ran = run("import", project, tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml", "--json")
    assert ran.code == 0
    assert (ran.json["documents"], ran.json["statements"]) == (1, 2)
    assert [r["row"] for r in ran.json["refused"]] == [3]
    assert run("network", project, "--kind", "conflict", "--json").json["ties"][0]["weight"] == 1


def test_a_table_of_texts_comes_in_as_documents(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(
        "document: {id: url, text: body, title: headline, date: day}\n"
    )
    (tmp_path / "t.csv").write_text(
        "url,headline,day,body\nu1,First,2022-01-02,Party A wants a lighthouse.\n"
        "u2,Second,2022,Nobody else does.\nu3,Third,,\n"
    )
    ran = run("import", project, tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml", "--json")
    assert (ran.json["documents"], ran.json["statements"]) == (2, 0)
    assert [r["row"] for r in ran.json["refused"]] == [3]
    (hit,) = run("search", project, "lighthouse", "--json").json
    assert hit["title"] == "First"


def test_a_mapping_to_nothing_is_told(run: Run, project: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("document: {id: url}\n")
    (tmp_path / "t.csv").write_text("url\nu1\n")
    ran = run("import", project, tmp_path / "t.csv", "--mapping", tmp_path / "m.yaml")
    assert ran.code == 3
    assert "neither statements nor texts" in ran.err


@pytest.mark.parametrize("name", ["none.csv", "none.jsonl", "none.parquet", "none.xlsx"])
def test_a_missing_table_is_named(run: Run, project: Path, name: str) -> None:
    ran = run("import", project, name)
    assert ran.code == 3
    assert name in ran.err


def test_an_unknown_thing_to_export_names_the_known_ones(
    run: Run, project: Path, tmp_path: Path
) -> None:
    ran = run("export", project, tmp_path / "t.csv", "--what", "nonsense")
    assert ran.code == 3
    assert "position, relation, figure, event" in ran.err


def test_a_table_has_its_manifest_beside_it(run: Run, example: Path, tmp_path: Path) -> None:
    assert run("export", example, tmp_path / "p.csv").code == 0
    manifest = json.loads((tmp_path / "p.csv.manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["statements"]) == len(rows(tmp_path / "p.csv"))


def test_an_empty_table_is_written_and_comes_back(run: Run, project: Path, tmp_path: Path) -> None:
    for suffix in FORMATS:
        assert run("export", project, tmp_path / f"p.{suffix}").code == 0
        assert run("import", project, tmp_path / f"p.{suffix}").code == 0
