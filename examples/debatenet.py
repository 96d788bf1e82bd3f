"""Who sides with whom on migration? The German debate of 2015 as coded in DebateNet, person by person and party by party

    python examples/debatenet.py FOLDER [OUT]

FOLDER holds ``claims.csv`` and ``codebook_en.csv`` (or ``codebook_de.csv``) of DebateNet-mig15 (Lapesa et al.
2020), which does not come with Dissensus. The articles are not part of it, only the quotations coded in them: each
article becomes a *quotation-only* text. OUT (default: ``out/debatenet``) gets the project, the networks and the
report.
"""

from __future__ import annotations

import csv
import sys
import time
from pathlib import Path

import dissensus as ds
from dissensus.exchange.codebook import parse_codebook
from dissensus.exchange.mapping import load_mapping
from dissensus.networks import Kind, NetworkOptions
from dissensus.project import Project
from dissensus.text.canonical import canonicalize

CODEBOOK = """
title: Domestic debate on migration, Germany 2015
language: {language}
statement_types:
  position:
    variables:
      person: {{type: entity, entities: actor}}
      organization: {{type: entity, entities: party}}
      concept: {{type: entity, entities: concept}}
      agreement: {{type: boolean}}
      claimed: {{type: date, definition: The day of the claim; an article has that of its first one.}}
"""

# Claims carry the numbers of a category (200) and of concepts in it (207); the categories are left out.
MAPPING = """
statement_type: position
quotation: quote
document: {{id: doc_id, date: cdate}}
variables:
  person: name
  organization: {{column: parties, split: ","}}
  concept:
    column: claimvalues
    split: list
    lookup: {{file: {codebook}, key: sub, value: description}}
    values: {{"100": null, "200": null, "300": null, "400": null, "500": null, "600": null, "700": null, "800": null}}
  agreement: {{column: cpos, values: {{"1": true, "-1": false}}}}
  claimed: cdate
missing: [NA]
"""


def codebook_of(folder: Path, *, language: str) -> ds.Codebook:
    """Return a codebook in which each actor has the party the claims give."""
    bare = parse_codebook(CODEBOOK.format(language=language))
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        # As Dissensus does with every text it reads: some names have decomposed letters, or spaces around.
        parties = {
            canonicalize(row["name"]).text.strip(): row["parties"].split(",")[0]
            for row in csv.DictReader(file)
        }
    actors = tuple(
        ds.Entity(
            kind="actor",
            name=name,
            attributes=(ds.Attribute("party", party),) if party != "NA" else (),
        )
        for name, party in parties.items()
        if name != "NA"
    )
    return ds.Codebook(
        title=bare.title,
        language=bare.language,
        statement_types=bare.statement_types,
        entities=actors,
    )


def make(folder: Path, out: Path, *, language: str = "en") -> Project:
    """Make a project of the claims; ``language`` is that of the concepts' names, en or de."""
    out.mkdir(parents=True, exist_ok=True)
    mapping = out / f"mapping_{language}.yaml"
    table = (folder / f"codebook_{language}.csv").absolute().as_posix()
    mapping.write_text(MAPPING.format(codebook=table), encoding="utf-8")
    location = out / f"debatenet_{language}.dissensus"
    location.unlink(missing_ok=True)
    project = ds.create(location, codebook_of(folder, language=language), coder="debatenet")
    project.import_table(folder / "claims.csv", load_mapping(mapping))
    return project


# A position counts once for each actor, however often it is repeated.
ONCE = ds.Duplicates.ACROSS_RANGE
PERSONS = NetworkOptions(kind=Kind.CONGRUENCE, actors="person", duplicates=ONCE)
PARTIES = NetworkOptions(kind=Kind.CONGRUENCE, actors="organization", duplicates=ONCE)
BY_PARTY = NetworkOptions(kind=Kind.CONGRUENCE, actors="person", attribute="party", duplicates=ONCE)


def main(folder: Path, out: Path) -> None:
    """Import, build both networks, write them and the report, and say how long it took."""
    began = time.monotonic()
    with make(folder, out) as project:
        for name, options in (("persons", PERSONS), ("parties", PARTIES)):
            network = project.network(options)
            project.export(network, out / f"{name}.gexf")
            strongest = max(network.ties(), key=lambda tie: tie.weight)
            print(
                f"{name}: {len(network.rows)} nodes, {network.matrix.nnz // 2} ties; most positions shared: "
                f"{strongest.source} and {strongest.target} ({strongest.weight:g})"
            )
        project.report(out / "report.html")
    print(f"{out / 'report.html'}, {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python examples/debatenet.py FOLDER [OUT]")
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "out/debatenet"))
