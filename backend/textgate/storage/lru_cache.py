"""Remembers what was worked out, a bounded number of things, the longest unused forgotten first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class LruCache(Generic[T]):
    """Unlike functools' own, what is not worth remembering need not be, and several may share a function.

    Readers' threads use it as well: each of its steps is one of the dictionary's own.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        found = self._found.get(key)
        if found is not None:
            try:
                self._found.move_to_end(key)
            except KeyError:  # another thread has forgotten it in between
                return found
        return found

    def __setitem__(self, key: Hashable, found: T) -> None:
        self._found[key] = found
        while len(self._found) > self._most:
            with suppress(KeyError):
                self._found.popitem(last=False)
