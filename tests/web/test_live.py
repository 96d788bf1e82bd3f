"""Every window hears what happens in the project, whoever did it, in order and once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from dissensus.errors import NotFound
from dissensus.model.span import Span
from dissensus.project import Project, open_project
from dissensus.store import history, news
from dissensus.web import live as module
from dissensus.web.app import App
from dissensus.web.faults import fault_of
from dissensus.web.live import STREAMS, Live, Stream
from dissensus.web.workbench import Workbench
from tests.store.conftest import a_document
from tests.web.conftest import PORT

Event = tuple[str, int | None, Any]


@pytest.fixture
def live(project: Project) -> Iterator[Live]:
    desk = Workbench(project)
    made = Live(desk)
    yield made
    made.close()
    desk.jobs.close()


def _run(work: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(work(), 10)

    asyncio.run(bounded())


def _join(live: Live, after: int | None = None) -> Stream:
    return live.join(asyncio.get_running_loop(), after)


async def _events(stream: Stream) -> AsyncIterator[Event]:
    async for piece in stream.pieces():
        fields = dict(line.split(": ", 1) for line in piece.decode().strip().split("\n"))
        if "event" in fields:
            number = int(fields["id"]) if "id" in fields else None
            yield fields["event"], number, json.loads(fields["data"])


def test_an_act_is_heard_with_its_statement_as_it_is_now(project: Project, live: Live) -> None:
    async def work() -> None:
        stream = _join(live)
        project.add([a_document("🚲 A toll is fair.", title="A")], [], summary="one")
        (document,) = project.documents()
        made = project.code(document, Span(2, 8), "position", concept="Toll")
        events = _events(stream)
        name, number, told = await anext(events)
        assert (name, told["verb"], told["statements"]) == ("act", "import", [])
        name, number, told = await anext(events)
        assert (number, told["seq"]) == (history_last(project), history_last(project))
        assert (told["verb"], told["coder"], told["many"]) == ("code", "ann", False)
        change = {"table": "statement", "id": made.id, "document": document.id}
        assert change in told["changes"]
        (statement,) = told["statements"]
        assert (statement["id"], statement["start"], statement["stop"]) == (made.id, 3, 9)

    _run(work)


def history_last(project: Project) -> int:
    with project.store.read() as connection:
        return history.last(connection)


def test_what_another_process_writes_is_heard_too(project: Project, live: Live) -> None:
    async def work() -> None:
        stream = _join(live)
        with open_project(project.store.location, coder="bob") as elsewhere:
            elsewhere.add([a_document("One.")], [], summary="one")
        events = [(await anext(_events(stream)))[2] for _ in range(2)]
        assert [event["coder"] for event in events] == ["bob", "bob"]

    _run(work)


def test_a_statement_that_is_gone_is_changed_but_not_told(project: Project, live: Live) -> None:
    project.add([a_document("A toll is fair.")], [], summary="one")
    (document,) = project.documents()
    made = project.code(document, Span(2, 6), "position", concept="Toll")

    async def work() -> None:
        stream = _join(live)
        project.undo()
        _, _, told = await anext(_events(stream))
        assert told["verb"] == "undo"
        assert made.id in {change["id"] for change in told["changes"]}
        assert told["statements"] == []

    _run(work)


def test_who_was_away_hears_what_was_missed_in_order(project: Project, live: Live) -> None:
    last = history_last(project)
    for number in range(5):
        project.add([a_document(f"Text {number}.")], [], summary=str(number))

    async def work() -> None:
        events = _events(_join(live, after=last + 1))
        heard = [await anext(events) for _ in range(4)]
        assert [told["summary"] for _, _, told in heard] == ["1", "2", "3", "4"]
        assert [number for _, number, _ in heard] == [last + n for n in range(2, 6)]

    _run(work)


def test_who_was_away_for_long_is_asked_to_load_again(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BEHIND", 3)
    for number in range(5):
        project.add([a_document(f"Text {number}.")], [], summary=str(number))

    async def work() -> None:
        events = _events(_join(live, after=0))
        assert await anext(events) == ("reload", history_last(project), {"last": 7})
        project.add([a_document("Later.")], [], summary="later")
        assert (await anext(events))[2]["summary"] == "later"

    _run(work)


def test_who_heard_of_more_than_there_is_now_is_asked_to_load_again(
    project: Project, live: Live
) -> None:
    async def work() -> None:
        events = _events(_join(live, after=500))  # the file was put back from a copy
        assert await anext(events) == ("reload", history_last(project), {"last": 2})

    _run(work)


def test_an_act_with_many_rows_says_so(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dissensus.store.news.ROWS", 4)

    async def work() -> None:
        stream = _join(live)
        project.add([a_document(f"Text {n}.") for n in range(9)], [], summary="many")
        _, _, told = await anext(_events(stream))
        assert told["many"] is True
        assert len(told["changes"]) == 4

    _run(work)


def test_many_rows_are_many_though_some_of_them_were_changed_twice(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dissensus.store.news.ROWS", 4)
    names = {e.id: {"name": f"New {n}"} for n, e in enumerate(project.entities())}

    async def work() -> None:
        stream = _join(live)
        with history.begin(project.store, "rename", coder=project._who()) as act:
            first = next(iter(names))
            act.update("entity", {first: {"name": "Other"}})
            act.update("entity", names)
        _, _, told = await anext(_events(stream))
        assert told["many"] is True
        assert len({change["id"] for change in told["changes"]}) == len(told["changes"]) == 3

    _run(work)


def test_of_many_statements_none_is_told(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dissensus.store.news.ROWS", 2)
    project.add([a_document("A toll is fair.")], [], summary="one")
    (document,) = project.documents()
    made = [project.code(document, Span(2, 6), "position", concept="Toll") for _ in range(3)]

    async def work() -> None:
        stream = _join(live)
        project.delete([one.id for one in made])
        project.delete([one.id for one in made], back=True)
        events = _events(stream)
        for _ in range(2):
            _, _, told = await anext(events)
            assert (told["many"], told["statements"]) == (True, [])

    _run(work)


def test_jobs_are_heard(project: Project, live: Live) -> None:
    async def work() -> None:
        stream = _join(live)
        live._desk.jobs.start("count", lambda told: {"found": 3})
        async for name, number, told in _events(stream):
            assert (name, number) == ("job", None)
            if told["state"] == "done":
                assert told["result"] == {"found": 3}
                return

    _run(work)


def test_a_window_that_does_not_read_is_let_go_and_others_go_on(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_WAITING", 2)

    async def work() -> None:
        slow, quick = _join(live), _join(live)
        heard: list[str] = []

        async def reads() -> None:
            async for _, _, told in _events(quick):
                heard.append(told["summary"])

        reader = asyncio.create_task(reads())
        for number in range(4):
            project.add([a_document(f"Text {number}.")], [], summary=str(number))
            while str(number) not in heard:
                await asyncio.sleep(0.01)
        assert [told["summary"] async for _, _, told in _events(slow)] == ["0", "1"]
        reader.cancel()

    _run(work)


def test_no_more_windows_than_can_be_fed(project: Project, live: Live) -> None:
    async def work() -> None:
        streams = [_join(live) for _ in range(STREAMS)]
        with pytest.raises(HTTPException) as refused:
            _join(live)
        assert refused.value.status_code == 503
        live.leave(streams[0])
        _join(live)

    _run(work)


def test_closing_ends_every_stream_at_once_and_begins_no_other(
    project: Project, live: Live
) -> None:
    async def work() -> None:
        stream = _join(live)
        live.close()
        assert [event async for event in _events(stream)] == []
        with pytest.raises(HTTPException) as refused:
            _join(live)
        assert fault_of(refused.value)[1].found == "The server is busy or about to stop."

    _run(work)


@pytest.mark.parametrize("number", ["9" * 5_000, "-1", "٣", "x", "1", ""])
def test_what_a_browser_says_it_heard_last_need_not_be_a_number(
    client: TestClient, app: App, number: str
) -> None:
    headers = {"Host": f"127.0.0.1:{PORT}", "Last-Event-ID": number}
    headers["Cookie"] = f"{app.door.cookie}={client.cookies[app.door.cookie]}"
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        while len(said) < 2:
            await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/live",
        "query_string": b"",
        "headers": [(name.lower().encode(), word.encode()) for name, word in headers.items()],
    }
    _run(lambda: app(scope, receive, send))
    assert said[0]["status"] == 200


def test_a_look_that_fails_is_followed_by_another(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = news.since
    failed: list[bool] = []

    def fails_once(*given: Any, **named: Any) -> Any:
        if not failed:
            failed.append(True)
            raise OSError("the disk is away")
        return whole(*given, **named)

    monkeypatch.setattr(module, "_REST", 0.05)
    monkeypatch.setattr(news, "since", fails_once)

    async def work() -> None:
        stream = _join(live)
        project.add([a_document("One.")], [], summary="one")
        assert (await anext(_events(stream)))[2]["summary"] == "one"

    _run(work)


def test_a_statement_that_cant_be_read_keeps_nobody_from_later_news(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise NotFound("There is no such text.")

    monkeypatch.setattr("dissensus.web.statements.by_ids", fails)
    project.add([a_document("A toll is fair.")], [], summary="one")
    (document,) = project.documents()

    async def work() -> None:
        events = _events(_join(live))
        project.code(document, Span(2, 6), "position", concept="Toll")
        _, _, told = await anext(events)
        assert (told["statements"], told["many"]) == ([], True)
        project.add([a_document("Later.")], [], summary="later")
        assert (await anext(events))[2]["summary"] == "later"

    _run(work)


def test_silence_is_broken_by_a_sign_of_life(
    project: Project, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_KEEP_ALIVE", 0.05)

    async def work() -> None:
        pieces = _join(live).pieces()
        assert (await anext(pieces)).startswith(b"retry: ")
        assert (await anext(pieces)).startswith(b":")

    _run(work)
