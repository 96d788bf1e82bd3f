"""``dissensus check`` and ``migrate``: is everything as it should be, and of today's schema?"""

from __future__ import annotations

import typer

from dissensus.cli import options
from dissensus.cli.output import plural, print_json, say

__all__ = ["check", "migrate"]


def check(location: options.Location, as_json: options.Json = False) -> None:
    """Compare the state with the history and re-read every quotation."""
    with options.opened(location) as project:
        findings = project.check()
    if as_json:
        print_json([{"where": f.where, "found": f.found} for f in findings])
    else:
        for finding in findings:
            say(str(finding))
        verdict = "All is well" if not findings else plural(len(findings), "finding")
        say(f"{verdict}: history, quotations, texts, references, search index and file checked.")
    if findings:
        raise typer.Exit(1)


def migrate(location: options.Location) -> None:
    """Bring a project of an earlier version up to date; a copy stays beside it."""
    from dissensus.store.connect import migrate as bring_up_to_date

    found, now = bring_up_to_date(location)
    if found == now:
        say(f"{location} is up to date (schema {now}).")
    else:
        say(f"{location}: schema {found} is now {now}; the old file is {location}.schema-{found}.")
