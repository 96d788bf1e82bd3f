"""When was what said? ``timeline_out``: counts per stretch of time; ``stretch``: the statements in one"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl

from dissensus.events import DATE, DOCUMENT, REVIEWED, STATEMENT, EventList
from dissensus.model.codebook import EVENT, Codebook
from dissensus.networks import Kind, mentioned
from dissensus.web.seeing.matrices import stance
from dissensus.web.seeing.networks import Networks, asked, day
from dissensus.web.seeing.shapes import used
from dissensus.web.wire.timeline import StretchAsk, TimelineAsk

__all__ = ["stretch", "timeline_out"]

_EVERY: Final = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}
# The longest stretch, in days, that is still shown in bins of this width; as in the report.
_LONGEST: Final = (("week", 120), ("month", 1_200), ("quarter", 4_500))
_BINS: Final = 1_200
_EVENTS: Final = 500


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The statements with the columns ``value`` and ``side``, and what they were chosen from."""

    frame: pl.DataFrame
    events: EventList
    codebook: Codebook


def timeline_out(networks: Networks, ask: TimelineAsk) -> dict[str, Any]:
    """Return a ``TimelineOut``. A text dated to the month or year counts at its start. Cost: O(statements)."""
    chosen = _chosen(networks, ask)
    dated = chosen.frame.filter(pl.col(DATE).is_not_null())
    unit = _unit(dated, ask.unit)
    bins = _bins(dated, unit)
    frequent = (
        dated.filter(pl.col("value").is_not_null())
        .group_by("value")
        .len()
        .sort("len", "value", descending=[True, False])
    )
    binned = dated.with_columns(pl.col(DATE).dt.truncate(_EVERY[unit]).alias("bin"))
    names = frequent["value"].head(ask.most).to_list() if ask.by else []
    events = _events(networks, ask, chosen.codebook)
    return {
        "unit": unit,
        "bins": [f"{start:%Y-%m-%d}" for start in bins],
        "series": [
            _series("", binned, bins[:-1]),
            *(_series(name, binned.filter(pl.col("value") == name), bins[:-1]) for name in names),
        ],
        "values_total": frequent.height if ask.by else 0,
        "undated": chosen.frame.height - dated.height,
        "events": events[:_EVENTS],
        "events_total": len(events),
        "used": used(dated, chosen.events),
    }


def stretch(networks: Networks, ask: StretchAsk) -> list[str]:
    """Return the identities of the statements of a stretch of time, in order of time. Cost: O(statements)."""
    frame = _chosen(networks, ask).frame
    if first := day(ask.first):
        frame = frame.filter(pl.col(DATE) >= first.start)
    if last := day(ask.last):
        frame = frame.filter(pl.col(DATE) < last.stop)
    if ask.value:
        frame = frame.filter(pl.col("value") == ask.value)
    found: list[str] = frame.filter(pl.col(DATE).is_not_null())[STATEMENT].to_list()
    return found


def _chosen(networks: Networks, ask: TimelineAsk) -> _Chosen:
    options = asked(ask, networks.desk.names().by_id, kind=Kind.AFFILIATION)
    events = networks.statements(options, unreviewed=ask.unreviewed)
    codebook = networks.desk.codebook()
    found, actors, qualifier = mentioned(
        events, options, codebook.entities, since=day(ask.since), until=day(ask.until)
    )
    column = {"concepts": ask.concepts, "actors": actors, "": actors}.get(ask.by, ask.by)
    found.column(column)
    frame = found.frame.with_columns(
        pl.col(column).cast(pl.String).replace("", None).alias("value"),
        stance(found, qualifier).alias("side"),
    )
    return _Chosen(frame, events, codebook)


def _unit(dated: pl.DataFrame, wanted: str) -> str:
    first, last = dated[DATE].min(), dated[DATE].max()
    if not (isinstance(first, datetime) and isinstance(last, datetime)):
        return wanted or "month"
    days = (last - first).days
    unit = wanted or next((unit for unit, longest in _LONGEST if days <= longest), "year")
    wider = [*_EVERY][[*_EVERY].index(unit) :]
    length = {"week": 7, "month": 30, "quarter": 91, "year": 365}
    return next((u for u in wider if days // length[u] < _BINS), "year")


def _bins(dated: pl.DataFrame, unit: str) -> list[datetime]:
    """Return the starts of all bins, and the end of the last."""
    if dated.is_empty():
        return []
    every = _EVERY[unit]
    first = pl.col(DATE).min().dt.truncate(every)
    last = pl.col(DATE).max().dt.truncate(every).dt.offset_by(every)
    bins: list[datetime] = (
        dated.select(pl.datetime_range(first, last, interval=every)).to_series().to_list()
    )
    return bins


def _series(name: str, found: pl.DataFrame, bins: list[datetime]) -> dict[str, Any]:
    counts = found.group_by("bin").agg(
        (pl.col("side") > 0).sum().alias("agree"),
        (pl.col("side") < 0).sum().alias("disagree"),
        (pl.col("side") == 0).sum().alias("neither"),
        (~pl.col(REVIEWED).fill_null(value=False)).sum().alias("unreviewed"),
    )
    schema = {"bin": found.schema["bin"]}
    filled = (
        pl.DataFrame({"bin": bins}, schema=schema)
        .join(counts, on="bin", how="left")
        .fill_null(0)
        .sort("bin")
    )
    sides = ("agree", "disagree", "neither", "unreviewed")
    return {
        "name": name,
        "statements": found.height,
        **{side: filled[side].to_list() for side in sides},
    }


def _events(networks: Networks, ask: TimelineAsk, codebook: Codebook) -> list[dict[str, Any]]:
    """Return the dated events that were coded, in order of date."""
    kind = next((t for t in codebook.statement_types if t.name == EVENT), None)
    if kind is None or not kind.has("what", "date"):
        return []
    frame = networks.desk.events(EVENT, unreviewed=ask.unreviewed).frame
    place = pl.col("place") if kind.has("place") else pl.lit(None, dtype=pl.String)
    rows = (
        frame.filter(pl.col("date").is_not_null())
        .select("date", "what", place.alias("place"), STATEMENT, DOCUMENT)
        .sort("date", STATEMENT)
    )
    names = ("date", "what", "place", "statement", "document")
    return [
        dict(zip(names, (value or "" for value in row), strict=True)) for row in rows.iter_rows()
    ]
