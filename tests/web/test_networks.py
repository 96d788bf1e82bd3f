"""Networks and the matrix over the wire: the same numbers as ``Project.network``, and the words behind them."""

from __future__ import annotations

import csv
import gc
import io
import json
import weakref
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dissensus.analysis.selection import Counting, Duplicates
from dissensus.model.codebook import Codebook, DataType, StatementType, Variable
from dissensus.model.document import Document
from dissensus.model.moment import Moment
from dissensus.model.network import Normalization
from dissensus.model.span import Span
from dissensus.networks import Kind, NetworkOptions
from dissensus.project import Project, create
from dissensus.web.app import create_api
from dissensus.web.seeing.networks import Networks
from dissensus.web.wire.networks import CoalitionsOut, MatrixOut, NetworkAsk, NetworkOut, SlicesOut
from dissensus.web.wire.statements import Quotations
from dissensus.web.workbench import Workbench
from tests.web.talk import FARES, TRAM, talk

ONCE = {"duplicates": "acrossrange"}
MONTHS: dict[str, Any] = {"unit": "months", "width": 1, "step": 1}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    with talk(tmp_path_factory.mktemp("talk")) as made:
        yield made


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    with TestClient(create_api(Workbench(project))) as client:
        yield client


def ask(client: TestClient, path: str, **body: Any) -> Any:
    answer = client.post(f"/api{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def ties(found: Any) -> dict[tuple[str, str], float]:
    names = [node["name"] for node in found["nodes"]]
    return {(names[i], names[j]): weight for i, j, weight, *_ in found["ties"]}


def test_shared_and_opposed_positions_are_subtracted(client: TestClient) -> None:
    found = ask(client, "/networks", kind="subtract", **ONCE)
    assert ties(found) == {("A", "B"): 2, ("A", "C"): -2, ("B", "C"): -2}


@pytest.mark.parametrize(
    "duplicates",
    [Duplicates.INCLUDE, Duplicates.DOCUMENT, Duplicates.ACROSS_RANGE, Counting.SOURCE],
)
@pytest.mark.parametrize(
    ("kind", "normalization"),
    [
        *((kind, None) for kind in Kind),
        *(("affiliation", word) for word in ("activity", "prominence")),
        *(("subtract", word) for word in ("average", "jaccard", "cosine")),
    ],
)
def test_ties_and_what_is_behind_them_are_those_that_the_project_finds(
    client: TestClient,
    project: Project,
    kind: str,
    normalization: str | None,
    duplicates: Duplicates | Counting,
) -> None:
    body = {"kind": kind, "normalization": normalization, "duplicates": duplicates}
    found = ask(client, "/networks", **body, since="2024")
    NetworkOut.model_validate(found)
    options = NetworkOptions(
        kind=Kind(kind),
        normalization=Normalization(normalization) if normalization else None,
        duplicates=duplicates,
    )
    network = project.network(options, since=Moment.parse("2024"))
    told = {pair: weight for pair, weight in ties(found).items() if weight}
    assert told == {(t.source, t.target): round(t.weight, 6) for t in network.ties()}
    assert found["ties_total"] == len(found["ties"])
    assert found["used"]["statements"] == network.statements
    for a, b in told:
        mode = "column" if kind == "affiliation" else "row"
        ends = {"a": {"name": a}, "b": {"name": b, "mode": mode}}
        behind = ask(client, "/networks/evidence", **body, since="2024", **ends)
        assert [row["statement"]["id"] for row in behind["rows"]] == network.evidence(a, b)


def test_nodes_know_their_entity_and_how_much_they_say(
    client: TestClient, project: Project
) -> None:
    first = ask(client, "/networks", duplicates="include")["nodes"][0]
    identities = {e.name: e.id for e in project.codebook.entities}
    assert (first["name"], first["entity"]) == ("A", identities["A"])
    assert first["statements"] == 3


def test_of_many_ties_the_strongest_are_sent_and_one_of_each_node(client: TestClient) -> None:
    found = ask(client, "/networks", kind="affiliation", most=4)
    assert (len(found["ties"]), found["ties_total"]) == (4, 6)
    assert {name for pair in ties(found) for name in pair} >= {TRAM, FARES}


def test_a_filter_names_entities_by_identity(client: TestClient, project: Project) -> None:
    tram = next(e.id for e in project.codebook.entities if e.name == TRAM)
    found = ask(client, "/networks", include={"concept": [tram]}, **ONCE)
    assert ties(found) == {("A", "B"): 1, ("A", "C"): -1, ("B", "C"): -1}


def test_a_range_of_dates_leaves_out_texts_without_a_date(client: TestClient) -> None:
    used = ask(client, "/networks", since="2024", duplicates="include")["used"]
    assert (used["statements"], used["documents"]) == (9, 4)
    assert (used["since"], used["until"]) == ("2024-01-10", "2024-03-06")
    assert used["sources"] == [
        {"source": "Herald", "statements": 5},
        {"source": "Post", "statements": 5},
    ]


@pytest.mark.parametrize("word", ["spring", "2024-02-30", "9999"])
def test_a_wrong_date_says_what_a_date_looks_like(client: TestClient, word: str) -> None:
    answer = client.post("/api/networks", json={"until": word})
    assert answer.status_code in (400, 422)
    assert "2019-06" in answer.json()["remedy"]


def test_an_option_that_does_not_fit_says_so(client: TestClient) -> None:
    answer = client.post("/api/networks", json={"normalization": "activity"})
    assert answer.status_code in (400, 422)
    assert "two-mode" in answer.json()["found"] + answer.json()["remedy"]


def test_allies_are_a_coalition_and_whoever_is_alone_is_in_none(client: TestClient) -> None:
    found = ask(client, "/networks/coalitions", **ONCE)
    CoalitionsOut.model_validate(found)
    assert {name: mark for name, (mark, _) in found["members"].items()} == {
        "A": "A",
        "B": "A",
        "C": "",
    }
    assert [(c["letter"], c["size"], c["stability"]) for c in found["coalitions"]] == [("A", 2, 1)]


def test_attributes_make_groups_of_actors(client: TestClient) -> None:
    found = ask(client, "/networks", kind="affiliation", attribute="type", actors="organization")
    assert {n["name"] for n in found["nodes"] if n["mode"] == "row"} == {"party", "union"}


def test_behind_a_tie_are_the_words_that_make_it(client: TestClient) -> None:
    found = ask(
        client, "/networks/evidence", kind="conflict", **ONCE, a={"name": "B"}, b={"name": "C"}
    )
    Quotations.model_validate(found)
    assert [row["quotation"] for row in found["rows"]] == [
        f"B wants: {TRAM}.",
        f"C opposes: {TRAM}.",
        f"B opposes: {FARES}.",
        f"C wants: {FARES}.",
    ]


def test_behind_a_node_is_all_it_says_a_page_at_a_time(client: TestClient) -> None:
    body: dict[str, Any] = {"duplicates": "include", "kind": "affiliation"}
    a = {"name": TRAM, "mode": "column"}
    found = ask(client, "/networks/evidence", **body, a=a, offset=5, limit=10)
    assert found["total"] == 7
    assert [row["title"] for row in found["rows"]] == ["four", "five"]


def test_behind_a_relation_is_what_both_do_to_each_other(client: TestClient) -> None:
    pair = {"a": {"name": "C"}, "b": {"name": "A"}}
    found = ask(client, "/networks/evidence", kind="relations", **pair)
    assert [row["quotation"] for row in found["rows"]] == ["A blames C."]


def test_a_name_that_is_not_in_the_network_is_not_found(client: TestClient) -> None:
    answer = client.post("/api/networks/evidence", json={"a": {"name": "Nobody"}})
    assert answer.status_code == 404


def test_slices_share_their_nodes_and_hold_the_ties_of_their_window(client: TestClient) -> None:
    found = ask(client, "/networks/slices", kind="subtract", **MONTHS)
    SlicesOut.model_validate(found)
    names = [node["name"] for node in found["nodes"]]
    assert names == ["A", "B", "C"]
    first = found["slices"][0]
    assert first["since"] == "2024-01-10"
    assert ties({**first, "nodes": found["nodes"]}) == {
        ("A", "B"): 2,
        ("A", "C"): -1,
        ("B", "C"): -1,
    }
    assert first["active"] == [[0, 2, 0], [1, 2, 0], [2, 1, 0]]
    assert not found["capped"]


def test_a_slice_of_positions_counts_for_and_against(client: TestClient) -> None:
    body = {"kind": "affiliation", "aggregation": "combine", "duplicates": "include"}
    found = ask(client, "/networks/slices", **body, **MONTHS)
    names = [node["name"] for node in found["nodes"]]
    first = {
        (names[i], names[j]): (plus, minus) for i, j, _, plus, minus in found["slices"][0]["ties"]
    }
    assert first[("A", TRAM)] == (1, 0)
    assert first[("C", TRAM)] == (0, 1)


def test_behind_a_tie_of_a_slice_are_the_words_of_that_slice(client: TestClient) -> None:
    # Five times was the tram spoken of in all, but not in the first month alone.
    body: dict[str, Any] = {"least": {"concept": 5}, "slice": {**MONTHS, "number": 0}}
    tie = ask(client, "/networks/evidence", **body, a={"name": "A"}, b={"name": "C"})
    assert [row["quotation"] for row in tie["rows"]] == [
        f"A wants: {TRAM}.",
        f"C opposes: {TRAM}.",
    ]
    node = ask(client, "/networks/evidence", **body, a={"name": "A"})
    assert [row["quotation"] for row in node["rows"]] == [f"A wants: {TRAM}."]


def test_a_slice_that_is_not_there_is_not_found(client: TestClient) -> None:
    body = {"slice": {**MONTHS, "number": 99}, "a": {"name": "A"}}
    answer = client.post("/api/networks/evidence", json=body)
    assert answer.status_code == 404


def test_the_matrix_counts_the_sides_of_each_cell(client: TestClient) -> None:
    found = ask(client, "/matrix", duplicates="include")
    MatrixOut.model_validate(found)
    assert [node["name"] for node in found["rows"]] == ["A", "B", "C"]
    assert [node["name"] for node in found["columns"]] == [TRAM, FARES]
    assert sorted(tuple(cell) for cell in found["cells"]) == [
        (0, 0, 2, 0, 0, 0),
        (0, 1, 0, 1, 0, 0),
        (1, 0, 2, 0, 0, 0),
        (1, 1, 0, 1, 0, 0),
        (2, 0, 0, 3, 0, 0),
        (2, 1, 1, 0, 0, 0),
    ]


@pytest.mark.parametrize("form", ["gexf", "graphml", "csv", "edges.csv", "svg", "png"])
def test_a_saved_network_brings_its_manifest(client: TestClient, form: str) -> None:
    places = [{"name": n, "x": i, "y": i * i} for i, n in enumerate("ABC")]
    body = {"kind": "subtract", "format": form, "places": places}
    answer = client.post("/api/networks/save", json=body)
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    name = f"subtract-network.{form}"
    assert {name, f"{name}.manifest.json"} <= set(archive.namelist())
    manifest = json.loads(archive.read(f"{name}.manifest.json"))
    assert manifest["file"] == name
    assert manifest["statement_count"] == 9
    assert len(manifest["documents"]) == 5


def test_a_saved_slice_has_the_weights_that_the_slice_has_on_the_screen(client: TestClient) -> None:
    windows = {**MONTHS, "kernel": "triangular"}
    found = ask(client, "/networks/slices", **windows)
    number, shown = next((n, s) for n, s in enumerate(found["slices"]) if len(s["ties"]) > 1)
    body = {"format": "edges.csv", "slice": {**windows, "number": number}}
    answer = client.post("/api/networks/save", json=body)
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    saved = csv.DictReader(io.StringIO(archive.read("subtract-network.edges.csv").decode()))
    weights = {(row["source"], row["target"]): float(row["weight"]) for row in saved}
    assert weights == pytest.approx(ties({**shown, "nodes": found["nodes"]}), abs=1e-6)
    manifest = json.loads(archive.read("subtract-network.edges.csv.manifest.json"))
    assert (manifest["options"]["kernel"], manifest["options"]["window"]) == (
        "triangular",
        "1 month",
    )
    assert manifest["statement_count"] == shown["statements"]


def test_sides_told_in_words_have_a_matrix_with_the_words_behind_it(tmp_path: Path) -> None:
    variables = (
        Variable(name="organization", data_type=DataType.ENTITY, entities="actor"),
        Variable(name="concept", data_type=DataType.ENTITY, entities="concept"),
        Variable(name="agreement", data_type=DataType.TEXT),
    )
    book = Codebook(
        title="Moods", statement_types=(StatementType(name="position", variables=variables),)
    )
    with create(tmp_path / "moods.dissensus", book, coder="ann") as project:
        text = Document(text="A is glad of it. A is sorry for it.", title="one")
        project.add([text], [], summary="a text")
        for start, stop, mood in ((0, 16, "glad"), (17, 35, "sorry")):
            values = {"organization": "A", "concept": "it", "agreement": mood}
            project.code(text.id, Span(start, stop), "position", **values)
        with TestClient(create_api(Workbench(project))) as client:
            body = {"kind": "affiliation", "aggregation": "combine", "duplicates": "include"}
            found = ask(client, "/matrix", **body)
            ends = {"a": {"name": "A"}, "b": {"name": "it", "mode": "column"}}
            behind = ask(client, "/networks/evidence", **body, **ends)
    assert [tuple(cell) for cell in found["cells"]] == [(0, 0, 0, 0, 2, 0)]
    assert [row["quotation"] for row in behind["rows"]] == [
        "A is glad of it.",
        "A is sorry for it.",
    ]


def test_the_manifest_says_what_the_statements_were_chosen_by(
    client: TestClient, project: Project
) -> None:
    tram = next(e.id for e in project.codebook.entities if e.name == TRAM)
    body = {"format": "gexf", "include": {"concept": [tram]}, "least": {"speaker": 2}}
    answer = client.post("/api/networks/save", json={**body, "until": "2024-02"})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    options = json.loads(archive.read("subtract-network.gexf.manifest.json"))["options"]
    assert options["only concept"] == TRAM
    assert options["least speaker"] == "2"
    assert options["dates"] == "first to 2024-02"
    assert options["coalitions"] == "resolution 1, 50 runs, seed 0"


def test_statements_without_sides_have_a_matrix_too(client: TestClient) -> None:
    body = {"type": "relation", "actors": "source", "concepts": "target"}
    found = ask(client, "/matrix", **body)
    assert [tuple(cell) for cell in found["cells"]] == [(0, 0, 0, 0, 1, 0)]


def test_results_of_statements_that_have_changed_are_not_kept(tmp_path: Path) -> None:
    with talk(tmp_path) as project:
        networks = Networks(Workbench(project))
        statements = weakref.ref(networks.network(NetworkAsk(kind=Kind.CONGRUENCE)).events.frame)
        project.delete([project.statements()[0].id])
        networks.network(NetworkAsk(kind=Kind.CONFLICT))
        gc.collect()
        assert statements() is None


def test_nothing_is_left_behind_by_saving(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ask_for = {"kind": "congruence", "format": "gexf"}
    assert client.post("/api/networks/save", json=ask_for).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_a_statement_coded_meanwhile_is_in_the_next_network(tmp_path: Path) -> None:
    with talk(tmp_path) as project, TestClient(create_api(Workbench(project))) as client:
        before = ask(client, "/networks", duplicates="include")["used"]["statements"]
        project.delete([project.statements()[0].id])
        after = ask(client, "/networks", duplicates="include")["used"]["statements"]
    assert (before, after) == (10, 9)
