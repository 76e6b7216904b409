"""Checks that every server answers the same before anything is measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from typing import Any

from benchmarks.running import Running
from benchmarks.seed import LOCATIONS, account_id


class AnswersDiffer(Exception):
    """A peer answers something else than Textgate: then speeds say nothing."""


def questions(accounts: int) -> list[tuple[str, dict[str, Any]]]:
    """Q1 for accounts of all kinds and for none, Q2 and Q3."""
    indexes = [*range(12), accounts // 2, accounts - 1]
    pickers = [("picker", {"id": f"account_{account_id(index).hex}"}) for index in indexes]
    unknown = ("picker", {"id": f"account_{account_id(accounts + 1).hex}"})
    return [*pickers, unknown, ("page", {"after": None}), ("typename", {})]


def check(reference: Running, others: Sequence[Running], accounts: int) -> int:
    """How many answers were compared; raises AnswersDiffer."""
    asked = questions(accounts)
    expected = [reference.ask(query, variables) for query, variables in asked]
    _check_content(asked, expected)
    # The second page as well: its cursor is the first one's, which each server makes itself.
    after = expected[-2]["accounts"]["pageInfo"]["endCursor"]
    asked.append(("page", {"after": after}))
    expected.append(reference.ask(*asked[-1]))
    for other, ((query, variables), right) in product(others, zip(asked, expected, strict=True)):
        answer = other.ask(query, variables)
        if answer != right:
            raise AnswersDiffer(
                f"{other.server.title} answers {query} {variables} with\n{json.dumps(answer)[:1500]}\n"
                f"and Textgate with\n{json.dumps(right)[:1500]}"
            )
    return len(asked) * len(others)


def _check_content(asked: list[tuple[str, dict[str, Any]]], expected: list[Any]) -> None:
    """Equal answers prove little when they are all empty."""
    first, page = expected[0]["account"], expected[-2]["accounts"]
    nodes = page["nodes"]
    is_full = (
        len(first["senders"]["nodes"]) == LOCATIONS
        and len(nodes) == 50
        and all(len(node["locations"]["nodes"]) == LOCATIONS for node in nodes)
        and {node["businessDetails"]["isComplete"] for node in nodes} == {True, False}
        and expected[[query for query, _ in asked].index("typename")] == {"__typename": "Query"}
    )
    if not is_full:
        raise AnswersDiffer("Textgate's own answers are not what was seeded")
