"""Facts about coding, editing and taking back over HTTP: done once, never over somebody else's work."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project, open_project
from dissensus.store import documents, history
from tests.store.conftest import a_document
from tests.web.hand import FIRST, TEXT, Hand


@pytest.fixture
def document(project: Project) -> str:
    """A text with a pair of surrogates at its beginning."""
    text = a_document(TEXT, title="Vote")
    project.add([text], [], summary="a text")
    return text.id


@pytest.fixture
def hand(client: TestClient, project: Project, document: str) -> Hand:
    return Hand(client, project, document)


def test_a_statement_stands_on_the_words_that_were_chosen(hand: Hand) -> None:
    done = hand.code(note="first")
    (stored,) = hand.project.statements()
    assert stored.id == done["statement"]
    assert stored.quotation == "Party A wants the toll."
    assert stored.values == {"organization": "Party A", "concept": "Toll"}
    (shown,) = hand.statements()
    assert (shown["start"], shown["stop"], shown["note"]) == (*FIRST, "first")
    assert done["last"] == hand.project.history()[0].seq
    assert hand.project.check() == []


def test_an_act_that_is_sent_again_is_not_done_again(hand: Hand) -> None:
    command = {
        "kind": "code",
        "id": new_id(),
        "statement": new_id(),
        "document": hand.document,
        "version": 1,
        "start": 3,
        "stop": 10,
        "type": "position",
        "values": {},
    }
    first = hand.client.post("/api/acts", json=command).json()
    again = hand.client.post("/api/acts", json=command).json()
    assert (first["again"], again["again"]) == (False, True)
    assert first["summary"] == again["summary"] == "position: “Party A”"
    assert len(hand.statements()) == 1


def test_a_new_entity_comes_along_under_the_identity_the_browser_gave_it(hand: Hand) -> None:
    fresh = {"id": new_id(), "kind": "actor", "name": " Party C "}
    done = hand.code(values={"organization": fresh["id"]}, fresh=[fresh])
    assert done["known"] == {}
    assert {e.id: e.name for e in hand.project.entities()}[fresh["id"]] == "Party C"
    assert hand.statements()[0]["values"] == {"organization": fresh["id"]}
    hand.send("undo")
    assert "Party C" not in {e.name for e in hand.project.entities()}


def test_a_name_that_was_there_already_is_not_added_twice(hand: Hand) -> None:
    fresh = {"id": new_id(), "kind": "actor", "name": "A"}  # an alias of Party A
    done = hand.code(values={"organization": fresh["id"]}, fresh=[fresh])
    assert done["known"] == {fresh["id"]: hand.ids["Party A"]}
    assert hand.statements()[0]["values"] == {"organization": hand.ids["Party A"]}


def test_one_new_name_for_two_fields_is_one_entity(hand: Hand) -> None:
    one, two = ({"id": new_id(), "kind": "actor", "name": "Zed"} for _ in range(2))
    done = hand.code(values={"person": one["id"], "organization": two["id"]}, fresh=[one, two])
    assert done["known"] == {two["id"]: one["id"]}
    assert hand.statements()[0]["values"] == {"person": one["id"], "organization": one["id"]}


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"start": 1}, 422),  # inside a pair of surrogates
        ({"start": 9, "stop": 9}, 422),
        ({"stop": 10_000}, 422),
        ({"start": 2**60}, 422),
        ({"version": 7}, 404),
        ({"type": "speech"}, 404),
        ({"values": {"mood": "good"}}, 404),
        ({"values": {"agreement": "perhaps"}}, 422),
        ({"values": {"organization": "0" * 8 + "-0000-7000-8000-" + "0" * 12}}, 404),
        ({"type": "relation", "values": {"sign": 10**30}}, 422),
        ({"type": "relation", "values": {"sign": 7}}, 422),
        ({"note": "x" * 200_001}, 422),
        ({"note": "half \ud83d"}, 422),
        ({"document": "0" * 8 + "-0000-7000-8000-" + "0" * 12}, 409),
    ],
)
def test_what_cannot_be_coded_is_refused_and_nothing_is_written(
    hand: Hand, wrong: dict[str, Any], status: int
) -> None:
    before = hand.acts()
    fault = hand.code(status=status, **wrong)
    assert fault["found"]
    assert hand.acts() == before


def test_a_concept_cannot_be_coded_as_an_actor(hand: Hand) -> None:
    fault = hand.code(status=422, values={"organization": hand.ids["Toll"]})
    assert "can't be the organization" in fault["found"]
    fresh = {"id": new_id(), "kind": "concept", "name": "New"}
    hand.code(status=422, values={"organization": fresh["id"]}, fresh=[fresh])
    hand.code(
        status=422,
        values={"organization": fresh["id"]},
        fresh=[{**fresh, "kind": "actor", "name": " "}],
    )


def test_an_edit_changes_what_it_names_and_leaves_the_rest(hand: Hand) -> None:
    one = hand.code()["statement"]
    party_b = hand.ids["Party B"]
    hand.send(
        "edit",
        statement=one,
        was={"values": {"organization": hand.ids["Party A"], "agreement": None}},
        now={"values": {"organization": party_b, "agreement": False}},
    )
    assert hand.statement(one)["values"] == {
        "organization": party_b,
        "concept": hand.ids["Toll"],
        "agreement": False,
    }
    hand.send(
        "edit",
        statement=one,
        was={"values": {"agreement": False}},
        now={"values": {"agreement": None}},
    )
    assert "agreement" not in hand.statement(one)["values"]


def test_a_second_window_with_another_field_is_no_conflict(hand: Hand) -> None:
    one = hand.code()["statement"]
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "mine"})
    hand.send(
        "edit",
        statement=one,
        was={"values": {"agreement": None}},
        now={"values": {"agreement": True}},
    )
    shown = hand.statement(one)
    assert (shown["note"], shown["values"]["agreement"]) == ("mine", True)


def test_a_second_window_with_the_same_field_is_shown_both_versions(hand: Hand) -> None:
    one = hand.code()["statement"]
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "mine"})
    fault = hand.send("edit", status=409, statement=one, was={"note": ""}, now={"note": "yours"})
    assert fault["code"] == "conflict"
    assert fault["theirs"]["note"] == "mine"
    assert hand.statement(one)["note"] == "mine"
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "mine"})  # the same: no quarrel


def test_a_change_must_say_what_was_there(hand: Hand) -> None:
    one = hand.code()["statement"]
    hand.send("edit", status=422, statement=one, was={}, now={"note": "x"})


def test_other_words_are_read_anew(hand: Hand) -> None:
    one = hand.code()["statement"]
    was = {"start": 3, "stop": 26}
    hand.send("edit", statement=one, was=was, now={"start": 27, "stop": 37})
    (stored,) = hand.project.statements([one])
    assert stored.quotation == "Party B 👎"
    hand.send("edit", status=422, statement=one, was={"stop": 37}, now={"stop": 36})
    assert hand.project.check() == []


def test_another_type_keeps_the_values_that_mean_the_same(hand: Hand) -> None:
    one = hand.code()["statement"]
    hand.send(
        "edit",
        statement=one,
        was={"type": "position", "values": {"source": None}},
        now={"type": "relation", "values": {"source": hand.ids["Party A"]}},
    )
    shown = hand.statement(one)
    assert (shown["type"], shown["values"]) == ("relation", {"source": hand.ids["Party A"]})


def test_a_statement_that_a_machine_proposed_counts_as_reviewed_once_a_person_edits_it(
    hand: Hand,
) -> None:
    one = hand.code()["statement"]
    with history.begin(hand.project.store, "x", coder=hand.project._who()) as act:
        act.update("statement", {one: {"reviewed": 0}})
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "see there"})
    assert hand.statement(one)["reviewed"] is False
    hand.send(
        "edit",
        statement=one,
        was={"values": {"agreement": None}},
        now={"values": {"agreement": True}},
    )
    assert hand.statement(one)["reviewed"] is True


def test_deleting_is_refused_when_somebody_changed_the_statement_meanwhile(hand: Hand) -> None:
    one = hand.code()["statement"]
    seen = hand.statement(one)
    was = {"values": seen["values"], "note": ""}
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "important"})
    trash: dict[str, Any] = {"table": "statement", "ids": [one]}
    fault = hand.send("trash", status=409, **trash, was=was)
    assert fault["theirs"]["note"] == "important"
    hand.send("trash", **trash, was={**was, "note": "important"})
    assert hand.statements() == []
    hand.send("edit", status=409, statement=one, was={"note": ""}, now={"note": "late"})
    hand.send("trash", **trash, back=True)
    assert len(hand.statements()) == 1


def test_undo_and_redo_are_done_once_however_often_they_are_sent(hand: Hand) -> None:
    hand.code()
    hand.code(start=27, stop=37)
    command = {"kind": "undo", "id": new_id()}
    for _ in range(3):
        answer = hand.client.post("/api/acts", json=command)
        assert answer.status_code == 200
    assert len(hand.statements()) == 1
    assert (
        "Party B"
        in hand.client.post("/api/acts", json={"kind": "redo", "id": new_id()}).json()["summary"]
    )
    assert len(hand.statements()) == 2
    hand.send("redo", status=404)


def test_any_one_run_can_be_taken_back_and_brought_again(hand: Hand) -> None:
    first = hand.code()
    second = hand.code(start=27, stop=37)
    run = hand.project.history()[1].run
    hand.send("revert", run=run)
    assert [s["id"] for s in hand.statements()] == [second["statement"]]
    hand.send("revert", status=409, run=run)
    hand.send("redo")
    assert {s["id"] for s in hand.statements()} == {first["statement"], second["statement"]}
    hand.send("revert", status=404, run=new_id())


def test_a_run_whose_rows_were_changed_since_is_not_taken_back(hand: Hand) -> None:
    one = hand.code()["statement"]
    run = hand.project.history()[0].run
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "later"})
    fault = hand.send("revert", status=409, run=run)
    assert "Party A wants the toll" in fault["found"]


def test_what_is_known_of_a_text_is_changed_field_by_field(hand: Hand) -> None:
    hand.send("document", document=hand.document, was={"title": "Vote"}, now={"title": "The vote"})
    hand.send(
        "document",
        document=hand.document,
        was={"date": "", "notes": ""},
        now={"date": "2024-05", "notes": "n"},
    )
    shown = hand.client.get(f"/api/documents/{hand.document}").json()
    assert (shown["title"], shown["date"], shown["notes"]) == ("The vote", "2024-05", "n")
    fault = hand.send(
        "document", status=409, document=hand.document, was={"title": "Vote"}, now={"title": "x"}
    )
    assert fault["theirs"]["title"] == "The vote"
    hand.send(
        "document", status=422, document=hand.document, was={"date": "2024-05"}, now={"date": "May"}
    )
    assert [h.document_id for h in hand.project.search("vote")] == [hand.document]


def test_words_chosen_in_an_older_version_are_found_in_the_new_one(hand: Hand) -> None:
    changed = replace(a_document("Breaking news: " + TEXT, title="Vote"))
    with history.begin(hand.project.store, "ingest", coder=hand.project._who()) as act:
        documents.add_version(act, hand.document, changed)
    one = hand.code()["statement"]
    (stored,) = hand.project.statements([one])
    assert (stored.version, stored.quotation, stored.flag) == (2, "Party A wants the toll.", "")
    assert hand.project.check() == []


def test_words_that_are_gone_in_the_new_version_stay_and_are_flagged(hand: Hand) -> None:
    changed = replace(a_document("Nothing of it is left here.", title="Vote"))
    with history.begin(hand.project.store, "ingest", coder=hand.project._who()) as act:
        documents.add_version(act, hand.document, changed)
    one = hand.code()["statement"]
    (stored,) = hand.project.statements([one])
    assert (stored.version, stored.flag) == (1, "its words changed in version 2")
    row = hand.client.get("/api/documents").json()["rows"][0]
    assert row["flagged"] == 1
    behind = hand.client.get(f"/api/documents/{hand.document}/left-behind").json()
    assert [q["quotation"] for q in behind["rows"]] == ["Party A wants the toll."]
    was = {"version": 1, "start": 3, "stop": 26}
    hand.send("edit", statement=one, was=was, now={"version": 2, "start": 0, "stop": 7})
    (stored,) = hand.project.statements([one])
    assert (stored.version, stored.quotation, stored.flag) == (2, "Nothing", "")


def test_a_text_in_the_trash_cannot_be_coded(hand: Hand) -> None:
    hand.send("trash", table="document", ids=[hand.document])
    hand.code(status=409)
    hand.send("document", status=409, document=hand.document, was={"notes": ""}, now={"notes": "x"})


def test_an_identity_of_another_table_is_not_found(hand: Hand) -> None:
    hand.send("trash", status=404, table="statement", ids=[hand.document])
    hand.send("edit", status=404, statement=hand.document, was={"note": ""}, now={"note": "x"})
    hand.send(
        "document", status=404, document=hand.ids["Toll"], was={"notes": ""}, now={"notes": "x"}
    )


def test_the_work_of_others_is_changed_by_those_who_may(hand: Hand, project: Project) -> None:
    with open_project(project.store.location, coder="ben") as ben:
        other = ben.code(hand.document, Span(2, 9), "position", concept="Toll")
    hand.send("edit", statement=other.id, was={"note": ""}, now={"note": "seen"})
    from dissensus.model.coder import Permission

    project.permit("ann", frozenset(Permission) - {Permission.EDIT_OTHERS})
    hand.send("edit", status=403, statement=other.id, was={"note": "seen"}, now={"note": "x"})
    hand.send("trash", status=403, table="statement", ids=[other.id])
    hand.code()


def test_a_note_of_ten_thousand_characters_is_kept(hand: Hand) -> None:
    one = hand.code(note="n" * 10_000)["statement"]
    assert len(hand.statement(one)["note"]) == 10_000
