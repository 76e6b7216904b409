"""Forgotten passwords: only active users get a link by mail; operators can make one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.graphql.documents import rows
from tests.members import USER_TABLES, contents, mail_bodies, newest_entry, open_links, user_row
from tests.product import Client, Product
from tests.smtp_server import MailServer
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin, ViewerKind
from textgate.services.credentials import one_time_links
from textgate.storage.tables import LinkPurpose, link, outbox, user

HERE = Origin("request-1", "192.0.2.1")
ADA = "ada@acme.example"


@pytest.fixture
async def product(mailing: Product) -> Product:
    """With a mail server, so that mails are written."""
    return mailing


@pytest.fixture
async def client(product: Product) -> Client:
    return await product.partner("Acme EHR")


async def link_of(product: Product, url: str) -> Any:
    token = url.partition("#")[2]
    async with product.services.database.read() as connection:
        return await one_time_links.load_open(connection, token, product.clock.now)


async def test_an_active_user_is_sent_a_link(
    product: Product, client: Client, server: MailServer
) -> None:
    row = await user_row(product, client.viewer.partner_id, email=ADA, name="Ada")
    await product.services.user_links.request_reset(" ADA@acme.example ", HERE)
    assert "\n[link]\n" in (await mail_bodies(product))[0]
    await product.services.outbox.run_due()
    body = server.mails[0].get_content().replace("\r\n", "\n")
    assert body.startswith("Hello Ada,\n\nwe received a request for a new password")
    assert "until 2 November 2026, 16:00 UTC." in body
    url = next(part for part in body.split() if part.startswith("http"))
    found = await link_of(product, url)
    assert (found["user_id"], found["purpose"]) == (row["id"], LinkPurpose.PASSWORD_RESET)
    assert found["expires_at"] == product.clock.now + timedelta(hours=1)
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_kind, entry.actor_id) == (
        "PASSWORD_RESET_REQUESTED",
        ViewerKind.PARTNER_USER,
        row["id"],
    )
    assert (entry.request_id, entry.address) == ("request-1", "192.0.2.1")
    # The password is still the old one.
    assert await contents(product, user) == [tuple(row[column.name] for column in user.c)]


async def test_a_second_link_ends_the_first(product: Product, client: Client) -> None:
    await user_row(product, client.viewer.partner_id, email=ADA)
    await product.services.user_links.request_reset(ADA, HERE)
    await product.services.outbox.run_due()
    assert (await rows(product, link), await open_links(product)) == (1, 1)
    await product.services.user_links.request_reset(ADA, HERE)
    assert (await rows(product, link), await open_links(product)) == (1, 0)
    # Nor is a mail sent any more that another one has replaced.
    await product.services.user_links.request_reset(ADA, HERE)
    assert [body != "" for body in await mail_bodies(product)] == [False, False, True]
    await product.services.outbox.run_due()
    assert (await rows(product, link), await open_links(product)) == (2, 1)


@pytest.mark.parametrize(
    "email",
    [
        "nobody@acme.example",
        "invited@acme.example",
        "gone@acme.example",
        "",
        "no address",
        "a\0b@acme.example",
        "\ud800@acme.example",
        "x" * 10_000,
    ],
)
async def test_other_addresses_cause_no_mail(product: Product, client: Client, email: str) -> None:
    partner_id, now = client.viewer.partner_id, product.clock.now
    await user_row(product, partner_id, email="invited@acme.example", password_hash=None)
    await user_row(product, partner_id, email="gone@acme.example", deactivated_at=now)
    before = await contents(product, *USER_TABLES)
    await product.services.user_links.request_reset(email, HERE)
    assert await contents(product, *USER_TABLES) == before


async def test_the_number_of_mails_per_user_is_limited(product: Product, client: Client) -> None:
    await user_row(product, client.viewer.partner_id, email=ADA)
    for _ in range(8):
        await product.services.user_links.request_reset(ADA, HERE)
    assert await rows(product, outbox) == 5
    assert [body != "" for body in await mail_bodies(product)] == [False] * 4 + [True]
    product.clock.turn(hours=1)
    await product.services.user_links.request_reset(ADA, HERE)
    assert await rows(product, outbox) == 6


async def test_a_request_signals_the_mail_worker(product: Product, client: Client) -> None:
    await user_row(product, client.viewer.partner_id, email=ADA)
    product.services.signals.mails.clear()
    await product.services.user_links.request_reset("nobody@acme.example", HERE)
    assert not product.services.signals.mails.is_set()
    await product.services.user_links.request_reset(ADA, HERE)
    assert product.services.signals.mails.is_set()


@pytest.mark.parametrize("by_mail", [True, False])
async def test_an_operator_link_matches_the_users_status(
    product: Product, client: Client, by_mail: bool
) -> None:
    partner_id = client.viewer.partner_id
    account_id = await product.account(client, name="Lakeside Clinic")
    await user_row(product, partner_id, email=ADA)
    await user_row(
        product, partner_id, Role.ACCOUNT_ADMIN, account_id, email="b@b.example", password_hash=None
    )
    for email, purpose, action in (
        (ADA, LinkPurpose.PASSWORD_RESET, "PASSWORD_RESET_REQUESTED"),
        ("B@b.example", LinkPurpose.INVITATION, "USER_INVITED"),
    ):
        url = await product.services.user_links.link_for(email, by_mail=by_mail)
        assert url is not None
        assert url.startswith("http://127.0.0.1:8000/set-password#")
        assert (await link_of(product, url))["purpose"] is purpose
        entry = await newest_entry(product)
        assert (entry.action, entry.actor_kind) == (action, ViewerKind.OPERATOR)
        # A link that is shown is kept nowhere; one that is mailed is another one, made when it is sent.
        assert not any("set-password" in body for body in await mail_bodies(product))
    assert len(await mail_bodies(product)) == (2 if by_mail else 0)
    if by_mail:
        invitation = (await mail_bodies(product))[-1]
        assert "Acme EHR has invited you to Textgate, to work for Lakeside Clinic." in invitation


@pytest.mark.parametrize("email", ["nobody@acme.example", "gone@acme.example", "no address"])
async def test_an_operator_gets_no_link_for_deactivated_or_unknown_users(
    product: Product, client: Client, email: str
) -> None:
    await user_row(
        product,
        client.viewer.partner_id,
        email="gone@acme.example",
        deactivated_at=product.clock.now,
    )
    before = await contents(product, *USER_TABLES)
    assert await product.services.user_links.link_for(email, by_mail=True) is None
    assert await contents(product, *USER_TABLES) == before
