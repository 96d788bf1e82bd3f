"""Whatever is done to a codebook: no statement is lost, the project stays sound, undo brings all of it back."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from dissensus import networks
from dissensus.care import editing, effects, merging, recoding, splitting
from dissensus.care.draft import Draft
from dissensus.errors import CodebookError, Conflict, NotFound
from dissensus.events import EventList
from dissensus.model.entity import Entity
from dissensus.model.network import Network
from dissensus.model.value import Value
from dissensus.networks import Kind, NetworkOptions
from dissensus.project import Project
from tests.care.caring import do, plan, state
from tests.web.talk import talk

if TYPE_CHECKING:
    from sqlalchemy import Connection

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "rename", "parent", "split", "recode", "add"]),
        st.integers(0, 9),
        st.integers(0, 9),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=20, deadline=None)
@given(steps=STEPS)
def test_any_acts_then_undo_leave_the_state_as_it_was(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder, talk(Path(folder)) as project:
        states = [state(project)]
        number = len(project.statements())
        for step, i, j in steps:
            try:
                draft = do(project, drafted(project, step, i, j))
            except (Conflict, NotFound, CodebookError):  # refused: nothing may have changed
                assert state(project) == states[-1]
                continue
            if not draft.empty:
                states.append(state(project))
            assert len(project.statements()) == number
        assert project.check() == []
        for before in reversed(states[:-1]):
            project.undo()
            assert state(project) == before
        assert project.check() == []


@settings(max_examples=20, deadline=None)
@given(steps=STEPS)
def test_what_a_preview_tells_is_what_then_reads_differently(
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, talk(Path(folder)) as project:
        project.delete([project.statements()[0].id])  # nobody reads what lies in the trash
        for step, i, j in steps:
            before = _said(project)
            with contextlib.suppress(Conflict, NotFound, CodebookError):
                with project.store.read() as connection:
                    told = effects.values(
                        drafted(project, step, i, j)(connection), project.codebook
                    )
                do(project, drafted(project, step, i, j))
                after = _said(project)
                assert {(v.statement, v.variable): (v.before, v.after) for v in told} == {
                    key: (before.get(key), after.get(key))
                    for key in before | after
                    if before.get(key) != after.get(key)
                }


@settings(max_examples=12, deadline=None)
@given(into=st.integers(0, 2), other=st.integers(0, 2), concept=st.booleans())
def test_networks_after_a_merge_are_those_of_the_names_replaced(
    into: int, other: int, concept: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, talk(Path(folder)) as project:
        some = [e for e in project.entities() if e.kind == ("concept" if concept else "actor")]
        one, two = some[into % len(some)], some[other % len(some)]
        if one.id == two.id:
            return
        decided = {"type": "both"}
        before = project.events(statement_type="position")
        draft = plan(project, lambda c: merging.merge(c, one.id, [two.id], decided=decided))
        with project.store.read() as connection:
            again = merging.merge(connection, one.id, [two.id], decided=decided)
            values = effects.values(again, project.codebook)
        _, foretold = effects.before_and_after(before, values, effects.renamed(draft))
        do(project, lambda c: merging.merge(c, one.id, [two.id], decided=decided))
        replaced = _replaced(before, two.name, one.name)
        for kind in (Kind.CONGRUENCE, Kind.CONFLICT, Kind.AFFILIATION):
            wanted = _ties(networks.build(replaced, NetworkOptions(kind=kind), ()))
            assert _ties(networks.build(foretold, NetworkOptions(kind=kind), ())) == wanted
            assert _ties(project.network(NetworkOptions(kind=kind))) == wanted


def drafted(project: Project, step: str, i: int, j: int) -> Callable[[Connection], Draft]:
    """Say what to do to the i-th and j-th of the entities there are."""
    everyone = project.entities()
    one, other = everyone[i % len(everyone)], everyone[j % len(everyone)]
    if step == "merge":
        keep = {"type": "both", "definition": "both"}
        return lambda c: merging.merge(c, one.id, [other.id], decided=keep)
    if step == "rename":
        names = [f"{one.name}'", other.name, *one.aliases]
        now = {"name": names[j % len(names)]}
        return lambda c: editing.edit(c, one.id, now, keep_name=j % 2 == 0)
    if step == "parent":
        return lambda c: editing.edit(c, one.id, {"parent": other.id})
    if step == "add":
        new = Entity(kind=one.kind, name=f"{one.name} and {other.name}")
        return lambda c: editing.add(c, new, parent_id=other.id)
    statements = [s.id for s in project.statements()][:j]
    if step == "split":
        to: Entity | str = other.id if j % 2 else Entity(kind=one.kind, name=f"{one.name} {j}")
        return lambda c: splitting.split(c, one.id, statements, to, aliases=one.aliases)
    kind = project.codebook.statement_type("position")
    slot = "organization" if one.kind == "actor" else "concept"
    turn = (one.id, other.id if j % 3 else None)
    return lambda c: recoding.recode(c, kind, slot, [turn], statements)


def _said(project: Project) -> dict[tuple[str, str], Value]:
    """Return what each variable of each statement reads."""
    return {(s.id, name): value for s in project.statements() for name, value in s.values.items()}


def _replaced(events: EventList, old: str, new: str) -> EventList:
    """Put one name for another, row by row."""
    rows = [
        {name: new if value == old else value for name, value in row.items()}
        for row in events.frame.to_dicts()
    ]
    return EventList.from_rows(rows, events.statement_type)


def _ties(network: Network) -> set[tuple[str, str, float]]:
    return {(*sorted((t.source, t.target)), t.weight) for t in network.ties()}  # type: ignore[misc]
