from __future__ import annotations

import numpy as np
import pytest

from dissensus.analysis.matrices import one_thread as module
from dissensus.analysis.matrices.one_thread import one_thread


def _threads() -> int | None:
    found = module._library()
    return None if found is None else int(found[0][found[1]]())


def test_afterwards_there_are_as_many_threads_as_before() -> None:
    before = _threads()
    with one_thread():
        assert _threads() in (1, None)
    assert _threads() == before


def test_they_come_back_after_an_error_too() -> None:
    before = _threads()
    with pytest.raises(ValueError, match="stop"), one_thread():
        raise ValueError("stop")
    assert _threads() == before


def test_it_changes_no_result() -> None:
    matrix = np.random.default_rng(0).normal(size=(30, 30))
    outside = np.linalg.eigvalsh(matrix + matrix.T)
    with one_thread():
        assert np.linalg.eigvalsh(matrix + matrix.T) == pytest.approx(outside)


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_library", lambda: None)
    with one_thread():
        pass
