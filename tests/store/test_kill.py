"""Whoever pulls the plug loses at most the act in flight.

``DISSENSUS_KILLS`` sets how many random moments are tried (40; 200 in CI).
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from dissensus.exchange.codebook import parse_codebook
from dissensus.ingest import Read
from dissensus.intake import take_in
from dissensus.model.suggestion import Verdict
from dissensus.project import Project, create, open_project
from tests.store.conftest import CODEBOOK, a_document
from tests.store.test_suggestions import Fixed

KILLS = int(os.environ.get("DISSENSUS_KILLS", "40"))

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or sys.platform == "darwin", reason="needs a fork that is safe"
)


def _work(project: Project, told: int) -> None:
    """Ingest, suggest, decide and undo without end; tell the number of each act that is acknowledged."""

    def tell() -> None:
        os.write(told, b"%d\n" % project.history(limit=1)[0].seq)

    n = 0
    while True:
        n += 1
        text = f"Party {n} wants the toll. Party B does not."
        outcomes = [Read(a_document(text, location=f"{os.getpid()}-{n}.txt"))]
        take_in(project.store, outcomes, coder=project._who(), summary="")
        tell()
        project.suggest(Fixed())
        tell()
        for suggestion, verdict in zip(
            project.queue(), (Verdict.ACCEPT, Verdict.REJECT), strict=False
        ):
            project.review(suggestion, verdict)
            tell()
        project.undo()
        tell()
        if n % 3 == 0:
            project.redo()
            tell()


def test_after_kill_9_at_random_moments_everything_acknowledged_is_there(tmp_path: Path) -> None:
    path = tmp_path / "killed.dissensus"
    create(path, parse_codebook(CODEBOOK), coder="ann").close()
    chance = random.Random(20240501)
    acknowledged = 0
    for round_ in range(KILLS):
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(heard)
            with open_project(path, coder="ann") as project:
                _work(project, told)
            os._exit(0)
        os.close(told)
        if round_ % 2:  # well under way, not only at its beginning
            select.select([heard], [], [], 60)
        time.sleep(chance.uniform(0.0, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(heard, "rb") as pipe:
            lines = pipe.read().split(b"\n")[:-1]  # what follows the last line end was cut off
        acknowledged = max([acknowledged, *(int(line) for line in lines)])
        with open_project(path, coder="ann") as project:
            last = project.history(limit=1)[0].seq
            assert last >= acknowledged
            acknowledged = last
            if round_ % 10 == 9 or round_ == KILLS - 1:
                assert project.check() == []
    assert acknowledged > KILLS // 2  # every other round had at least one act
