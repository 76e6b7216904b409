"""Invitations: one user per address, by an emailed link. A refusal changes nothing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from tests.graphql.documents import refused, rows, saved, submit
from tests.members import (
    USER_TABLES,
    contents,
    mail_bodies,
    member,
    newest_entry,
    open_links,
    user_row,
)
from tests.product import Product
from tests.smtp_server import MailServer
from textgate.domain.permissions import Role
from textgate.services.credentials import one_time_links
from textgate.storage.tables import LinkPurpose, link, user

UNKNOWN = "0" * 32
ADA: dict[str, Any] = {"email": "Ada@Acme.example", "name": " Ada  Lovelace "}


@pytest.fixture
async def product(mailing: Product) -> Product:
    """A product with a mail server, so that mails are written."""
    return mailing


async def test_an_invitation_is_emailed(product: Product, server: MailServer) -> None:
    client = await product.partner()
    account_id = await product.account(client, name="Lakeside Clinic")
    boss = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, name="Grace Hopper")
    made = await saved(boss, "inviteUser", **ADA, role="ACCOUNT_ADMIN", accountId=account_id)
    assert made.pop("id").startswith("user_")
    assert made == {
        "email": "ada@acme.example",
        "name": "Ada Lovelace",
        "role": "ACCOUNT_ADMIN",
        "status": "INVITED",
        "hasSecondFactor": False,
        "lastSignInAt": None,
        "account": {"id": account_id},
    }
    await product.services.outbox.run_due()
    body = server.mails[0].get_content().replace("\r\n", "\n")
    assert body.startswith("Hello Ada Lovelace,\n")
    assert "Grace Hopper has invited you to Textgate, to work for Lakeside Clinic." in body
    assert "until 9 November 2026, 15:00 UTC." in body
    url, token = body.partition("http")[2].split()[0].split("#")
    assert url == "://127.0.0.1:8000/set-password"
    async with product.services.database.read() as connection:
        open_link = await one_time_links.load_open(connection, token, product.clock.now)
    assert open_link is not None
    assert open_link["purpose"] is LinkPurpose.INVITATION
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_id, entry.actor_name) == (
        "USER_INVITED",
        boss.user_id,
        "Grace Hopper",
    )
    assert '["role",null,"ACCOUNT_ADMIN"]' in entry.changes
    assert token not in repr(tuple(entry))


async def test_a_programs_invitation_comes_from_the_partner(product: Product) -> None:
    client = await product.partner("Acme EHR")
    await saved(client, "inviteUser", **ADA, role="PARTNER_SUPPORT")
    (body,) = await mail_bodies(product)
    assert "Acme EHR has invited you to Textgate, to work for Acme EHR." in body


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_belongs_to_the_partner_or_to_a_practice(product: Product, role: Role) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    before = await contents(product, *USER_TABLES)
    for_partner = role in (Role.PARTNER_ADMIN, Role.PARTNER_SUPPORT)
    for_account = role in (Role.ACCOUNT_ADMIN, Role.ACCOUNT_SENDER)
    wrong: list[dict[str, Any]] = [{"accountId": account_id}] if not for_account else []
    wrong += [{}, {"accountId": None}] if not for_partner else []
    for input_fields in wrong:
        errors = await refused(client, "inviteUser", **ADA, role=role, **input_fields)
        assert errors == [("role", "INVALID")]
    assert await contents(product, *USER_TABLES) == before
    if for_partner or for_account:
        input_fields = {"accountId": account_id} if for_account else {}
        made = await saved(client, "inviteUser", **ADA, role=role, **input_fields)
        assert made["role"] == role


async def test_all_errors_in_an_invitation_are_reported_at_once(product: Product) -> None:
    client = await product.partner()
    before = await contents(product, *USER_TABLES)
    account_id = f"account_{UNKNOWN}"
    input_fields = {"email": "ada", "name": " ", "role": "PROGRAM", "accountId": account_id}
    assert await refused(client, "inviteUser", **input_fields) == [
        ("email", "INVALID"),
        ("name", "REQUIRED"),
        ("role", "INVALID"),
        ("accountId", "NOT_FOUND"),
    ]
    for name, code in (("x" * 201, "TOO_LONG"), ("a\r\0b", "INVALID")):
        input_fields = {"email": "a@acme.example", "name": name, "role": "PARTNER_ADMIN"}
        assert await refused(client, "inviteUser", **input_fields) == [("name", code)]
    long = ADA | {"email": f"{'a' * 250}@b.example", "role": "PARTNER_ADMIN"}
    assert await refused(client, "inviteUser", **long) == [("email", "TOO_LONG")]
    assert await contents(product, *USER_TABLES) == before


async def test_another_partners_account_is_not_found(product: Product) -> None:
    other = await product.partner("Other EHR")
    theirs = await product.account(other)
    client = await product.partner()
    before = await contents(product, *USER_TABLES)
    answers = [
        await submit(client, "inviteUser", **ADA, role="ACCOUNT_ADMIN", accountId=account_id)
        for account_id in (theirs, f"account_{UNKNOWN}", "nonsense")
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0]["userErrors"][0]["code"] == "NOT_FOUND"
    assert await contents(product, *USER_TABLES) == before


async def test_an_address_of_another_partners_user_is_not_revealed(product: Product) -> None:
    other = await product.partner("Other EHR")
    await user_row(product, other.viewer.partner_id, email="ada@acme.example")
    client = await product.partner()
    clinics = [await product.account(client) for _ in range(2)]
    partner_id = client.viewer.partner_id
    await user_row(product, partner_id, Role.ACCOUNT_SENDER, clinics[1], email="bo@acme.example")
    admin = await member(product, partner_id, Role.ACCOUNT_ADMIN, clinics[0])
    before = await contents(product, *USER_TABLES)
    input_fields = {"name": "Ada", "role": "ACCOUNT_ADMIN", "accountId": clinics[0]}
    answers = [
        await submit(asking, "inviteUser", **input_fields, email=email)
        for asking, email in (
            (client, "ADA@acme.example"),
            (admin, "ada@acme.example"),
            # A user of another practice of the same partner.
            (admin, "bo@acme.example"),
            (client, "ada@acme"),
            (client, "ada@acme.invalid"),
        )
    ]
    assert all(answer == answers[0] for answer in answers)
    assert [error["code"] for error in answers[0]["userErrors"]] == ["INVALID"]
    # A user of the caller's own practice is named.
    own = await refused(client, "inviteUser", **input_fields, email="bo@acme.example")
    assert own == [("email", "ALREADY_EXISTS")]
    assert await contents(product, *USER_TABLES) == before


@pytest.mark.parametrize("state", ["invited", "deactivated"])
async def test_an_inactive_user_can_be_invited_again(
    product: Product, server: MailServer, state: str
) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    first = await saved(client, "inviteUser", **ADA, role="PARTNER_ADMIN")
    if state == "deactivated":
        await saved(client, "deactivateUser", id=first["id"])
    input_fields = {"email": "ada@acme.example", "name": "Ada L.", "role": "ACCOUNT_SENDER"}
    again = await saved(client, "inviteUser", **input_fields, accountId=account_id)
    assert again == first | input_fields | {"account": {"id": account_id}, "status": "INVITED"}
    assert (await rows(product, user), await rows(product, link)) == (1, 0)
    # The earlier mail was still queued and is never sent.
    old, new = await mail_bodies(product)
    assert (old, "Ada L." in new) == ("", True)
    await product.services.outbox.run_due()
    assert (len(server.mails), await open_links(product)) == (1, 1)


async def test_a_reinvited_user_loses_the_former_password_and_second_factor(
    product: Product,
) -> None:
    client = await product.partner()
    row = await user_row(
        product,
        client.viewer.partner_id,
        email="ada@acme.example",
        totp_secret="secret",
        totp_used_step=1,
        failed_sign_ins=7,
        deactivated_at=product.clock.now,
    )
    await saved(client, "inviteUser", **ADA, role="PARTNER_ADMIN")
    async with product.services.database.read() as connection:
        (reinvited,) = (await connection.execute(select(user))).mappings()
    assert reinvited["id"] == row["id"]
    names = ("password_hash", "totp_secret", "totp_used_step", "failed_sign_ins", "deactivated_at")
    assert [reinvited[name] for name in names] == [None, None, None, 0, None]


async def test_a_user_gets_at_most_five_invitations_an_hour(product: Product) -> None:
    client = await product.partner()
    for _ in range(5):
        await saved(client, "inviteUser", **ADA, role="PARTNER_ADMIN")
    before = await contents(product, *USER_TABLES)
    too_many = await refused(client, "inviteUser", **ADA, role="PARTNER_ADMIN")
    assert too_many == [("email", "CONFLICT")]
    assert await contents(product, *USER_TABLES) == before
    product.clock.turn(hours=1)
    await saved(client, "inviteUser", **ADA, role="PARTNER_ADMIN")


async def test_concurrent_invitations_make_one_user(product: Product, server: MailServer) -> None:
    client = await product.partner()
    answers = await asyncio.gather(
        *(saved(client, "inviteUser", **ADA, role="PARTNER_ADMIN") for _ in range(5))
    )
    assert len({answer["id"] for answer in answers}) == 1
    assert await rows(product, user) == 1
    await product.services.outbox.run_due()
    assert (len(server.mails), await open_links(product)) == (1, 1)


async def test_a_users_name_is_one_line(product: Product) -> None:
    client = await product.partner()
    name = "Ada\r\nBcc: all@acme.example"
    made = await saved(
        client, "inviteUser", email="a@acme.example", name=name, role="PARTNER_ADMIN"
    )
    assert made["name"] == "Ada Bcc: all@acme.example"
    (body,) = await mail_bodies(product)
    assert body.splitlines()[0] == "Hello Ada Bcc: all@acme.example,"
