"""Memory given back: nothing fails where the C library has no such thing."""

import ctypes

import pytest

from ceasefire.vocabulary import freed_memory


def test_it_is_asked_of_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(freed_memory, "_trim", lambda: asked.append)
    freed_memory.give_back()
    assert asked == [0]


def test_another_c_library_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    freed_memory._trim.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    freed_memory.give_back()
    freed_memory._trim.cache_clear()
