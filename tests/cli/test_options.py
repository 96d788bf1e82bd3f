"""``--as-of``: the project as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.cli.conftest import Run


def test_an_act_number_means_after_that_act(run: Run, example: Path) -> None:
    acts = run("history", example, "--json").json
    ingest = max(a["seq"] for a in acts if a["verb"] == "ingest")
    now = run("network", example, "--json").json["statements"]
    assert run("network", example, "--as-of", ingest, "--json").json["statements"] == 0
    assert run("network", example, "--as-of", acts[0]["seq"], "--json").json["statements"] == now


def test_a_time_means_what_was_done_by_then(run: Run, example: Path) -> None:
    now = run("network", example, "--json").json["statements"]
    later = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    assert run("network", example, "--as-of", later, "--json").json["statements"] == now


def test_a_time_to_the_second_is_taken(run: Run, example: Path) -> None:
    acts = run("history", example, "--json").json
    stamp = acts[0]["time"][:19] + "Z"
    assert run("network", example, "--as-of", stamp, "--json").code == 0


def test_a_time_before_the_first_act_is_told(run: Run, example: Path) -> None:
    ran = run("network", example, "--as-of", "1999-12")
    assert ran.code == 3
    assert "no act up to" in ran.err


def test_an_unreadable_time_is_wrong_use(run: Run, example: Path) -> None:
    ran = run("network", example, "--as-of", "yesterday")
    assert ran.code == 2
    assert "--as-of" in ran.err


def test_report_export_and_codebook_know_the_past(run: Run, example: Path, tmp_path: Path) -> None:
    acts = run("history", example, "--json").json
    ingest = max(a["seq"] for a in acts if a["verb"] == "ingest")
    told = run("report", example, "--as-of", ingest, "--out", tmp_path / "r.html", "--json").json
    assert (told["documents"], told["statements"]) == (27, 0)
    assert "0 statements" in run("export", example, tmp_path / "p.csv", "--as-of", ingest).out
    assert run("coalitions", example, "--as-of", ingest).code == 0
