"""Facts about the history, the trash and notes as a browser reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from dissensus.model.coder import Permission
from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.project import Project, open_project
from dissensus.store import coders, documents, history
from dissensus.store import notes as store_notes
from dissensus.text.anchor import remap
from tests.store.conftest import a_document
from tests.web.hand import TEXT, Hand


@pytest.fixture
def hand(client: TestClient, project: Project) -> Hand:
    text = a_document(TEXT, title="Vote")
    project.add([text], [], summary="a text")
    return Hand(client, project, text.id)


def test_the_history_comes_in_windows_latest_first(hand: Hand) -> None:
    for _ in range(3):
        hand.code()
    first = hand.client.get("/api/history", params={"limit": 2}).json()
    assert (len(first["acts"]), first["more"]) == (2, True)
    seqs = [act["seq"] for act in first["acts"]]
    rest = hand.client.get("/api/history", params={"before": seqs[-1]}).json()
    seqs += [act["seq"] for act in rest["acts"]]
    assert seqs == list(range(hand.acts(), 0, -1))
    assert rest["more"] is False


def test_the_history_can_be_narrowed_to_a_coder_a_verb_or_a_row(
    hand: Hand, project: Project
) -> None:
    one = hand.code()["statement"]
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "x"})
    with open_project(project.store.location, coder="ben") as ben:
        ben.edit_document(hand.document, author="Ben")

    def verbs(**query: str) -> list[str]:
        acts = hand.client.get("/api/history", params=query).json()["acts"]
        return [act["verb"] for act in acts]

    assert verbs(row=one) == ["edit", "code"]
    assert verbs(coder="ben") == ["edit document", "coder"]
    assert verbs(verb="code") == ["code"]


def test_an_act_that_was_undone_says_so(hand: Hand) -> None:
    hand.code()
    hand.send("undo")
    undo, code = hand.client.get("/api/history", params={"limit": 2}).json()["acts"]
    assert (undo["verb"], undo["undone"]) == ("undo", False)
    assert (code["verb"], code["undone"]) == ("code", True)
    assert undo["summary"] == code["summary"] == "position: “Party A wants the toll.”"


def test_a_change_is_told_in_words(hand: Hand) -> None:
    fresh = {"id": new_id(), "kind": "actor", "name": "Party C"}
    one = hand.code(values={"organization": fresh["id"]}, fresh=[fresh])["statement"]
    done = hand.send(
        "edit",
        statement=one,
        was={"values": {"organization": fresh["id"], "agreement": None}, "note": ""},
        now={"values": {"organization": hand.ids["Party B"], "agreement": True}, "note": "so"},
    )
    told = hand.client.get(f"/api/history/{done['last']}").json()
    (change,) = told["changes"]
    assert (change["table"], change["done"], change["document"]) == (
        "statement",
        "changed",
        hand.document,
    )
    assert change["what"] == "Party A wants the toll."
    assert {f["field"]: (f["before"], f["after"]) for f in change["fields"]} == {
        "organization": ("Party C", "Party B"),
        "agreement": (None, "yes"),
        "note": (None, "so"),
    }
    added = hand.client.get(f"/api/history/{done['last'] - 1}").json()
    assert [(c["table"], c["done"], c["what"]) for c in added["changes"]] == [
        ("entity", "added", "Party C"),
        ("statement", "added", "Party A wants the toll."),
    ]
    assert hand.client.get("/api/history/999").status_code == 404


def test_a_change_far_down_in_a_long_note_is_told_where_it_is(hand: Hand) -> None:
    note, on = new_id(), {"table": "document", "id": hand.document}
    hand.send("note", note=note, on=on, body="so " * 5_000 + "long")
    done = hand.send("note", note=note, on=on, was="so " * 5_000 + "long", body="so " * 5_000)
    (change,) = hand.client.get(f"/api/history/{done['last']}").json()["changes"]
    (field,) = change["fields"]
    assert field["before"].endswith("so so long")
    assert field["after"].endswith("so so ")
    assert field["before"].startswith("…")
    assert len(field["before"]) < 300


def test_a_title_in_brackets_is_told_as_it_is(hand: Hand) -> None:
    titles = ["[2024]", "[Applause]", '["a", "b"]']
    was = "Vote"
    for title in titles:
        done = hand.send(
            "document", document=hand.document, was={"title": was}, now={"title": title}
        )
        (change,) = hand.client.get(f"/api/history/{done['last']}").json()["changes"]
        assert {"field": "title", "before": was, "after": title} in change["fields"]
        was = title


def test_lists_are_told_as_lists(hand: Hand) -> None:
    party = hand.ids["Party A"]
    done = hand.send(
        "entity-edit", entity=party, was={"aliases": ["A"]}, now={"aliases": ["A", "Party of A"]}
    )
    (change,) = hand.client.get(f"/api/history/{done['last']}").json()["changes"]
    assert change["fields"] == [{"field": "aliases", "before": "A", "after": "A; Party of A"}]


def test_names_are_told_as_they_were_then(hand: Hand) -> None:
    hand.code()
    seq = hand.acts()
    with history.begin(hand.project.store, "x", coder=hand.project._who()) as act:
        act.update("entity", {hand.ids["Party A"]: {"name": "Party Z"}})
    (change,) = hand.client.get(f"/api/history/{seq}").json()["changes"]
    assert {"field": "organization", "before": None, "after": "Party A"} in change["fields"]


def test_a_large_act_is_told_in_part_with_the_number_of_all(hand: Hand) -> None:
    with history.begin(hand.project.store, "x", coder=hand.project._who()) as act:
        act.insert(
            "entity",
            [
                {
                    "id": new_id(),
                    "kind": "actor",
                    "name": f"N {n}",
                    "aliases": "[]",
                    "attributes": "[]",
                }
                for n in range(300)
            ],
        )
    told = hand.client.get(f"/api/history/{hand.acts()}").json()
    assert (told["total"], len(told["changes"])) == (300, 200)


def test_the_trash_says_what_lies_in_it_since_when_and_by_whom(hand: Hand) -> None:
    one = hand.code()["statement"]
    hand.send("trash", table="statement", ids=[one])
    hand.send("trash", table="entity", ids=[hand.ids["Bridge"]])
    found = hand.client.get("/api/trash").json()
    assert found["total"] == 2
    statement, entity = found["rows"]
    assert (statement["words"], statement["document"], statement["coder"]) == (
        "Party A wants the toll.",
        hand.document,
        "ann",
    )
    assert statement["time"] == hand.project.history()[1].time
    assert (entity["table"], entity["words"]) == ("entity", "Bridge")
    assert hand.client.get("/api/trash", params={"offset": 1}).json()["rows"] == [entity]


def test_of_long_words_in_the_trash_the_first_are_told(hand: Hand) -> None:
    note, on = new_id(), {"table": "document", "id": hand.document}
    hand.send("note", note=note, on=on, body="so " * 5_000)
    hand.send("trash", table="note", ids=[note])
    (row,) = hand.client.get("/api/trash").json()["rows"]
    assert row["words"] == ("so " * 5_000)[:500]


def test_what_comes_out_of_the_trash_must_still_fit(hand: Hand) -> None:
    one = hand.code(values={"concept": hand.ids["Bridge"]})["statement"]
    hand.send("trash", table="statement", ids=[one])
    with history.begin(hand.project.store, "x", coder=hand.project._who()) as act:
        act.update("entity", {hand.ids["Bridge"]: {"trashed": 1}})
    fault = hand.send("trash", status=409, table="statement", ids=[one], back=True)
    assert "Bridge" in fault["found"]
    with history.begin(hand.project.store, "x", coder=hand.project._who()) as act:
        act.update("entity", {hand.ids["Toll"]: {"name": "Bridge"}})
    fault = hand.send("trash", status=409, table="entity", ids=[hand.ids["Bridge"]], back=True)
    assert "another concept 'Bridge'" in fault["found"]


def notes(hand: Hand, **query: str) -> list[tuple[str, object, object]]:
    found = hand.client.get("/api/notes", params=query).json()["notes"]
    return [(note["body"], note["start"], note["quotation"]) for note in found]


def test_a_note_can_be_made_on_anything_and_read_beside_its_text(hand: Hand) -> None:
    one = hand.code()["statement"]
    for table, row in (
        ("document", hand.document),
        ("statement", one),
        ("entity", hand.ids["Toll"]),
        ("statement_type", hand.project.codebook.statement_type("position").id),
    ):
        on = {"table": table, "id": row}
        hand.send("note", note=new_id(), on=on, body=f"on a {table}")
        assert notes(hand, **on) == [(f"on a {table}", None, "")]
    assert [n[0] for n in notes(hand, document=hand.document)] == [
        "on a document",
        "on a statement",
    ]
    assert hand.project.check() == []


def test_a_note_on_words_goes_along_with_them_into_a_new_version(hand: Hand) -> None:
    on = {"table": "document", "id": hand.document}
    hand.send("note", note=new_id(), on=on, start=3, stop=10, body="who?")
    hand.send("note", note=new_id(), on=on, start=35, stop=37, body="thumb")
    assert notes(hand, document=hand.document) == [("who?", 3, "Party A"), ("thumb", 35, "👎")]
    changed = replace(a_document("🙂 Now: Party A wants the toll.", title="Vote"))
    with history.begin(hand.project.store, "ingest", coder=hand.project._who()) as act:
        documents.add_version(act, hand.document, changed)
    assert notes(hand, document=hand.document) == [("who?", 8, "Party A"), ("thumb", None, "👎")]


def test_a_note_changes_from_what_was_seen_and_goes_without_words(hand: Hand) -> None:
    note, on = new_id(), {"table": "document", "id": hand.document}
    hand.send("note", note=note, on=on, body="one")
    hand.send("note", note=note, on=on, was="one", body="two")
    fault = hand.send("note", status=409, note=note, on=on, was="one", body="three")
    assert fault["theirs"]["body"] == "two"
    hand.send("note", note=note, on=on, was="two", body="")
    assert notes(hand, **on) == []
    assert hand.client.get("/api/trash").json()["rows"][0]["words"] == "two"
    hand.send("undo")
    assert notes(hand, **on) == [("two", None, "")]


def test_notes_on_an_older_version_are_found_again_by_one_comparison(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = {"table": "document", "id": hand.document}
    for start, body in ((3, "who?"), (11, "says what?"), (35, "thumb")):
        hand.send("note", note=new_id(), on=on, start=start, stop=start + 2, body=body)
    changed = replace(a_document(f"Now: {TEXT}", title="Vote"))
    with history.begin(hand.project.store, "ingest", coder=hand.project._who()) as act:
        documents.add_version(act, hand.document, changed)
    compared: list[int] = []

    def counted(old: str, new: str, spans: Sequence[Span]) -> list[Span | None]:
        compared.append(len(spans))
        return remap(old, new, spans)

    monkeypatch.setattr("dissensus.web.notes.remap", counted)
    assert [start for _, start, _ in notes(hand, document=hand.document)] == [8, 16, 40]
    assert compared == [3]


def test_a_note_without_words_is_none(hand: Hand) -> None:
    on = {"table": "document", "id": hand.document}
    note = new_id()
    hand.send("note", note=new_id(), on=on, body=" \n")
    hand.send("note", note=note, on=on, body="one")
    hand.send("note", note=note, on=on, was="one", body="  ")
    assert notes(hand, **on) == []
    assert hand.client.get("/api/trash").json()["total"] == 1


def test_the_notes_of_others_are_thrown_away_by_those_who_may(hand: Hand) -> None:
    note, on = new_id(), {"table": "document", "id": hand.document}
    ben = coders.admit(hand.project.store, "ben")
    with history.begin(hand.project.store, "note", coder=ben) as act:
        store_notes.write(act, note, "Ben's", table="document", row_id=hand.document)
    hand.project.permit("ann", frozenset(Permission) - {Permission.EDIT_OTHERS})
    hand.send("note", status=403, note=note, on=on, was="Ben's", body="")
    hand.send("trash", status=403, table="note", ids=[note])
    hand.project.permit("ann", frozenset(Permission))
    hand.send("trash", table="note", ids=[note])


def test_a_note_on_nothing_is_refused(hand: Hand) -> None:
    nothing = {"table": "statement", "id": hand.document}
    hand.send("note", status=404, note=new_id(), on=nothing, body="x")
    on = {"table": "document", "id": hand.document}
    hand.send("note", status=422, note=new_id(), on=on, start=1, stop=5, body="x")
    hand.send("note", status=422, note=new_id(), on=on, start=3, body="x")
    hand.send("note", status=422, note=new_id(), on={**on, "table": "coder"}, body="x")
    assert hand.client.get("/api/notes").status_code == 422


def test_the_project_goes_back_to_a_moment_and_says_beforehand_what_that_means(hand: Hand) -> None:
    one = hand.code()["statement"]
    moment = hand.acts()
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "later"})
    hand.code(start=27, stop=37)
    told = hand.client.get(f"/api/history/{moment}/differences").json()
    assert told["tables"] == [{"table": "statement", "removed": 1, "added": 0, "changed": 1}]
    done = hand.send("restore", moment=moment)
    assert [(s["id"], s["note"]) for s in hand.statements()] == [(one, "")]
    assert done["summary"] == f"the project as it was after act {moment}"
    assert hand.client.get(f"/api/history/{moment}/differences").json()["tables"] == []
    hand.send("undo")
    assert len(hand.statements()) == 2
    assert hand.project.check() == []


def test_one_row_goes_back_to_a_moment(hand: Hand) -> None:
    one = hand.code()["statement"]
    moment = hand.acts()
    hand.send("edit", statement=one, was={"note": ""}, now={"note": "later"})
    hand.send("restore-row", table="statement", row=one, moment=moment)
    assert hand.statement(one)["note"] == ""
    hand.send("restore-row", status=404, table="statement", row=one, moment=1)
    hand.send("restore-row", status=422, table="coder", row=one, moment=moment)
