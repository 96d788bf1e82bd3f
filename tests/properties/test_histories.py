"""For any history: the state is what the history says, and undoing everything leaves nothing.

``DISSENSUS_HISTORIES`` sets how many random histories are tried (100; 1,000 in CI).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dissensus.errors import DissensusError, NotFound
from dissensus.exchange.codebook import parse_codebook
from dissensus.ingest import Read
from dissensus.intake import take_in
from dissensus.model.span import Span
from dissensus.model.suggestion import Verdict
from dissensus.project import Project, create, open_project
from dissensus.store.schema import KEPT
from tests.store.conftest import CODEBOOK, a_document
from tests.store.test_suggestions import Fixed

HISTORIES = int(os.environ.get("DISSENSUS_HISTORIES", "100"))

TEXTS = (
    "Party A wants the toll. Party B does not.",
    "News. Party A wants the toll. Party B does not. 👍",
    "Party A wants the bridge. Party B does not, says Ms. Ames.",
)
steps = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "ingest",
                "code",
                "edit",
                "delete",
                "restore",
                "suggest",
                "decide",
                "accept",
                "codebook",
                "undo",
                "redo",
            )
        ),
        st.integers(0, 5),
    ),
    min_size=1,
    max_size=14,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("histories") / "empty.dissensus"
    with create(path, parse_codebook(CODEBOOK), coder="ann"):
        pass
    return path


def do(project: Project, what: str, n: int) -> None:
    """Do one thing; what can't be done in this state says so and changes nothing."""
    documents = list(project.documents())
    statements = project.statements()
    actions: dict[str, Callable[[], object]] = {
        "ingest": lambda: take_in(
            project.store,
            [Read(a_document(TEXTS[n % 3], location=f"{n // 3}.txt"))],
            coder=project._who(),
            summary="",
        ),
        "code": lambda: project.code(
            documents[n % len(documents)],
            Span(n, n + 6),
            "position",
            organization=("A", "Party B", f"New {n}")[n % 3],
            concept="Toll",
            agreement=bool(n % 2),
        ),
        "edit": lambda: project.edit(statements[n % len(statements)].id, agreement=bool(n % 2)),
        "delete": lambda: project.delete([statements[n % len(statements)].id]),
        "restore": lambda: project.delete([project.trash()[0][1]], back=True),
        "suggest": lambda: project.suggest(Fixed(spans=((0, 23), (24, 41))[: 1 + n % 2])),
        "decide": lambda: project.review(project.queue()[0], list(Verdict)[n % 4]),
        "accept": lambda: project.accept(min_score=n / 5),
        "codebook": lambda: project.set_codebook(parse_codebook(CODEBOOK + f"    - Concept {n}\n")),
        "undo": project.undo,
        "redo": project.redo,
    }
    with contextlib.suppress(DissensusError, IndexError, ZeroDivisionError):
        actions[what]()


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    raw = sqlite3.connect(project.store.location)
    try:
        return {t: raw.execute(f"SELECT * FROM {t} ORDER BY id").fetchall() for t in KEPT}
    finally:
        raw.close()


@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=steps)
def test_state_is_history_and_undoing_everything_leaves_nothing(
    empty: Path, history: list[tuple[str, int]]
) -> None:
    path = empty.with_name("tried.dissensus")
    shutil.copy(empty, path)
    with open_project(path, coder="ann") as project:
        for what, n in history:
            do(project, what, n)
        assert project.check() == []
        before = state(project)
        undone = 0
        while True:
            try:
                project.undo()
            except NotFound:
                break
            undone += 1
        assert not any(state(project).values())
        assert project.check() == []
        for _ in range(undone):
            project.redo()
        assert state(project) == before
        assert project.check() == []
    for leftover in empty.parent.glob("tried.*"):
        leftover.unlink()
