"""Mutations with plans run once, even if graphql-core executes the operation again."""

from __future__ import annotations

from typing import Any

import pytest
from graphql.execution.values import VariableValues

from tests.graphql.documents import rows
from tests.product import SEND, Product
from textgate.graphql.planner.load import Loader
from textgate.graphql.planner.mutation_plan import MutationPlan
from textgate.storage.database import Database
from textgate.storage.tables import message

_TWICE = """
mutation ($first: SendSmsInput!, $second: SendSmsInput!) {
  first: sendSms(input: $first) { __typename ... on SmsError { code } }
  second: sendSms(input: $second) { __typename ... on SendSmsSuccess { smsMessage { to } } }
}"""

_CREATE = """
mutation ($input: CreateLocationInput!) { createLocation(input: $input) { location { id } } }"""
_RENAME = """
mutation ($input: UpdateAccountInput!, $first: Int!, $isShown: Boolean = true) {
  updateAccount(input: $input) {
    account { name locations(first: $first) @include(if: $isShown) { nodes { name } } } } }"""


async def test_a_mutation_does_not_run_again_after_a_fallback(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    before = await rows(product, message)
    original = MutationPlan.answer

    async def answer_and_fail(self: MutationPlan, *given: Any) -> Any:
        await original(self, *given)
        raise LookupError("what was compiled cannot write it")

    monkeypatch.setattr(MutationPlan, "answer", answer_and_fail)
    text = {"senderId": account_id, "to": "4065550121", "body": "Hi"}
    answer = await client.get(SEND, input=text)
    assert answer["sendSms"]["__typename"] == "SendSmsSuccess"
    assert answer["sendSms"]["smsMessage"]["to"] == "+14065550121"
    assert await rows(product, message) == before + 1


async def test_mutations_of_one_request_run_in_order(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    text = {"senderId": account_id, "body": "Hi", "to": "4065550122", "idempotencyKey": "once"}
    answer = await client.get(_TWICE, first=text, second=text)
    assert answer["first"] == {"__typename": "SendSmsSuccess"}
    assert answer["second"]["smsMessage"] == {"to": "+14065550122"}
    other = await client.get(_TWICE, first={**text, "body": "Ho"}, second=text)
    assert other["first"] == {"__typename": "IdempotencyConflictError", "code": 4060}
    assert other["second"]["smsMessage"] == {"to": "+14065550122"}
    assert await rows(product, message) == 1


async def test_a_page_of_a_payload_is_loaded_with_the_variables_of_its_request(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    for name in ("East", "West"):
        await client.get(_CREATE, input={"accountId": account_id, "name": name})
    planned: list[bool] = []
    original = MutationPlan.answer

    async def note(
        self: MutationPlan, loader: Loader, variables: VariableValues, database: Database
    ) -> Any:
        planned.append(variables.coerced["isShown"])
        return await original(self, loader, variables, database)

    monkeypatch.setattr(MutationPlan, "answer", note)

    async def names(**variables: Any) -> list[str] | None:
        answer = await client.get(_RENAME, input={"id": account_id, "name": "Yew"}, **variables)
        page = answer["updateAccount"]["account"].get("locations")
        return None if page is None else [node["name"] for node in page["nodes"]]

    everywhere = await names(first=5)
    assert everywhere is not None
    assert everywhere[1:] == ["East", "West"]
    assert await names(first=2) == everywhere[:2]
    assert await names(first=2, isShown=False) is None
    assert await names(first=1) == everywhere[:1]
    # Plans of payloads are cached without arguments, so they have no pages.
    assert planned == [False]
