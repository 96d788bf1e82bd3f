"""The front end's types are those of the API."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from dissensus.web.schema import description, for_types

WORKBENCH = Path(__file__).resolve().parents[2] / "workbench"
TYPES = WORKBENCH / "src" / "api" / "types.gen.ts"
MAKER = WORKBENCH / "node_modules" / "openapi-typescript" / "bin" / "cli.js"


def test_the_types_are_made_from_the_api_as_it_is(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None or not MAKER.exists():
        pytest.skip("no node, or its packages are not installed")
    told, made = tmp_path / "openapi.json", tmp_path / "types.gen.ts"
    told.write_text(json.dumps(for_types()))
    subprocess.run(
        [node, MAKER, told, "-o", made], check=True, capture_output=True, env={**os.environ}
    )
    assert made.read_text() == TYPES.read_text(), (
        "Run: python -m dissensus.web.schema workbench/openapi.json && "
        "(cd workbench && npm run types)"
    )


def test_every_address_says_what_it_answers_with_when_something_is_wrong() -> None:
    for path, operations in description()["paths"].items():
        for verb, operation in operations.items():
            for status in ("401", "403", "404", "409", "413", "422"):
                content = operation["responses"][status]["content"]
                assert "Fault" in json.dumps(content), (verb, path, status)


def test_every_address_and_every_shape_has_a_description() -> None:
    told = description()
    for path, operations in told["paths"].items():
        for verb, operation in operations.items():
            assert operation.get("description"), (verb, path)
