"""Each attempt to send a mail creates a link of its own, and all its links expire together."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from tests.graphql.documents import rows, saved
from tests.members import USER_TABLES, contents, mail_bodies, member, open_links, user_row
from tests.product import Product
from tests.rest.partner_program import Program
from tests.rest.people import PASSWORD, Browser, sign_in, user
from tests.smtp_server import MailServer
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin
from textgate.services.mail import smtp
from textgate.storage.tables import LinkPurpose, link, outbox

ADA = "ada@acme.example"
ANOTHER_PASSWORD = "a quite different passphrase"


def token_in(mail: EmailMessage) -> str:
    token: str = mail.get_content().partition("/set-password#")[2].split()[0]
    return token


async def choose(product: Product, token: str, password: str = ANOTHER_PASSWORD) -> httpx2.Response:
    given = {"token": token, "password": password}
    return await Browser(product.http).post("/auth/set-password", given)


async def all_links(product: Product) -> list[Any]:
    async with product.services.database.read() as connection:
        return list(await connection.execute(select(link).order_by(link.c.id)))


async def test_an_invitation_leads_to_a_password(mailing: Product, server: MailServer) -> None:
    client = await mailing.partner()
    given = {"email": ADA, "name": "Ada [link]", "role": "PARTNER_ADMIN"}
    await saved(client, "inviteUser", **given)
    assert await rows(mailing, link) == 0
    await mailing.services.outbox.run_due()
    (mail,) = server.mails
    # Only the line that consists of the placeholder is replaced.
    assert mail.get_content().startswith("Hello Ada [link],")
    (made,) = await all_links(mailing)
    expires_at = mailing.clock.now + timedelta(days=7)
    assert (made.purpose, made.expires_at) == (LinkPurpose.INVITATION, expires_at)
    assert (await choose(mailing, token_in(mail))).status_code == 204
    assert (await choose(mailing, token_in(mail))).status_code == 410
    _, signed_in = await sign_in(mailing, ADA, ANOTHER_PASSWORD)
    assert signed_in.status_code == 200


async def test_a_link_whose_mail_may_have_arrived_stays_valid(
    mailing: Product, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SEND_TIMEOUT", 0.3)
    client = await mailing.partner()
    row = await user_row(mailing, client.viewer.partner_id, email=ADA)
    await mailing.services.user_links.request_reset(ADA, Origin())
    expires_at = mailing.clock.now + timedelta(hours=1)
    server.replies["."] = None
    await mailing.services.outbox.run_due()
    server.replies.clear()
    mailing.clock.turn(seconds=1)
    await mailing.services.outbox.run_due()
    first, second = token_in(server.unanswered[0]), token_in(server.mails[0])
    assert first != second
    # The same mail twice, each with a link that expires when the mail says.
    assert server.unanswered[0]["Message-ID"] == server.mails[0]["Message-ID"]
    made = await all_links(mailing)
    assert [row.expires_at for row in made] == [expires_at] * 2
    assert {(link_row.user_id, link_row.used_at) for link_row in made} == {(row["id"], None)}
    # The first one works, and its use voids the other.
    assert (await choose(mailing, first)).status_code == 204
    assert (await choose(mailing, second)).status_code == 410


async def test_all_links_of_a_mail_expire_with_it(
    mailing: Product, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SEND_TIMEOUT", 0.3)
    client = await mailing.partner()
    await user_row(mailing, client.viewer.partner_id, email=ADA)
    await mailing.services.user_links.request_reset(ADA, Origin())
    server.replies["."] = None
    await mailing.services.outbox.run_due()
    server.replies.clear()
    mailing.clock.turn(minutes=59)
    await mailing.services.outbox.run_due()
    mailing.clock.turn(minutes=1)
    for mail in (*server.unanswered, *server.mails):
        assert (await choose(mailing, token_in(mail))).status_code == 410


@pytest.mark.parametrize(
    ("command", "reply"),
    [("CONNECT", "421 later"), ("RCPT", "550 no such user"), (".", "451 later")],
)
async def test_a_mail_that_was_refused_leaves_no_link(
    mailing: Product, server: MailServer, command: str, reply: str
) -> None:
    client = await mailing.partner()
    await user_row(mailing, client.viewer.partner_id, email=ADA)
    await mailing.services.user_links.request_reset(ADA, Origin())
    server.replies[command] = reply
    await mailing.services.outbox.run_due()
    assert await all_links(mailing) == []


async def test_a_new_password_withdraws_an_unsent_mail(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    row = await user(mailing, client)
    await mailing.services.user_links.request_reset(row["email"], Origin())
    browser, _ = await sign_in(mailing, row["email"])
    given = {"currentPassword": PASSWORD, "newPassword": ANOTHER_PASSWORD}
    changed = await browser.post("/auth/password", given)
    assert changed.status_code == 200
    assert await mailing.services.outbox.run_due() == 0
    assert (server.mails, await mail_bodies(mailing), await rows(mailing, link)) == ([], [""], 0)


async def test_a_link_shown_to_an_admin_withdraws_an_unsent_mail(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    await user_row(mailing, client.viewer.partner_id, email=ADA)
    await mailing.services.user_links.request_reset(ADA, Origin())
    url = await mailing.services.user_links.link_for(ADA, by_mail=False)
    assert url is not None
    assert await mailing.services.outbox.run_due() == 0
    assert (server.mails, await open_links(mailing)) == ([], 1)
    assert (await choose(mailing, url.partition("#")[2])).status_code == 204


async def test_a_link_both_shown_and_mailed_is_two_links(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    await user_row(mailing, client.viewer.partner_id, email=ADA)
    url = await mailing.services.user_links.link_for(ADA, by_mail=True)
    assert url is not None
    await mailing.services.outbox.run_due()
    shown, mailed = url.partition("#")[2], token_in(server.mails[0])
    assert (shown == mailed, await open_links(mailing)) == (False, 2)
    assert (await choose(mailing, mailed)).status_code == 204
    assert (await choose(mailing, shown)).status_code == 410


async def test_an_operator_mails_a_link_without_seeing_it(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    await user_row(mailing, client.viewer.partner_id, email=ADA)
    assert await mailing.services.user_links.mail_link(ADA)
    assert await rows(mailing, link) == 0
    await mailing.services.outbox.run_due()
    assert (await choose(mailing, token_in(server.mails[0]))).status_code == 204
    before = await contents(mailing, *USER_TABLES)
    assert not await mailing.services.user_links.mail_link("nobody@acme.example")
    assert await contents(mailing, *USER_TABLES) == before


async def test_without_a_mail_server_requests_succeed_and_store_no_mail(product: Product) -> None:
    client = await product.partner()
    made = await saved(client, "inviteUser", email=ADA, name="Ada", role="PARTNER_ADMIN")
    assert made["status"] == "INVITED"
    url = await product.services.user_links.link_for(ADA, by_mail=False)
    assert url is not None
    # No mail replaces the link that an operator passed on, so it stays valid.
    await saved(client, "inviteUser", email=ADA, name="Ada L.", role="PARTNER_ADMIN")
    assert (await rows(product, outbox), await open_links(product)) == (0, 1)
    assert (await choose(product, url.partition("#")[2])).status_code == 204
    again = await product.services.user_links.link_for(ADA, by_mail=False)
    assert again is not None
    requested = await Browser(product.http).post("/auth/reset-request", {"email": ADA})
    assert (requested.status_code, requested.json()) == (202, {"isMailConfigured": False})
    assert (await rows(product, outbox), await open_links(product)) == (0, 1)
    assert (await choose(product, again.partition("#")[2], PASSWORD)).status_code == 204


async def test_an_invitation_is_voided_when_a_program_changes_the_address(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    lakeside = Program.of(client, "lakeside")
    account_id = await mailing.account(client, externalId="lakeside")
    given: dict[str, Any] = {
        "firstName": "Ada",
        "lastName": "L",
        "loginPassword": "Correct7horse",
    }
    await lakeside.result("UserCreate", userId="u-1", **given, loginId=ADA)
    invitation = {"name": "Ada", "role": "ACCOUNT_SENDER", "accountId": account_id}
    await saved(client, "inviteUser", email=ADA, **invitation)
    await mailing.services.outbox.run_due()
    # Another mail to the same address is unsent, with a link of its own.
    assert await mailing.services.user_links.mail_link(ADA)
    shown = await mailing.services.user_links.link_for(ADA, by_mail=True)
    assert shown is not None
    tokens = [token_in(server.mails[0]), shown.partition("#")[2]]

    assert await lakeside.code("UserUpdate", userId="u-1", lastName="Lovelace", loginId=ADA) == 2000
    assert await open_links(mailing) == 1
    new = "grace@acme.example"
    assert await lakeside.code("UserUpdate", userId="u-1", loginId=new) == 2000
    assert [(await choose(mailing, token)).status_code for token in tokens] == [410, 410]
    assert await mailing.services.outbox.run_due() == 0
    assert (len(server.mails), await open_links(mailing)) == (1, 0)

    await saved(client, "inviteUser", email=new, **invitation)
    await mailing.services.outbox.run_due()
    assert server.mails[1]["To"] == new
    assert (await choose(mailing, token_in(server.mails[1]))).status_code == 204


async def test_deactivation_during_sending_leaves_no_valid_link(
    mailing: Product, server: MailServer
) -> None:
    client = await mailing.partner()
    partner_id = client.viewer.partner_id
    boss = await member(mailing, partner_id, Role.PARTNER_ADMIN)
    people = [await user_row(mailing, partner_id) for _ in range(40)]
    for person in people:
        await mailing.services.user_links.request_reset(person["email"], Origin())
    users = mailing.services.users

    async def send_all() -> None:
        while await mailing.services.outbox.run_due():
            await asyncio.sleep(0)

    async with asyncio.timeout(60):
        await asyncio.gather(
            send_all(), *(users.deactivate(boss.viewer, person["id"]) for person in people)
        )
    # In either order: the link of a sent mail is void, and an unsent mail is withdrawn.
    assert await open_links(mailing) == 0
    assert await mail_bodies(mailing) == [""] * len(people)
    assert await mailing.services.outbox.run_due() == 0
