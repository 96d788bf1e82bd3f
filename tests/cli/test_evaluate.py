from __future__ import annotations

from pathlib import Path

from dissensus import debate
from dissensus.suggest.gold import load_gold, named
from tests.cli.conftest import Run


def test_the_example_debate_is_measured_against_its_coding(run: Run, example: Path) -> None:
    ran = run("evaluate", example, "--gold", debate.gold())
    assert ran.code == 0
    lines = debate.gold().read_text(encoding="utf-8").splitlines()
    coded = sum(bool(line.strip()) for line in lines)
    assert f"{coded} coded statements in 27 texts." in ran.out
    assert "precision" in ran.out


def test_json_holds_every_measure(run: Run, example: Path) -> None:
    told = run("evaluate", example, "--gold", debate.gold(), "--json").json
    assert {"position", "relation", "figure", "event"} <= set(told["types"])
    measures = told["types"]["position"]["concept"]["overlapping"]
    assert measures["precision"] == round(measures["matched"] / measures["suggestions"], 4)
    assert measures["recall"] == round(measures["matched"] / measures["gold"], 4)


def test_a_higher_bar_leaves_fewer_suggestions(run: Run, example: Path) -> None:
    def suggested(least: str) -> int:
        told = run("evaluate", example, "--gold", debate.gold(), "--least", least, "--json").json
        counted: int = told["types"]["position"]["concept"]["overlapping"]["suggestions"]
        return counted

    bar = sorted(s["score"] for s in run("review", example, "--json").json)[-1]
    assert 0 < suggested(str(bar + 0.01)) < suggested("0")


def test_the_documents_of_a_feed_are_named_by_their_part(run: Run, example: Path) -> None:
    from dissensus.project import open_project

    with open_project(example) as project:
        documents = named(project.documents())
        feeds = [name for name in documents if "#" in name]
        assert len(documents) == 27
        assert len(feeds) > 1
        assert load_gold(debate.gold(), documents=documents)


def test_a_document_that_is_not_there_is_named_with_its_line(
    run: Run, project: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"document": "none.txt", "quotation": "x", "type": "position", "values": {"concept": "Toll"}}\n'
    )
    ran = run("evaluate", project, "--gold", gold)
    assert ran.code == 3
    assert "none.txt" in ran.err
    assert "1" in ran.err


def test_a_missing_coding_is_named(run: Run, project: Path) -> None:
    ran = run("evaluate", project, "--gold", "none.jsonl")
    assert ran.code == 3
    assert "none.jsonl" in ran.err
