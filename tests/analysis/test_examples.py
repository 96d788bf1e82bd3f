"""The examples in the documentation of every measure hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import dissensus.analysis


@pytest.mark.parametrize(
    "name", [m.name for m in pkgutil.iter_modules(dissensus.analysis.__path__)]
)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(f"dissensus.analysis.{name}")
    assert doctest.testmod(module).failed == 0
