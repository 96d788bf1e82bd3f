"""What changed between spring and fall? The German debate on migration of 2015 in two phases, as coded in DebateNet

    python examples/debatenet_phases.py FOLDER [OUT]

Blokker et al. (2023, doi 10.1007/s10579-023-09641-8) compare April and May, when the route across the Mediterranean
made the news, with September and October, when the Balkan route did. This script makes the same comparison: who speaks,
of which policy fields and claims, how the networks are built, how parties stand to each other, and
who changed sides. FOLDER is that of ``debatenet.py``; OUT (default: ``out/debatenet``) gets a picture per phase.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl
from debatenet import make  # the script beside this one

import dissensus as ds

PHASES = {"April/May": ("2015-04", "2015-05"), "September/October": ("2015-09", "2015-10")}
ONCE = ds.Duplicates.DOCUMENT
PARTIES = ("CDU", "CSU", "SPD", "Grüne", "Linke", "AFD", "FDP")


def fields_of(folder: Path) -> Mapping[str, str]:
    """Return the policy field (the category) of each claim, both by their names."""
    with (folder / "codebook_en.csv").open(encoding="utf-8", newline="") as file:
        rows = [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    names = {row["sub"]: row["description"] for row in rows}
    often = Counter(names.values())
    return {
        f"{name} ({sub})" if often[name] > 1 else name: names[f"{sub[0]}00"]
        for sub, name in names.items()
    }


def phases_of(project: ds.Project) -> dict[str, ds.EventList]:
    """Return the statements of each phase, by the day of the claim (articles may hold older ones)."""
    events = project.events(statement_type="position")
    month = pl.col("claimed").str.slice(0, 7)
    return {name: events.filter(month.is_in(months)) for name, months in PHASES.items()}


def shape(events: ds.EventList) -> dict[str, float]:
    """Return size, density and centralization of the network of actors and claims.

    Centralization is Freeman's (1978), of the actors' numbers of claims: 0 if all make as many, 1 if one
    makes all and every other one only one.
    """
    network = ds.affiliation(events, rows="person", columns="concept", duplicates=ONCE)
    actors, claims = network.matrix.shape
    degree = np.diff(network.matrix.indptr)
    most = (actors - 1) * (claims - 1)
    return {
        "statements": network.statements,
        "actors": actors,
        "claims": claims,
        "density": network.matrix.nnz / (actors * claims),
        "claims per actor": float(degree.mean()),
        "centralization": float((degree.max() - degree).sum()) / most,
    }


def compared(before: ds.EventList, after: ds.EventList) -> dict[str, tuple[float, float, float]]:
    """Return the shapes of both phases, and of as many texts of the later one as make it no larger.

    A network of more statements is less dense whoever speaks, so only the last column compares with the
    first: the mean over 50 seeded choices of texts.
    """
    texts = after.frame["document.id"].unique().sort()
    share = len(before) / len(after)
    drawn = [
        shape(
            after.filter(
                pl.col("document.id").is_in(texts.sample(fraction=share, seed=seed).implode())
            )
        )
        for seed in range(50)
    ]
    first, last = shape(before), shape(after)
    return {
        name: (first[name], last[name], float(np.mean([d[name] for d in drawn]))) for name in first
    }


def most(events: ds.EventList, column: str, number: int = 8) -> list[tuple[str, int, float]]:
    """Return who or what occurs most often, how often, and the share of it that is for the claim."""
    frame = events.frame.unique(["document.id", "person", "concept", "agreement"])
    return (
        frame.drop_nulls(column)
        .group_by(column)
        .agg(pl.len().alias("n"), pl.col("agreement").mean().alias("for"))
        .sort(["n", column], descending=[True, False])
        .head(number)
        .rows()
    )


def parties(events: ds.EventList) -> tuple[ds.Network, ds.Partition, ds.Polarization]:
    """Return how parties with five statements or more stand to each other: network, coalitions, camps."""
    chosen = ds.select(events, include={"organization": PARTIES}, least={"organization": 5})
    design = ds.OneMode(
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        kind=ds.Projection.SUBTRACT,
        normalization=ds.Normalization.COSINE,
        duplicates=ONCE,
    )
    network = ds.congruence(
        chosen,
        actors=design.actors,
        concepts=design.concepts,
        qualifier=design.qualifier,
        kind=design.kind,
        normalization=design.normalization,
        duplicates=design.duplicates,
    )
    return network, ds.coalitions(network), ds.polarization(chosen, design, shuffles=99)


def placed(events: ds.EventList) -> ds.Scaling:
    """Return where parties stand on one dimension, by what they were mostly for and against all year."""
    return ds.scaling(
        ds.select(events, least={"organization": 5}),
        actors="organization",
        concepts="concept",
        qualifier="agreement",
        threshold=0.4,
        anchors=("CSU", "Linke"),
    )


def moved(before: ds.EventList, after: ds.EventList) -> list[tuple[str, int, float, int, float]]:
    """Return the claims made at least five times in both phases, by how their support changed."""
    first, second = ({c: (n, p) for c, n, p in most(e, "concept", 200)} for e in (before, after))
    often = [c for c in first if c in second and min(first[c][0], second[c][0]) >= 5]
    rows = [(claim, *first[claim], *second[claim]) for claim in often]
    return sorted(rows, key=lambda row: row[2] - row[4])


def turned(
    before: ds.EventList, after: ds.EventList, column: str
) -> list[tuple[str, str, str, str]]:
    """Return who was mostly for a claim in one phase and mostly against it in the other, with counts."""
    tables = [
        e.frame.drop_nulls([column, "concept"])
        .unique(["document.id", column, "concept", "agreement"])
        .group_by(column, "concept")
        .agg(pl.col("agreement").sum().alias("yes"), (~pl.col("agreement")).sum().alias("no"))
        for e in (before, after)
    ]
    both = tables[0].join(tables[1], on=[column, "concept"], suffix="_after")
    first, second = (
        pl.col(f"yes{s}").cast(int) - pl.col(f"no{s}").cast(int) for s in ("", "_after")
    )
    often = pl.sum_horizontal("yes", "no", "yes_after", "no_after")
    flipped = both.filter(first * second < 0).sort(
        [often, column, "concept"], descending=[True, False, False]
    )
    return [
        (
            row[column],
            row["concept"],
            f"{row['yes']}:{row['no']}",
            f"{row['yes_after']}:{row['no_after']}",
        )
        for row in flipped.rows(named=True)
    ]


def main(folder: Path, out: Path) -> None:
    """Print the comparison and draw the parties of both phases."""
    fields = fields_of(folder)
    with make(folder, out) as project:
        phases = phases_of(project)
        points = placed(project.events(statement_type="position"))
    print(f"{'':28}" + "".join(f"{name:>20}" for name in (*phases, "as many texts")))
    for name, values in compared(*phases.values()).items():
        print(f"{name:28}" + "".join(f"{v:>20,.0f}" if v > 10 else f"{v:>20.3f}" for v in values))
    told = [
        Counter(fields.get(c, "none") for c in e.frame["concept"].drop_nulls())
        for e in phases.values()
    ]
    print("\nshare of policy fields")
    for name in sorted(told[0] | told[1], key=lambda n: -sum(t[n] for t in told)):
        print(f"{name:28}" + "".join(f"{t[name] / t.total():>20.0%}" for t in told))
    for column, what in (("person", "who speaks most"), ("concept", "which claims are made most")):
        print(f"\n{what} (how often; share for it)")
        for one, other in zip(*(most(e, column) for e in phases.values()), strict=True):
            print("".join(f"{n[:42]:42} {k:3} {share:5.0%}   " for n, k, share in (one, other)))
    for name, events in phases.items():
        network, coalitions, camps = parties(events)
        ties = sorted(network.ties(), key=lambda tie: -tie.weight)
        told = [f"{t.source}–{t.target} {t.weight:.2f}" for t in ties]
        print(f"\n{name}: {network.statements} statements of parties")
        print(f"closest {', '.join(told[:3])}; furthest {', '.join(told[-3:])}")
        print(f"coalitions {coalitions.communities()}; camps {camps.partition.communities()}")
        print(
            f"polarization {camps.score:.2f}; where nobody had a side {camps.chance:.2f} on average, "
            f"and as much or more with probability {camps.chance_of_more:.2f}"
        )
        picture = out / f"parties_{name.split('/')[0].lower()}.svg"
        ds.plot(network, picture, title=f"Parties in {name} 2015")
        print(picture)
    ds.plot(points, out / "points.svg", title="Parties on migration, 2015")
    print("\nideal points of parties, all year, with 95 % intervals")
    rows = points.to_polars().filter(pl.col("parameter") == "point").sort("mean")
    for row in rows.rows(named=True):
        print(f"  {row['name']:12} {row['mean']:6.2f}  ({row['low']:.2f} to {row['high']:.2f})")
    print(
        "\nsupport for claims that are frequent in both (how often, share for it, then and later)"
    )
    for claim, n, share, later, share_later in moved(*phases.values()):
        print(f"  {claim[:44]:44} {n:4} {share:5.0%} {later:6} {share_later:5.0%}")
    for column, what in (("organization", "parties"), ("person", "persons")):
        changes = turned(*phases.values(), column)
        print(f"\n{len(changes)} changes of side, {what} (for : against, then and later)")
        for who, claim, then, later in changes[:10]:
            print(f"  {who:26} {claim[:44]:44} {then:>6} {later:>6}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python examples/debatenet_phases.py FOLDER [OUT]")
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "out/debatenet"))
