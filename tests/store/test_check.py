"""Facts about ``check``: every kind of damage is found."""

from __future__ import annotations

import sqlite3

import pytest

from dissensus.model.span import Span
from dissensus.project import Project
from tests.store.conftest import a_document


@pytest.fixture
def coded(project: Project) -> Project:
    document = a_document("Party A wants the toll. Party B does not.")
    project.add([document], [], summary="a text")
    project.code(document, Span(0, 23), "position", organization="Party A", concept="Toll")
    return project


def _damage(project: Project, *commands: str) -> None:
    raw = sqlite3.connect(project.store.location)
    raw.execute("DROP TRIGGER content_no_update")
    for trigger in ("act_no_update", "act_no_delete", "change_no_update", "change_no_delete"):
        raw.execute(f"DROP TRIGGER {trigger}")
    for command in commands:
        raw.execute(command)
    raw.commit()
    raw.close()


def test_an_untouched_project_has_no_finding(coded: Project) -> None:
    assert coded.check() == []


@pytest.mark.parametrize(
    ("command", "finding"),
    [
        ("UPDATE statement SET note = 'x'", "is not what the history says"),
        ("DELETE FROM statement", "is missing, though the history says it is there"),
        (
            "INSERT INTO coder (id, name, kind, permissions) VALUES ('z', 'eve', 'person', '[]')",
            "the history knows nothing of it",
        ),
        ("UPDATE content SET body = 'Party X' || substr(body, 8)", "does not have its hash"),
        ("UPDATE content SET body = 'Party X' || substr(body, 8)", "does not read"),
        ("UPDATE statement SET start = 1, stop = 24", "does not read"),
        ("UPDATE statement SET version = 9", "version of a text that is not there"),
        ("DELETE FROM change WHERE row_table = 'variable'", "the history knows nothing of it"),
        ("UPDATE change SET before = '{}' WHERE row_table = 'statement'", "does not begin where"),
        ("DELETE FROM search_key", "is not in the search index"),
        (
            """UPDATE statement SET "values" = '{"concept": "nobody"}'""",
            "its concept is an entity that is not there",
        ),
    ],
)
def test_damage_is_found(coded: Project, command: str, finding: str) -> None:
    _damage(coded, command)
    assert any(finding in f.found for f in coded.check())
