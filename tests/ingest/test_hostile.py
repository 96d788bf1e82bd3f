"""Hostile files: each ends as a clear rejection or a sound document, within its time and memory."""

from __future__ import annotations

import hashlib
import os
import resource
import socket
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dissensus.ingest import Limits, Outcome, Read, Rejected, read

from .hostile import hostile_files, valid

FILES = hostile_files()
SECONDS = 6.0
# What a busy machine may add: starting and importing a process is not the file's time.
SLACK = 6.0
LIMITS = Limits(
    max_bytes=2_000_000,
    max_seconds=SECONDS,
    max_entries=2_000,
    max_expanded_bytes=40_000_000,
    max_text_characters=1_000_000,
    max_memory_bytes=512 << 20,
)
# What the files that define entities or point out of their archive are after.
OUTSIDE = (
    socket.gethostname(),
    Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[0],
)


@dataclass(frozen=True)
class Ended:
    outcomes: list[Outcome]
    seconds: float


class Endings(dict[str, Ended]):
    """What becomes of each file, read on its own through the front door when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __missing__(self, name: str) -> Ended:
        path = self.folder / name
        path.write_bytes(FILES[name])
        started = time.monotonic()
        outcomes = list(read(path, limits=LIMITS))
        self[name] = Ended(outcomes, time.monotonic() - started)
        return self[name]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> Endings:
    warm = tmp_path_factory.mktemp("warm")
    for suffix, data in valid().items():  # imports are not the first hostile file's time
        (warm / f"a.{suffix}").write_bytes(data)
    assert all(isinstance(outcome, Read) for outcome in read(warm))
    return Endings(tmp_path_factory.mktemp("hostile"))


def test_there_are_at_least_200_different_files() -> None:
    assert len({hashlib.sha256(data).digest() for data in FILES.values()}) >= 200


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_well(name: str, ended: Endings) -> None:
    result = ended[name]
    assert result.outcomes
    assert result.seconds < SECONDS + SLACK
    for outcome in result.outcomes:
        if isinstance(outcome, Rejected):
            assert outcome.location == str(ended.folder / name)
            assert outcome.reason
            assert outcome.remedy
            words = outcome.reason + outcome.remedy
            assert "Traceback" not in words
            assert len(words) < 1_000 + len(outcome.location) * 2
        else:
            document = outcome.document
            text = document.text
            assert any(map(str.isalnum, text))
            assert len(text) <= LIMITS.max_text_characters
            assert unicodedata.is_normalized("NFC", text)
            assert not {"\x00", "\r", "\ufeff"} & set(text)
            text.encode("utf-8")
            assert not any(outside in text for outside in OUTSIDE)
            assert all(region.span.of(text) for region in document.regions)
            assert all(0 <= page <= len(text) for page in document.pages)
            assert document.provenance is not None
            assert document.provenance.source.sha256 == hashlib.sha256(FILES[name]).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        *(name for name in FILES if name.startswith(("bomb-", "password", "locked."))),
        *(
            f"{name}.{kind}"
            for name in ("laughs", "blow-up", "spy", "caller")
            for kind in ("docx", "odt", "epub")
        ),
        *(f"{name}.{kind}" for name in ("laughs", "spy", "caller") for kind in ("rss", "atom")),
        *(name for name in FILES if name.startswith("random.")),
        *(name for name in FILES if "-named.docx" in name and name[:3] not in ("pdf", "odt")),
        *(f"deep-100000.{kind}" for kind in ("docx", "odt")),
        *("empty.txt", "blank.txt", "blank.html", "over-bytes.txt", "sheet.odt", "circle.pdf"),
    ],
)
def test_what_must_not_be_read_is_rejected(name: str, ended: Endings) -> None:
    assert all(isinstance(outcome, Rejected) for outcome in ended[name].outcomes)


@pytest.mark.parametrize(
    "name",
    [
        *(f"outside.{kind}" for kind in ("docx", "odt", "epub", "rss")),
        *(
            "script.pdf",
            "launch.pdf",
            "prefix.pdf",
            "styles-circle.docx",
            "spaces.odt",
            "title-long.pdf",
        ),
        *("yaml-broken.md", "yaml-python.md", "yaml-future.md", "line.txt", "page.html"),
        *("declared-unknown.html", "script.rss", "doubled.md"),
    ],
)
def test_what_is_only_odd_is_still_read(name: str, ended: Endings) -> None:
    assert any(isinstance(outcome, Read) for outcome in ended[name].outcomes)


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    sound = valid()
    for i, name in enumerate(
        ("random.pdf", "laughs.docx", "cut-60.epub", "bomb-flat.odt", "empty.txt")
    ):
        (tmp_path / f"{i}-{name}").write_bytes(FILES[name])
        (tmp_path / f"{i}-sound.docx").write_bytes(sound["docx"])
    outcomes = list(read(tmp_path, limits=LIMITS))
    assert sum(isinstance(outcome, Read) for outcome in outcomes) == 5
    assert sum(isinstance(outcome, Rejected) for outcome in outcomes) == 5


def test_outcomes_come_in_the_order_of_the_names(tmp_path: Path) -> None:
    names = [f"{n:02}-{name}" for n, name in enumerate(list(FILES)[:40])]
    for name in names:
        (tmp_path / name).write_bytes(FILES[name[3:]])
    seen: list[str] = []
    for outcome in read(tmp_path, limits=LIMITS):
        location = (
            outcome.location
            if isinstance(outcome, Rejected)
            else (
                outcome.document.provenance.source.location if outcome.document.provenance else ""
            )
        )
        if not seen or seen[-1] != location:
            seen.append(location)
    assert seen == [str(tmp_path / name) for name in sorted(names)]


def test_no_bomb_goes_off_in_this_process(ended: Endings) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name in FILES:
        if name.startswith("bomb-"):
            assert ended[name].outcomes
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert kilobytes < 100_000


def test_a_named_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("The council opposed the law.", encoding="utf-8")
    ended: list[Outcome] = []
    reading = threading.Thread(target=lambda: ended.extend(read(tmp_path)), daemon=True)
    reading.start()
    reading.join(20)
    assert not reading.is_alive()
    assert [type(outcome) for outcome in ended] == [Rejected, Read]


def test_a_device_is_rejected() -> None:
    (outcome,) = read("/dev/zero", limits=LIMITS)
    assert isinstance(outcome, Rejected)


def test_a_socket_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("a.txt")
        (outcome,) = read("a.txt", limits=LIMITS)
    assert isinstance(outcome, Rejected)


def test_a_circle_of_links_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "back").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "a" / "words.txt").write_text("The council opposed the law.", encoding="utf-8")
    outcomes = list(read(tmp_path, limits=LIMITS))
    assert sum(isinstance(outcome, Read) for outcome in outcomes) == 1


def test_a_link_to_nowhere_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (outcome,) = read(tmp_path, limits=LIMITS)
    assert isinstance(outcome, Rejected)


def test_a_file_one_may_not_read_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The council opposed the law.", encoding="utf-8")
    if os.geteuid() == 0:  # who may read everything must be told no in another way
        opened = os.open

        def refuse(name: str | Path, *rest: int) -> int:
            if Path(name) == path:
                raise PermissionError(13, "Permission denied")
            return opened(name, *rest)

        monkeypatch.setattr(os, "open", refuse)
    path.chmod(0)
    (outcome,) = read(path, limits=LIMITS)
    assert isinstance(outcome, Rejected)
    assert "ermission" in outcome.reason


def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe words.txt"
    Path(os.fsdecode(name)).write_text("The council opposed the law.", encoding="utf-8")
    (outcome,) = read(tmp_path, limits=LIMITS)
    assert isinstance(outcome, Read)


SIDECARS: dict[str, bytes] = {
    "no file column": b"name,title\na.txt,Rents\n",
    "nothing": b"",
    "binary": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "an unclosed quotation": b'file,title\na.txt,"Rents',
    "a cell without end": b"file,title\na.txt," + b"x" * 500_000,
    "bytes that are no text": b"file,title\na.txt,\xff\xfe\xfa\n",
    "a date that is none": b"file,date\na.txt,yesterday\n",
    "NULs": b"file,title\na.txt,Re\x00nts\n",
    "more cells than columns": b"file,title\na.txt" + b",x" * 5000 + b"\n",
    "the same file twice": b"file,title\na.txt,One\na.txt,Two\n",
}


@pytest.mark.parametrize("what", SIDECARS)
def test_a_broken_sidecar_is_told_of(what: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council opposed the law.", encoding="utf-8")
    sidecar = tmp_path / "metadata.csv"
    sidecar.write_bytes(SIDECARS[what])
    outcomes: Iterator[Outcome] = read(tmp_path / "a.txt", sidecar=sidecar, limits=LIMITS)
    (outcome,) = outcomes
    if isinstance(outcome, Rejected):
        assert str(sidecar) in outcome.location + outcome.reason
    else:
        assert outcome.document.text == "The council opposed the law."
