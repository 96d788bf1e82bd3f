"""What does the front end know of the API? ``python -m dissensus.web.schema FILE`` writes its description

``npm run types`` in ``workbench`` makes TypeScript of it; a test compares.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from dissensus.model.codebook import Codebook, built_in_types
from dissensus.project import create
from dissensus.web.app import create_app

__all__ = ["description", "for_types"]


def description() -> dict[str, Any]:
    """Return the OpenAPI description of the API, which is the same for every project."""
    with (
        tempfile.TemporaryDirectory() as folder,
        create(Path(folder, "x.dissensus"), Codebook(statement_types=built_in_types())) as project,
    ):
        app = create_app(project)
        app.close()
        return app.api.openapi()


def for_types() -> dict[str, Any]:
    """Return the description without what any address may answer besides: a ``Fault``, thrown by the client."""
    told = description()
    for path in told["paths"].values():
        for operation in path.values():
            answers = operation["responses"]
            operation["responses"] = {
                status: answer for status, answer in answers.items() if status < "400"
            }
    return told


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(for_types(), indent=1) + "\n", encoding="utf-8")
