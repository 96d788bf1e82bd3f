"""Fetching, from a server of our own on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from dissensus.errors import IngestError
from dissensus.ingest import Limits, Read, read
from dissensus.ingest import fetch as _fetch_module
from dissensus.ingest.fetch import fetch

PAGE = (
    "<html lang='en'><head><title>Harbor vote</title></head><body><article><h1>Harbor vote</h1><p>"
    + "The council voted on the harbor, and the größte party stayed away. " * 5
    + "</p></article></body></html>"
)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path
        if path.startswith("/hop"):
            left = int(path[4:])
            self._answer(302, location=f"/hop{left - 1}" if left else "/page")
        elif path == "/file":
            self._answer(302, location="file:///etc/hostname")
        elif path == "/page":
            self._answer(200, PAGE.encode("latin-1"), "text/html; charset=iso-8859-1")
        elif path == "/big":
            self._answer(200, b"x" * 10_000, "text/plain")
        elif path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(20):
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
                time.sleep(0.05)
        else:
            self._answer(404)

    def _answer(self, status: int, body: bytes = b"", kind: str = "", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if kind:
            self.send_header("Content-Type", kind)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)


def test_a_page_is_fetched_over_redirects_and_its_last_address_recorded(server: str) -> None:
    found = fetch(f"{server}/hop4", limits=Limits())
    assert found.url == f"{server}/page"
    assert (found.media_type, found.charset) == ("text/html", "iso-8859-1")
    assert found.name == "page.html"
    assert found.data == PAGE.encode("latin-1")


def test_a_page_becomes_a_document_that_knows_its_address_and_time(server: str) -> None:
    (outcome,) = read(f"{server}/page", allow_network=True)
    assert isinstance(outcome, Read)
    provenance = outcome.document.provenance
    assert provenance is not None
    assert provenance.source.location == f"{server}/page"
    assert "fetched" in provenance.evidence
    assert "größte" in outcome.document.text


@pytest.mark.parametrize(
    ("path", "limits", "found"),
    [
        ("/hop9", Limits(), "redirects more than 5 times"),
        ("/file", Limits(), "no web page"),
        ("/gone", Limits(), "answers 404"),
        ("/big", Limits(max_bytes=5_000), "more than the 5,000 bytes"),
        ("/slow", Limits(max_seconds=0.2), "took longer than 0.2 s"),
    ],
)
def test_what_is_out_of_bounds_is_refused(
    server: str, path: str, limits: Limits, found: str
) -> None:
    with pytest.raises(IngestError, match=found):
        fetch(server + path, limits=limits)


def test_a_public_page_can_not_lead_into_a_private_network(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])  # the user's own address, then the one it leads to
    monkeypatch.setattr(_fetch_module, "_is_private", lambda _: next(answers))
    with pytest.raises(IngestError, match="leads into a private network"):
        fetch(f"{server}/hop1", limits=Limits())


@pytest.mark.parametrize("host", ["127.0.0.1", "10.1.2.3", "[::1]", "169.254.169.254", "localhost"])
def test_addresses_of_ones_own_network_are_private(host: str) -> None:
    assert _fetch_module._is_private(httpx2.URL(f"http://{host}/"))


def test_a_public_address_is_not_private() -> None:
    assert not _fetch_module._is_private(httpx2.URL("http://8.8.8.8/"))


@pytest.mark.parametrize("url", ["ftp://a.example/b", "file:///etc/hostname", "http://"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(IngestError, match="no web page"):
        fetch(url, limits=Limits())


def test_a_server_that_is_not_there_is_refused() -> None:
    with pytest.raises(IngestError, match="can't be fetched"):
        fetch("http://127.0.0.1:1/", limits=Limits())
