"""The command line, run in this process, and projects to run it on."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dissensus import debate
from dissensus.cli.app import main
from dissensus.exchange.codebook import load_codebook, parse_codebook
from dissensus.project import create
from dissensus.suggest.registry import make


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``dissensus`` with these words, and ``stdin`` as its standard input."""
    monkeypatch.setenv("DISSENSUS_CODER", "ann")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("DISSENSUS_TRACEBACK", "1")  # a mistake of ours fails the test

    def run_(*words: object, stdin: str | bytes = "") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["dissensus", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    return run_


CODEBOOK = """
title: A small debate
entities:
  actor:
    - {name: Party A, aliases: [A], attributes: {type: party}}
    - {name: Party B, aliases: [B], attributes: {type: party}}
  concept:
    - {name: Toll, aliases: [the toll], definition: There should be a toll.}
"""


TEXTS = {
    "2021-03-01_Herald_Toll.txt": "Party A demands the toll. Party B rejects the toll.\n",
    "2021-04-01_Courier_Bridge.txt": "Party B defends the toll. Nobody knows why.\n",
    "2021-05-01_Herald_Weather.txt": "It rained on the bridge all day.\n",
}


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    """A small codebook file."""
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder of three short invented texts."""
    return _write_texts(tmp_path)


def _write_texts(beside: Path) -> Path:
    folder = beside / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    path = folder / "small.dissensus"
    with create(path, parse_codebook(CODEBOOK), coder="ann") as made:
        made.ingest(_write_texts(folder), pattern="{date}_{source}_{title}", language="en")
    return path


@pytest.fixture
def project(_small: Path, tmp_path: Path, texts: Path) -> Path:
    """A project with the three texts beside it, nothing suggested yet; a copy for each test."""
    return Path(shutil.copy(_small, tmp_path / "small.dissensus"))


@pytest.fixture(scope="session")
def _debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("debate") / "debate.dissensus"
    with create(path, load_codebook(debate.codebook()), coder="ann") as project:
        project.ingest(debate.texts(), sidecar=debate.sidecar())
        project.suggest(make("lexical", project.codebook))
        project.accept(min_score=0.6)
    return path


@pytest.fixture
def example(_debate: Path, tmp_path: Path) -> Path:
    """The example debate, suggested and accepted by policy; a copy of its own for each test."""
    return Path(shutil.copy(_debate, tmp_path / "debate.dissensus"))
