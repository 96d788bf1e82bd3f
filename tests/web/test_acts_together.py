"""Facts about many acts at once: whatever is sent, twice and from several windows, is done once or refused."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

from pydantic import TypeAdapter
from sqlalchemy import func, select

from dissensus.errors import DissensusError
from dissensus.model.identity import new_id
from dissensus.project import Project, open_project
from dissensus.store import schema
from dissensus.web import acts
from dissensus.web.acts.command import Command
from dissensus.web.statements import of_document
from dissensus.web.workbench import Workbench
from tests.store.conftest import a_document

TEXT = "Party A wants the toll. " * 40
READ: TypeAdapter[Command] = TypeAdapter(acts.AnyCommand)


def a_window(desk: Workbench, document: str, seed: int) -> list[str]:
    """Work at random, sending every act once or twice; returns the acts that were acknowledged."""
    rng = random.Random(seed)
    entities = {
        e.kind: [x.id for x in desk.codebook().of_kind(e.kind)] for e in desk.codebook().entities
    }
    done = []
    for _ in range(25):
        _, there = of_document(desk, document)
        command: dict[str, object] = {"id": new_id()}
        what = rng.choice(("code", "code", "edit", "trash", "undo", "redo"))
        if what == "code" or not there:
            start = rng.randrange(len(TEXT) - 30)
            fresh = {"id": new_id(), "kind": "actor", "name": f"New {rng.randrange(5)}"}
            values = {"organization": rng.choice([*entities["actor"], fresh["id"]])}
            command |= {"kind": "code", "statement": new_id(), "document": document, "version": 1}
            command |= {"start": start, "stop": start + 20, "type": "position"}
            command |= {"values": values, "fresh": [fresh]}
        elif what == "edit":
            one = rng.choice(there)
            command |= {"kind": "edit", "statement": one["id"]}
            command |= {"was": {"note": one["note"]}, "now": {"note": f"{seed} {rng.random()}"}}
        elif what == "trash":
            command |= {"kind": "trash", "table": "statement", "ids": [rng.choice(there)["id"]]}
        else:
            command |= {"kind": what}
        for _ in range(rng.choice((1, 1, 2))):
            try:
                answer = acts.perform(READ.validate_python(command), desk)
            except DissensusError:  # somebody else was there before: told, and nothing done
                continue
            assert answer.id == command["id"]
            done.append(answer.id)
    return done


def test_what_is_acknowledged_is_in_the_history_once_and_the_state_is_sound(
    project: Project,
) -> None:
    text = a_document(TEXT, title="Vote")
    project.add([text], [], summary="a text")
    desk = Workbench(project)
    with (
        ThreadPoolExecutor(4) as windows,
        open_project(project.store.location, coder="ben") as shell,
    ):
        working = [windows.submit(a_window, desk, text.id, seed) for seed in range(4)]
        for n in range(10):  # meanwhile, in a terminal
            shell.edit_document(text.id, author=f"Ben {n}")
        acknowledged = [act for window in working for act in window.result()]
    with project.store.read() as connection:
        a = schema.act.c
        rows = connection.execute(select(a.id, func.count().label("n")).group_by(a.id)).all()
    assert {row.n for row in rows} == {1}
    changed_something = {row.id for row in rows}
    assert len(set(acknowledged) & changed_something) > 50
    assert len(project.history()) == len(rows)
    assert project.check() == []
