from __future__ import annotations

from dataclasses import replace

from dissensus.model.document import Document
from dissensus.model.span import Span
from dissensus.report.context import contexts
from dissensus.report.evidence import Kind, evidence
from dissensus.report.figures import figures, happenings
from dissensus.report.matrix import matrix, stances
from dissensus.report.sides import sides
from dissensus.report.sources import Sources, sources
from dissensus.report.texts import texts
from tests.report.invented import findings

TEXT = "The first is here. The second, said Ann, is short. A third follows. A fourth ends."


def test_a_quotation_stands_between_the_rest_of_its_sentence_and_its_neighbors() -> None:
    span = Span(TEXT.index("is short"), TEXT.index("is short") + len("is short"))
    (context,) = contexts(Document(text=TEXT, language="en"), [span])
    assert context.before == "The first is here. The second, said Ann, "
    assert context.after == ". A third follows."


def test_a_quotation_at_the_rim_of_a_text_has_nothing_beyond() -> None:
    (context,) = contexts(Document(text=TEXT, language="en"), [Span(0, len(TEXT))])
    assert (context.before, context.after) == ("", "")


def test_a_text_of_quotations_only_gives_no_context() -> None:
    (context,) = contexts(Document(text=TEXT, quotation_only=True), [Span(4, 9)])
    assert (context.before, context.after) == ("", "")


def test_numbers_run_through_the_texts_in_order() -> None:
    behind = evidence(findings())
    places = [(quote.text, quote.span) for quote in behind.quotes]
    assert places == sorted(places)
    assert [quote.number for quote in behind.quotes] == list(range(1, 14))


def test_texts_are_in_order_of_date_and_undated_ones_last() -> None:
    assert [d.id for d in evidence(findings()).documents] == ["doc-1", "doc-2", "doc-3", "doc-4"]


def test_a_person_speaks_for_an_organization() -> None:
    first = evidence(findings()).quotes[0]
    assert (first.kind, first.speaker, first.verb) == (
        Kind.POSITION,
        "Ola Brenn (Tram League)",
        "agrees",
    )


def test_quotations_on_one_topic_share_one_place() -> None:
    behind = evidence(findings())
    club = [q.number for q in behind.quotes if q.who == "Motor Club" and q.what == "Build the tram"]
    topic = next(
        topic
        for group in behind.groups
        if group.heading == "Motor Club"
        for topic in group.topics
        if topic.heading == "Build the tram"
    )
    assert behind.link(club).href == f"#{topic.anchor}"


def test_the_pieces_of_a_text_are_the_text() -> None:
    built = findings()
    behind = evidence(built)
    for text, document in zip(texts(behind), behind.documents, strict=True):
        words = ["".join(piece.words for piece in block.pieces) for block in text.blocks]
        assert "\n\n".join(words) == document.text


def test_overlapping_statements_begin_and_end_where_they_do() -> None:
    built = findings()
    assert built.positions
    assert built.figures
    (figure,) = built.figures.frame.filter(built.figures.frame["statement.id"] == "f0").to_dicts()
    inner = {**figure, "statement.id": "f9", "statement.start": figure["statement.start"] + 3}
    inner["statement.quotation"] = figure["statement.quotation"][3:]
    both = type(built.figures).from_rows([figure, inner], built.figures.statement_type)
    behind = evidence(replace(built, positions=None, relations=None, events=None, figures=both))
    marked = [p for block in texts(behind)[0].blocks for p in block.pieces if p.form]
    assert [p.words for p in marked] == [
        "54 ",
        "percent in favor, if the fare stays below two crowns",
    ]
    assert [p.starts for p in marked] == [(1,), (2,)]
    assert [len(p.ends) for p in marked] == [0, 2]


def test_figures_that_differ_for_one_thing_are_marked() -> None:
    built = findings()
    found = figures(built, evidence(built))
    assert [(f.value, f.differs) for f in found] == [("41", True), ("54", True)]


def test_an_event_told_twice_is_one_with_two_quotations() -> None:
    built = findings()
    assert built.events
    (row,) = built.events.frame.to_dicts()
    again = {**row, "statement.id": "e9", "what": "assembly of the  Merchants' guild"}
    twice = type(built.events).from_rows([row, again], built.events.statement_type)
    built = replace(built, events=twice)
    (event,) = happenings(built, evidence(built))
    assert event.link.total == 2


def compared() -> Sources:
    built = findings()
    behind = evidence(built)
    positions = stances(built, behind)
    found = sources(built, behind, matrix=matrix(built, behind, positions), positions=positions)
    assert found
    return found


def test_one_actor_on_both_sides_in_two_sources_is_a_contradiction() -> None:
    (clash,) = compared().contradictions
    assert (clash.actor, clash.concept) == ("Merchants' Guild", "Build the tram")
    assert (clash.first.outlet, clash.second.outlet) == ("Valley Post", "Evening Bell")
    assert clash.days == 52  # 12 January to 5 March 2023


def test_a_source_counts_the_positions_it_prints() -> None:
    found = compared()
    assert [(c.outlet, c.texts, c.positions) for c in found.columns] == [
        ("Valley Post", 2, 5),
        ("Evening Bell", 1, 2),
        ("دره", 1, 1),
    ]
    tram = next(row for row in found.rows if row.concept == "Build the tram")
    assert [(c.agree, c.disagree) if c else None for c in tram.cells] == [(1, 1), (1, 1), (0, 1)]


def test_a_pair_of_actors_knows_on_what_they_agree_and_are_opposed() -> None:
    built = findings()
    behind = evidence(built)
    found = sides(built, behind, stances(built, behind))
    pair = next(
        p for p in found.pairs if {p.first, p.second} == {"Merchants' Guild", "Tram League"}
    )
    assert pair.agree_on == ("Build the tram", "Lower the fares")
    assert pair.oppose_on == ("Build the tram",)
    quotes = {behind.quote(n).quotation for n in pair.opposed_link.numbers}
    assert quotes == {
        "The tram must be built, said Ola Brenn",
        "The Merchants' Guild called the tram a waste of public money",
    }


def test_relations_are_counted_by_sign_and_kind() -> None:
    built = findings()
    behind = evidence(built)
    told = sides(built, behind, stances(built, behind)).relations
    assert [(t.source, t.target, t.kinds, t.positive, t.negative) for t in told] == [
        ("Merchants' Guild", "Mayor", (("supports", 1),), 1, 0),
        ("Tram League", "Motor Club", (("attacks", 1),), 0, 1),
    ]


def test_an_actor_known_only_from_unreviewed_statements_has_a_dotted_outline() -> None:
    built = findings()
    behind = evidence(built)
    drawn = sides(built, behind, stances(built, behind)).congruence
    assert drawn
    assert {node.actor.name: node.dotted for node in drawn.nodes} == {
        "Merchants' Guild": False,
        "Tram League": False,
        "Motor Club": True,
    }


def test_node_area_grows_with_the_number_of_statements() -> None:
    built = findings()
    behind = evidence(built)
    drawn = sides(built, behind, stances(built, behind)).congruence
    assert drawn
    size = {node.actor.name: (node.radius**2, node.actor.statements) for node in drawn.nodes}
    league, guild = size["Tram League"], size["Merchants' Guild"]
    assert abs(league[0] / guild[0] - league[1] / guild[1]) < 0.01
