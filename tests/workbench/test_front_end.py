"""Does the front end pass its own checks, and is its first page small? Skipped where there is no Node"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKBENCH = ROOT / "workbench"
BUILT = Path(os.environ.get("DISSENSUS_STATIC") or ROOT / "src" / "dissensus" / "web" / "static")
FIRST_PAGE = 100 * 1024  # bytes, compressed


def ran(*command: str) -> None:
    node = shutil.which("node")
    if node is None or not (WORKBENCH / "node_modules").is_dir():
        pytest.skip("no Node on the PATH, or the parts of the workbench are not installed")
    script, *words = command
    done = subprocess.run(
        [node, str(WORKBENCH / "node_modules" / script), *words],
        cwd=WORKBENCH,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_types_and_markup_are_sound() -> None:
    ran("svelte-check/bin/svelte-check", "--tsconfig", "./tsconfig.json", "--fail-on-warnings")


def test_the_logic_of_the_front_end_holds() -> None:
    ran("vitest/vitest.mjs", "run")


def loaded(manifest: dict[str, Any], entry: str) -> set[str]:
    """Return the files that come with an entry: itself, its styles, what it imports at once."""
    found: set[str] = set()
    waiting, seen = [entry], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        chunk = manifest[name]
        found |= {chunk["file"], *chunk.get("css", ())}
        waiting += chunk.get("imports", ())
    return found


def test_the_list_of_texts_and_the_reader_together_are_small() -> None:
    if not (BUILT / "manifest.json").is_file():
        pytest.skip("the workbench is not built in this tree")
    manifest = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
    files = {"index.html"} | loaded(manifest, "index.html")
    for view in ("src/texts/Texts.svelte", "src/reader/Reader.svelte"):
        files |= loaded(manifest, view)
    sizes = {name: len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in files}
    assert sum(sizes.values()) <= FIRST_PAGE, sizes


def test_no_page_asks_for_anything_from_elsewhere_or_holds_inline_script() -> None:
    page = (WORKBENCH / "index.html").read_text(encoding="utf-8")
    assert "http" not in page
    assert "style=" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


def test_no_text_becomes_markup() -> None:
    for path in (WORKBENCH / "src").rglob("*"):
        if path.suffix in (".ts", ".svelte"):
            source = path.read_text(encoding="utf-8")
            for word in (
                "{@html",
                "innerHTML",
                "outerHTML",
                "insertAdjacentHTML",
                "document.write",
            ):
                assert word not in source, f"{path.relative_to(ROOT)} writes markup with {word}"
