"""When a plan cannot answer: an outage is reported at once, and graphql-core answers everything else."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.between import between
from tests.graphql.documents import rows
from tests.product import SEND, Client, Product
from tests.rest.test_metrics import samples
from tests.test_outage import OUTAGE_MESSAGE
from textgate.graphql.planner.mutation_plan import MutationPlan
from textgate.graphql.planner.plan import Plan
from textgate.storage.database import Database
from textgate.storage.statement_program import StatementProgram
from textgate.storage.tables import message

ACCOUNTS = "{ accounts(first: 5) { nodes { name } } }"
AFTER_ANOTHER = "{ viewer { name } accounts(first: 5) { nodes { name } } }"
OVERVIEW = "{ overview { accounts { total } } }"
TWO_SENDS = """mutation ($first: SendSmsInput!, $second: SendSmsInput!) {
  first: sendSms(input: $first) { __typename }
  second: sendSms(input: $second) { ... on SendSmsSuccess { smsMessage { to } } } }"""


@pytest.fixture
async def client(product: Product) -> Client:
    return await product.partner()


@contextmanager
def outage(*ways: str) -> Iterator[list[str]]:
    """Makes these methods of the database fail; yields the calls."""
    uses: list[str] = []

    def failing(way: str) -> Any:
        def fail(_: Database, *reading: StatementProgram) -> Any:
            uses.append(way)
            # A program needs no database before its first statement.
            for each in reading:
                next(each)
            raise ConnectionRefusedError

        return fail

    with pytest.MonkeyPatch.context() as patched:
        for way in ways:
            patched.setattr(Database, way, failing(way))
        yield uses


def unavailable(answer: dict[str, Any], *path: str) -> None:
    """Asserts that the answer is one UNAVAILABLE error at this path."""
    assert answer["data"] is None
    (error,) = answer["errors"]
    assert (error["message"], error["path"]) == (OUTAGE_MESSAGE, list(path))
    assert error["extensions"]["code"] == "UNAVAILABLE"
    assert error["locations"]


@pytest.mark.parametrize(
    ("query", "path", "way"),
    [
        (ACCOUNTS, "accounts", "run"),
        (AFTER_ANOTHER, "accounts", "run"),
        (OVERVIEW, "overview", "read"),
    ],
)
async def test_an_outage_is_answered_after_one_attempt(
    product: Product, client: Client, query: str, path: str, way: str
) -> None:
    before = await samples(product)
    with outage(way) as attempts, capture_logs() as logged:
        response = await client.post({"query": query})
    after = await samples(product)
    assert attempts == [way]
    assert response.status_code == 200
    unavailable(response.json(), path)
    assert [line["event"] for line in important(logged)] == ["database_unavailable"]
    key = "textgate_refusals_total", "UNAVAILABLE"
    assert after[key] - before.get(key, 0) == 1
    assert "errors" not in await client.ask(query)


async def test_an_outage_while_a_payload_loads_is_answered_after_one_attempt(
    product: Product, client: Client
) -> None:
    account = await product.approved_account(client)
    before = await rows(product, message)
    given = {"senderId": account, "to": "4065550121", "body": "Hi"}
    with outage("run") as attempts:
        response = await client.post({"query": SEND, "variables": {"input": given}})
    assert attempts == ["run"]
    unavailable(response.json(), "sendSms")
    # The message was accepted before the outage, as the error says.
    assert await rows(product, message) == before + 1


async def test_an_outage_names_the_mutation_that_it_stopped(
    product: Product, client: Client
) -> None:
    account = await product.approved_account(client)
    before = await rows(product, message)
    given = {"senderId": account, "to": "4065550121", "body": "Hi"}
    variables = {"first": given, "second": given}
    with outage("run") as attempts:
        response = await client.post({"query": TWO_SENDS, "variables": variables})
    assert attempts == ["run"]
    unavailable(response.json(), "second")
    assert await rows(product, message) == before + 2


@pytest.mark.parametrize(
    ("query", "variables", "reason"),
    [
        ("{ __schema { __typename } }", {}, "unplannable"),
        ("query ($first: Int) { accounts(first: $first) { totalCount } }", {"first": 0}, "error"),
    ],
)
async def test_an_expected_fallback_is_counted_and_not_logged(
    product: Product, client: Client, query: str, variables: dict[str, Any], reason: str
) -> None:
    before = await samples(product)
    with capture_logs() as logged:
        await client.ask(query, **variables)
    assert important(logged) == []
    assert fallbacks(before, await samples(product)) == {reason: 1}


async def test_a_plan_that_fails_unexpectedly_is_logged_and_counted(
    product: Product, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Any:
        raise LookupError("+14065550121")

    monkeypatch.setattr(Plan, "read", fail)
    before = await samples(product)
    with capture_logs() as logged:
        answer = await client.get("{ viewer { name } }")
    assert answer["viewer"]["name"]
    assert fallbacks(before, await samples(product)) == {"unexpected": 1}
    (line,) = important(logged)
    assert (line["event"], line["log_level"], line["error"]) == (
        "plan_fallback",
        "warning",
        "LookupError",
    )
    assert line["frames"]
    assert "4065550121" not in str(line)


async def test_a_plan_loads_rows_without_selected_columns(product: Product, client: Client) -> None:
    await product.account(client)
    before = await samples(product)
    answer = await client.get("{ accounts(first: 5) { nodes { __typename } } }")
    assert answer == {"accounts": {"nodes": [{"__typename": "Account"}]}}
    after = await samples(product)
    name = "textgate_graphql_operations_total"
    assert [after[name, by] - before[name, by] for by in ("plan", "core")] == [1, 0]


@pytest.mark.parametrize("falls_back", [False, True])
async def test_a_refusal_is_counted_once_with_or_without_a_fallback(
    product: Product, client: Client, monkeypatch: pytest.MonkeyPatch, *, falls_back: bool
) -> None:
    account = await product.account(client)
    if falls_back:
        original = MutationPlan.answer

        async def answer_and_fail(self: MutationPlan, *given: Any) -> Any:
            await original(self, *given)
            raise LookupError("what was compiled cannot write it")

        monkeypatch.setattr(MutationPlan, "answer", answer_and_fail)
    before = await samples(product)
    given = {"senderId": account, "to": "4065550120", "body": "Hi"}
    answer = await client.get(SEND, input=given)
    assert answer["sendSms"]["code"] == 4035
    after = await samples(product)
    key = "textgate_refusals_total", "4035"
    assert after[key] - before.get(key, 0) == 1
    assert fallbacks(before, after) == ({"unexpected": 1} if falls_back else {})


async def test_a_caller_that_has_lost_its_authority_is_an_ordinary_error(
    product: Product, client: Client
) -> None:
    account = await product.approved_account(client)
    before = await samples(product)

    async def revoke() -> None:
        assert await product.services.credentials.revoke(client.credential_id)

    given = {"senderId": account, "to": "4065550121", "body": "Hi"}
    with capture_logs() as logged, between(revoke):
        answer = await client.ask(SEND, input=given)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]
    after = await samples(product)
    refusals = {
        key: after[key] - before.get(key, 0) for key in after if key[0] == "textgate_refusals_total"
    }
    assert {key: count for key, count in refusals.items() if count} == {
        ("textgate_refusals_total", "UNAUTHENTICATED"): 1
    }
    assert fallbacks(before, after) == {"error": 1}
    assert important(logged) == []


def important(logged: Sequence[MutableMapping[str, Any]]) -> list[MutableMapping[str, Any]]:
    """All lines above the level info, which every request has."""
    return [line for line in logged if line["log_level"] != "info"]


def fallbacks(
    before: dict[tuple[str, ...], float], after: dict[tuple[str, ...], float]
) -> dict[str, float]:
    """The fallbacks between two samples, by reason."""
    name = "textgate_graphql_fallbacks_total"
    reasons = ("unplannable", "error", "unexpected")
    more = {reason: after[name, reason] - before[name, reason] for reason in reasons}
    return {reason: count for reason, count in more.items() if count}
