"""How long does a coder wait, seen from the page? ``Screen``: opens, scrolls, codes, takes back, in a real browser

Times are taken in the page by its own clock: from the key to the frame in which the result is painted, and
to the moment when the outbox says that everything is stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.bench import Bench, Server
from tests.browser.conftest import ARGUMENTS, CHROMIUM

__all__ = ["Screen", "screen"]

# Resolves with the milliseconds until `seen()` is true in a frame that is painted.
_UNTIL: Final = """
(seen) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    if (!seen()) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
  };
  look();
  setTimeout(() => resolve(Number.NaN), 30000);
})
"""
_SCROLL: Final = """
async (pixels) => {
  let box = document.querySelector('.text');
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
  const frames = [];
  let last = performance.now();
  const until = last + 5000;
  await new Promise((resolve) => {
    const step = (now) => {
      frames.push(now - last);
      last = now;
      box.scrollTop += pixels;
      if (now < until) requestAnimationFrame(step); else resolve();
    };
    requestAnimationFrame(step);
  });
  return {frames: frames.slice(2), from: box.scrollHeight, to: box.scrollTop};
}
"""
# The next key of this name starts the clock; the frame in which `seen` holds is painted, and the answer of the
# server that the act is in the history, stop it.
_KEYED: Final = """
([key, expression]) => {
  const seen = new Function(`return (${expression});`);
  performance.clearResourceTimings();
  globalThis.timed = new Promise((resolve) => {
    addEventListener('keydown', function start(event) {
      if (event.key.toLowerCase() !== key) return;
      removeEventListener('keydown', start, true);
      const began = performance.now();
      let painted = Number.NaN;
      const look = () => {
        if (Number.isNaN(painted) && seen()) {
          requestAnimationFrame(() => setTimeout(() => { painted = performance.now() - began; }, 0));
        }
        const sent = performance.getEntriesByType('resource')
          .find((entry) => entry.name.endsWith('/api/acts') && entry.startTime >= began && entry.responseEnd > 0);
        const late = performance.now() - began > 20000;
        if (late || (sent && !Number.isNaN(painted))) {
          return resolve([painted, sent ? sent.responseEnd - began : Number.NaN]);
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    }, true);
  });
}
"""


class Screen:
    """A page on a project, and a clock."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.page: Page = bench.page
        self._devtools: CDPSession = bench.context.new_cdp_session(bench.page)

    def opened(self, path: str, seen: str) -> float:
        """Return the milliseconds from asking for an address until ``seen`` holds on the screen."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.bench.origin}{path}", wait_until="commit")
        return float(self.page.evaluate(f"({_UNTIL})(() => {seen})"))

    def scrolled(self, pixels: int) -> list[float]:
        """Scroll for five seconds; returns the milliseconds of each frame."""
        told = self.page.evaluate(_SCROLL, pixels)
        return [float(frame) for frame in told["frames"]]

    def keyed(self, key: str, seen: str, *, press: str | None = None) -> tuple[float, float]:
        """Press a key; returns the milliseconds until ``seen`` is painted, and until all is stored."""
        self.page.evaluate(_KEYED, [key.lower(), seen])
        self.page.keyboard.press(press or key)
        painted, stored = self.page.evaluate("globalThis.timed")
        return float(painted), float(stored)

    def memory(self) -> float:
        """Return the megabytes that scripts of the tab hold after the garbage was collected."""
        self._devtools.send("HeapProfiler.enable")
        self._devtools.send("HeapProfiler.collectGarbage")
        self._devtools.send("Performance.enable")
        told: dict[str, Any] = self._devtools.send("Performance.getMetrics")
        values = {metric["name"]: metric["value"] for metric in told["metrics"]}
        return float(values["JSHeapUsedSize"]) / 1e6

    def first_page(self) -> tuple[float, int]:
        """Return how many kilobytes come over the wire for the first page, and in how many files."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.bench.origin}/", wait_until="networkidle")
        sizes: list[int] = self.page.evaluate(
            "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')]"
            ".filter((e) => !e.name.includes('/api/')).map((e) => e.encodedBodySize)"
        )
        return sum(sizes) / 1024, len(sizes)


@contextmanager
def screen(project: Path) -> Iterator[Screen]:
    """Serve a project in a process of its own, and open a browser on it."""
    with sync_playwright() as play:
        browser: Browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
        context.set_default_timeout(60_000)
        server = Server(project)
        try:
            bench = Bench(browser, server, context)
            _without_tour(bench.page)
            yield Screen(bench)
        finally:
            context.close()
            server.kill()
            browser.close()


def _without_tour(page: Page) -> None:
    time.sleep(0.5)
    later = page.get_by_role("button", name="Not now")
    if later.count():
        later.first.click()
