"""How do findings become one page? ``render``, ``write``

The page is a single file that asks nothing of any network: style and script stand inside it, and a
content security policy with their hashes allows nothing else. Words of documents only ever pass through
the template engine's escaping.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from dissensus.errors import ExchangeError
from dissensus.report import forms
from dissensus.report.content import Findings
from dissensus.report.evidence import evidence
from dissensus.report.figures import figures, happenings
from dissensus.report.headlines import headlines
from dissensus.report.matrix import matrix, stances
from dissensus.report.sides import sides
from dissensus.report.sources import sources
from dissensus.report.texts import texts
from dissensus.report.timeline import timeline
from dissensus.report.words import opening

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render", "write"]

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class _Inlined:
    """A file that stands inside the page, and the hash by which the policy allows it."""

    words: Markup
    hash: str


def render(findings: Findings) -> str:
    """Return the page as HTML; equal findings give an equal page.

    Cost: O(texts + statements + actors × concepts), and the layout of at most two networks of 40 actors.
    """
    behind = evidence(findings)
    positions = stances(findings, behind)
    table = matrix(findings, behind, positions)
    told = sides(findings, behind, positions)
    dated = happenings(findings, behind)
    over = timeline(findings, behind, matrix=table, happenings=dated)
    compared = sources(findings, behind, matrix=table, positions=positions)
    counted = figures(findings, behind)
    shown = texts(behind)
    return (
        _environment()
        .get_template("page.html")
        .render(
            findings=findings,
            making=findings.making,
            evidence=behind,
            titles=tuple(forms.title_of(document) for document in behind.documents),
            opening=opening(findings, behind, matrix=table, sides=told),
            headlines=headlines(
                matrix=table,
                sides=told,
                timeline=over,
                sources=compared,
                figures=counted,
                happenings=dated,
            ),
            matrix=table,
            sides=told,
            timeline=over,
            sources=compared,
            figures=counted,
            happenings=dated,
            texts=shown,
            words_shown=any(text.blocks for text in shown),
            style=_inlined("page.css"),
            script=_inlined("page.js"),
        )
    )


def write(findings: Findings, path: str | Path) -> None:
    """Write the page to ``path``; what was there is only replaced once the new page is whole."""
    target = Path(path)
    beside = target.with_name(f".{target.name}.part")
    page = render(findings).encode("utf-8")
    try:
        beside.write_bytes(page)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ExchangeError(
            f"The report can't be written to {target}: {error.strerror or error}.",
            remedy="Name a file in a folder that exists and that you may write to.",
        ) from error


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow, and only for pages

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": forms.number,
        "day": forms.day,
        "listing": forms.listing,
        "letter": forms.letter,
    }
    environment.globals |= {"count": forms.count, "share": forms.share}
    return environment


@cache
def _inlined(name: str) -> _Inlined:
    words = (_TEMPLATES / name).read_text(encoding="utf-8")
    digest = hashlib.sha256(words.encode("utf-8")).digest()
    # Ours, not a document's: the only words that pass unescaped.
    return _Inlined(Markup(words), f"sha256-{base64.b64encode(digest).decode('ascii')}")  # noqa: S704
