"""The workbench as a coder has it: a real server in a process of its own, and a real browser."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page

from dissensus import debate
from dissensus.exchange.codebook import load_codebook
from dissensus.model.statement import Statement
from dissensus.project import create
from dissensus.suggest.gold import load_gold, named
from dissensus.suggest.registry import make

__all__ = ["AXE", "UNCODED", "Bench", "Server", "example", "free_port"]

ROOT: Final = Path(__file__).resolve().parents[2]
AXE: Final = ROOT / "workbench" / "node_modules" / "axe-core" / "axe.min.js"
UNCODED: Final = ("interview", "letter", "blog", "bandarnameh")  # texts that nobody has coded yet
_SERVE: Final = """
import sys
from pathlib import Path
from dissensus.project import open_project
from dissensus.web.server import serve
serve(open_project(sys.argv[1], coder="ann"), port=int(sys.argv[2]),
      static=Path(sys.argv[3]) if sys.argv[3] else None, open_browser=False)
"""


def example(folder: Path) -> Path:
    """Make a project of the whole example debate by the coder "ann": coded by hand, but for some texts.

    Suggestions wait for all texts.
    """
    location = folder / "debate.dissensus"
    with create(location, load_codebook(debate.codebook()), coder="ann") as project:
        project.ingest(debate.texts(), sidecar=debate.sidecar())
        texts = named(project.documents())
        project.add(
            [],
            [
                Statement(
                    document_id=texts[line.document].id,
                    span=line.span,
                    quotation=line.quotation,
                    statement_type=line.statement_type,
                    values=line.values,
                    coder="",
                    created=datetime(2024, 1, 1, tzinfo=UTC),
                )
                for line in load_gold(debate.gold(), documents=texts)
                if not line.document.startswith(UNCODED)
            ],
            summary="the coding by hand",
        )
        project.suggest(make("lexical", project.codebook))
    return location


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A server of one project; stopped and started on the same port as often as a test likes.

    DISSENSUS_STATIC names another build of the front end than the package's.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> str:
        """Start, and return the address that lets one browser in."""
        self._process = subprocess.Popen(
            [
                sys.executable, "-u", "-c", _SERVE,
                str(self.project), str(self.port), os.environ.get("DISSENSUS_STATIC", ""),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_pass_on, args=(self._process.stdout, said), daemon=True).start()
        while True:
            line = said.get(timeout=30)
            if "/enter?token=" in line:
                return line[line.index("http") :].strip()
            if not line:
                raise RuntimeError("The server ended before it said its address.")

    def stop(self) -> None:
        """Stop as Ctrl+C does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End at once, in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


class Bench:
    """A coder at work: ``page`` is the workbench, let in; ``server`` can be stopped and started."""

    def __init__(self, browser: Browser, server: Server, context: BrowserContext) -> None:
        self.browser = browser
        self.server = server
        self.context = context
        self.origin = server.origin
        self.errors: list[str] = []
        self.page = self.window()
        self.page.goto(server.start())
        self.page.wait_for_url(f"{self.origin}/")

    def window(self, context: BrowserContext | None = None) -> Page:
        """Open another window; of the same browser, or of another one."""
        page = (context or self.context).new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)
        return page

    def another_browser(self) -> BrowserContext:
        """Return another browser that is let in, too: it shares nothing with the first but the cookie."""
        return self.browser.new_context(storage_state=self.context.storage_state())

    def goto(self, path: str) -> Page:
        """Go to a view and wait until it is there."""
        self.page.goto(f"{self.origin}{path}")
        self.page.get_by_role("main").wait_for()
        return self.page

    def serious_findings(self, page: Page | None = None) -> list[str]:
        """Return what axe finds serious or critical on a page, with the elements it means."""
        looked = page or self.page
        looked.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
        found = looked.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations"
            ".filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 5).join(' | ')))"
        )
        return [str(line) for line in found]

    def _console(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if "Content Security Policy" in text:
            self.errors.append(text)


def _pass_on(stream: object, to: queue.Queue[str]) -> None:
    try:
        for line in stream:  # type: ignore[attr-defined]
            to.put(line)
    except ValueError:  # closed while we read
        pass
    to.put("")
