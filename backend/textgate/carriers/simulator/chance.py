"""Chance that can be repeated: the same seed and the same words always fall the same way."""

from __future__ import annotations

from hashlib import blake2b


def chance(seed: int, *words: object) -> float:
    """Evenly spread in 0 ≤ x < 1; independent for each list of words."""
    # 53 bits are what a float holds exactly, so 1.0 is never reached by rounding.
    return (int.from_bytes(_digest(seed, *words)[:8], "big") >> 11) / 2**53


def identifier(prefix: str, *words: object) -> str:
    """An identifier in the shape that carriers use: two letters and 32 hexadecimal digits."""
    return prefix + _digest(prefix, *words).hex()


def _digest(*words: object) -> bytes:
    return blake2b("\0".join(map(str, words)).encode(), digest_size=16).digest()
