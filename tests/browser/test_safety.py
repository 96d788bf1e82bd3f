"""A page of somebody else, open in the same browser, reads nothing of the workbench and changes nothing in it.

The page stands on another port of this machine: the worst place, because browsers count it as the same site
and send the workbench's cookie with its requests.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Page

from dissensus.project import open_project
from tests.browser.bench import Bench

ATTEMPTS = """
async ([origin, act]) => {
  const got = {};
  const attempt = async (name, work) => {
    try { got[name] = await work(); } catch (error) { got[name] = "refused"; }
  };
  const read = async (path, options) => (await (await fetch(origin + path, options)).text());
  await attempt("read", () => read("/api/session", { credentials: "include" }));
  await attempt("read unseen", () => read("/api/session", { credentials: "include", mode: "no-cors" }));
  await attempt("page", () => read("/", { credentials: "include" }));
  for (const type of ["application/json", "text/plain"])
    await attempt("act as " + type, () =>
      read("/api/acts", { method: "POST", credentials: "include", body: act, headers: { "Content-Type": type } }));
  await attempt("act unseen", () =>
    read("/api/acts", { method: "POST", credentials: "include", mode: "no-cors", body: act }));
  await attempt("with the header", () =>
    read("/api/acts", { method: "POST", credentials: "include", body: act, headers: { "X-Dissensus": "x" } }));
  await attempt("files", () => {
    const form = new FormData();
    form.append("files", new Blob(["A text of somebody else."]), "theirs.txt");
    return read("/api/import", { method: "POST", credentials: "include", mode: "no-cors", body: form });
  });
  await attempt("stream", () => new Promise((told, refused) => {
    const source = new EventSource(origin + "/api/live?after=0", { withCredentials: true });
    source.onopen = () => told("open");
    source.addEventListener("act", (event) => told(event.data));
    source.onerror = () => { source.close(); refused(); };
  }));
  await attempt("script", () => new Promise((told, refused) => {
    const script = document.createElement("script");
    script.src = origin + "/api/session";
    script.onload = () => told("loaded");
    script.onerror = refused;
    document.head.append(script);
  }));
  return got;
}
"""
FORM = """
([origin, act]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = origin + "/api/acts";
  form.enctype = "text/plain";
  const field = document.createElement("input");
  field.name = act.slice(0, -1) + ', "x": "';
  field.value = '"}';
  form.append(field);
  document.body.append(form);
  form.submit();
}
"""
UNDO = '{"kind": "undo", "id": "01a1ff5f-e722-412b-8045-7f22c26f5311"}'


class _Page(BaseHTTPRequestHandler):
    cookies: ClassVar[list[str]]

    def do_GET(self) -> None:
        self.cookies.append(self.headers.get("Cookie", ""))
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Another page</title><p>An invented page.")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def another(workbench: Bench) -> Iterator[Page]:
    """A window of the same browser, on a page from another port."""

    class Kept(_Page):
        cookies: ClassVar[list[str]] = []

    with ThreadingHTTPServer(("127.0.0.1", 0), Kept) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = workbench.context.new_page()  # not one of the workbench's: it may have errors
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        assert "dissensus-" in Kept.cookies[0]  # so the browser does send it to other ports
        yield page
        page.close()
        server.shutdown()


def _acts(workbench: Bench) -> int:
    with open_project(workbench.server.project, coder="ann") as project:
        return len(project.history())


def test_a_page_of_another_port_gets_nothing_done(workbench: Bench, another: Page) -> None:
    before = _acts(workbench)
    got = another.evaluate(ATTEMPTS, [workbench.origin, UNDO])
    assert set(got.values()) == {"refused"}, got
    assert _acts(workbench) == before


def test_a_form_of_another_page_gets_nothing_done(workbench: Bench, another: Page) -> None:
    before = _acts(workbench)
    with another.expect_response(f"{workbench.origin}/api/acts") as answered:
        another.evaluate(FORM, [workbench.origin, UNDO])
    assert answered.value.status == 403
    assert _acts(workbench) == before


def test_the_workbench_can_not_be_framed(workbench: Bench, another: Page) -> None:
    with another.expect_event("requestfailed") as framed:
        another.evaluate(
            "origin => { const frame = document.createElement('iframe'); frame.src = origin + '/';"
            " document.body.append(frame); }",
            workbench.origin,
        )
    assert framed.value.url == f"{workbench.origin}/"
    assert framed.value.failure == "net::ERR_BLOCKED_BY_RESPONSE"


def test_a_window_that_it_opens_tells_it_nothing(workbench: Bench, another: Page) -> None:
    with workbench.context.expect_page():
        another.evaluate(
            "origin => { window.opened = window.open(origin + '/') }", workbench.origin
        )
    another.wait_for_function(
        "window.opened.closed"
    )  # to this page: its opener policy cuts the link


def test_the_cookie_is_out_of_reach_of_scripts(workbench: Bench) -> None:
    assert workbench.page.evaluate("document.cookie") == ""


def test_no_script_runs_that_is_not_a_file_of_ours(workbench: Bench) -> None:
    refused = workbench.page.evaluate("""() => new Promise((told) => {
      document.addEventListener("securitypolicyviolation", (event) => told(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
    })""")
    assert refused == "script-src-elem"
    assert workbench.page.evaluate("window.ran") is None
    workbench.errors.clear()  # the browser's own complaint
