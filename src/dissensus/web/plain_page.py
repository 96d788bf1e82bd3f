"""What is said where the front end can't be shown? ``page``: a few sentences, without any script"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Final

__all__ = ["page"]

_STYLE: Final = (
    ":root{color-scheme:light dark}body{max-width:34rem;margin:12vh auto 0;padding:0 1.25rem;"
    "font:1.0625rem/1.6 Georgia,'Noto Serif',serif}h1{font-size:1.5rem;line-height:1.25;"
    "font-weight:600}"
)
_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"
)


def page(
    title: str, *paragraphs: str, link: tuple[str, str] | None = None, status: int = 200
) -> tuple[str, int, dict[str, str]]:
    """Return a page, its status and its headers; ``link`` is (address, words)."""
    said = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    if link is not None:
        said += f'<p><a href="{escape(link[0])}">{escape(link[1])}</a></p>'
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>"
        f"<main><h1>{escape(title)}</h1>{said}</main></html>"
    )
    return html, status, {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
