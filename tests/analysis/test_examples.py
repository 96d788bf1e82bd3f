"""The examples in the documentation of every measure hold."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import dissensus.analysis


@pytest.mark.parametrize(
    "name",
    [m.name for m in pkgutil.walk_packages(dissensus.analysis.__path__, "dissensus.analysis.")],
)
def test_examples_hold(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0
