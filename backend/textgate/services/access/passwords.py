"""Hashes passwords and checks them: argon2id, in threads, and few at a time.

One hash takes some 40 ms and 19 MiB (OWASP's least for argon2id): without the semaphore, signing in
would be the way to bring the server down.
"""

from __future__ import annotations

import asyncio
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from textgate.domain.passwords import normalise

if TYPE_CHECKING:
    from argon2 import PasswordHasher

AT_ONCE = 2
# The passwords of eight characters and more among the 20,000 most frequent in leaks, in the order of
# their frequency: a list of facts by Royce Williams, as Django (BSD-3-Clause) distributes it.
_COMMON = Path(__file__).with_name("common_passwords.txt")


@cache
def common_passwords() -> frozenset[str]:
    """In lower case; some have spaces."""
    lines = _COMMON.read_text(encoding="utf-8").casefold().split("\n")
    return frozenset(line for line in lines if line)


class Passwords:
    """The costs are argon2's: KiB of memory, and rounds."""

    def __init__(self, *, memory: int = 19_456, rounds: int = 2) -> None:
        self._memory = memory
        self._rounds = rounds
        self._turn = asyncio.Semaphore(AT_ONCE)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        # Imported here: only signing in needs it.
        from argon2 import PasswordHasher

        return PasswordHasher(memory_cost=self._memory, time_cost=self._rounds, parallelism=1)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("the password of nobody")

    async def hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, normalise(password))

    async def is_right(self, password_hash: str | None, password: str) -> bool:
        """Whether it is the password; takes as long where there is none to compare with."""
        async with self._turn:
            return await asyncio.to_thread(self._compare, password_hash, normalise(password))

    def _compare(self, password_hash: str | None, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        nobodys = self._nobodys
        try:
            self._hasher.verify(password_hash or nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with other costs than those of today."""
        return self._hasher.check_needs_rehash(password_hash)
