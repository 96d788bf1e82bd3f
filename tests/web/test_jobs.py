"""Long work runs beside the requests, one after another, and says how far it is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from starlette.testclient import TestClient

from dissensus.errors import IngestError, NotFound
from dissensus.web.app import App
from dissensus.web.jobs import Job, Jobs, JobState, Progress


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def _over(jobs: Jobs, job_id: str) -> Job:
    for _ in range(500):
        job = jobs.get(job_id)
        if job.over:
            return job
        time.sleep(0.01)
    raise AssertionError(job)


def _note(order: list[int], number: int, told: Progress) -> None:
    order.append(number)


def test_a_job_gives_its_result(jobs: Jobs) -> None:
    job = _over(jobs, jobs.start("count", lambda told: {"found": 3}))
    assert (job.state, job.result) == (JobState.DONE, {"found": 3})


def test_jobs_run_one_after_another_in_order(jobs: Jobs) -> None:
    order: list[int] = []
    ids = [jobs.start("order", partial(_note, order, n)) for n in range(5)]
    _over(jobs, ids[-1])
    assert order == [0, 1, 2, 3, 4]


def test_a_failed_job_does_not_keep_the_next_from_running(jobs: Jobs) -> None:
    def fails(told: Progress) -> None:
        raise IngestError("It is broken.")

    failed = _over(jobs, jobs.start("a", fails))
    assert failed.state is JobState.FAILED
    assert str(failed.error) == "It is broken."
    assert _over(jobs, jobs.start("b", lambda told: 1)).state is JobState.DONE


def test_a_listener_that_fails_stops_no_job(jobs: Jobs) -> None:
    def fails(job: Job) -> None:
        raise OSError(job.id)

    jobs.listen(fails)
    assert _over(jobs, jobs.start("a", lambda told: 1)).state is JobState.DONE
    assert _over(jobs, jobs.start("b", lambda told: 2)).result == 2


def test_progress_is_told_but_not_more_often_than_can_be_read(jobs: Jobs) -> None:
    heard: list[Job] = []
    jobs.listen(heard.append)

    def counts(told: Progress) -> None:
        for done in range(20_000):
            told(done, 20_000, "counting")

    _over(jobs, jobs.start("count", counts))
    assert heard[0].state is JobState.RUNNING
    assert heard[-1].state is JobState.DONE
    assert len(heard) < 50


def test_a_job_can_be_stopped_where_it_is(jobs: Jobs) -> None:
    begun = threading.Event()

    def goes_on(told: Progress) -> None:
        while True:
            told(1)
            begun.set()
            time.sleep(0.01)

    job_id = jobs.start("endless", goes_on)
    waiting = jobs.start("next", lambda told: "came after")
    begun.wait(5)
    jobs.stop(job_id)
    assert _over(jobs, job_id).state is JobState.FAILED
    assert _over(jobs, waiting).result == "came after"


def test_a_job_that_is_stopped_while_it_waits_does_not_begin(jobs: Jobs) -> None:
    go, begun = threading.Event(), threading.Event()
    jobs.start("first", lambda told: go.wait(5))
    second = jobs.start("second", lambda told: begun.set())
    jobs.stop(second)
    go.set()
    assert _over(jobs, second).state is JobState.FAILED
    assert not begun.is_set()


def test_closing_stops_what_runs(jobs: Jobs) -> None:
    begun = threading.Event()

    def goes_on(told: Progress) -> None:
        while True:
            told(1)
            begun.set()
            time.sleep(0.01)

    job_id = jobs.start("endless", goes_on)
    begun.wait(5)
    began = time.monotonic()
    jobs.close()
    assert time.monotonic() - began < 2
    assert jobs.get(job_id).over


def test_an_unknown_job_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFound, match="no such job"):
        jobs.get("x")


def test_a_job_is_told_over_the_wire_with_its_fault(client: TestClient, app: App) -> None:
    def fails(told: Progress) -> None:
        raise IngestError("It is broken.", remedy="Mend it.")

    job_id = app.desk.jobs.start("a", fails)
    _over(app.desk.jobs, job_id)
    told = client.get(f"/api/jobs/{job_id}").json()
    assert (told["state"], told["fault"]["remedy"]) == ("failed", "Mend it.")
    assert told["message"] == "It is broken. Mend it."
    assert [job["id"] for job in client.get("/api/jobs").json()] == [job_id]
    assert client.get("/api/jobs/01a1ff5f-e722-712b-8045-7f22c26f5311").status_code == 404
