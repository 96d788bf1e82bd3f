"""Who comes in? ``Door``: addresses that work once, and the sessions they turn into

Whoever can read the terminal gets an address with a token. The first browser that opens it receives a
cookie; the token is spent. Unsafe requests also need a second word (``proof``), which only a page from
this server can know: it is told in an answer that no other origin can read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from typing import Final

from starlette.requests import cookie_parser

from dissensus.errors import DissensusError
from dissensus.store import sessions
from dissensus.store.connect import Store

__all__ = ["Door", "proof"]

_MINUTES: Final = 15  # for which an address can be opened
_TOKENS: Final = 100  # addresses that can wait at once
_KNOWN: Final = 60.0  # seconds for which a session that was looked up counts without another look


class Door:
    """Lets browsers in to one project, under one coder's name, on one port."""

    def __init__(self, store: Store, coder: str, port: int) -> None:
        self.coder = coder
        self.port = port
        self.cookie = f"dissensus-{port}"  # browsers send cookies to every port of a host
        self._store = store
        self._lock = threading.Lock()
        self._tokens: dict[bytes, float] = {}
        self._known: dict[str, float] = {}

    def address(self) -> str:
        """Return a new address that lets one browser in."""
        return f"http://127.0.0.1:{self.port}/enter?token={self.token()}"

    def token(self) -> str:
        """Make a token that is good once, and for some minutes."""
        token = secrets.token_urlsafe(32)
        now = time.monotonic()
        with self._lock:
            self._tokens = {key: until for key, until in self._tokens.items() if until > now}
            while len(self._tokens) >= _TOKENS:
                del self._tokens[next(iter(self._tokens))]
            self._tokens[_digest(token)] = now + 60 * _MINUTES
        return token

    def enter(self, token: str) -> str | None:
        """Spend a token for the key of a new session; None if it was spent, is too old or never was.

        Where the session can't be stored, the token is still good.
        """
        digest = _digest(token)
        with self._lock:
            until = self._tokens.pop(digest, 0.0)
        if until <= time.monotonic():
            return None
        key = secrets.token_urlsafe(32)
        try:
            sessions.keep(self._store, key, self.coder)
        except DissensusError:
            with self._lock:
                self._tokens[digest] = until
            raise
        return key

    def key(self, cookies: str) -> str | None:
        """Return the key in a Cookie header, if it opens this door."""
        key = cookie_parser(cookies).get(self.cookie)  # as browsers do: others' are of any form
        if not key:
            return None
        now = time.monotonic()
        if self._known.get(key, 0.0) > now:
            return key
        if sessions.coder_of(self._store, key) != self.coder:
            return None
        with self._lock:
            self._known = {known: until for known, until in self._known.items() if until > now}
            self._known[key] = now + _KNOWN
        return key


def proof(key: str) -> str:
    """Return the word that must come with every unsafe request of a session."""
    return hmac.new(key.encode(), b"dissensus: an act of this page", hashlib.sha256).hexdigest()


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
