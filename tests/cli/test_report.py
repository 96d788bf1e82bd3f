from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_a_report_is_one_page_without_links_to_elsewhere(
    run: Run, example: Path, tmp_path: Path
) -> None:
    out = tmp_path / "r.html"
    ran = run("report", example, "--out", out)
    assert ran.code == 0
    assert ran.out.startswith(f"Wrote {out}: 27 texts, ")
    page = out.read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "<script src" not in page
    assert "<link" not in page or 'rel="stylesheet" href' not in page


def test_json_counts_what_the_report_shows(run: Run, example: Path, tmp_path: Path) -> None:
    told = run("report", example, "--out", tmp_path / "r.html", "--json").json
    assert told["report"] == str(tmp_path / "r.html")
    assert told["documents"] == 27
    assert told["unreviewed"] == told["statements"] > 100


def test_the_title_may_be_given(run: Run, example: Path, tmp_path: Path) -> None:
    run("report", example, "--out", tmp_path / "r.html", "--title", "A <title> & more")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "A &lt;title&gt; &amp; more" in page
    assert "A <title>" not in page


def test_dates_limit_the_report(run: Run, example: Path, tmp_path: Path) -> None:
    whole = run("report", example, "--out", tmp_path / "r.html", "--json").json
    part = run("report", example, "--since", "2023", "--out", tmp_path / "r.html", "--json").json
    assert 0 < part["statements"] < whole["statements"]


def test_a_project_without_statements_has_a_report(run: Run, project: Path, tmp_path: Path) -> None:
    ran = run("report", project, "--out", tmp_path / "r.html")
    assert ran.code == 0
    assert "3 texts, 0 statements" in ran.out
    assert (tmp_path / "r.html").stat().st_size > 1000


def test_a_project_without_texts_has_a_report(run: Run, tmp_path: Path) -> None:
    run("init", tmp_path / "p.dissensus")
    ran = run("report", tmp_path / "p.dissensus", "--out", tmp_path / "r.html")
    assert ran.code == 0
    assert "0 texts, 0 statements" in ran.out


def test_a_missing_folder_is_told(run: Run, example: Path, tmp_path: Path) -> None:
    ran = run("report", example, "--out", tmp_path / "none" / "r.html")
    assert ran.code == 3
    assert "none" in ran.err
