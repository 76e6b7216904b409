"""Matches words with texts: in any order, at the start or within, and with one typo.

searchable("St. Mary's Clinic", "43017-1234") → " st marys clinic 430171234 "
words_of("clinic, st mary") → ("clinic", "st", "mary")
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from string import ascii_lowercase

from textgate.domain.text import search_key

MAX_QUERY_LENGTH = 200
MAX_WORDS = 12
"""Further words of a query are ignored."""
MIN_INSIDE = 3
"""Shorter words match only the start of a word: indexes hold sequences of three characters."""
MIN_FORGIVEN = 4
MAX_FORGIVEN = 20
"""Longer words are forgiven no typo: what is left of them has too many combinations to look up."""
MIN_FORGIVEN_PREFIX = 6
"""Shorter words are forgiven a typo in whole words only. Otherwise "dent" would match "denver"."""
MIN_DIGITS = 4
"""Digits that a search for a phone number must have."""

_WORD = re.compile(r"[^\W_]+")
_INSIDE_NUMBER = re.compile(r"[-./](?<=\d[-./])(?=\d)")
# Of ASCII. To translate and split takes a tenth of the time that the pattern takes; imports do it for each row.
_PUNCTUATION = {code: " " for code in range(128) if not chr(code).isalnum()}
_PHONE_LIKE = re.compile(r"[\d\s().+\-/]{7,}")
_MIN_PHONE_DIGITS = 7

Alternatives = Sequence[tuple[str, ...]]
"""A text may match if it contains all parts of one alternative."""


class Level(IntEnum):
    """How well a word matches a text, the best first."""

    EXACT = 0
    PREFIX = 1
    SUBSTRING = 2
    TYPO = 3


def searchable(*parts: str | None) -> str:
    """The folded words of the parts, each between spaces; empty without words."""
    words = _words(" ".join(part for part in parts if part))
    return f" {' '.join(words)} " if words else ""


def words_of(query: str) -> tuple[str, ...]:
    """The different words of a query. A phone number in any format is one word of digits."""
    digits = "".join(_WORD.findall(search_key(query)))
    is_phone = len(digits) >= _MIN_PHONE_DIGITS and _PHONE_LIKE.fullmatch(query.strip())
    words = [digits] if is_phone else _words(query)
    return tuple(dict.fromkeys(words))[:MAX_WORDS]


def _words(text: str) -> list[str]:
    folded = _INSIDE_NUMBER.sub("", search_key(text).replace("'", ""))
    if folded.isascii():
        return folded.translate(_PUNCTUATION).split()
    return _WORD.findall(folded)


def is_phone_part(word: str) -> bool:
    """Whether the word may be part of a phone number."""
    return len(word) >= MIN_DIGITS and word.isascii() and word.isdigit()


def level_of(words: Sequence[str], text: str) -> Level | None:
    """The level of the word that matches worst; None if a word does not match."""
    worst = Level.EXACT
    for word in words:
        level = _level(word, text)
        if level is None:
            return None
        worst = max(worst, level)
    return worst


def _level(word: str, text: str) -> Level | None:
    if pattern_of(word) in text:
        if f" {word} " in text:
            return Level.EXACT
        return Level.PREFIX if f" {word}" in text else Level.SUBSTRING
    return Level.TYPO if corrections(word, text) else None


def pattern_of(word: str, level: Level = Level.SUBSTRING) -> str:
    """The part that a text contains if and only if the word matches at this level or a better one."""
    if level is Level.EXACT:
        return f" {word} "
    return f" {word}" if level is Level.PREFIX or len(word) < MIN_INSIDE else word


def corrections(word: str, text: str) -> set[str]:
    """The words of the text that differ from the word by one typo."""
    if not is_forgiven(word):
        return set()
    return {other for other in text.split() if has_one_typo(word, other)}


def is_forgiven(word: str) -> bool:
    """Whether the word may have a typo. Identifiers and numbers may not."""
    return MIN_FORGIVEN <= len(word) <= MAX_FORGIVEN and word.isalpha()


def has_one_typo(word: str, other: str) -> bool:
    """Whether one letter is missing, extra or wrong, or two neighbors are swapped (Damerau-Levenshtein).

    A word of MIN_FORGIVEN_PREFIX letters or more may also be the start of the other.
    """
    # Most words differ in more: to see it early takes a quarter of the time.
    if len(other) < len(word) - 1 or not _may_start_alike(word, other):
        return False
    start = 0
    for one, another in zip(word, other, strict=False):
        if one != another:
            break
        start += 1
    rest, others = word[start:], other[start:]
    swapped = others[1:2] + others[:1]
    edits = [(rest[1:], others[1:]), (rest[1:], others), (rest, others[1:])]
    if len(swapped) == 2 and rest[:2] == swapped:
        edits.append((rest[2:], others[2:]))
    if len(word) < MIN_FORGIVEN_PREFIX:
        return any(left == right for left, right in edits)
    return any(right.startswith(left) for left, right in edits)


def _may_start_alike(word: str, other: str) -> bool:
    """Whether the first two letters allow one typo: one of them is in both words, at most one place away."""
    return word[0] == other[0] or other[0] == word[1] or other[1] in word[:2]


def evidence(word: str) -> Alternatives:
    """What texts contain that have a word with one typo less; other texts may contain it too.

    evidence("norhern") → (("orhern",), …, (" nor", "ern"), …, (" nohrern",), …): the letters before and
    after each place, and the word with each pair of neighbors swapped.
    """
    end = " " if len(word) < MIN_FORGIVEN_PREFIX else ""
    alternatives: list[tuple[str, ...]] = []
    for index in range(len(word)):
        before, after = f" {word[:index]}", f"{word[index + 1 :]}{end}"
        parts = tuple(part for part in (before, after) if len(part) >= MIN_INSIDE)
        if sum(map(len, parts)) > MIN_INSIDE:
            alternatives.append(parts)
        else:
            # The middle of four letters: too many texts contain what is left, so spell the words out.
            alternatives += ((f"{before}{letter}{after}",) for letter in ("", *ascii_lowercase))
            longer = tuple(
                part for part in (before, f"{word[index:]}{end}") if len(part) >= MIN_INSIDE
            )
            alternatives.append(longer)
        if index + 1 < len(word):
            swapped = word[index + 1] + word[index]
            alternatives.append((f"{before}{swapped}{word[index + 2 :]}{end}",))
    return _without_implied(alternatives)


def _without_implied(alternatives: Sequence[tuple[str, ...]]) -> Alternatives:
    """The alternatives that do not imply another one: a text with " gero" has " ger", too.

    Databases look each one up.
    """
    kept: dict[str, tuple[str, ...]] = {}
    for parts in alternatives:
        # Words have no separator, so that no part matches across two.
        text = "|".join(parts)
        if any(all(part in text for part in others) for others in kept.values()):
            continue
        for other in [other for other in kept if all(part in other for part in parts)]:
            del kept[other]
        kept[text] = parts
    return tuple(kept.values())
