"""Values that are built once in a process, whole, whichever thread asks first.

`functools.cache` lets two threads build at the same time. Here one builds and the others wait for it, and a value is
kept only if its builder returned: after an error or an interruption it is built anew by whoever asks next. There is one
lock for all, so that builders may ask for each other's values in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import RLock
from typing import Generic, ParamSpec, TypeVar, cast
from weakref import WeakKeyDictionary

__all__ = ["BUILDING", "Once", "once_for_each"]

BUILDING = RLock()
"""Held by the one thread that builds."""

_P = ParamSpec("_P")
_K = TypeVar("_K")
_V = TypeVar("_V")


class Once(Generic[_P, _V]):
    """A function of which each result is built once; as a decorator, `@Once`. Its arguments are hashable."""

    def __init__(self, build: Callable[_P, _V]) -> None:
        self._build = build
        self._kept: dict[Hashable, _V] = {}
        update_wrapper(self, build)

    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _V:
        """Return the value for some arguments."""
        key = (args, *kwargs.items())
        if key not in self._kept:
            with BUILDING:
                if key not in self._kept:
                    self._kept[key] = self._build(*args, **kwargs)
        return self._kept[key]

    def forget(self) -> None:
        """Let everything be built anew."""
        with BUILDING:
            self._kept.clear()


def once_for_each(build: Callable[[_K], _V]) -> Callable[[_K], _V]:
    """Decorate a function of one object, whose value is kept as long as the object is."""
    kept: WeakKeyDictionary[_K, _V] = WeakKeyDictionary()

    def get(of: _K) -> _V:
        with BUILDING:
            value = kept.get(of)
            if value is None:
                value = kept[of] = build(of)
            return value

    return cast("Callable[[_K], _V]", update_wrapper(get, build))
