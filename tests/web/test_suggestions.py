"""Facts about the review queue over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.model.document import Document
from dissensus.model.identity import new_id
from dissensus.model.span import Span
from dissensus.model.statement import Voice, VoiceKind
from dissensus.model.suggestion import Evidence, Suggestion, Verdict
from dissensus.project import Project
from tests.store.conftest import a_document

EARLY = "🚋 Party A wants the toll. A new bridge, says Cee. Nobody asked Party B."
LATE = "Party B does not want the toll."


class Invented:
    """A suggester that proposes the same three positions wherever their words are."""

    name, version = "invented", "1"

    def suggest(self, document: Document) -> list[Suggestion]:
        proposals = (
            ("Party A wants the toll", "Party A", "Toll", True, 0.9),
            ("A new bridge, says Cee", "Cee", "Bridge", True, 0.55),
            ("Party B does not want the toll", "B", "Toll", False, 0.2),
        )
        found = []
        for words, actor, concept, agreement, score in proposals:
            at = document.text.find(words)
            if at >= 0:
                found.append(
                    Suggestion(
                        document_id=document.id,
                        span=Span(at, at + len(words)),
                        quotation=words,
                        statement_type="position",
                        values={
                            "organization": actor,
                            "concept": concept,
                            "agreement": agreement,
                        },
                        score=score,
                        evidence=Evidence(self.name, self.version, ("the words say so",)),
                        voices=(Voice("Herald", VoiceKind.OUTLET),),
                    )
                )
        return found


@pytest.fixture
def project(project: Project) -> Project:
    texts = [
        a_document(LATE, title="Late", date="2024-05-01"),
        a_document(EARLY, title="Early", date="2024-04-01"),
    ]
    project.add(texts, [], summary="two texts")
    project.suggest(Invented())
    return project


def test_the_queue_comes_in_reading_order(client: TestClient) -> None:
    assert quotations(client) == [
        "Party A wants the toll",
        "A new bridge, says Cee",
        "Party B does not want the toll",
    ]


def test_what_waits_on_a_text_in_the_trash_is_not_counted(
    client: TestClient, project: Project
) -> None:
    (late,) = (d.id for d in project.documents() if d.title == "Late")
    project.delete([late])
    found = client.get("/api/suggestions").json()
    assert (found["total"], found["states"]["waiting"]) == (2, 2)
    project.delete([late], back=True)
    assert client.get("/api/suggestions").json()["states"]["waiting"] == 3


@pytest.mark.parametrize(
    ("query", "scores"),
    [
        ({"sort": "score"}, [0.2, 0.55, 0.9]),
        ({"sort": "score", "descending": True}, [0.9, 0.55, 0.2]),
        ({"sort": "uncertainty"}, [0.55, 0.2, 0.9]),
        ({"sort": "concept"}, [0.55, 0.9, 0.2]),  # Bridge, Toll, Toll
        ({"sort": "actor"}, [0.2, 0.55, 0.9]),  # B, Cee, Party A
        ({"min_score": 0.5}, [0.9, 0.55]),
        ({"max_score": 0.5}, [0.2]),
        ({"type": "relation"}, []),
        ({"suggester": "nobody"}, []),
        ({"state": "rejected"}, []),
        ({"limit": 1, "offset": 1}, [0.55]),
    ],
)
def test_the_queue_is_sorted_and_filtered(
    client: TestClient, query: dict[str, Any], scores: list[float]
) -> None:
    assert [row["suggestion"]["score"] for row in rows(client, **query)] == scores


def test_a_row_has_the_words_around_it_and_where_they_stand(client: TestClient) -> None:
    row = rows(client)[0]
    suggestion = row["suggestion"]
    assert (row["before"], row["title"], row["date"]) == ("🚋 ", "Early", "2024-04-01")
    assert row["after"].startswith(". A new bridge")
    assert (suggestion["start"], suggestion["stop"]) == (3, 25)  # the tram is two UTF-16 units
    assert suggestion["reasons"] == ["the words say so"]
    assert suggestion["voices"] == [{"name": "Herald", "kind": "outlet"}]


def test_the_words_around_are_whole_sentences_in_a_few_lines(
    project: Project, client: TestClient
) -> None:
    filler = "Cut this one. " + "Here is more of it. " * 20
    text = f"{filler}\n\n\n{filler}Party A wants the toll.\n\none\n\n\ntwo\n\nthree\n\nfour\n\nfive"
    project.add([a_document(text, title="Long", date="2024-03-01")], [], summary="one more")
    project.suggest(Invented())
    row = rows(client)[0]
    assert row["before"].startswith("Here is more of it. Here")
    assert len(row["before"]) < 260
    assert row["after"] == ".\none\ntwo\nthree"


def test_values_are_names_and_tell_what_the_codebook_knows(
    client: TestClient, project: Project
) -> None:
    known = {e.name: e.id for e in project.codebook.entities}
    found = [row["suggestion"] for row in rows(client)]
    assert found[2]["values"]["organization"] == "B"
    assert found[2]["entities"]["organization"] == known["Party B"]  # by its alias
    assert found[1]["entities"] == {"organization": None, "concept": known["Bridge"]}


def test_a_window_begins_behind_a_row_that_was_decided(client: TestClient) -> None:
    first = rows(client)[0]["suggestion"]["id"]
    decide(client, first, "reject")
    answer = client.get("/api/suggestions", params={"after": first, "limit": 1}).json()
    assert answer["total"] == 2
    assert answer["rows"][0]["suggestion"]["quotation"] == "A new bridge, says Cee"


def test_behind_a_row_that_never_was_there_is_nothing(client: TestClient) -> None:
    assert client.get("/api/suggestions", params={"after": new_id()}).status_code == 404


def test_accepting_makes_a_statement_under_the_browsers_identity(
    client: TestClient, project: Project
) -> None:
    statement = new_id()
    done = decide(client, rows(client)[0]["suggestion"]["id"], "accept", statement=statement)
    assert done.status_code == 200
    (made,) = project.statements()
    assert (made.id, made.quotation, made.reviewed) == (statement, "Party A wants the toll", True)


def test_a_decision_that_is_sent_twice_is_made_once(client: TestClient, project: Project) -> None:
    command = {
        "kind": "decide",
        "id": new_id(),
        "suggestion": rows(client)[0]["suggestion"]["id"],
        "verdict": "accept",
        "statement": new_id(),
    }
    assert not client.post("/api/acts", json=command).json()["again"]
    assert client.post("/api/acts", json=command).json()["again"]
    assert len(project.statements()) == 1


def test_corrections_name_entities_by_identity_and_bring_new_ones_along(
    client: TestClient, project: Project
) -> None:
    suggestion = rows(client)[1]["suggestion"]["id"]
    cee, party = new_id(), next(e.id for e in project.codebook.entities if e.name == "Party A")
    values = {"person": cee, "organization": party, "agreement": False}
    fresh = [{"id": cee, "kind": "actor", "name": "Ms. Cee"}]
    assert decide(client, suggestion, "edit", values=values, fresh=fresh).status_code == 200
    (made,) = project.statements()
    assert made.values == {
        "person": "Ms. Cee",
        "organization": "Party A",
        "concept": "Bridge",
        "agreement": False,
    }
    assert next(e.id for e in project.codebook.entities if e.name == "Ms. Cee") == cee


def test_a_new_entity_that_is_known_by_name_is_that_one(
    client: TestClient, project: Project
) -> None:
    own, theirs = new_id(), next(e.id for e in project.codebook.entities if e.name == "Party B")
    fresh = [{"id": own, "kind": "actor", "name": "Party B"}]
    suggestion = rows(client)[0]["suggestion"]["id"]
    done = decide(client, suggestion, "edit", values={"organization": own}, fresh=fresh).json()
    assert done["known"] == {own: theirs}
    assert len([e for e in project.codebook.entities if e.kind == "actor"]) == 3


def test_a_new_entity_may_come_along_with_two_decisions(
    client: TestClient, project: Project
) -> None:
    own = new_id()  # the browser sends it until it has heard that the first one arrived
    more = {"values": {"organization": own}, "fresh": [{"id": own, "kind": "actor", "name": "Dee"}]}
    for row in rows(client)[:2]:
        assert decide(client, row["suggestion"]["id"], "edit", **more).status_code == 200
    assert [s.values["organization"] for s in project.statements()] == ["Dee", "Dee"]
    assert len([e for e in project.codebook.entities if e.name == "Dee"]) == 1


def test_a_value_can_be_taken_away(client: TestClient, project: Project) -> None:
    decide(client, rows(client)[0]["suggestion"]["id"], "edit", values={"organization": None})
    assert "organization" not in project.statements()[0].values


def test_a_late_decision_is_told_what_was_decided(client: TestClient) -> None:
    suggestion = rows(client)[0]["suggestion"]["id"]
    decide(client, suggestion, "reject")
    fault = decide(client, suggestion, "accept")
    assert fault.status_code == 409
    found = fault.json()
    assert found["found"] == "The suggestion “Party A wants the toll” is rejected already, by ann."
    assert (found["theirs"]["verdict"], found["theirs"]["coder"]) == ("reject", "ann")


def test_a_statement_of_that_identity_is_not_made_twice(client: TestClient) -> None:
    statement = new_id()
    first, second = (row["suggestion"]["id"] for row in rows(client)[:2])
    decide(client, first, "accept", statement=statement)
    assert decide(client, second, "accept", statement=statement).status_code == 409


def test_an_unknown_suggestion_is_not_found(client: TestClient) -> None:
    assert decide(client, new_id(), "accept").status_code == 404
    assert client.get(f"/api/suggestions/{new_id()}").status_code == 404


def test_one_suggestion_tells_what_became_of_it(client: TestClient) -> None:
    suggestion = rows(client)[0]["suggestion"]["id"]
    assert client.get(f"/api/suggestions/{suggestion}").json()["decision"] is None
    decide(client, suggestion, "reject")
    row = client.get(f"/api/suggestions/{suggestion}").json()
    assert row["suggestion"]["state"] == "rejected"
    assert (row["decision"]["verdict"], row["decision"]["coder"]) == ("reject", "ann")


def test_what_is_undone_waits_again(client: TestClient, project: Project) -> None:
    decide(client, rows(client)[0]["suggestion"]["id"], "reject")
    assert len(rows(client)) == 2
    project.undo()
    assert len(rows(client)) == 3


def test_suggestions_of_a_document_are_for_the_reader(client: TestClient, project: Project) -> None:
    first = rows(client)[0]["suggestion"]
    decide(client, first["id"], "skip")
    found = client.get(f"/api/documents/{first['document']}/suggestions").json()["suggestions"]
    assert [s["state"] for s in found] == ["skipped", "waiting"]
    project.delete([first["document"]])
    assert client.get(f"/api/documents/{first['document']}/suggestions").json() == {
        "last": project.history(limit=1)[0].seq,
        "suggestions": [],
    }


def test_a_preview_counts_what_a_policy_would_accept(client: TestClient) -> None:
    preview = client.post("/api/suggestions/preview", json={"min_score": 0.5}).json()
    assert (preview["total"], preview["types"], preview["documents"]) == (2, {"position": 2}, 1)
    assert preview["fresh"] == [{"kind": "actor", "name": "Cee", "suggestions": 1}]
    assert [row["suggestion"]["score"] for row in preview["examples"]] == [0.55, 0.9]
    assert [at for at, count in enumerate(preview["scores"]) if count] == [4, 11, 18]


def test_a_policy_accepts_what_its_preview_counted(client: TestClient, project: Project) -> None:
    assert accept(client, min_score=0.5, count=2).status_code == 200
    assert [s.reviewed for s in project.statements()] == [False, False]
    assert project.undo() == "accept at 0.5 or better"
    assert project.statements() == []


def test_a_policy_that_would_accept_something_else_by_now_accepts_nothing(
    client: TestClient, project: Project
) -> None:
    fault = accept(client, min_score=0.5, count=3)
    assert fault.status_code == 409
    assert "2 suggestions" in fault.json()["found"]
    assert project.statements() == []


def test_acceptance_is_counted_by_suggester_and_type(client: TestClient) -> None:
    first, second, third = (row["suggestion"]["id"] for row in rows(client))
    decide(client, first, "accept")
    decide(client, second, "edit", values={"agreement": False})
    decide(client, third, "reject")
    answer = client.get("/api/suggestions/suggesters").json()
    assert "lexical" in answer["known"]
    overall, positions = answer["rows"]
    assert (overall["type"], positions["type"]) == ("", "position")
    for row in (overall, positions):
        assert (row["accepted"], row["edited"], row["rejected"], row["waiting"]) == (1, 1, 1, 0)
        assert row["all"]["rate"] == pytest.approx(2 / 3)
    assert overall["recent"]["decided"] == 3


def test_what_a_policy_accepts_tells_nothing_of_how_good_a_suggester_is(
    client: TestClient, project: Project
) -> None:
    project.accept(min_score=0.0)
    overall = client.get("/api/suggestions/suggesters").json()["rows"][0]
    assert (overall["unseen"], overall["accepted"], overall["all"]["rate"]) == (3, 0, None)


def test_a_suggester_goes_through_the_texts_as_a_job(client: TestClient) -> None:
    answer = client.post("/api/suggest", json={"suggester": "lexical"})
    assert answer.status_code == 200
    assert set(answer.json()) == {"job"}
    assert client.post("/api/suggest", json={"suggester": "nobody"}).status_code == 422
    unknown = {"suggester": "lexical", "documents": [new_id()]}
    assert client.post("/api/suggest", json=unknown).status_code == 404


def test_every_verdict_has_a_way_over_the_wire(client: TestClient) -> None:
    found = [row["suggestion"]["id"] for row in rows(client)]
    for suggestion, verdict in zip([found[0], *found], ("skip", *Verdict), strict=False):
        assert decide(client, suggestion, verdict).status_code == 200


def rows(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/suggestions", params=query).json()["rows"]
    return found


def quotations(client: TestClient) -> list[str]:
    return [row["suggestion"]["quotation"] for row in rows(client)]


def decide(client: TestClient, suggestion: str, verdict: str, **more: Any) -> Any:
    command = {"kind": "decide", "id": new_id(), "suggestion": suggestion, "verdict": verdict}
    return client.post("/api/acts", json={**command, **more})


def accept(client: TestClient, **policy: Any) -> Any:
    return client.post("/api/acts", json={"kind": "accept", "id": new_id(), **policy})
