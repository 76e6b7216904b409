"""Words match texts in any order, at the start or within, and with one typo."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textgate.domain.search import (
    MAX_WORDS,
    Level,
    evidence,
    has_one_typo,
    level_of,
    searchable,
    words_of,
)

LETTERS = st.text("abc", min_size=4, max_size=9)


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("St. Mary's  CLINIC", None, "", "MT"), " st marys clinic mt "),
        (("Núñez", "43017-1234"), " nunez 430171234 "),
        (("AB-12/3", "+16145551234"), " ab 123 16145551234 "),
        (("!!! \U0001f642 \0",), ""),
        ((None,), ""),
    ],
)
def test_a_searchable_text_has_its_words_between_spaces(
    parts: tuple[str | None, ...], text: str
) -> None:
    assert searchable(*parts) == text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("family  Family NORTHERN", ("family", "northern")),
        ("(406) 555-1234", ("4065551234",)),
        ("+1 406.555.1234", ("14065551234",)),
        ("43017-1234", ("430171234",)),
        ("+1 406", ("1", "406")),
        ('"a" OR b* NEAR(c)', ("a", "or", "b", "near", "c")),
        ("%_\\\0", ()),
        (" ".join(f"w{n}" for n in range(50)), tuple(f"w{n}" for n in range(MAX_WORDS))),
    ],
)
def test_a_query_has_its_different_words(query: str, words: tuple[str, ...]) -> None:
    assert words_of(query) == words


@pytest.mark.parametrize(
    ("words", "level"),
    [
        (("northern",), Level.EXACT),
        (("family", "northern"), Level.EXACT),
        (("north",), Level.PREFIX),
        (("northern", "fam"), Level.PREFIX),
        (("thern",), Level.SUBSTRING),
        (("norhern",), Level.TYPO),
        (("northren", "family"), Level.TYPO),
        (("norhe",), None),
        (("norher",), Level.TYPO),
        (("amily",), Level.SUBSTRING),
        (("oh",), Level.EXACT),
        # Two letters match only the start of a word, and three are forgiven no typo.
        (("er",), None),
        (("fem",), None),
        (("northern", "dental"), None),
        (("43018",), None),
        ((), Level.EXACT),
    ],
)
def test_the_level_is_that_of_the_word_that_matches_worst(
    words: tuple[str, ...], level: Level | None
) -> None:
    assert level_of(words, searchable("Northern Family", "OH", "43017")) is level


@pytest.mark.parametrize(("length", "level"), [(20, Level.TYPO), (21, None)])
def test_long_words_are_forgiven_no_typo(length: int, level: Level | None) -> None:
    """A word of 200 letters kept PostgreSQL busy for 72 seconds."""
    word = "ab" * 10 + "c"
    assert level_of(("x" + word[1:length],), searchable(word[:length])) is level


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance, restricted to swaps of neighbors: the textbook's table."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and (one[i - 1], one[i - 2]) == (other[j - 2], other[j - 1]):
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with a letter removed, added, replaced or swapped, and perhaps more letters."""
    word = draw(LETTERS)
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("abcd"))
    before, after = word[:place], word[place:]
    other = draw(
        st.sampled_from(
            [
                before + after[1:],
                before + letter + after,
                before + letter + after[1:],
                before + after[1:2] + after[:1] + after[2:],
            ]
        )
    )
    return word, other + draw(st.text("abcd", max_size=3))


@given(st.one_of(edited(), st.tuples(LETTERS, LETTERS)))
def test_a_typo_is_a_distance_of_one(pair: tuple[str, str]) -> None:
    word, other = pair
    prefixes = [other[:end] for end in range(len(other) + 1)] if len(word) >= 6 else [other]
    assert has_one_typo(word, other) is (min(distance(word, it) for it in prefixes) <= 1)


@given(st.one_of(edited(), st.tuples(LETTERS, LETTERS)))
def test_a_text_with_a_typo_holds_evidence_of_the_word(pair: tuple[str, str]) -> None:
    word, other = pair
    text = f" some {other} text "
    if has_one_typo(word, other) and word not in text:
        assert any(all(part in text for part in parts) for parts in evidence(word))


@given(st.text("abcdefgh", min_size=4, max_size=12))
def test_evidence_is_long_enough_for_an_index(word: str) -> None:
    for parts in evidence(word):
        assert all(len(part) >= 3 for part in parts)
        assert sum(map(len, parts)) > 3


@given(st.text("abc", min_size=4, max_size=12))
def test_no_evidence_implies_another(word: str) -> None:
    alternatives = evidence(word)
    for parts in alternatives:
        others = [other for other in alternatives if other is not parts]
        assert not any(all(any(it in part for part in parts) for it in other) for other in others)
