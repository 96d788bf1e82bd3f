from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_document_goes_to_the_trash_and_comes_back(run: Run, project: Path) -> None:
    document = run("search", project, "rained", "--json").json[0]["document"]
    assert run("trash", "put", project, document).code == 0
    assert run("search", project, "rained", "--json").json == []
    listed = run("trash", "list", project, "--json").json
    assert listed == [{"what": "document", "id": document, "words": "Weather"}]
    assert "Weather" in run("trash", "list", project).out
    assert run("trash", "restore", project, document).code == 0
    assert len(run("search", project, "rained", "--json").json) == 1
    assert run("trash", "list", project, "--json").json == []


def test_a_statement_goes_to_the_trash_and_comes_back(run: Run, example: Path) -> None:
    def counted() -> int:
        found: int = run("network", example, "--json").json["statements"]
        return found

    before = counted()
    tie = run("network", example, "--kind", "affiliation", "--json").json["ties"][0]
    statement = tie["statements"][0]
    assert run("trash", "put", example, statement).out.startswith("1 thing put in the trash")
    assert counted() < before
    assert run("trash", "list", example, "--json").json[0]["id"] == statement
    assert run("trash", "restore", example, statement).code == 0
    assert counted() == before


def test_an_unknown_identity_is_told_and_nothing_goes(run: Run, project: Path) -> None:
    document = run("search", project, "rained", "--json").json[0]["document"]
    ran = run("trash", "put", project, document, "nonsense")
    assert ran.code == 3
    assert "nonsense" in ran.err
    assert run("trash", "list", project, "--json").json == []


def test_undo_empties_the_trash_again(run: Run, project: Path) -> None:
    document = run("search", project, "rained", "--json").json[0]["document"]
    run("trash", "put", project, document)
    run("undo", project)
    assert run("trash", "list", project, "--json").json == []
