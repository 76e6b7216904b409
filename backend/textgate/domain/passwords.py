"""What a password must be: long, and nothing that others would guess (NIST 800-63B, 3.1.1.2).

There are no rules about kinds of characters, which make passwords no harder to guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from textgate.domain.errors import InvalidValue, UserErrorCode

SHORTEST = 15
SHORTEST_WITH_SECOND_FACTOR = 8
LONGEST = 128
# So many characters must be left when what everybody knows of the person is taken away.
LEFT_WITHOUT_NAMES = 8
_SHORTEST_NAME = 4


def normalise(password: str) -> str:
    """The same for the same characters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


def check(
    password: str, *, has_second_factor: bool, names: Collection[str], common: Collection[str]
) -> None:
    """Raises InvalidValue for a password, normalised, that may not be chosen.

    `names` are the words that others know of the person; `common` are known passwords, in lower case.
    """
    shortest = SHORTEST_WITH_SECOND_FACTOR if has_second_factor else SHORTEST
    if len(password) < shortest:
        raise InvalidValue(f"has fewer than {shortest} characters")
    if len(password) > LONGEST:
        message = f"has more than {LONGEST} characters"
        raise InvalidValue(message, UserErrorCode.TOO_LONG)
    if any(unicodedata.category(each) in ("Cc", "Cs") for each in password):
        raise InvalidValue("has characters that cannot be typed again")
    plain = password.casefold()
    if plain in common or len(set(plain)) < 4:
        raise InvalidValue("is one of the first that others would try")
    left = plain
    for word in sorted(_words(names), key=len, reverse=True):
        left = left.replace(word, "")
    if len(left) < min(LEFT_WITHOUT_NAMES, shortest - 1):
        raise InvalidValue("is mostly made of names that others know")


def _words(names: Collection[str]) -> set[str]:
    pieces = {normalise(name).casefold() for name in names}
    for name in list(pieces):
        pieces.update(name.replace("@", " ").replace(".", " ").replace("-", " ").split())
    return {piece for piece in pieces if len(piece) >= _SHORTEST_NAME}
