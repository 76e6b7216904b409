"""Checks that every server answers the same before anything is measured."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.running import Running
from benchmarks.seed import LOCATIONS, account_id

PAGE = 50


class AnswersDiffer(Exception):
    """A peer answers something else than Textgate: then speeds say nothing."""


def questions(accounts: int) -> list[tuple[str, dict[str, Any]]]:
    """Q1 for accounts of all kinds, for another partner's, which comes after them, and for none; Q2, Q3."""
    indexes = [*range(12), accounts // 2, accounts - 1, accounts, accounts + 1]
    pickers = [("picker", {"id": f"account_{account_id(index).hex}"}) for index in indexes]
    return [*pickers, ("page", {"after": None}), ("typename", {})]


def check(reference: Running, others: Sequence[Running], accounts: int) -> int:
    """How many answers were compared; raises AnswersDiffer."""
    expected = _answers(reference, accounts)
    _check_content(expected)
    for other in others:
        for (query, variables, answer), (_, _, right) in zip(
            _answers(other, accounts), expected, strict=True
        ):
            if _comparable(query, answer, other) != _comparable(query, right, other):
                raise AnswersDiffer(
                    f"{other.server.title} answers {query} {variables} with\n"
                    f"{json.dumps(answer)[:1500]}\nand Textgate with\n{json.dumps(right)[:1500]}"
                )
    return len(expected) * len(others)


def _answers(running: Running, accounts: int) -> list[tuple[str, dict[str, Any], Any]]:
    asked = [
        (query, variables, running.ask(query, variables))
        for query, variables in questions(accounts)
    ]
    # The second page as well, by the cursor that the server itself has given.
    first = next(answer for query, _, answer in asked if query == "page")
    after = {"after": first["accounts"]["pageInfo"]["endCursor"]}
    return [*asked, ("page", after, running.ask("page", after))]


def _comparable(query: str, answer: Any, other: Running) -> Any:
    """Without cursors where they are the server's own: only that there is one is compared then."""
    if query != "page" or not other.server.has_own_cursors:
        return answer
    page = answer["accounts"]
    info = {**page["pageInfo"], "endCursor": bool(page["pageInfo"]["endCursor"])}
    return {"accounts": {**page, "pageInfo": info}}


def _check_content(expected: list[tuple[str, dict[str, Any], Any]]) -> None:
    """Equal answers prove little when they are all empty."""
    account = expected[0][2]["account"]
    nodes = next(answer for query, _, answer in expected if query == "page")["accounts"]["nodes"]
    is_full = (
        len(account["senders"]["nodes"]) == LOCATIONS
        and len(nodes) == PAGE
        and all(len(node["locations"]["nodes"]) == LOCATIONS for node in nodes)
        and {node["businessDetails"]["isComplete"] for node in nodes} == {True, False}
        and sum(answer == {"account": None} for _, _, answer in expected) == 2
    )
    if not is_full:
        raise AnswersDiffer("Textgate's own answers are not what was seeded")
