"""GraphQL and the partner API decide alike: the same situation has the same code and the same effects."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.graphql.documents import send
from tests.members import member
from tests.product import GENEROUS, Client, Product
from tests.rest.partner_program import Program
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.graphql.declare.ids import decode_as
from textgate.services.options import Options
from textgate.storage.tables import account, message, opt_out, send_tally, sms_number, verification

PO_BOX = {
    "address": {
        "address1": "PO Box 12",
        "city": "Boston",
        "state": "MA",
        "postalCode": "02130",
        "countryCode": "US",
    }
}


@dataclass(frozen=True)
class Situation:
    """The state before a send, the text, and the expected code."""

    code: int
    partner: dict[str, Any] = field(default_factory=dict)
    account: dict[str, Any] = field(default_factory=dict)
    text: dict[str, Any] = field(default_factory=dict)
    is_approved: bool = False
    is_reviewed: bool = False
    is_inactive: bool = False
    has_stopped: bool = False
    has_sent: int = 0


SITUATIONS = {
    "not activated": Situation(4015, partner={"sms_enabled": False}),
    "not activated, with an invalid text": Situation(
        4015, partner={"sms_enabled": False}, text={"to": "x", "body": ""}
    ),
    "the first text": Situation(4035),
    "a later text": Situation(4035, has_sent=1),
    "no address": Situation(4039, account={"address": None}),
    "no contact": Situation(4039, partner={"complete": False}),
    "rejected": Situation(4039, account=PO_BOX, is_reviewed=True),
    "approved": Situation(2000, is_approved=True),
    "inactive": Situation(4011, is_approved=True, is_inactive=True),
    "stopped": Situation(4080, is_approved=True, has_stopped=True),
    "no number": Situation(4060, text={"to": ""}),
    "a malformed number": Situation(4060, text={"to": "12-34"}),
    "an impossible number": Situation(4070, text={"to": "123 456 7890"}),
    "a number of another country": Situation(4070, text={"to": "+1 876 555 0120"}),
    "an impossible number and an empty text": Situation(
        4060, text={"to": "1234567890", "body": ""}
    ),
    "no text": Situation(4060, text={"body": "  "}),
    "too long a text": Situation(4060, text={"body": "x" * 1601}),
    "too long a key": Situation(4060, text={"idempotencyKey": "k" * 256}),
    "a key that was used for another text": Situation(
        4060, is_approved=True, has_sent=1, text={"idempotencyKey": "k", "body": "Else"}
    ),
    "too many texts": Situation(4060, is_approved=True, has_sent=2),
}


async def by_graphql(client: Client, account_id: str, text: dict[str, Any]) -> int:
    answer = await send(client, account_id, **text)
    return int(answer.get("code", 2000))


async def by_rest(client: Client, account_id: str, text: dict[str, Any]) -> int:
    names = {"to": "toNumber", "body": "message", "idempotencyKey": "externalId"}
    fields: dict[str, Any] = {"toNumber": "(406) 555-0120", "message": "See you at nine."}
    fields |= {names[name]: value for name, value in text.items()}
    return await Program.of(client, "p-1").code("SmsSend", **fields)


Api = Callable[[Client, str, dict[str, Any]], Awaitable[int]]
APIS: dict[str, Api] = {"graphql": by_graphql, "rest": by_rest}


@pytest.mark.parametrize("name", SITUATIONS)
async def test_the_same_situation_has_the_same_outcome(database_url: str, name: str) -> None:
    situation = SITUATIONS[name]
    limited = Options(
        texts_per_account_and_day=2,
        texts_per_recipient_and_hour=1_000,
        points_at_once=GENEROUS.points_at_once,
    )
    outcomes = {}
    async with Product.open(database_url, options=limited) as product:
        for api, ask in APIS.items():
            client = await product.partner(api, **situation.partner)
            account_id = await product.account(client, externalId="p-1", **situation.account)
            await prepare(product, client, account_id, situation, ask)
            code = await ask(client, account_id, situation.text)
            outcomes[api] = (code, await effects(product, client))
    assert {outcome[0] for outcome in outcomes.values()} == {situation.code}
    assert outcomes["graphql"] == outcomes["rest"]


async def prepare(
    product: Product, client: Client, account_id: str, situation: Situation, ask: Api
) -> None:
    if situation.is_approved or situation.is_reviewed:
        await send(client, account_id)
        await product.finish_reviews()
    for number in range(situation.has_sent):
        # Only the first send has the idempotency key.
        await ask(client, account_id, {} if number else {"idempotencyKey": "k"})
    async with product.services.database.write() as connection:
        own = account.c.id == decode_as(account_id, "account")
        if situation.is_inactive:
            await connection.execute(update(account).where(own).values(is_active=False))
        if situation.has_stopped:
            is_own = sms_number.c.partner_id == client.viewer.partner_id
            number_id = (
                await connection.execute(select(sms_number.c.id).where(is_own))
            ).scalar_one()
            stopped = {"partner_id": client.viewer.partner_id, "number_id": number_id}
            stopped_row: dict[str, Any] = stopped | {"id": new_id(), "recipient": "+14065550120"}
            stopped_row["created_at"] = product.clock.now
            await connection.execute(insert(opt_out), stopped_row)


async def effects(product: Product, client: Client) -> Any:
    """The numbers of messages, SMS numbers and verifications, and the counted codes."""
    partner_id = client.viewer.partner_id
    async with product.services.database.read() as connection:
        counts = []
        for table in (message, sms_number, verification):
            own_rows = select(table.c.id).where(table.c.partner_id == partner_id)
            counts.append(len((await connection.execute(own_rows)).all()))
        counted = select(send_tally.c.code, send_tally.c["count"])
        tally = await connection.execute(counted.where(send_tally.c.partner_id == partner_id))
        return counts, sorted(tuple(row) for row in tally)


async def test_an_account_deactivated_in_graphql_is_refused_by_the_partner_api(
    product: Product,
) -> None:
    client = await product.partner()
    account_id = await product.account(client, externalId="p-1", name="Lakeside")
    update = """mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) {
        account { isActive } userErrors { message } } }"""
    for is_active, code in ((False, 4011), (None, 4011), (True, 2000)):
        answer = await client.get(update, input={"id": account_id, "isActive": is_active})
        assert answer["updateAccount"]["account"]["isActive"] is bool(is_active)
        assert await Program.of(client, "p-1").code("PingWithAccountAuth") == code
    # Users of a practice cannot change its active status.
    admin = await member(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account_id)
    answer = await admin.get(update, input={"id": account_id, "isActive": False})
    assert answer["updateAccount"]["userErrors"] == [
        {"message": "Active status can only be changed by the partner."}
    ]
    assert await Program.of(client, "p-1").code("PingWithAccountAuth") == 2000
