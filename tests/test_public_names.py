"""What ``import dissensus as ds`` promises; a change here is a change for everybody who uses it."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import dissensus

VERBS = {
    "affiliation", "backbone", "clusterings", "coalitions", "congruence", "counts", "course", "create",
    "evaluate_backbone", "export", "frequencies", "load_codebook", "open", "phases", "plot", "polarization",
    "read", "read_dna", "relations", "scaling", "select", "slices", "suggest", "windows",
}  # fmt: skip
TYPES = {
    "Aggregation", "Attribute", "Backbone", "Clustering", "Clusterings", "Codebook", "Compat", "Counting", "Course",
    "Cut", "DataType", "Distance", "DnaDatabase", "Document", "Duplicates", "Entity", "EventList", "Fixed", "Frequencies",
    "IngestReport", "Kernel", "Moment", "Nested", "Network", "Normalization", "OneMode", "Partition",
    "Penalty", "Period", "Phases", "Polarization", "PolarizationSeries", "Project", "Projection", "Scaling",
    "Span", "Statement", "StatementType", "Suggestion", "Trace", "TwoMode", "Unit", "Variable", "Verdict", "Voice", "Windows",
}  # fmt: skip
ERRORS = {
    "AnalysisError", "Busy", "CodebookError", "Conflict", "DissensusError", "ExchangeError", "Forbidden",
    "IngestError", "NotFound", "SchemaTooNew", "SchemaTooOld", "SpanError", "StoreError", "SuggestError",
}  # fmt: skip


def test_the_public_names_are_these() -> None:
    assert set(dissensus.__all__) == VERBS | TYPES | ERRORS
    assert len(dissensus.__all__) == len(set(dissensus.__all__))


def test_the_names_are_in_order() -> None:
    assert dissensus.__all__ == sorted(dissensus.__all__)
    assert dir(dissensus) == dissensus.__all__


@pytest.mark.parametrize("name", sorted(VERBS))
def test_a_verb_can_be_called(name: str) -> None:
    assert callable(getattr(dissensus, name))
    assert getattr(dissensus, name).__doc__


@pytest.mark.parametrize("name", sorted(TYPES | ERRORS))
def test_a_type_is_a_class_with_an_explanation(name: str) -> None:
    found = getattr(dissensus, name)
    assert isinstance(found, type)
    assert found.__doc__


@pytest.mark.parametrize("name", sorted(ERRORS))
def test_every_error_descends_from_one(name: str) -> None:
    assert issubclass(getattr(dissensus, name), dissensus.DissensusError)


def test_no_error_is_left_out() -> None:
    errors = importlib.import_module("dissensus.errors")
    assert set(errors.__all__) == ERRORS


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = dissensus.nonsense


def test_importing_the_package_imports_nothing_heavy() -> None:
    program = "import dissensus, sys; print(*{m.split('.')[0] for m in sys.modules})"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"polars", "numpy", "sqlalchemy", "scipy", "lxml", "typer"} & set(
        found.stdout.split()
    )


def test_packages_of_the_same_name_do_not_hide_a_verb() -> None:
    """``dissensus.suggest`` is a verb, and a package of that name is imported by ``dissensus.project``."""
    program = (
        "import dissensus\n"
        "import dissensus.project, dissensus.suggest.registry, dissensus.analysis.coalitions\n"
        "for name in dissensus.__all__:\n"
        "    assert type(getattr(dissensus, name)).__name__ != 'module', name\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_every_module_says_what_it_exports() -> None:
    for found in pkgutil.walk_packages(dissensus.__path__, "dissensus."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        if not found.ispkg:
            assert hasattr(module, "__all__"), found.name
        for name in getattr(module, "__all__", ()):
            assert hasattr(module, name), f"{found.name}.{name}"
