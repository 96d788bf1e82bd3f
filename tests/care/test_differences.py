"""What another codebook would change."""

from __future__ import annotations

from dissensus.care.differences import differences
from dissensus.exchange.codebook import dump_codebook, parse_codebook
from dissensus.project import Project
from tests.care.caring import identity


def told(project: Project, text: str) -> list[tuple[str, str, str, str]]:
    used = {identity(project, one) for one in "ABC"}
    found = differences(
        project.codebook,
        parse_codebook(text),
        used_types={"position", "relation", "event"},
        used_entities=used,
    )
    return [(d.what, d.name, d.change, d.refused) for d in found]


def test_the_codebook_itself_changes_nothing(project: Project) -> None:
    assert told(project, dump_codebook(project.codebook)) == []


def test_new_changed_and_missing_entries_are_told_and_what_is_used_is_refused(
    project: Project,
) -> None:
    text = dump_codebook(project.codebook)
    text = text.replace("- name: A\n", "- name: D\n").replace("- name: Lower the fares\n", "")
    text = text.replace("title: Talk", "title: The talk")
    assert told(project, text) == [
        ("codebook", "The talk", "changed", ""),
        ("entity", "actor: D", "added", ""),
        ("entity", "actor: A", "removed", "Statements use it."),
        ("entity", "concept: Lower the fares", "removed", ""),
    ]


def test_a_variable_that_holds_something_else_is_refused_where_statements_exist(
    project: Project,
) -> None:
    text = dump_codebook(project.codebook).replace("type: boolean", "type: integer")
    assert told(project, text) == [
        ("variable", "position: agreement", "changed", "It has values of the other type.")
    ]
