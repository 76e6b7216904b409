"""A bounded cache that forgets the least recently used entries."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")


class LruCache(Generic[T]):
    """Unlike functools.lru_cache, callers decide what to store.

    Threads may share it: each step is one atomic operation of the dictionary.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable) -> T | None:
        value = self._entries.get(key)
        if value is not None:
            try:
                self._entries.move_to_end(key)
            except KeyError:  # another thread removed it
                return value
        return value

    def __setitem__(self, key: Hashable, value: T) -> None:
        self._entries[key] = value
        while len(self._entries) > self._capacity:
            with suppress(KeyError):
                self._entries.popitem(last=False)
