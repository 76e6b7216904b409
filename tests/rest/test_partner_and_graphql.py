"""Both faces decide alike: the same situation has the same code, and leaves the same behind."""

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
    """What there is before a text is sent, what is said of it, and how that is answered."""

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
    "not activated, and all else wrong": Situation(
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
    "no such way to write a number": Situation(4060, text={"to": "12-34"}),
    "a number that cannot be": Situation(4070, text={"to": "123 456 7890"}),
    "a number of another country": Situation(4070, text={"to": "+1 876 555 0120"}),
    "an impossible number, and more": Situation(4060, text={"to": "1234567890", "body": ""}),
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
    given: dict[str, Any] = {"toNumber": "(406) 555-0120", "message": "See you at nine."}
    given |= {names[name]: value for name, value in text.items()}
    return await Program.of(client, "p-1").code("SmsSend", **given)


Face = Callable[[Client, str, dict[str, Any]], Awaitable[int]]
FACES: dict[str, Face] = {"graphql": by_graphql, "rest": by_rest}


@pytest.mark.parametrize("name", SITUATIONS)
async def test_the_same_situation_has_the_same_outcome(database_url: str, name: str) -> None:
    situation = SITUATIONS[name]
    limited = Options(
        texts_per_account_and_day=2,
        texts_per_recipient_and_hour=1_000,
        points_at_once=GENEROUS.points_at_once,
    )
    found = {}
    async with Product.open(database_url, options=limited) as product:
        for face, ask in FACES.items():
            client = await product.partner(face, **situation.partner)
            account_id = await product.account(client, externalId="p-1", **situation.account)
            await prepare(product, client, account_id, situation, ask)
            code = await ask(client, account_id, situation.text)
            found[face] = (code, await left_behind(product, client))
    assert {outcome[0] for outcome in found.values()} == {situation.code}
    assert found["graphql"] == found["rest"]


async def prepare(
    product: Product, client: Client, account_id: str, situation: Situation, ask: Face
) -> None:
    if situation.is_approved or situation.is_reviewed:
        await send(client, account_id)
        await product.finish_reviews()
    for number in range(situation.has_sent):
        # The first one with the key: a practice's own are apart from those of the whole partner.
        await ask(client, account_id, {} if number else {"idempotencyKey": "k"})
    async with product.services.database.write() as connection:
        own = account.c.id == decode_as(account_id, "account")
        if situation.is_inactive:
            await connection.execute(update(account).where(own).values(is_active=False))
        if situation.has_stopped:
            mine = sms_number.c.partner_id == client.viewer.partner_id
            number_id = (await connection.execute(select(sms_number.c.id).where(mine))).scalar_one()
            stopped = {"partner_id": client.viewer.partner_id, "number_id": number_id}
            stopped_row: dict[str, Any] = stopped | {"id": new_id(), "recipient": "+14065550120"}
            stopped_row["created_at"] = product.clock.now
            await connection.execute(insert(opt_out), stopped_row)


async def left_behind(product: Product, client: Client) -> Any:
    """What of messages, numbers and verifications there is, and what has been counted."""
    partner_id = client.viewer.partner_id
    async with product.services.database.read() as connection:
        counts = []
        for table in (message, sms_number, verification):
            mine = select(table.c.id).where(table.c.partner_id == partner_id)
            counts.append(len((await connection.execute(mine)).all()))
        counted = select(send_tally.c.code, send_tally.c["count"])
        tally = await connection.execute(counted.where(send_tally.c.partner_id == partner_id))
        return counts, sorted(tuple(row) for row in tally)


async def test_what_graphql_makes_the_partner_api_shows(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, externalId="p-1", name="Lakeside")
    update = """mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) {
        account { isActive } userErrors { message } } }"""
    for is_active, code in ((False, 4011), (None, 4011), (True, 2000)):
        answer = await client.get(update, input={"id": account_id, "isActive": is_active})
        assert answer["updateAccount"]["account"]["isActive"] is bool(is_active)
        assert await Program.of(client, "p-1").code("PingWithAccountAuth") == code
    # A practice's own people do not switch it on or off.
    admin = await member(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account_id)
    answer = await admin.get(update, input={"id": account_id, "isActive": False})
    assert answer["updateAccount"]["userErrors"] == [
        {"message": "Active status can only be changed by the partner."}
    ]
    assert await Program.of(client, "p-1").code("PingWithAccountAuth") == 2000
