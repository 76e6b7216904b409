"""One-time links for administrators: shown once if the server sends no mail, and never to programs."""

from __future__ import annotations

import json
from typing import Any

from structlog.testing import capture_logs

from tests.graphql.documents import refused, rows
from tests.members import USER_TABLES, Member, contents, member, newest_entry, open_links, user_row
from tests.product import Client, Product
from tests.smtp_server import MailServer
from textgate.domain.permissions import Role
from textgate.services.people.link_sender import MAX_MAILS_AN_HOUR
from textgate.storage.tables import outbox

UNKNOWN = "0" * 32
PASSWORD = "correct horse battery staple"
ADA: dict[str, Any] = {"email": "ada@acme.example", "name": "Ada", "role": "PARTNER_ADMIN"}

INVITE = """mutation ($input: InviteUserInput!) { inviteUser(input: $input) {
  user { id status } link isMailed userErrors { code } } }"""
VIEWER = "{ viewer { isMailConfigured } }"
RENEW = """mutation ($input: RenewUserLinkInput!) { renewUserLink(input: $input) {
  user { id status } link isMailed userErrors { code } } }"""


async def invited(caller: Client, **changes: Any) -> dict[str, Any]:
    answer = await caller.get(INVITE, input=ADA | changes)
    payload: dict[str, Any] = answer["inviteUser"]
    assert payload["userErrors"] == []
    return payload


async def renewed(caller: Client, user_id: str) -> dict[str, Any]:
    payload: dict[str, Any] = (await caller.get(RENEW, input={"id": user_id}))["renewUserLink"]
    assert payload["userErrors"] == []
    return payload


async def choose_password(product: Product, link: str) -> int:
    """The status of setting a password with a link."""
    page, token = link.split("#")
    assert page == "http://127.0.0.1:8000/set-password"
    headers = {"Sec-Fetch-Site": "same-origin"}
    body = {"token": token, "password": PASSWORD}
    response = await product.http.post("/auth/set-password", json=body, headers=headers)
    return response.status_code


async def admin(product: Product, client: Client) -> Member:
    return await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)


async def test_without_mail_an_invitation_shows_its_link_once(product: Product) -> None:
    client = await product.partner()
    boss = await admin(product, client)
    assert (await boss.get(VIEWER))["viewer"]["isMailConfigured"] is False
    with capture_logs() as logs:
        first = await invited(boss)
    assert (first["user"]["status"], first["isMailed"]) == ("INVITED", False)
    token = first["link"].split("#")[1]
    assert await rows(product, outbox) == 0
    stored = repr(await contents(product, *USER_TABLES))
    assert token not in stored
    assert token not in json.dumps(logs, default=repr)
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_id) == ("USER_INVITED", boss.user_id)
    assert '["link",null,"shown"]' in entry.changes
    # Another invitation has another link, and ends the first one.
    second = await invited(boss)
    assert await choose_password(product, first["link"]) == 410
    assert await choose_password(product, second["link"]) == 204
    assert await choose_password(product, second["link"]) == 410


async def test_with_mail_no_link_is_shown(mailing: Product, server: MailServer) -> None:
    client = await mailing.partner()
    boss = await admin(mailing, client)
    assert (await boss.get(VIEWER))["viewer"]["isMailConfigured"] is True
    for caller in (boss, client):
        payload = await invited(caller)
        assert (payload["link"], payload["isMailed"]) == (None, True)
        again = await renewed(caller, payload["user"]["id"])
        assert (again["link"], again["isMailed"]) == (None, True)
    await mailing.services.outbox.run_due()
    assert (len(server.mails), await open_links(mailing)) == (1, 1)


async def test_a_program_gets_no_link(product: Product) -> None:
    client = await product.partner()
    payload = await invited(client)
    assert (payload["user"]["status"], payload["link"]) == ("INVITED", None)
    before = await contents(product, *USER_TABLES)
    wrong = await refused(client, "renewUserLink", id=payload["user"]["id"])
    assert wrong == [("id", "CONFLICT")]
    assert await contents(product, *USER_TABLES) == before


async def test_a_renewed_link_resets_the_password_of_an_active_user(product: Product) -> None:
    client = await product.partner()
    boss = await admin(product, client)
    ada = await user_row(product, client.viewer.partner_id, totp_secret="secret")
    first = await renewed(boss, f"user_{ada['id'].hex}")
    assert first["user"]["status"] == "ACTIVE"
    entry = await newest_entry(product)
    assert (entry.action, entry.subject_id) == ("PASSWORD_RESET_REQUESTED", ada["id"])
    assert (entry.actor_id, entry.changes) == (boss.user_id, '[["link",null,"shown"]]')
    link = (await renewed(boss, f"user_{ada['id'].hex}"))["link"]
    assert await choose_password(product, first["link"]) == 410
    product.clock.turn(minutes=59)
    assert await choose_password(product, link) == 204
    query = "query ($id: ID!) { node(id: $id) { ... on User { hasSecondFactor } } }"
    person = await client.get(query, id=f"user_{ada['id'].hex}")
    assert person["node"]["hasSecondFactor"] is True


async def test_a_renewed_invitation_works_for_seven_days(product: Product) -> None:
    client = await product.partner()
    boss = await admin(product, client)
    user_id = (await invited(client))["user"]["id"]
    old = (await renewed(boss, user_id))["link"]
    product.clock.turn(days=7)
    assert await choose_password(product, old) == 410
    boss = await admin(product, client)
    new = (await renewed(boss, user_id))["link"]
    product.clock.turn(days=6, hours=23)
    assert await choose_password(product, new) == 204


async def test_a_refused_renewal_changes_nothing(product: Product) -> None:
    client = await product.partner()
    partner_id = client.viewer.partner_id
    own, other = await product.account(client), await product.account(client)
    boss = await admin(product, client)
    account_admin = await member(product, partner_id, Role.ACCOUNT_ADMIN, own)
    gone = await user_row(product, partner_id, deactivated_at=product.clock.now)
    outside = await user_row(product, partner_id, Role.ACCOUNT_SENDER, other)
    stranger = await user_row(product, (await product.partner("Other EHR")).viewer.partner_id)
    before = await contents(product, *USER_TABLES)
    for caller, user_id, code in (
        (boss, boss.global_id, "CONFLICT"),
        (account_admin, account_admin.global_id, "CONFLICT"),
        (boss, f"user_{gone['id'].hex}", "CONFLICT"),
        (boss, f"user_{stranger['id'].hex}", "NOT_FOUND"),
        (boss, f"user_{UNKNOWN}", "NOT_FOUND"),
        (account_admin, boss.global_id, "NOT_FOUND"),
        (account_admin, f"user_{outside['id'].hex}", "NOT_FOUND"),
    ):
        assert await refused(caller, "renewUserLink", id=user_id) == [("id", code)]
    assert await contents(product, *USER_TABLES) == before
    sender = await user_row(product, partner_id, Role.ACCOUNT_SENDER, own)
    assert (await renewed(account_admin, f"user_{sender['id'].hex}"))["link"] is not None


async def test_renewals_share_the_limit_of_mails(mailing: Product) -> None:
    client = await mailing.partner()
    boss = await admin(mailing, client)
    user_id = (await invited(boss))["user"]["id"]
    for _ in range(MAX_MAILS_AN_HOUR - 1):
        await renewed(boss, user_id)
    before = await contents(mailing, *USER_TABLES)
    assert await refused(boss, "renewUserLink", id=user_id) == [("id", "CONFLICT")]
    assert await contents(mailing, *USER_TABLES) == before
    mailing.clock.turn(hours=1)
    # An hour also ends the session.
    await renewed(await admin(mailing, client), user_id)
