"""Password rules: long, and not guessable (NIST 800-63B, 3.1.1.2).

There are no rules about kinds of characters, which make passwords no harder to guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from textgate.domain.errors import InvalidValue, UserErrorCode

SHORTEST = 15
SHORTEST_WITH_SECOND_FACTOR = 8
MAX_LENGTH = 128
# Minimum number of characters without publicly known names.
LEFT_WITHOUT_NAMES = 8
# Removing shorter names would reject passwords that contain them by chance.
_SHORTEST_NAME = 3
_RUNS = tuple(
    keys * 6
    for keys in (
        "1234567890",
        "0123456789",
        "qwertyuiopasdfghjklzxcvbnm",
        "abcdefghijklmnopqrstuvwxyz",
    )
)
_SEPARATORS = r"[\W_]*"


def normalise(password: str) -> str:
    """NFKC, since keyboards compose the same characters differently."""
    return unicodedata.normalize("NFKC", password)


def check(
    password: str, *, has_second_factor: bool, names: Collection[str], common: Collection[str]
) -> None:
    """Raises InvalidValue for a normalized password that is not allowed.

    `names` are publicly known names of the user; `common` are common passwords in lower case.
    """
    shortest = SHORTEST_WITH_SECOND_FACTOR if has_second_factor else SHORTEST
    if len(password) < shortest:
        raise InvalidValue(f"must have at least {shortest} characters")
    if len(password) > MAX_LENGTH:
        raise InvalidValue(f"must have at most {MAX_LENGTH} characters", UserErrorCode.TOO_LONG)
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in password):
        raise InvalidValue("contains unsupported characters")
    plain = password.casefold()
    if _is_guessed(plain, common):
        raise InvalidValue("is too common")
    remainder = plain
    for word in sorted(_words(names), key=len, reverse=True):
        # With any separators: to an attacker, ada.lovelace is adalovelace.
        remainder = re.sub(_SEPARATORS.join(map(re.escape, word)), "", remainder)
    if len(remainder) < min(LEFT_WITHOUT_NAMES, shortest - 1) or remainder in common:
        raise InvalidValue("consists mostly of your name or your organization's")


def _is_guessed(plain: str, common: Collection[str]) -> bool:
    """A known password, also said twice or with digits around it, and keys in the order of a keyboard."""
    said_once = plain[: (plain + plain).index(plain, 1)]
    candidates = (plain, said_once, plain.strip("0123456789"))
    in_order = any(plain in run or plain[::-1] in run for run in _RUNS)
    return in_order or len(set(plain)) < 4 or any(candidate in common for candidate in candidates)


def _words(names: Collection[str]) -> set[str]:
    """Each whole name, the local part of each address, and each word; without separators."""
    words: set[str] = set()
    for name in names:
        plain = normalise(name).casefold()
        pieces = re.split(r"[\W_]+", plain)
        words.update(pieces, ("".join(pieces), re.sub(r"[\W_]+", "", plain.partition("@")[0])))
    return {word for word in words if len(word) >= _SHORTEST_NAME}
