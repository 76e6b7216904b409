"""Hashes and verifies passwords with argon2id, in threads, with limited concurrency.

One hash takes about 40 ms and 19 MiB (OWASP's minimum for argon2id). Without the semaphore, a flood of
sign-ins could exhaust the server.
"""

from __future__ import annotations

import asyncio
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textgate.domain.passwords import normalise

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MAX_CONCURRENT_HASHES = 2
# The 20,000 most frequent leaked passwords, without those under eight characters, most frequent first.
# Source: a list by Royce Williams, as distributed by Django (BSD-3-Clause).
_COMMON = Path(__file__).with_name("common_passwords.txt")


@cache
def common_passwords() -> frozenset[str]:
    """In lower case. Some contain spaces."""
    lines = _COMMON.read_text(encoding="utf-8").casefold().split("\n")
    return frozenset(line for line in lines if line)


class Passwords:
    """The costs of argon2: `memory` in KiB, and `rounds`."""

    def __init__(self, *, memory: int = 19_456, rounds: int = 2) -> None:
        self._memory = memory
        self._rounds = rounds
        self._semaphore = asyncio.Semaphore(MAX_CONCURRENT_HASHES)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        # Imported here: only signing in needs it.
        from argon2 import PasswordHasher

        return PasswordHasher(memory_cost=self._memory, time_cost=self._rounds, parallelism=1)

    @cached_property
    def _dummy_hash(self) -> str:
        return self._hasher.hash("a password that no user has")

    async def hash(self, password: str) -> str:
        async with self._semaphore:
            return await asyncio.to_thread(self._hasher.hash, normalise(password))

    async def is_right(self, password_hash: str | None, password: str) -> bool:
        """Verify a password. Takes as long without a hash, so that timing does not reveal unknown users."""
        async with self._semaphore:
            return await asyncio.to_thread(self._compare, password_hash, normalise(password))

    def _compare(self, password_hash: str | None, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        dummy_hash = self._dummy_hash
        try:
            self._hasher.verify(password_hash or dummy_hash, password)
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """True if the hash has other costs than the current ones."""
        return self._hasher.check_needs_rehash(password_hash)
