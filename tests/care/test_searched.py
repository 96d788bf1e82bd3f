"""Whatever is done, one after another and however late it is followed, search has what reading all anew has."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from dissensus.errors import DissensusError
from dissensus.project import Project
from dissensus.store import restoring, undoing
from dissensus.store.row_index import catch_up
from dissensus.store.row_tables import drop, row_facet, row_words
from dissensus.store.row_words import MARK
from tests.care.caring import do
from tests.care.test_properties import drafted
from tests.web.talk import talk

CARE = ("merge", "rename", "split", "recode", "add")
OTHERS = ("undo", "redo", "revert", "trash", "back", "restore", "row", "about")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(CARE + OTHERS),
        st.integers(0, 9),
        st.integers(0, 9),
        st.integers(0, 3),  # how many rows are followed then
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=15, deadline=None)
@given(steps=STEPS)
def test_the_index_is_the_one_that_is_made_anew(steps: list[tuple[str, int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, talk(Path(folder)) as project:
        indexed(project)
        for step, i, j, rows in [*steps, ("merge", 0, 1, 2), ("about", 0, 1, 0)]:
            with contextlib.suppress(DissensusError, IndexError, ZeroDivisionError):
                act(project, step, i, j)
            if rows:
                catch_up(project.store, rows=rows)
        followed = indexed(project)
        with project.store.write() as connection:
            drop(connection)
        assert followed == indexed(project)
        assert project.check() == []


def act(project: Project, step: str, i: int, j: int) -> None:
    if step in CARE:
        do(project, drafted(project, step, i, j))
        return
    who = project._who()
    acts = project.history()[:-2]  # not how the project was made
    some = [row.id for rows in (project.documents(), project.statements()) for row in rows]
    some += [entity.id for entity in project.entities()]
    ways: dict[str, Callable[[], object]] = {
        "undo": project.undo,
        "redo": project.redo,
        "revert": lambda: undoing.revert(project.store, acts[i].run, coder=who),
        "trash": lambda: project.delete([some[(10 * i + j) % len(some)]]),
        "back": lambda: project.delete([project.trash()[i][1]], back=True),
        "restore": lambda: restoring.restore(project.store, acts[i].seq, coder=who),
        "row": lambda: restoring.restore_row(
            project.store, "entity", project.entities()[i].id, acts[j].seq, coder=who
        ),
        "about": lambda: project.edit_document(
            list(project.documents())[i].id, source=f"S{j}", date=f"202{j}", notes="?" * j
        ),
    }
    ways[step]()


def indexed(project: Project) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return the words and marks of each row, names for numbers, from an index that is sound and up to date."""
    while catch_up(project.store).left:
        pass
    with project.store.write() as connection:
        sound = "INSERT INTO row_search(row_search, rank) VALUES ('integrity-check', 1)"
        connection.execute(text(sound))
        names = {
            str(key): name
            for key, name in connection.execute(select(row_facet.c.key, row_facet.c.name))
        }
        found = {}
        for row in connection.execute(select(row_words)):
            *words, marks = row.body.split("\n")
            told = [mark.removeprefix(MARK) for mark in marks.split(" ")]
            found[row.row_table, row.row_id] = (words, [names.get(mark, mark) for mark in told])
        return found
