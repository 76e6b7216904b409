"""Checks, before measuring, that all servers return the same data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from benchmarks.running import Running
from benchmarks.seed import LOCATIONS, account_id

PAGE = 50


class AnswersDiffer(Exception):
    """A peer's data differs from Textgate's, so that comparing speeds would mean nothing."""


def questions(accounts: int) -> list[tuple[str, dict[str, Any]]]:
    """Q1 for accounts of all kinds, for another partner's account and for an unknown one; Q2; Q3."""
    indexes = [*range(12), accounts // 2, accounts - 1, accounts, accounts + 1]
    pickers = [("picker", {"id": f"account_{account_id(index).hex}"}) for index in indexes]
    return [*pickers, ("page", {"after": None}), ("typename", {})]


def check(reference: Running, others: Sequence[Running], accounts: int) -> int:
    """Compare all responses; returns their number. Raises AnswersDiffer."""
    expected = _answers(reference, accounts)
    _check_content(expected)
    for other in others:
        for (query, variables, answer), (_, _, correct) in zip(
            _answers(other, accounts), expected, strict=True
        ):
            if _comparable(query, answer, other) != _comparable(query, correct, other):
                raise AnswersDiffer(
                    f"{other.server.title} answers {query} {variables} with\n"
                    f"{json.dumps(answer)[:1500]}\nand Textgate with\n{json.dumps(correct)[:1500]}"
                )
    return len(expected) * len(others)


def _answers(running: Running, accounts: int) -> list[tuple[str, dict[str, Any], Any]]:
    answers = [
        (query, variables, running.ask(query, variables))
        for query, variables in questions(accounts)
    ]
    # Also the second page, with the server's own cursor.
    first = next(answer for query, _, answer in answers if query == "page")
    after = {"after": first["accounts"]["pageInfo"]["endCursor"]}
    return [*answers, ("page", after, running.ask("page", after))]


def _comparable(query: str, answer: Any, other: Running) -> Any:
    """The answer. Replaces a cursor in the server's own format by whether it exists."""
    if query != "page" or not other.server.has_own_cursors:
        return answer
    page = answer["accounts"]
    info = {**page["pageInfo"], "endCursor": bool(page["pageInfo"]["endCursor"])}
    return {"accounts": {**page, "pageInfo": info}}


def _check_content(expected: list[tuple[str, dict[str, Any], Any]]) -> None:
    """Ensure that the answers are not empty, since equal empty answers prove nothing."""
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
        raise AnswersDiffer("Textgate's answers differ from the seeded data.")
