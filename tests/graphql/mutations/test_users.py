"""Changes of role and deactivations of users. A refusal changes nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from tests.graphql.documents import refused, rows, saved, submit
from tests.members import (
    USER_TABLES,
    Member,
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
from textgate.domain.viewer import Origin
from textgate.graphql.declare.ids import decode_as
from textgate.storage.tables import session, user

UNKNOWN = "0" * 32
ADA: dict[str, Any] = {"email": "ada@acme.example", "name": "Ada Lovelace"}
PAGE = "https://ehr.example.org"


async def test_a_change_of_role_ends_the_users_sessions(product: Product) -> None:
    client = await product.partner()
    ada = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
    await member_again(product, ada)
    await user_row(product, client.viewer.partner_id)
    assert await rows(product, session) == 2
    changed = await saved(client, "updateUserRole", id=ada.global_id, role="PARTNER_SUPPORT")
    assert changed["role"] == "PARTNER_SUPPORT"
    assert await rows(product, session) == 0
    answer = await ada.post({"query": "{ viewer { id } }"})
    assert answer.status_code == 401
    entry = await newest_entry(product)
    assert (entry.action, entry.subject_id) == ("USER_ROLE_CHANGED", ada.user_id)
    assert entry.changes == '[["role","PARTNER_ADMIN","PARTNER_SUPPORT"]]'


async def member_again(product: Product, who: Member) -> None:
    """Sign the same user in on another device."""
    async with product.services.database.write() as connection:
        statement = select(user).where(user.c.id == who.user_id)
        row = (await connection.execute(statement)).mappings().one()
        await product.services.sessions.start(connection, dict(row))


async def test_setting_the_same_role_changes_nothing(product: Product) -> None:
    client = await product.partner()
    ada = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
    before = await contents(product, *USER_TABLES)
    await saved(client, "updateUserRole", id=ada.global_id, role="PARTNER_ADMIN")
    assert await contents(product, *USER_TABLES) == before


async def test_deactivation_ends_access_immediately(mailing: Product, server: MailServer) -> None:
    product = mailing
    client = await product.partner()
    partner_id = client.viewer.partner_id
    ada = await member(product, partner_id, Role.PARTNER_ADMIN, email="ada@acme.example")
    other = await member(product, partner_id, Role.PARTNER_ADMIN)
    await product.services.user_links.request_reset("ada@acme.example", Origin())
    await product.services.outbox.run_due()
    assert (len(server.mails), await open_links(product)) == (1, 1)
    # One mail is sent, another is still queued.
    server.replies["CONNECT"] = "421 later"
    await product.services.user_links.request_reset("ada@acme.example", Origin())
    await product.services.outbox.run_due()
    gone = await saved(other, "deactivateUser", id=ada.global_id)
    assert gone["status"] == "DEACTIVATED"
    assert (await ada.post({"query": "{ viewer { id } }"})).status_code == 401
    assert (await rows(product, session), await open_links(product)) == (1, 0)
    assert await mail_bodies(product) == ["", ""]
    entry = await newest_entry(product)
    assert (entry.action, entry.actor_id) == ("USER_DEACTIVATED", other.user_id)
    before = await contents(product, *USER_TABLES)
    assert await saved(other, "deactivateUser", id=ada.global_id) == gone
    wrong = await refused(other, "updateUserRole", id=ada.global_id, role="PARTNER_SUPPORT")
    assert wrong == [("id", "CONFLICT")]
    assert await contents(product, *USER_TABLES) == before


async def test_users_cannot_change_or_deactivate_themselves(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    partner_id = client.viewer.partner_id
    for who, role in (
        (await member(product, partner_id, Role.PARTNER_ADMIN), "PARTNER_SUPPORT"),
        (await member(product, partner_id, Role.ACCOUNT_ADMIN, account_id), "ACCOUNT_SENDER"),
    ):
        before = await contents(product, *USER_TABLES)
        wrong = await refused(who, "updateUserRole", id=who.global_id, role=role)
        wrong += await refused(who, "deactivateUser", id=who.global_id)
        assert wrong == [("id", "CONFLICT")] * 2
        assert await contents(product, *USER_TABLES) == before


async def test_a_new_role_must_be_of_the_same_kind(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    partner_id = client.viewer.partner_id
    theirs = await member(product, partner_id, Role.PARTNER_SUPPORT)
    of_account = await member(product, partner_id, Role.ACCOUNT_SENDER, account_id)
    before = await contents(product, *USER_TABLES)
    for who, role in (
        (theirs, "ACCOUNT_ADMIN"),
        (of_account, "PARTNER_ADMIN"),
        (theirs, "PROGRAM"),
        (of_account, "EMBED"),
    ):
        wrong = await refused(client, "updateUserRole", id=who.global_id, role=role)
        assert wrong == [("role", "INVALID")]
    assert await contents(product, *USER_TABLES) == before


async def test_an_account_admin_manages_only_users_of_its_account(product: Product) -> None:
    client = await product.partner()
    own, other = [await product.account(client) for _ in range(2)]
    partner_id = client.viewer.partner_id
    admin = await member(product, partner_id, Role.ACCOUNT_ADMIN, own)
    outside: list[Member] = [
        await member(product, partner_id, Role.ACCOUNT_SENDER, other),
        await member(product, partner_id, Role.PARTNER_ADMIN),
    ]
    before = await contents(product, *USER_TABLES)
    for input_fields, expected in (
        ({"role": "ACCOUNT_SENDER", "accountId": other}, "accountId NOT_FOUND"),
        ({"role": "PARTNER_ADMIN"}, "role INVALID"),
        ({"role": "PARTNER_SUPPORT", "accountId": own}, "role INVALID"),
        ({"role": "ACCOUNT_ADMIN"}, "role INVALID"),
    ):
        (wrong,) = await refused(admin, "inviteUser", **ADA, **input_fields)
        assert " ".join(wrong) == expected
    for who in outside:
        wrong_ids = await refused(admin, "updateUserRole", id=who.global_id, role="ACCOUNT_ADMIN")
        wrong_ids += await refused(admin, "deactivateUser", id=who.global_id)
        assert wrong_ids == [("id", "NOT_FOUND")] * 2
    assert await contents(product, *USER_TABLES) == before
    made = await saved(admin, "inviteUser", **ADA, role="ACCOUNT_SENDER", accountId=own)
    changed = await saved(admin, "updateUserRole", id=made["id"], role="ACCOUNT_ADMIN")
    assert changed["role"] == "ACCOUNT_ADMIN"
    with_role = await refused(admin, "updateUserRole", id=made["id"], role="PARTNER_ADMIN")
    assert with_role == [("role", "INVALID")]
    assert (await saved(admin, "deactivateUser", id=made["id"]))["status"] == "DEACTIVATED"


async def test_another_partners_user_is_not_found(product: Product) -> None:
    other = await product.partner("Other EHR")
    theirs = await member(product, other.viewer.partner_id, Role.PARTNER_SUPPORT)
    client = await product.partner()
    before = await contents(product, *USER_TABLES)
    for mutation, input_fields in (
        ("updateUserRole", {"role": "PARTNER_ADMIN"}),
        ("deactivateUser", {}),
    ):
        answers = [
            await submit(client, mutation, id=key, **input_fields)
            for key in (theirs.global_id, f"user_{UNKNOWN}", "nonsense", f"account_{UNKNOWN}")
        ]
        assert all(answer == answers[0] for answer in answers)
        assert answers[0]["userErrors"][0]["message"] == "User does not exist."
    assert await contents(product, *USER_TABLES) == before


async def test_managing_users_needs_the_permission(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    partner_id = client.viewer.partner_id
    target = await member(product, partner_id, Role.ACCOUNT_SENDER, account_id)
    account_key = decode_as(account_id, "account")
    assert account_key is not None
    embed, _ = await product.services.embed_tokens.create(
        client.viewer, account_key, origin=PAGE, user_name="Dr. Osler", minutes=10
    )
    calls = [
        ("inviteUser", ADA | {"role": "ACCOUNT_SENDER", "accountId": account_id}),
        ("updateUserRole", {"id": target.global_id, "role": "ACCOUNT_ADMIN"}),
        ("deactivateUser", {"id": target.global_id}),
    ]
    askers = [
        (await member(product, partner_id, Role.PARTNER_SUPPORT)).headers,
        (await member(product, partner_id, Role.ACCOUNT_SENDER, account_id)).headers,
        {"Authorization": f"Bearer {embed}", "Origin": PAGE},
    ]
    before = await contents(product, *USER_TABLES)
    for headers in askers:
        for name, input_fields in calls:
            type_name = name[0].upper() + name[1:]
            document = (
                f"mutation ($input: {type_name}Input!) {{ {name}(input: $input) {{ __typename }} }}"
            )
            body = {"query": document, "variables": {"input": input_fields}}
            answer = await product.http.post("/graphql", json=body, headers=headers)
            assert [each["extensions"]["code"] for each in answer.json()["errors"]] == ["FORBIDDEN"]
    assert await contents(product, *USER_TABLES) == before
