"""A reader process may hang, crash or eat memory: the file is refused and the run goes on."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dissensus.errors import IngestError
from dissensus.ingest import sandbox as module
from dissensus.ingest.reader import Limits
from dissensus.ingest.sandbox import Job, Sandbox, run_limited
from dissensus.model.document import Source

from .misbehaving import PROGRAM

REAL_PROGRAM = module._PROGRAM
linux_only = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs Linux limits")


def job(command: str, **limits: float) -> Job:
    data = command.encode()
    source = Source("here.txt", "0" * 64, len(data), "text/plain")
    return Job("plain", data, source, Limits(**{"max_seconds": 20, **limits}))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PROGRAM", PROGRAM)
        with Sandbox(workers=2) as made:
            yield made


def test_a_document_comes_back_as_the_reader_made_it(box: Sandbox) -> None:
    (document,) = box.read(job("say hello"))
    assert document.text == "say hello"
    assert document.provenance is not None
    assert document.provenance.evidence == {}


def test_a_process_is_used_again(box: Sandbox) -> None:
    assert box.read(job("say a"))[0].notes == box.read(job("say b"))[0].notes


def test_a_hanging_reader_is_stopped_in_time(box: Sandbox) -> None:
    started = time.monotonic()
    with pytest.raises(IngestError, match=r"here\.txt took longer than 0\.3 s"):
        box.read(job("hang", max_seconds=0.3))
    assert time.monotonic() - started < 5


def test_a_spinning_reader_is_stopped_in_time(box: Sandbox) -> None:
    with pytest.raises(IngestError, match="took longer than"):
        box.read(job("spin", max_seconds=0.3))


@linux_only
def test_a_reader_that_wants_too_much_memory_is_refused(box: Sandbox) -> None:
    with pytest.raises(IngestError, match="more than 64 MiB of memory"):
        box.read(job("eat", max_memory_bytes=64 << 20))


@linux_only
def test_the_memory_limit_of_one_file_is_not_that_of_the_next(box: Sandbox) -> None:
    box.read(job("say a", max_memory_bytes=64 << 20))
    assert box.read(job("eat", max_memory_bytes=2048 << 20))


def test_a_crash_names_the_file_and_the_signal(box: Sandbox) -> None:
    with pytest.raises(IngestError, match=r"broke down on here\.txt \(ended by SIGSEGV\)") as error:
        box.read(job("crash"))
    assert error.value.remedy


def test_a_reader_that_exits_is_told_from_one_that_crashes(box: Sandbox) -> None:
    with pytest.raises(IngestError, match="exit status 7"):
        box.read(job("leave"))


def test_an_unforeseen_exception_is_a_refusal_with_its_kind(box: Sandbox) -> None:
    with pytest.raises(IngestError, match="is broken: KeyError: 'x'"):
        box.read(job("stumble x"))


def test_a_refusal_keeps_its_remedy(box: Sandbox) -> None:
    with pytest.raises(IngestError) as error:
        box.read(job("refuse"))
    assert (error.value.found, error.value.remedy) == ("No.", "Ask another.")


def test_endless_recursion_is_refused_as_nesting(box: Sandbox) -> None:
    with pytest.raises(IngestError, match="nested too deeply"):
        box.read(job("recurse"))


def test_what_a_library_prints_does_not_disturb_the_answer(box: Sandbox) -> None:
    assert box.read(job("print it"))[0].text == "print it"


@pytest.mark.parametrize("command", ["hang", "crash", "leave", "eat", "stumble x"])
def test_after_any_failure_the_next_file_is_read(box: Sandbox, command: str) -> None:
    with pytest.raises(IngestError):
        box.read(job(command, max_seconds=1, max_memory_bytes=64 << 20))
    assert box.read(job("say still here"))[0].text == "say still here"


def test_results_come_in_the_order_of_the_files(box: Sandbox) -> None:
    commands = [f"say {n}" for n in range(20)]
    commands[7] = "stumble 7"
    results = list(box.map(job(command) for command in commands))
    assert isinstance(results[7], IngestError)
    texts = [r[0].text for r in results if not isinstance(r, IngestError)]
    assert texts == commands[:7] + commands[8:]


def test_files_are_taken_no_further_ahead_than_two_per_process(box: Sandbox) -> None:
    taken = 0

    def jobs() -> Iterator[Job]:
        nonlocal taken
        for n in range(50):
            taken += 1
            yield job(f"say {n}")

    results = box.map(jobs())
    next(results)
    assert taken <= 4
    results.close()  # type: ignore[attr-defined]


def test_no_more_processes_run_than_were_asked_for(box: Sandbox) -> None:
    seen = [r[0].notes for r in box.map(job(f"say {n}") for n in range(30)) if isinstance(r, list)]
    assert len(set(seen)) <= 2


def test_several_threads_may_share_a_sandbox(box: Sandbox) -> None:
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(box.read(job(f"say {n}"))[0].text))
        for n in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [f"say {n}" for n in range(8)]


def test_closing_ends_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PROGRAM", PROGRAM)
    with Sandbox(workers=1) as box:
        process = int(box.read(job("say a"))[0].notes)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_forgotten_sandbox_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PROGRAM", PROGRAM)
    box = Sandbox(workers=1)
    process = int(box.read(job("say a"))[0].notes)
    del box
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_a_reader_nobody_knows_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PROGRAM", REAL_PROGRAM)
    source = Source("a.doc", "0" * 64, 1, "application/msword")
    with pytest.raises(IngestError, match="no reader 'msword'"):
        run_limited("msword", b"x", source, Limits())
