"""Repeatable randomness: the same seed and words give the same number."""

from __future__ import annotations

from hashlib import blake2b


def chance(seed: int, *words: object) -> float:
    """A number in 0 ≤ x < 1, uniform, and independent for each list of words."""
    # A float holds 53 bits exactly, so no rounding reaches 1.0.
    return (int.from_bytes(_digest(seed, *words)[:8], "big") >> 11) / 2**53


def identifier(prefix: str, *words: object) -> str:
    """An identifier in Twilio's form: two letters and 32 hexadecimal digits."""
    return prefix + _digest(prefix, *words).hex()


def _digest(*words: object) -> bytes:
    return blake2b("\0".join(map(str, words)).encode(), digest_size=16).digest()
