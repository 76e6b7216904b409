"""A request changes nothing if its caller loses authority before the transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pyotp import TOTP
from sqlalchemy import select

from tests.between import between
from tests.members import contents
from tests.product import Product
from tests.rest.partner_program import ADDRESS, Program, approve
from tests.rest.people import PASSWORD, Browser, code_of, sign_in, user
from textgate.domain.permissions import Role
from textgate.rest.partner_api.method import Level
from textgate.rest.partner_api.registry import METHODS
from textgate.storage.tables import audit_entry, link, outbox, session
from textgate.storage.tables import user as user_table
from textgate.storage.tables.base import Base

EVERYTHING = Base.metadata.sorted_tables
PERSON = {"firstName": "Ada", "lastName": "Lovelace"}
URL = "https://hooks.example.org/sms"
WRITES: dict[str, list[tuple[Level, dict[str, Any]]]] = {
    "SmsSend": [
        (Level.ACCOUNT, {"toNumber": "4065550120", "message": "Hi"}),
        (Level.ACCOUNT, {"toNumber": "4065550120", "message": "Hi", "queueId": "q"}),
    ],
    "PracticeCreate": [(Level.APPLICATION, {"accountId": "new", "name": "New"})],
    "PracticeSave": [
        (Level.APPLICATION, {"accountId": "new", "name": "New"}),
        (Level.APPLICATION, {"accountId": "Lakeside", "name": "Other"}),
    ],
    "PracticeUpdate": [(Level.APPLICATION, {"accountId": "Lakeside", "name": "Third"})],
    "LocationsSync": [
        (Level.ACCOUNT, {"locations": [{"id": 7, "name": "Ann Arbor", **ADDRESS}, {"id": 8}]})
    ],
    "QueuesSync": [(Level.ACCOUNT, {"queues": [{"id": "q", "name": "Desk"}]})],
    "UserCreate": [(Level.ACCOUNT, {"userId": "new", **PERSON})],
    "UserSave": [
        (Level.ACCOUNT, {"userId": "newer", **PERSON}),
        (Level.ACCOUNT, {"userId": "u", "lastName": "King"}),
    ],
    "UserUpdate": [(Level.ACCOUNT, {"userId": "u", "active": False})],
    "WebHookSave": [
        (Level.APPLICATION, {"eventId": "sms_number_status", "url": URL}),
        (Level.APPLICATION, {"eventId": "message_status", "url": f"{URL}/moved"}),
        (Level.APPLICATION, {"eventId": "message_status"}),
    ],
}
"""Calls that change something. The second SmsSend requests a number."""
READS = {
    *("Ping", "PingWithApplicationAuth", "PingWithAccountAuth", "PingWithAuth"),
    *("SmsSendNumberList", "PracticeGet", "PracticeList"),
    *("PracticeLocationsRetrieve", "PracticeQueuesRetrieve"),
    *("UserGet", "UserList", "WebHookEventList"),
}


def test_every_method_either_writes_or_reads() -> None:
    assert sorted([*WRITES, *READS]) == sorted(method.name for method in METHODS)


@pytest.mark.parametrize("method", sorted(WRITES))
async def test_a_call_is_refused_once_its_credential_is_revoked(
    product: Product, method: str
) -> None:
    client = await product.partner()
    valid = await Program.of(client).practice()
    await approve(product, valid)
    await valid.result("UserCreate", Level.ACCOUNT, userId="u", **PERSON)
    await valid.result("QueuesSync", queues=[{"id": "q", "name": "Billing"}])
    await valid.result("WebHookSave", Level.APPLICATION, eventId="message_status", url=URL)
    for level, fields in WRITES[method]:
        revoked = await product.client(client.viewer.partner_id)
        caller = replace(Program.of(revoked), account_id=valid.account_id)
        # Record the token's last use now, so that the refused call does not.
        await caller.result("PingWithAccountAuth")
        before: list[Any] = []

        async def revoke(client: Any = revoked, before: list[Any] = before) -> None:
            assert await product.services.credentials.revoke(client.credential_id)
            before += await contents(product, *EVERYTHING)

        with between(revoke):
            answer = await caller.call(method, level, **fields)
        assert answer == {
            "successful": False,
            "responseMessage": "Unauthorized",
            "responseCode": 4010,
        }
        assert await contents(product, *EVERYTHING) == before
    for level, fields in WRITES[method]:
        # With a valid credential it succeeds; the queue's number is requested (4035).
        assert await valid.code(method, level, **fields) == (4035 if "queueId" in fields else 2000)


async def signed_in(product: Product) -> tuple[Any, dict[str, Any], Browser]:
    client = await product.partner()
    await user(product, client)
    row = await user(product, client)
    return client, row, (await sign_in(product, row["email"]))[0]


async def secrets(product: Product) -> list[Any]:
    """Passwords and second factors, without the counter of failed attempts, which refusals increase."""
    columns = (user_table.c.id, user_table.c.password_hash, user_table.c.totp_secret)
    async with product.services.database.read() as connection:
        result = await connection.execute(select(*columns).order_by(user_table.c.id))
        return [tuple(row) for row in result]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/auth/password", {"currentPassword": PASSWORD, "newPassword": "a different phrase"}),
        ("/auth/second-factor/confirm", {"password": PASSWORD}),
    ],
)
@pytest.mark.parametrize(
    ("is_demoted", "expected"),
    [(True, (403, "FORBIDDEN")), (False, (401, "INVALID_CREDENTIALS"))],
    ids=["another role", "deactivated"],
)
async def test_a_demoted_or_deactivated_user_cannot_change_their_own_account(
    product: Product,
    path: str,
    body: dict[str, Any],
    is_demoted: bool,
    expected: tuple[int, str],
) -> None:
    client, row, browser = await signed_in(product)
    if path.startswith("/auth/second-factor"):
        secret = (await browser.post("/auth/second-factor", {})).json()["secret"]
        code = TOTP(secret).at(product.clock.now)
        body = body | {"secret": secret, "secretCode": code}
    before: list[Any] = []

    async def change() -> None:
        users = product.services.users
        if is_demoted:
            await users.update_role(client.viewer, row["id"], Role.PARTNER_SUPPORT)
        else:
            await users.deactivate(client.viewer, row["id"])
        before.append(await secrets(product))
        before.append(await contents(product, session, link, outbox, audit_entry))

    with between(change):
        answer = await browser.post(path, body)
    assert code_of(answer) == expected
    assert [
        await secrets(product),
        await contents(product, session, link, outbox, audit_entry),
    ] == before


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/auth/password", {"currentPassword": PASSWORD, "newPassword": "a different phrase"}),
        ("/auth/second-factor/confirm", {"password": PASSWORD}),
    ],
)
async def test_a_password_that_is_replaced_after_its_check_proves_nothing(
    product: Product, path: str, fields: dict[str, Any]
) -> None:
    _, row, browser = await signed_in(product)
    other, _ = await sign_in(product, row["email"])
    if path.startswith("/auth/second-factor"):
        secret = (await browser.post("/auth/second-factor", {})).json()["secret"]
        fields = fields | {"secret": secret, "secretCode": TOTP(secret).at(product.clock.now)}
    before: list[Any] = []

    async def change() -> None:
        winner = {"currentPassword": PASSWORD, "newPassword": "the phrase of the winner"}
        assert (await other.post("/auth/password", winner)).status_code == 200
        before.append(await contents(product, *EVERYTHING))

    # The first transaction counts the attempt.
    with between(change, skipped=1):
        answer = await browser.post(path, fields)
    assert code_of(answer) == (401, "INVALID_CREDENTIALS")
    assert [await contents(product, *EVERYTHING)] == before
    assert await other.is_signed_in()
