"""A coder's long day, compressed: random acts through the page's own outbox, while the server dies now and then.

``Day`` knows what every statement should be in the end, because it does to a model what it sends to the
page; ``Day.faults`` compares. Used by the test and, for hours of work, by ``benchmarks.workbench --long``.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dissensus.project import open_project
from dissensus.web.static_files import BUILT
from tests.browser.bench import Bench

__all__ = ["Day"]

# Sends acts one after another without waiting, as somebody does who types on; keeps what was answered.
_SEND: Final = """
async ([script, acts]) => {
  const {send} = await import(script);
  globalThis.answers ??= {};
  for (const act of acts) {
    const sent = performance.now();
    send(act).then(
      (done) => { globalThis.answers[act.id] = {done, took: performance.now() - sent}; },
      (fault) => { globalThis.answers[act.id] = {fault: fault.message}; },
    );
  }
}
"""
_KINDS: Final = (
    ("code",) * 12 + ("edit",) * 4 + ("note",) * 2 + ("trash", "back", "undo", "undo", "redo")
)

Row = dict[str, Any]


@dataclass
class Day:
    """What is sent, and what the project should hold after it."""

    bench: Bench
    seed: int = 1
    sent: list[Row] = field(default_factory=list)
    kills: int = 0
    rows: dict[str, Row | None] = field(
        default_factory=dict
    )  # statements; None: its coding was undone
    _standing: list[tuple[str, Row | None, Row | None]] = field(default_factory=list)
    _undone: list[tuple[str, Row | None, Row | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        ask = self.bench.page.request.get
        origin = self.bench.origin
        codebook = ask(f"{origin}/api/codebook").json()
        self._entities: dict[str, list[str]] = {}
        for entity in codebook["entities"]:
            self._entities.setdefault(entity["kind"], []).append(entity["id"])
        self._texts: list[tuple[Row, str]] = []
        for row in ask(f"{origin}/api/documents?limit=10").json()["rows"]:
            one = ask(f"{origin}/api/documents/{row['id']}").json()
            self._texts.append((one, ask(f"{origin}/api/texts/{one['text']}").text()))
        self._base = ask(f"{origin}/api/project").json()["last"]
        static = Path(os.environ.get("DISSENSUS_STATIC") or BUILT)
        manifest = json.loads((static / "manifest.json").read_text(encoding="utf-8"))
        self._script = f"/{manifest['src/script.ts']['file']}"

    def work(self, acts: int, *, at_once: int = 5, kills: int, down: float = 1.0) -> None:
        """Send so many acts; at ``kills`` random moments the server dies, and is back after a while."""
        dying = set(self.rng.sample(range(1, max(2, acts // at_once)), kills))
        for batch in range(-(-acts // at_once)):
            self.bench.page.evaluate(_SEND, [self._script, [self._act() for _ in range(at_once)]])
            if batch in dying:
                time.sleep(self.rng.random() * 0.08)  # in the middle of an act, or between two
                self.bench.server.kill()
                self.kills += 1
                self.bench.page.evaluate(
                    _SEND, [self._script, [self._act() for _ in range(at_once)]]
                )
                time.sleep(self.rng.random() * down)
                self.bench.server.start()

    def settled(self, timeout: float = 120.0) -> dict[str, Row]:
        """Wait until every act was answered; returns the answers by the identity of the act."""
        until = time.monotonic() + timeout
        while True:
            answers: dict[str, Row] = self.bench.page.evaluate("globalThis.answers ?? {}")
            if len(answers) >= len(self.sent) or time.monotonic() > until:
                return answers
            time.sleep(0.2)

    def faults(self, answers: dict[str, Row], project: Path) -> list[str]:
        """Return everything that is not as it should be; an empty list is good news."""
        return [
            *self._unanswered(answers),
            *self._in_history(project),
            *self._in_state(project),
            *(f"check: {finding}" for finding in _checked(project)),
        ]

    def _unanswered(self, answers: dict[str, Row]) -> Iterator[str]:
        for act in self.sent:
            answer = answers.get(act["id"], {"fault": "no answer came"})
            if "fault" in answer:
                yield f"{act['kind']} {act['id']} was not done: {answer['fault']}"

    def _in_history(self, project: Path) -> Iterator[str]:
        raw = sqlite3.connect(project)
        query = "SELECT id FROM act WHERE seq > ? ORDER BY seq"
        told = [row[0] for row in raw.execute(query, [self._base])]
        raw.close()
        wanted = [act["id"] for act in self.sent]
        if told != wanted:
            lost, extra = set(wanted) - set(told), set(told) - set(wanted)
            yield f"history: {len(lost)} acts lost, {len(extra)} too many, {len(told) - len(set(told))} doubled"
            if not lost and not extra:
                yield "history: the acts are not in the order in which they were sent"

    def _in_state(self, project: Path) -> Iterator[str]:
        raw = sqlite3.connect(project)
        raw.row_factory = sqlite3.Row
        for row_id, wanted in self.rows.items():
            found = raw.execute("SELECT * FROM statement WHERE id = ?", [row_id]).fetchone()
            if wanted is None or found is None:
                if wanted is not None:
                    yield f"statement {row_id} is lost"
                elif found is not None:
                    yield f"statement {row_id} was undone, but is there"
            else:
                values = json.loads(found["values"])
                if bool(found["trashed"]) != wanted["trashed"]:
                    yield f"statement {row_id} is in the trash, or is not, wrongly"
                if values != wanted["values"] or found["note"] != wanted["note"]:
                    yield f"statement {row_id} says {values}, not {wanted['values']}"
                if found["quotation"] != wanted["quotation"]:
                    yield f"statement {row_id} is on other words"
        raw.close()

    def _act(self) -> Row:
        """Make a random act that can be done, and do it to the model."""
        kind = self.rng.choice(_KINDS)
        live = [
            row_id for row_id, row in self.rows.items() if row is not None and not row["trashed"]
        ]
        lying = [row_id for row_id, row in self.rows.items() if row is not None and row["trashed"]]
        if kind == "undo" and self._standing:
            row_id, before, after = self._standing.pop()
            self._undone.append((row_id, before, after))
            self.rows[row_id] = before
            return self._sent({"kind": "undo"})
        if kind == "redo" and self._undone:
            row_id, before, after = self._undone.pop()
            self._standing.append((row_id, before, after))
            self.rows[row_id] = after
            return self._sent({"kind": "redo"})
        if kind == "edit" and live:
            return self._edit(self.rng.choice(live))
        if kind == "note" and live:
            return self._note(self.rng.choice(live))
        if kind == "trash" and live:
            return self._move(self.rng.choice(live), back=False)
        if kind == "back" and lying:
            return self._move(self.rng.choice(lying), back=True)
        return self._code()

    def _code(self) -> Row:
        document, text = self.rng.choice(self._texts)
        words = text.split(" ")
        first = self.rng.randrange(len(words) - 12)
        start = len(" ".join(words[:first])) + (1 if first else 0)
        quotation = " ".join(words[first : first + self.rng.randrange(1, 12)]).rstrip()
        if not quotation.strip():
            return self._code()
        row: Row = {"quotation": quotation, "values": self._values(), "note": "", "trashed": False}
        statement = _identity(self.rng)
        self._did(statement, row)
        place = {"start": _utf16(text[:start]), "stop": _utf16(text[: start + len(quotation)])}
        about = {"document": document["id"], "version": document["version"], "type": "position"}
        act = {"kind": "code", "statement": statement, "values": row["values"], **about, **place}
        if self.rng.random() < 0.1:  # a name that nobody had before
            name = {
                "id": _identity(self.rng),
                "kind": "actor",
                "name": f"Newcomer {len(self.sent)}",
            }
            row["values"]["organization"] = name["id"]
            act["fresh"] = [name]
        return self._sent(act)

    def _edit(self, row_id: str) -> Row:
        row = self.rows[row_id]
        assert row is not None
        concept = self.rng.choice(
            [c for c in self._entities["concept"] if c != row["values"]["concept"]]
        )
        was, now = {"concept": row["values"]["concept"]}, {"concept": concept}
        self._did(row_id, {**row, "values": {**row["values"], **now}})
        return self._sent(
            {"kind": "edit", "statement": row_id, "was": {"values": was}, "now": {"values": now}}
        )

    def _note(self, row_id: str) -> Row:
        row = self.rows[row_id]
        assert row is not None
        note = f"noted {len(self.sent)} 👍"
        self._did(row_id, {**row, "note": note})
        was, now = {"note": row["note"]}, {"note": note}
        return self._sent({"kind": "edit", "statement": row_id, "was": was, "now": now})

    def _move(self, row_id: str, *, back: bool) -> Row:
        row = self.rows[row_id]
        assert row is not None
        self._did(row_id, {**row, "trashed": not back})
        return self._sent({"kind": "trash", "table": "statement", "ids": [row_id], "back": back})

    def _values(self) -> Row:
        return {
            "organization": self.rng.choice(self._entities["actor"]),
            "concept": self.rng.choice(self._entities["concept"]),
            "agreement": self.rng.random() < 0.5,
        }

    def _did(self, row_id: str, after: Row | None) -> None:
        self._standing.append((row_id, self.rows.get(row_id), after))
        self._undone.clear()
        self.rows[row_id] = after

    def _sent(self, act: Row) -> Row:
        act = {**act, "id": _identity(self.rng)}
        self.sent.append(act)
        return act


def _checked(project: Path) -> list[str]:
    with open_project(project, coder="ann") as opened:
        return [str(finding) for finding in opened.check()]


def _identity(rng: random.Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
