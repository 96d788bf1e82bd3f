"""How do networks over time leave? ``write_slices``: a file of all ties, or a folder with a file per slice

Networks are taken from an iterator and let go once they are written, so that memory does not grow with the
number of slices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from scipy.sparse import triu

from dissensus.errors import ExchangeError
from dissensus.exchange.files import replacing
from dissensus.exchange.manifest import Manifest, write_manifest
from dissensus.exchange.networks import NETWORK_SUFFIXES, write_network
from dissensus.model.moment import Moment
from dissensus.model.network import Mode, Network, TieStatements

__all__ = ["TIES_SUFFIXES", "slice_name", "ties_suffix", "write_slices"]

TIES_SUFFIXES: Final = (".edges.csv", ".parquet")

_AT_ONCE: Final = 500_000  # ties held in memory before they are written
_TIES: Final = {
    "slice": pl.Int64(),
    "middle": pl.Datetime("us"),
    "source": pl.String(),
    "target": pl.String(),
    "weight": pl.Float64(),
}


def ties_suffix(path: str | Path) -> str:
    """Return the suffix of a file of ties; empty for a folder. ``ExchangeError`` names those there are."""
    path = Path(path)
    if path.is_dir() or not path.suffix:
        return ""
    for suffix in TIES_SUFFIXES:
        if path.name.lower().endswith(suffix):
            return suffix
    raise ExchangeError(
        f"{path.name} has no suffix that names a format for networks over time.",
        remedy=f"Use {' or '.join(TIES_SUFFIXES)} for all ties in one file, "
        "or a folder, without a suffix, for a file per slice.",
    )


def write_slices(
    networks: Iterable[Network],
    path: str | Path,
    *,
    manifest: Manifest,
    form: str = ".graphml",
) -> Path:
    """Write networks over time, with a manifest.

    To ``.edges.csv`` or ``.parquet``: a row per tie that is not 0, of an undirected network each pair once, with
    the number of the slice (from 1) and its middle. Else to a folder, a new one or an empty one: a network per slice in the
    format ``form``, each with its manifest, under its number and the date of its middle. Raises ``ExchangeError`` for another suffix, a
    folder that has something in it, or one that can't be written. Cost: that of the format; memory for some
    slices at a time.
    """
    path = Path(path)
    suffix = ties_suffix(path)
    networks = iter(networks)
    first = next(networks, None)
    if first is not None:
        networks = chain((first,), networks)
        manifest = replace(manifest, options={**manifest.options, **first.options})
    if suffix == ".parquet":
        _parquet(networks, path, manifest)
    elif suffix:
        _csv(networks, path)
    else:
        _folder(networks, path, manifest, form)
    write_manifest(manifest, path)
    return path


def slice_name(number: int, middle: Moment | None) -> str:
    """Return the name of a slice's file without suffix: its number and date, or to the second.

    >>> slice_name(7, Moment.parse("2024-03-01T12:30:00"))
    'slice-00007-2024-03-01T12-30-00'
    """
    when = "" if middle is None else f"-{middle.start:%Y-%m-%dT%H-%M-%S}".removesuffix("T00-00-00")
    return f"slice-{number:05}{when}"


def _ties(networks: Iterable[Network]) -> Iterator[pl.DataFrame]:
    """Yield the ties of some slices at a time."""
    waiting: list[pl.DataFrame] = []
    many = 0
    for number, network in enumerate(networks, start=1):
        undirected = network.mode is Mode.ONE_MODE and not network.directed
        cells = (triu(network.matrix, k=1) if undirected else network.matrix).tocoo()
        there = cells.data != 0.0
        rows = pl.Series(network.rows, dtype=pl.String)
        columns = rows if undirected else pl.Series(network.columns, dtype=pl.String)
        middle = None if network.middle is None else network.middle.start
        frame = pl.DataFrame(
            {
                "slice": pl.repeat(number, int(there.sum()), dtype=pl.Int64, eager=True),
                "middle": pl.repeat(middle, int(there.sum()), dtype=pl.Datetime("us"), eager=True),
                "source": rows.gather(cells.row[there].astype(np.int64)),
                "target": columns.gather(cells.col[there].astype(np.int64)),
                "weight": cells.data[there],
            },
            schema=_TIES,
        )
        waiting.append(frame)
        many += frame.height
        if many >= _AT_ONCE:
            yield pl.concat(waiting)
            waiting, many = [], 0
    yield pl.concat([pl.DataFrame(schema=_TIES), *waiting])


def _csv(networks: Iterable[Network], path: Path) -> None:
    with replacing(path) as part, part.open("wb") as stream:
        for number, frame in enumerate(_ties(networks)):
            frame.write_csv(stream, include_header=number == 0, datetime_format="%Y-%m-%dT%H:%M:%S")


def _parquet(networks: Iterable[Network], path: Path, manifest: Manifest) -> None:
    from polars.io.plugins import register_io_source

    frames = _ties(networks)

    def source(
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        n_rows: int | None,
        batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        del with_columns, predicate, n_rows, batch_size  # all of it is asked for
        return frames

    inside = {"dissensus.manifest": manifest.as_json(name=path.name)}
    with replacing(path) as part:
        register_io_source(source, schema=_TIES).sink_parquet(part, metadata=inside)


def _folder(networks: Iterable[Network], folder: Path, manifest: Manifest, form: str) -> None:
    if form not in NETWORK_SUFFIXES:
        raise ExchangeError(
            f"{form!r} is no format of a network.",
            remedy=f"Use one of: {', '.join(NETWORK_SUFFIXES)}.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        occupied = next(folder.iterdir(), None)
    except OSError as error:
        raise ExchangeError(f"{folder} can't be written: {error.strerror or error}.") from None
    if occupied is not None:
        raise ExchangeError(
            f"The folder {folder} is not empty: it has {occupied.name}.",
            remedy="Name a new folder, so that slices of two runs do not mix.",
        )
    for number, network in enumerate(networks, start=1):
        behind = network.behind
        named = behind.everything() if isinstance(behind, TieStatements) else ()
        period = {"since": network.since, "until": network.until, "middle": network.middle}
        told = {name: str(moment) for name, moment in period.items() if moment is not None}
        own = replace(
            manifest,
            options={**network.options, **told},
            statements=tuple(named),
            unreviewed=network.unreviewed,
        )
        write_network(network, folder / f"{slice_name(number, network.middle)}{form}", manifest=own)
