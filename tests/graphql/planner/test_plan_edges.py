"""Edge cases of GraphQL that a compiler of selections may get wrong."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.access.world import ACCOUNTS, PARTNERS, Owner
from tests.graphql.operations import UNKNOWN
from tests.graphql.planner.agreement import Apps
from tests.graphql.planner.plan_edges import (
    CONDITIONS,
    MERGED,
    NAMES,
    OBJECTS,
    PAGES,
    REFUSED,
    SENDS,
)
from textgate.domain.permissions import Role

HOME = Owner(PARTNERS[0], ACCOUNTS[0])
ANSWERED = MERGED | NAMES | CONDITIONS | PAGES | OBJECTS


async def variables_of(apps: Apps) -> dict[str, Any]:
    """A value for every variable of the documents. A document ignores those that it does not declare."""
    world = apps.world
    account, message = world.one("Account", HOME), min(world.find("SmsMessage", HOME))
    foreign = world.one("Account", Owner(PARTNERS[1], ACCOUNTS[0]))
    unknown = f"account_{UNKNOWN}"
    kinds = ("Location", "Queue", "User", "Partner", "Webhook", "Verification")
    ids = [account, message, *(world.one(kind, HOME) for kind in kinds), unknown, foreign, account]
    sent = {"senderId": account, "to": "+14065550120", "body": f"{HOME.marker} says hello"}
    sent["idempotencyKey"] = f"{HOME.marker}-{sent['to']}"
    beginning = "first: 1) { pageInfo { endCursor }"
    document = f"""query ($id: ID!) {{ accounts({beginning} }}
      account(id: $id) {{ senders({beginning} }} }} }}"""
    found = await ask(apps, document, {"id": account})
    return {
        "account": account,
        "message": message,
        "verification": min(world.find("Verification", HOME)),
        "foreign": foreign,
        "unknown": unknown,
        "ids": ids,
        "many": 100.0,
        "yes": True,
        "way": "DESC",
        "null": None,
        "nothing": None,
        "afterAccount": found["data"]["accounts"]["pageInfo"]["endCursor"],
        "afterSender": found["data"]["account"]["senders"]["pageInfo"]["endCursor"],
        "sent": sent,
        "unlike": sent | {"body": "Something else"},
        "wrong": sent | {"body": "", "to": "911", "idempotencyKey": "another"},
    }


async def ask(
    apps: Apps, document: str, variables: dict[str, Any], role: Role = Role.PROGRAM
) -> dict[str, Any]:
    """The answer of both applications."""
    body = {"query": document, "variables": variables}
    if "query Asked" in document:
        body["operationName"] = "Asked"
    caller = apps.world.caller(HOME.partner, role)
    return (await apps.agree(body, caller)).content


@pytest.mark.parametrize("edge", ANSWERED)
async def test_an_edge_is_answered_alike(apps: Apps, edge: str) -> None:
    variables = await variables_of(apps)
    document = ANSWERED[edge]
    # Some documents need another value.
    variables |= {"no": False} if "$no:" in document else {}
    variables |= {"status": "IN_REVIEW"} if "$status: Verif" in document else {}
    answer = await ask(apps, document, variables)
    assert "errors" not in answer, answer
    await ask(apps, document, variables, Role.ACCOUNT_ADMIN)


@pytest.mark.parametrize("edge", REFUSED)
async def test_an_error_at_an_edge_is_answered_alike(apps: Apps, edge: str) -> None:
    variables = await variables_of(apps) | {"many": [f"account_{UNKNOWN}"] * 101}
    answer = await ask(apps, REFUSED[edge], variables)
    codes = {each["extensions"]["code"] for each in answer["errors"]}
    assert codes == {"INVALID_ARGUMENT"}, answer


async def test_members_of_a_union_are_answered_alike(apps: Apps) -> None:
    answer = await ask(apps, SENDS, await variables_of(apps))
    assert "errors" not in answer, answer
    found = answer["data"]
    assert found["sent"]["smsMessage"]["id"] == found["again"]["smsMessage"]["id"]
    assert [found[name]["code"] for name in ("unlike", "wrong")] == [4060, 4060]
    assert found["wrong"]["userErrors"]
    assert list(found["wrong"]) == ["code", "__typename", "userErrors", "message"]
