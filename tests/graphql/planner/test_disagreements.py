"""The comparison of plans with graphql-core notices every kind of mistake here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.graphql.access.world import PARTNERS
from tests.graphql.planner.agreement import Apps, Disagreement
from tests.graphql.planner.coverage import compare, examples
from tests.graphql.planner.generated_documents import queries
from tests.graphql.planner.pools import pools_of

# The comparison does not depend on the database.
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("crowded", ["sqlite"], indirect=True)]

ENOUGH = 1250
_DIRECTIVE = re.compile(r" @(skip|include)\(if: [^)]*\)")
_DEFAULTED = re.compile(r"\$(v\d+): [^=$)]* = ")

Body = dict[str, Any]


def _rewritten(pattern: str, replacement: str) -> Callable[[Body], Body]:
    return lambda body: body | {"query": re.sub(pattern, replacement, body["query"])}


def _without_nulls(body: Body) -> Body:
    variables = {name: value for name, value in body["variables"].items() if value is not None}
    return body | {"variables": variables}


def _without_directives(body: Body) -> Body:
    # Directives with variables stay, so that no variable is unused.
    kept = _DIRECTIVE.sub(lambda found: found[0] if "$" in found[0] else "", body["query"])
    return body | {"query": kept}


def _with_other_conditions(body: Body) -> Body:
    """Negates boolean variables."""
    variables = {
        name: (not value if isinstance(value, bool) else value)
        for name, value in body["variables"].items()
    }
    return body | {"variables": variables}


def _without_defaults(body: Body) -> Body:
    """Passes null for absent variables, instead of their defaults."""
    missing = set(_DEFAULTED.findall(body["query"])) - set(body["variables"])
    return body | {"variables": body["variables"] | dict.fromkeys(missing)}


MISREADINGS: dict[str, Callable[[Body], Body]] = {
    "directives are not obeyed": _without_directives,
    "variables of directives are misread": _with_other_conditions,
    "a null is taken for nothing": _without_nulls,
    "defaults of variables are not used": _without_defaults,
    "another page size": _rewritten(r"first: \d+", "first: 1"),
    "cursors are not obeyed": _rewritten(r'after: "[^"]*"', "after: null"),
    "statuses are not obeyed": _rewritten(r"status: [A-Z_]+", "status: null"),
    "directions are not obeyed": _rewritten("DESC|ASC", "ASC"),
    "the first operation is taken": lambda body: (
        body | {"operationName": "Asked"} if " Other" in body["query"] else body
    ),
    "aliases are names": _rewritten(r"\b_c: ", "b: "),
    "ids are in another case": _rewritten(r"account_0", "account_1"),
}
"""Requests as a planner would understand them that misreads documents."""


def _objects(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for each in found:
            yield from _objects(each)
    elif isinstance(found, dict):
        yield found
        for each in found.values():
            yield from _objects(each)


def _spoiled(spoil: Callable[[dict[str, Any]], bool]) -> Callable[[bytes], bytes]:
    """Spoils the first object of the data that can be spoiled."""

    def spoil_answer(body: bytes) -> bytes:
        answer = json.loads(body)
        if not any(spoil(each) for each in _objects(answer.get("data"))):
            return body
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()

    return spoil_answer


def _swap_keys(found: dict[str, Any]) -> bool:
    keys = list(found)
    for key in [*keys[:-2], *reversed(keys[-2:])]:
        found[key] = found.pop(key)
    return len(keys) > 1


def _lose_a_key(found: dict[str, Any]) -> bool:
    return len(found) > 1 and bool(found.popitem())


def _change_a_value(found: dict[str, Any]) -> bool:
    for key, value in found.items():
        if isinstance(value, bool):
            found[key] = not value
            return True
    return False


def _lose_a_null(found: dict[str, Any]) -> bool:
    for key, value in found.items():
        if value is None:
            del found[key]
            return True
    return False


def _lose_an_item(found: dict[str, Any]) -> bool:
    return any(isinstance(value, list) and value and bool(value.pop()) for value in found.values())


def _without_errors(body: bytes) -> bytes:
    answer = json.loads(body)
    answer.pop("errors", None)
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _without_paths(body: bytes) -> bytes:
    return re.sub(rb'"path":\[[^]]*\]', b'"path":[]', body)


MISTAKES: dict[str, Callable[[bytes], bytes]] = {
    "the order of keys": _spoiled(_swap_keys),
    "a key": _spoiled(_lose_a_key),
    "a value": _spoiled(_change_a_value),
    "a null": _spoiled(_lose_a_null),
    "an item of a list": _spoiled(_lose_an_item),
    "the errors": _without_errors,
    "where an error is": _without_paths,
    "what it costs": lambda body: body.replace(b'"points":', b'"points":1'),
    "how it is written": lambda body: body.replace(b":", b": ", 1),
}
"""Answers that a wrong planner would write."""


async def noticed(apps: Apps, *, is_reduced: bool = False) -> str:
    """The message of the comparison, which must fail."""
    pools = await pools_of(apps, PARTNERS[0])
    try:
        documents = queries(pools)
        await compare(apps, documents, examples(apps, ENOUGH), is_reduced=is_reduced)
    except Disagreement as found:
        return str(found)
    raise AssertionError("nothing was noticed")


@pytest.mark.parametrize("misreading", MISREADINGS)
async def test_a_misread_document_is_noticed(apps: Apps, misreading: str) -> None:
    apps.spoil = MISREADINGS[misreading]
    assert "plans answer" in await noticed(apps)


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_an_answer_that_differs_by_a_byte_is_noticed(apps: Apps, mistake: str) -> None:
    apps.spoil_answer = MISTAKES[mistake]
    assert "plans answer" in await noticed(apps)


async def test_the_message_shows_the_smallest_document(apps: Apps) -> None:
    apps.spoil_answer = MISTAKES["a value"]
    message = await noticed(apps, is_reduced=True)
    document = message.partition("variables: ")[0]
    assert len(document.splitlines()) < 10, message
    assert "true" in message
    assert "false" in message
