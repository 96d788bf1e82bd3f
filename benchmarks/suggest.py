"""How many sentences a second does the lexical suggester read, with a codebook of 1,000 aliases?

    python -m benchmarks.suggest [--documents 200] [--sentences 40] [--runs 5] [--profile]

The corpus is invented: sentences of ten shapes (reports, quotations, relations, figures, dates, plain
narration) filled with invented names. One process, one thread. All four statement types are suggested.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import time

from benchmarks.figures import machine, peak_memory, rate
from dissensus.model.codebook import Codebook, built_in_types
from dissensus.model.document import Document
from dissensus.model.entity import Attribute, Entity
from dissensus.model.moment import Moment
from dissensus.suggest.lexical import LexicalSuggester

ALIASES = 1_000
CONCEPTS = 40
TARGET = 5_000
SYLLABLES = [
    "ba",
    "ko",
    "ri",
    "ta",
    "ve",
    "lu",
    "mo",
    "ne",
    "si",
    "dra",
    "fel",
    "gor",
    "hin",
    "jas",
    "kel",
    "lor",
    "mun",
    "pra",
]
SUBJECTS = [
    "toll",
    "tax",
    "bridge",
    "harbor",
    "reform",
    "school",
    "hospital",
    "forest",
    "dam",
    "railway",
    "market",
    "law",
]
SHAPES = (
    '"We reject the {concept}," said {person}, who leads the {group}.',
    "{person} said on Monday that the {concept} was a mistake and would cost {number} million crowns.",
    "The {group} supports the {concept}, but {other} opposes it.",
    "According to {other}, {number} percent of the voters want the {concept}.",
    "On {day} March 2021 the {group} condemned {other} in the capital.",
    "It had rained for a week, and the road along the river was closed until the evening.",
    "The council met late, as it often does in winter, and went through a long list of small matters.",
    "{person} told reporters that {other} had promised to defend the {concept}.",
    "Nobody in the village could remember a summer in which so many visitors had come by train.",
    "The {concept} must come, {person} wrote, because the {group} depends on it.",
)


def name(rng: random.Random) -> str:
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize()


def codebook(rng: random.Random) -> Codebook:
    """Make actors with ``ALIASES`` wordings in all, half of them persons, and ``CONCEPTS`` concepts."""
    actors: dict[str, Entity] = {}
    while sum(len(e.wordings) for e in actors.values()) < ALIASES:
        surname, group = name(rng), f"{name(rng)} {rng.choice(['Union', 'Party', 'Council'])}"
        person = f"{name(rng)} {surname}"
        attributes = (Attribute("type", "person"), Attribute("affiliation", group))
        actors[person] = Entity(
            kind="actor", name=person, aliases=(surname,), attributes=attributes
        )
        actors[group] = Entity(kind="actor", name=group, aliases=(f"{group} of {name(rng)}",))
    concepts = {f"{name(rng)} {rng.choice(SUBJECTS)}" for _ in range(CONCEPTS)}
    entities = [*actors.values(), *(Entity(kind="concept", name=c) for c in sorted(concepts))]
    return Codebook(statement_types=built_in_types(), entities=tuple(entities))


def document(rng: random.Random, book: Codebook, sentences: int) -> Document:
    persons = [e.name for e in book.of_kind("actor") if e.attribute("type") == "person"]
    groups = [e.name for e in book.of_kind("actor") if not e.attribute("type")]
    concepts = [e.name for e in book.of_kind("concept")]
    lines = [
        rng.choice(SHAPES).format(
            person=rng.choice(persons),
            group=rng.choice(groups),
            other=rng.choice(groups),
            concept=rng.choice(concepts),
            number=rng.randint(2, 98),
            day=rng.randint(1, 28),
        )
        for _ in range(sentences)
    ]
    paragraphs = [" ".join(lines[i : i + 5]) for i in range(0, len(lines), 5)]
    return Document(
        text="\n\n".join(paragraphs),
        language="en",
        author="A. Writer",
        date=Moment.parse("2021-04-01"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    rng = random.Random(7)
    book = codebook(rng)
    wordings = sum(len(e.wordings) for e in book.of_kind("actor"))
    started = time.perf_counter()
    suggester = LexicalSuggester(book)
    built = time.perf_counter() - started
    documents = [document(rng, book, options.sentences) for _ in range(options.documents)]
    suggester.suggest(documents[0])  # tables and caches are filled once per process
    if options.profile:
        profile = cProfile.Profile()
        profile.enable()
    seconds, suggestions = [], 0
    for _ in range(options.runs):
        started, suggestions = time.process_time(), 0
        for text in documents:
            suggestions += len(suggester.suggest(text))
        seconds.append(time.process_time() - started)
    if options.profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    total = options.documents * options.sentences
    print(machine())
    print(
        f"codebook: {wordings} wordings of actors, {len(book.of_kind('concept'))} concepts; made in {built:.2f} s"
    )
    print(f"{total} sentences, {suggestions} suggestions, one core")
    print(
        f"{rate(total, seconds)} sentences; target {TARGET:,}; peak memory {peak_memory():.0f} MB"
    )


if __name__ == "__main__":
    main()
