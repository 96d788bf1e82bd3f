"""How long does a coder wait? Over real HTTP and in a real browser; the table for ``RESULTS.md``

    python -m benchmarks.workbench [--keep FOLDER] [--only search,list,book,network,page] [--long]

Three invented projects are made (see ``filled_projects``): an archive of 1,000,000 statements in 100,000
texts, a book of 2 million characters with 10,000 overlapping statements, and a debate of 1,000 actors.
``--keep`` makes them once. ``--long`` is another measure: a day of coding, compressed, with the server
killed now and then; it takes some minutes and tells what was lost. The built front end is the package's,
or that of DISSENSUS_STATIC.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import shutil
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import numpy as np

from benchmarks.browser_times import Screen, screen
from benchmarks.figures import machine
from benchmarks.filled_projects import SOURCES, archive, book, network_of
from benchmarks.invented_texts import WORDS
from dissensus.store.connect import Store
from dissensus.store.row_index import catch_up
from tests.browser.bench import Server, example
from tests.browser.long_work import Day

QUESTIONS: Final = 200
LISTS: Final = 60
CODED: Final = 120
RUNS: Final = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--keep", type=Path, help="keep the projects in this folder, or use those there"
    )
    parser.add_argument("--only", default="search,list,book,network,page,memory")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--acts", type=int, default=1_500, help="with --long")
    options = parser.parse_args()
    print(f"{machine()}, SQLite {sqlite3.sqlite_version}\n")
    with tempfile.TemporaryDirectory() as folder:
        place: Path = options.keep or Path(folder)
        place.mkdir(exist_ok=True)
        if options.long:
            long_day(place, acts=options.acts)
            return
        wanted = options.only.split(",")
        print("| What | Target | Median | p95 | Slowest | n |\n|---|---|---|---|---|---|")
        for name, measure in MEASURES.items():
            if name in wanted:
                measure(place)


# over HTTP --------------------------------------------------------------------------------------


class Client:
    """A browser's requests without the browser: one connection, its cookie, its token."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = http.client.HTTPConnection(parts.netloc)
        self._headers = {"Origin": f"http://{parts.netloc}"}
        self._connection.request("GET", f"{parts.path}?{parts.query}", headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        self._headers["Cookie"] = str(answer.getheader("Set-Cookie")).split(";", 1)[0]
        self._headers["X-Dissensus"] = self.get("/api/session")[0]["csrf"]

    def get(self, path: str, **query: Any) -> tuple[Any, float]:
        """Return the answer and the milliseconds until all of it was here."""
        address = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self._asked("GET", address, None)

    def post(self, path: str, body: dict[str, Any]) -> tuple[Any, float]:
        """Send something; returns the answer and the milliseconds."""
        return self._asked("POST", path, json.dumps(body).encode())

    def _asked(self, method: str, address: str, body: bytes | None) -> tuple[Any, float]:
        headers = {**self._headers, "Content-Type": "application/json"}
        began = time.perf_counter()
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        data = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{method} {address}: {answer.status} {data[:300]!r}")
        return json.loads(data), took


@contextmanager
def client(project: Path) -> Iterator[Client]:
    """Serve a project in a process of its own."""
    server = Server(project)
    try:
        yield Client(server.start())
    finally:
        server.kill()


def search(place: Path) -> None:
    """Search 1,000,000 statements, 100,000 texts, 6,300 names: all kinds of results at once."""
    with client(made(place, "archive", archive)) as browser:
        names = {e["name"]: e["id"] for e in browser.get("/api/codebook")[0]["entities"]}
        times = [browser.get("/api/search", **question)[1] for question in questions(names)]
    told("Search 1,000,000 statements and 100,000 texts", "100 ms (p95)", times)


def questions(names: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Ask as people do: words, phrases, words that are not finished yet, filters."""
    rng = random.Random(5)
    for number in range(QUESTIONS):
        rare, common = rng.choice(WORDS[100:]), rng.choice(WORDS[:100])
        yield (
            {"q": rare},
            {"q": f"{common} {rare}"},
            {"q": f"{rare[: rng.randint(2, 5)]}*"},
            {"q": f'"{common} {rng.choice(WORDS[:100])}"'},
            {"q": f"{common}*", "source": rng.choice(SOURCES)},
            {"q": common, "since": "2012-03", "until": str(rng.randrange(2013, 2024))},
            {"q": f"person {rng.randrange(5_000)}"},
            {"q": common, "entity": names[f"Person {rng.randrange(300)}"]},
            {"entity": [names["Organization 1"], names[f"Concept {rng.randrange(20)}"]]},
            {"q": common, "type": "position", "coder": "benchmark"},
        )[number % 10]


def texts(place: Path) -> None:
    """Ask for the first 100 rows of 100,000 texts, in all orders; and see them."""
    project = made(place, "archive", archive)
    with client(project) as browser:
        path, orders = "/api/documents", ("date", "title", "source", "statements")
        first = [browser.get(path, limit=100, sort=order)[1] for order in orders]
        times = [
            browser.get(path, limit=100, sort=orders[n % 4], offset=n * 1_500 % 99_000)[1]
            for n in range(LISTS)
        ]
    told("A list of 100,000 texts in an order nobody asked for before, over HTTP", "–", first)
    told("A window of a list of 100,000 texts, over HTTP", "100 ms", times)
    with screen(project) as page:
        seen = "document.querySelectorAll('[data-row] a').length > 5"
        told(
            "The list on the screen, from the address",
            "–",
            [page.opened("/", seen) for _ in range(RUNS)],
        )


# in the browser ---------------------------------------------------------------------------------


def reading(place: Path) -> None:
    """Open a book, scroll through it, code in it, take it back."""
    source = made(place, "book", book)
    with copied(source, place) as project, screen(project) as page:
        seen = "document.querySelectorAll('.text .block').length > 3 && document.querySelectorAll('.gutter button').length > 3"
        path = f"/texts/{_first(project, 'document')}"
        told(
            "Open a text of 2 million characters with 10,000 statements",
            "1 s",
            [page.opened(path, seen) for _ in range(RUNS)],
        )
        for pixels in (60, 900):
            told(
                f"A frame while scrolling by {pixels} pixels a frame",
                "16.7 ms",
                page.scrolled(pixels),
                digits=1,
            )
        coded(page)


def coded(page: Screen) -> None:
    """Code statements by keyboard, in the middle of the book; then take them back."""
    keys = page.page.keyboard
    page.page.locator(".text").focus()
    painted, stored, undone, back = [], [], [], []
    seen = "!document.querySelector('#form-title') && document.querySelector('.gutter [aria-pressed=true]')"
    for _ in range(CODED):
        keys.press("ArrowDown")
        keys.press("c")
        page.page.locator("#form-title").wait_for()
        keys.type("Person 7")
        keys.press("Enter")
        first, second = page.keyed("Enter", seen, press="Control+Enter")
        painted.append(first)
        stored.append(second)
        page.page.locator(".text").focus()
    told("Code a statement: from the key to the screen", "50 ms (p95)", painted)
    told("Code a statement: from the key to the history", "50 ms (p95)", stored)
    for _ in range(min(20, CODED)):
        page.page.locator(".text").focus()
        count = page.page.evaluate("document.querySelectorAll('.gutter button').length")
        seen = f"document.querySelectorAll('.gutter button').length < {count}"
        first, second = page.keyed("z", seen, press="Control+z")
        undone.append(first)
        back.append(second)
    told("Undo: from the key to the screen", "–", undone)
    told("Undo: from the key to the history", "–", back)


def network(place: Path) -> None:
    """See the first network of 1,000 actors."""
    with screen(made(place, "network", network_of)) as page:
        seen = (
            "document.querySelector('.stage canvas') !== null && !document.querySelector('.wait')"
        )
        path = "/network"
        told(
            "The first network of 1,000 actors, from the address",
            "1 s",
            [page.opened(path, seen) for _ in range(RUNS)],
        )


def first_page(place: Path) -> None:
    """Weigh the first page."""
    with copied(debate(place), place) as project, screen(project) as page:
        size, files = page.first_page()
    print(f"| The first page, compressed, in {files} files | 100 KB | {size:.1f} KB | – | – | 1 |")


def memory(place: Path) -> None:
    """Work for long in one tab, and weigh it again and again."""
    with copied(debate(place), place) as project, screen(project) as page:
        day = Day(page.bench, seed=3)
        held = []
        for _ in range(5):
            day.work(100, kills=0)
            day.settled()
            for path in ("/", "/search?q=line", "/history", "/codebook", "/network", "/time"):
                page.page.evaluate(
                    "(path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
                    path,
                )
                page.page.wait_for_timeout(500)
            held.append(page.memory())
    steps = ", ".join(f"{megabytes:.0f}" for megabytes in held)
    print(
        f"| What the tab holds after 100, 200, … 500 acts and 30 views (scripts) | bounded | {steps} MB | – | – | 1 |"
    )


def long_day(place: Path, *, acts: int) -> None:
    """A day of coding, compressed: eight hours at an act every 20 seconds, the server killed now and then."""
    began = time.perf_counter()
    with copied(debate(place), place) as project, screen(project) as page:
        day = Day(page.bench, seed=8)
        day.work(acts, kills=acts // 40)
        answers = day.settled(600)
        page.page.get_by_text("All saved").wait_for(timeout=120_000)
        held = page.memory()
        page.bench.server.stop()
        faults = day.faults(answers, project)
    took = time.perf_counter() - began
    waits = [answer["took"] for answer in answers.values() if "took" in answer]
    told("An act while the server dies now and then: until it is answered", "–", waits)
    print(
        f"\n{len(day.sent):,} acts in {took:,.0f} s, the server killed {day.kills} times; the tab's scripts hold "
        f"{held:.0f} MB after it. {len(answers):,} acts acknowledged. Lost, doubled, out of order, or otherwise "
        f"not as it should be: {len(faults)}."
    )
    for fault in faults[:20]:
        print(f"- {fault}")


MEASURES: Final[dict[str, Callable[[Path], None]]] = {
    "search": search,
    "list": texts,
    "book": reading,
    "network": network,
    "page": first_page,
    "memory": memory,
}


def told(what: str, target: str, times: Sequence[float], *, digits: int = 0) -> None:
    """Write a row of the table; times are milliseconds."""
    known = np.array([t for t in times if not np.isnan(t)])
    lost = len(times) - len(known)
    if not len(known):
        print(f"| {what} | {target} | not seen | – | – | {len(times)} |", flush=True)
        return
    median, high = np.percentile(known, [50, 95])
    n = f"{len(known)}" + (f", {lost} not seen" if lost else "")
    print(
        f"| {what} | {target} | **{median:,.{digits}f} ms** | {high:,.{digits}f} ms | "
        f"{known.max():,.{digits}f} ms | {n} |",
        flush=True,
    )


def made(place: Path, name: str, make: Callable[[Path], object]) -> Path:
    """Return a project of the folder; made if it is not there."""
    path = place / f"{name}.dissensus"
    if not path.exists():
        draft = place / f"{name}.making"
        draft.unlink(missing_ok=True)
        make(draft)
        indexed(draft)
        draft.rename(path)
    return path


def indexed(project: Path) -> None:
    """Index what search finds, as the workbench does beside the work when it first opens a project."""
    began = time.perf_counter()
    store = Store.open(project)
    rows = (now := catch_up(store)).total
    while now.left:
        now = catch_up(store)
    store.close()
    if rows > 1_000_000:
        print(
            f"| Index {rows:,} rows for the first time | – | {time.perf_counter() - began:.0f} s | – | – | 1 |"
        )


def debate(place: Path) -> Path:
    """Return the example debate as a project."""
    path = place / "debate.dissensus"
    return path if path.exists() else example(place)


@contextmanager
def copied(project: Path, place: Path) -> Iterator[Path]:
    """Give a copy to write in."""
    copy = place / f"{project.stem}-{uuid.uuid4().hex[:8]}.dissensus"
    try:
        yield Path(shutil.copy(project, copy))
    finally:
        for leftover in place.glob(f"{copy.name}*"):
            leftover.unlink()


def _first(project: Path, table: str) -> str:
    raw = sqlite3.connect(project)
    try:
        return str(raw.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()[0])
    finally:
        raw.close()


if __name__ == "__main__":
    main()
