"""Whatever the description of the API allows to be sent is answered as the description says, never with a 5xx.

Half of the identities that are made up are replaced by those of rows that are there, so that requests get
further than to "not found".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import pytest
import schemathesis
from httpx2 import InvalidURL
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from dissensus import debate
from dissensus.exchange.codebook import load_codebook
from dissensus.project import Project, create
from dissensus.suggest.registry import make
from dissensus.web.app import create_app
from dissensus.web.schema import description
from tests.web.conftest import ORIGIN, PORT, let_in

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ENDLESS: Final = "/api/live"
ACTS: Final = "/api/acts"
IDENTITY: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Real = dict[str, list[str]]
Case = schemathesis.Case[Any]

told = description()
del told["paths"][ENDLESS]
acts = told["paths"].pop(ACTS)["post"]
kinds: dict[str, dict[str, str]] = {
    reference.rsplit("/", 1)[1]: {"$ref": reference}
    for reference in acts["requestBody"]["content"]["application/json"]["schema"]["discriminator"][
        "mapping"
    ].values()
}
schema = schemathesis.openapi.from_dict(told)


@cache
def _acts(kind: str) -> Any:
    """Return what makes requests with acts of one kind; all kinds at once would be few of each."""
    body = {"required": True, "content": {"application/json": {"schema": kinds[kind]}}}
    one = {**told, "paths": {ACTS: {"post": {**acts, "requestBody": body}}}}
    return schemathesis.openapi.from_dict(one)[ACTS]["POST"].as_strategy()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Some texts of the example debate, with suggestions and statements."""
    path = tmp_path_factory.mktemp("api") / "debate.dissensus"
    with create(path, load_codebook(debate.codebook()), coder="ann") as made:
        made.ingest(sorted(debate.texts().iterdir())[:4], sidecar=debate.sidecar())
        made.suggest(make("lexical", made.codebook))
        made.accept(min_score=0.6)
        yield made


@pytest.fixture(scope="module")
def client(project: Project) -> Iterator[TestClient]:
    app = create_app(project, port=PORT)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as browser:
        let_in(browser, app)
        yield browser
    app.close()


@pytest.fixture(scope="module")
def real(project: Project) -> Real:
    """Identities of rows that are there, by what requests call them."""
    book = project.codebook
    return {
        "document": [d.id for d in project.documents()],
        "statement": [s.id for s in project.statements()][:20],
        "suggestion": [s.id for s in project.queue()][:20],
        "entity": [e.id for e in book.entities][:20],
        "type": [t.id for t in book.statement_types],
        "variable": [v.id for t in book.statement_types for v in t.variables],
        "run": [act.run for act in project.history()],
    }


@schema.parametrize()
@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_answers_as_described(case: Case, client: TestClient, real: Real) -> None:
    _send(case, client, real)


@pytest.mark.parametrize("kind", sorted(kinds))
@given(data=st.data())
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_kind_of_act_is_answered_as_described(
    kind: str, data: st.DataObject, client: TestClient, real: Real
) -> None:
    _send(data.draw(_acts(kind)), client, real)


def _send(case: Case, client: TestClient, real: Real) -> None:
    case.path_parameters = _grounded(case.path_parameters, real)
    case.query = _grounded(case.query, real)
    case.body = _grounded(case.body, real)
    sent = case.as_transport_kwargs(base_url=ORIGIN)
    sent = {name: value for name, value in sent.items() if name in _SENT and value is not None}
    if isinstance(sent.get("data"), bytes | str):
        sent["content"] = sent.pop("data")
    sent["headers"] = {**sent.get("headers", {}), **client.headers}
    try:
        request = client.build_request(**sent)
        request.read()
    except (InvalidURL, AttributeError, TypeError):  # nothing that a client can send
        reject()
    case.validate_response(client.send(request), checks=CHECKS)


_SENT: Final = ("method", "url", "params", "json", "content", "data", "files", "headers")


def _grounded(value: Any, real: Real, name: str = "") -> Any:
    """Put identities that are there for half of those that are not."""
    if isinstance(value, dict):
        return {key: _grounded(inner, real, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_grounded(inner, real, name) for inner in value]
    if not isinstance(value, str) or not IDENTITY.fullmatch(value) or name == "id":
        return value
    number = int(value[:8], 16)
    known = real.get(name.rstrip("s")) or real[sorted(real)[number // 2 % len(real)]]
    return known[number // 2 % len(known)] if known and number % 2 == 0 else value
