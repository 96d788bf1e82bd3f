"""Who votes with whom on the Palestinian conflict? The United Nations General Assembly since 1970, year by year

    python examples/united_nations.py FOLDER [--out PLOT]

FOLDER holds ``votes.csv.gz``, ``roll_calls.csv.gz`` and ``issues.csv.gz`` of the R package unvotes (Voeten's data),
which do not come with Dissensus. Every vote becomes a statement: a country takes a position on a
resolution, yes (1), abstention (0) or no (-1). So an abstention stands halfway: it agrees by a half with a yes
and by a half with a no, as in Lijphart's index of agreement (1963, doi 10.2307/1952608). States
that took part in less than two thirds of a year's roll calls are left out of that year.

PLOT (default: ``united_nations.svg``) shows how far states agree with all others, the coalitions, and
how polarized the assembly is.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import matplotlib as mpl
import numpy as np
import polars as pl
from matplotlib.figure import Figure

import dissensus as ds

SHOWN = ("Egypt", "Russia", "France", "United Kingdom", "Canada", "United States", "Israel")
ANCHORS = ("Saudi Arabia", "France", "United States")  # coalitions are told by who is in them
FIRST, LAST = 1970, 2019
EXTENT = tuple(ds.Moment.parse(day).start for day in (f"{FIRST}-01-01", f"{LAST}-12-31"))
YEARS = ds.Windows(width=1, step=1, unit=ds.Unit.YEARS)
VOTE = ds.StatementType(
    name="vote",
    variables=(
        ds.Variable(name="country", data_type=ds.DataType.ENTITY, entities="country"),
        ds.Variable(name="resolution", data_type=ds.DataType.ENTITY, entities="resolution"),
        ds.Variable(name="vote", data_type=ds.DataType.INTEGER, values=(-1, 0, 1)),
    ),
)


def read(folder: Path) -> ds.EventList:
    """Read all votes as statements; the tags of a roll call stand in ``document.section``."""
    number = {"rcid": pl.Float64}
    votes, calls, tags = (
        pl.read_csv(folder / f"{name}.csv.gz", schema_overrides=number, infer_schema_length=None)
        for name in ("votes", "roll_calls", "issues")
    )
    tags = tags.group_by("rcid").agg(pl.col("short_name").sort().alias("tags"))
    votes = votes.join(calls, on="rcid").join(tags, on="rcid", how="left")
    call = pl.col("rcid").cast(pl.Int64).cast(pl.String)
    value = {"yes": 1, "abstain": 0, "no": -1}
    known = votes.select(
        pl.format("{} {}", call, "country").alias("statement.id"),
        pl.lit(value=True).alias("statement.reviewed"),
        call.alias("document.id"),
        pl.col("short").alias("document.title"),
        pl.col("tags").list.join(" ").alias("document.section"),
        pl.col("date").str.to_datetime("%Y-%m-%d").alias("document.date"),
        "country",
        call.alias("resolution"),
        pl.col("vote").replace_strict(value, return_dtype=pl.Int64),
    )
    missing = set(ds.EventList.schema(VOTE)) - set(known.columns)
    return ds.EventList.from_frame(known.with_columns(**dict.fromkeys(missing)), VOTE)


def about(votes: ds.EventList, tag: str) -> ds.EventList:
    """Keep the votes on questions of a tag, of states that took part in at least two thirds of a year's."""
    tagged = votes.filter(pl.col("document.section").str.split(" ").list.contains(tag))
    year = pl.col("document.date").dt.year()
    took_part = pl.len().over(year, "country")
    return tagged.filter(3 * took_part >= 2 * pl.col("resolution").n_unique().over(year))


def design(kind: ds.Projection) -> ds.OneMode:
    """Return the network of states: weights per vote, so that who votes more is not tied more."""
    average = ds.Normalization.AVERAGE
    return ds.OneMode(
        actors="country", concepts="resolution", qualifier="vote", kind=kind, normalization=average
    )


def agreement(votes: ds.EventList) -> dict[str, np.ndarray]:
    """Return for each shown state, year by year, its mean congruence with all other states."""
    networks = list(ds.slices(votes, design(ds.Projection.CONGRUENCE), YEARS, extent=EXTENT))
    found = {name: np.full(len(networks), np.nan) for name in SHOWN}
    for year, network in enumerate(networks):
        mean = network.matrix.sum(axis=1) / max(len(network.rows) - 1, 1)
        for name in set(SHOWN) & set(network.rows):
            found[name][year] = mean[network.rows.index(name)]
    return found


def coalitions(votes: ds.EventList) -> dict[str, np.ndarray]:
    """Return the share of states in the coalition with each anchor, year by year (Leiden)."""
    shares = {name: [] for name in (*ANCHORS, "others")}
    for network in ds.slices(votes, design(ds.Projection.SUBTRACT), YEARS, extent=EXTENT):
        members = ds.coalitions(network, runs=20).members
        left = set(members)
        for name in ANCHORS:
            group = {n for n in left if members[n] == members.get(name)}
            shares[name].append(len(group) / len(members))
            left -= group
        shares["others"].append(len(left) / len(members))
    return {name: np.array(values) for name, values in shares.items()}


def draw(states: dict, shares: dict, kappa: np.ndarray, note: str, path: Path) -> None:
    """Draw agreement, coalitions and polarization, one below the other."""
    years = np.arange(FIRST, LAST + 1)
    figure = Figure(figsize=(7.2, 8.6), layout="constrained")
    top, middle, bottom = figure.subplots(3, 1, sharex=True, height_ratios=(5, 3, 2))
    ends = {name: values[np.isfinite(values)][-1] for name, values in states.items()}
    height = -1.0
    for n, name in enumerate(sorted(states, key=ends.__getitem__)):
        color, dashes = mpl.color_sequences["petroff10"][n], ("-", "--", "-.", ":")[n % 4]
        top.plot(years, states[name], dashes, color=color, linewidth=1.6)
        height = max(ends[name], height + 0.036)  # so that names do not touch
        top.text(LAST + 0.5, height, name, color=color, va="center", fontsize=8)
    top.set(ylim=(0, 1), ylabel="mean agreement\nwith all other states")
    colors = ("#1f4e8c", "#8db3dd", "#e08214", "#dddddd")
    names = [f"with {name}" if name in ANCHORS else name for name in shares]
    middle.stackplot(years, shares.values(), colors=colors, labels=names)
    middle.legend(loc="lower left", fontsize=8, ncols=4)
    middle.set(ylim=(0, 1), ylabel="share of states\nin a coalition")
    bottom.plot(years, kappa, color="black", linewidth=1.4)
    bottom.set(ylim=(0, 1), ylabel="polarization κ", xlabel=note, xlim=(FIRST, LAST))
    figure.suptitle("Votes on the Palestinian conflict in the UN General Assembly")
    figure.savefig(path, dpi=300)


def main(folder: Path, out: Path) -> None:
    """Read, compute, print a line per decade, draw."""
    began = time.monotonic()
    every = read(folder)
    votes = ds.select(about(every, "me"), since=ds.Moment.parse(str(FIRST)))
    states, shares = agreement(votes), coalitions(votes)
    series = ds.polarization(votes, design(ds.Projection.SUBTRACT), windows=YEARS, extent=EXTENT)
    kappa = series.to_polars()["score"].to_numpy()
    n = f"{len(votes):,} votes in {votes.column('resolution').n_unique():,} roll calls"
    print(f"{len(every):,} votes; on the Palestinian conflict since {FIRST}: {n}")
    print("         " + "".join(f"{name:>15}" for name in (*SHOWN, "polarization")))
    for first in range(FIRST, LAST + 1, 10):
        years = slice(first - FIRST, first - FIRST + 10)
        means = [np.nanmean(values[years]) for values in (*states.values(), kappa)]
        print(f"{first}-{first + 9}" + "".join(f"{mean:>15.2f}" for mean in means))
    draw(states, shares, kappa, f"n = {n}. Data: Voeten, package unvotes.", out)
    print(f"{out}, {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("united_nations.svg"))
    arguments = parser.parse_args()
    main(arguments.folder, arguments.out)
