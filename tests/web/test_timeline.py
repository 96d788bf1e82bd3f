"""Time over the wire: counts per stretch, and the statements in one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.project import Project
from dissensus.web.app import create_api
from dissensus.web.wire.timeline import TimelineOut
from dissensus.web.workbench import Workbench
from tests.web.talk import FARES, TRAM, talk


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(create_api(Workbench(project))) as client:
        yield client


def ask(client: TestClient, path: str, **body: Any) -> Any:
    answer = client.post(f"/api{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def day_before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


def test_the_sides_are_counted_per_month(client: TestClient) -> None:
    found = ask(client, "/timeline", unit="month")
    TimelineOut.model_validate(found)
    assert found["bins"] == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    every, tram, fares = found["series"]
    assert (every["agree"], every["disagree"]) == ([2, 0, 2], [3, 0, 2])
    assert (tram["name"], tram["agree"], tram["disagree"]) == (TRAM, [2, 0, 1], [1, 0, 2])
    assert (fares["name"], fares["agree"], fares["disagree"]) == (FARES, [0, 0, 1], [2, 0, 0])


def test_statements_without_a_date_are_counted_apart(client: TestClient) -> None:
    found = ask(client, "/timeline")
    assert found["undated"] == 1
    assert found["series"][0]["statements"] == 9
    assert (found["used"]["statements"], found["used"]["documents"]) == (9, 4)


def test_the_width_of_a_bin_follows_from_the_stretch_of_time(client: TestClient) -> None:
    assert ask(client, "/timeline")["unit"] == "week"


def test_actors_and_sources_have_series_too(client: TestClient) -> None:
    actors = ask(client, "/timeline", by="actors", unit="year")["series"]
    assert [(s["name"], s["statements"]) for s in actors[1:]] == [("C", 4), ("A", 3), ("B", 2)]
    sources = ask(client, "/timeline", by="document.source", unit="year")["series"]
    assert [(s["name"], s["statements"]) for s in sources[1:]] == [("Herald", 5), ("Post", 4)]


def test_more_values_than_wanted_are_counted(client: TestClient) -> None:
    found = ask(client, "/timeline", most=1)
    assert [s["name"] for s in found["series"]] == ["", TRAM]
    assert found["values_total"] == 2


def test_events_come_as_exactly_as_they_are_dated(client: TestClient) -> None:
    events = ask(client, "/timeline")["events"]
    assert [(e["date"], e["what"]) for e in events] == [
        ("2023", "The strike of 2023"),
        ("2024-02-01", "The strike of 2024-02-01"),
    ]


def test_a_stretch_of_time_has_its_words(client: TestClient) -> None:
    body = {"first": "2024-03", "last": "2024-03", "value": TRAM}
    found = ask(client, "/timeline/statements", **body)
    assert [row["quotation"] for row in found["rows"]] == [
        f"A wants: {TRAM}.",
        f"C opposes: {TRAM}.",
        f"C opposes: {TRAM}.",
    ]


def test_a_stretch_has_as_many_words_as_its_bins_count(client: TestClient) -> None:
    # The first week begins before the range of dates, and in no week alone does anybody speak twice.
    course = {"since": "2024-01-16", "until": "2024-03-05", "least": {"speaker": 2}, "unit": "week"}
    found = ask(client, "/timeline", **course)
    bins, every = found["bins"], found["series"][0]
    for bin_, (agree, disagree) in enumerate(zip(every["agree"], every["disagree"], strict=True)):
        week = {"first": bins[bin_], "last": day_before(bins[bin_ + 1])}
        words = ask(client, "/timeline/statements", **course, **week)
        assert words["total"] == agree + disagree
    assert (sum(every["agree"]), sum(every["disagree"])) == (1, 1)  # of A, who speaks twice in all


def test_of_very_many_events_some_are_sent_and_all_are_counted(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dissensus.web.seeing.courses._EVENTS", 1)
    found = ask(client, "/timeline")
    assert (len(found["events"]), found["events_total"]) == (1, 2)


def test_an_unknown_column_names_the_known_ones(client: TestClient) -> None:
    answer = client.post("/api/timeline", json={"by": "mood"})
    assert answer.status_code in (400, 422)
    assert "concept" in answer.json()["remedy"]
