"""What does a page on the web hold? ``fetch``

One page, because the user named it: no crawling, no cookies kept, nothing sent but the request. Size, time and
redirects are bounded. A public page can't lead into the user's own network: redirects to private addresses are
refused unless the address the user gave was one itself.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

import httpx2

from dissensus.errors import IngestError
from dissensus.ingest.reader import FORMATS, Limits

__all__ = ["Fetched", "fetch"]

_MAX_REDIRECTS: Final = 5
_AGENT: Final = "dissensus (reads single pages at a user's request)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page's bytes, the address they came from in the end, and when.

    ``name`` is a file name that fits the address and the media type; ``charset`` is what the server said.
    """

    data: bytes
    url: str
    name: str
    media_type: str
    charset: str
    fetched_at: datetime


def fetch(url: str, *, limits: Limits) -> Fetched:
    """Fetch one page over http or https.

    Raises ``IngestError`` on any other scheme, an error of the server, more than 5 redirects, a redirect
    into a private network, a page larger than ``max_bytes`` or slower than ``max_seconds``.
    """
    deadline = time.monotonic() + limits.max_seconds
    address = _parsed(url, url)
    private_allowed = _is_private(address)
    timeout = httpx2.Timeout(limits.max_seconds)
    try:
        with httpx2.Client(timeout=timeout, headers={"User-Agent": _AGENT}) as client:
            for _ in range(_MAX_REDIRECTS + 1):
                with client.stream("GET", address) as response:
                    if not response.has_redirect_location:
                        return _received(response, url, deadline, limits)
                    address = _parsed(str(address.join(response.headers["location"])), url)
                if not private_allowed and _is_private(address):
                    raise IngestError(
                        f"{url} leads into a private network, to {address.host}.",
                        remedy="Name that address itself if you trust it.",
                    )
                client.cookies.clear()
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise IngestError(
            f"{url} can't be fetched: {str(error) or type(error).__name__}.",
            remedy="Check the address and the connection, or save the page and add the file.",
        ) from None
    raise IngestError(
        f"{url} redirects more than {_MAX_REDIRECTS} times.", remedy="Name the page it ends at."
    )


def _received(response: httpx2.Response, url: str, deadline: float, limits: Limits) -> Fetched:
    if response.status_code != httpx2.codes.OK:
        raise IngestError(
            f"{url} can't be fetched: the server answers {response.status_code}"
            f" {response.reason_phrase}".rstrip()
            + ".",
            remedy="Check the address; if it needs a log-in, save the page and add the file.",
        )
    data = bytearray()
    for chunk in response.iter_bytes():
        data += chunk
        if len(data) > limits.max_bytes:
            raise IngestError(
                f"{url} has more than the {limits.max_bytes:,} bytes a file may have.",
                remedy="Raise max_bytes.",
            )
        if time.monotonic() > deadline:
            raise IngestError(
                f"{url} took longer than {limits.max_seconds:g} s to fetch.",
                remedy="Try again later, or raise max_seconds.",
            )
    kind = response.headers.get("content-type", "")
    media_type = kind.partition(";")[0].strip().lower()
    return Fetched(
        bytes(data),
        str(response.url),
        _name(response.url, media_type),
        media_type,
        response.charset_encoding or "",
        datetime.now(UTC).replace(microsecond=0),
    )


def _parsed(address: str, named: str) -> httpx2.URL:
    try:
        parsed = httpx2.URL(address)
    except httpx2.InvalidURL as error:
        raise IngestError(f"{address!r} is no address of a page: {error}.") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise IngestError(
            f"{named} leads to {address!r}, which is no web page.",
            remedy="Only http and https are fetched.",
        )
    return parsed


def _is_private(address: httpx2.URL) -> bool:
    """Say whether any of a host's addresses is not on the public Internet.

    A name that can't be resolved is not private; fetching it will say so.
    """
    try:
        found = socket.getaddrinfo(address.host, None)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(one[4][0]).split("%")[0]).is_global for one in found)


def _name(address: httpx2.URL, media_type: str) -> str:
    name = PurePosixPath(address.path).name or address.host
    for known in FORMATS.values():
        if media_type in known.media_types and not name.lower().endswith(known.suffixes):
            return name + known.suffixes[0]
    return name
