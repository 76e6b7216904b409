"""A call, or a change of one's own account, does nothing once its caller has lost its authority."""

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
"""Calls that change something; the second text asks for a number."""
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
    good = await Program.of(client).practice()
    await approve(product, good)
    await good.done("UserCreate", Level.ACCOUNT, userId="u", **PERSON)
    await good.done("QueuesSync", queues=[{"id": "q", "name": "Billing"}])
    await good.done("WebHookSave", Level.APPLICATION, eventId="message_status", url=URL)
    for level, given in WRITES[method]:
        revoked = await product.client(client.viewer.partner_id)
        caller = replace(Program.of(revoked), account_id=good.account_id)
        # When a token was last used is noted now, and not by the call that matters.
        await caller.done("PingWithAccountAuth")
        before: list[Any] = []

        async def revoke(who: Any = revoked, before: list[Any] = before) -> None:
            assert await product.services.credentials.revoke(who.credential_id)
            before += await contents(product, *EVERYTHING)

        with between(revoke):
            answer = await caller.call(method, level, **given)
        assert answer == {
            "successful": False,
            "responseMessage": "Unauthorized",
            "responseCode": 4010,
        }
        assert await contents(product, *EVERYTHING) == before
    for level, given in WRITES[method]:
        # It was for no other reason; the queue's number is asked for.
        assert await good.code(method, level, **given) == (4035 if "queueId" in given else 2000)


async def signed_in(product: Product) -> tuple[Any, dict[str, Any], Browser]:
    client = await product.partner()
    await user(product, client)
    row = await user(product, client)
    return client, row, (await sign_in(product, row["email"]))[0]


async def secrets(product: Product) -> list[Any]:
    """Passwords and second factors. How often somebody has tried is counted, whatever comes of it."""
    columns = (user_table.c.id, user_table.c.password_hash, user_table.c.totp_secret)
    async with product.services.database.read() as connection:
        found = await connection.execute(select(*columns).order_by(user_table.c.id))
        return [tuple(row) for row in found]


@pytest.mark.parametrize(
    ("path", "given"),
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
async def test_a_stale_page_cannot_change_another_users_account(
    product: Product,
    path: str,
    given: dict[str, Any],
    is_demoted: bool,
    expected: tuple[int, str],
) -> None:
    client, row, browser = await signed_in(product)
    if path.startswith("/auth/second-factor"):
        secret = (await browser.post("/auth/second-factor", {})).json()["secret"]
        code = TOTP(secret).at(product.clock.now)
        given = given | {"secret": secret, "secretCode": code}
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
        answer = await browser.post(path, given)
    assert code_of(answer) == expected
    assert [
        await secrets(product),
        await contents(product, session, link, outbox, audit_entry),
    ] == before
