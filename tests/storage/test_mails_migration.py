"""The migration voids links that the database stored in mails, and gives unsent mails new links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text

from tests.product import START
from tests.rows import a_partner
from textgate.domain.ids import new_id
from textgate.domain.permissions import Role
from textgate.services.access.tokens import hash_token, new_token
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.tables import LinkPurpose, link, outbox, partner, user

UNTIL = START + timedelta(days=7)
SUBJECTS = {
    LinkPurpose.INVITATION: "Your invitation to Textgate",
    LinkPurpose.PASSWORD_RESET: "Choose a new Textgate password",
}


def people(partner_id: UUID) -> list[dict[str, Any]]:
    """A user for each purpose of a link."""
    return [
        {
            "id": new_id(),
            "partner_id": partner_id,
            "email": f"{purpose.value.lower()}@acme.example",
            "name": "Ada",
            "role": Role.PARTNER_ADMIN,
            "failed_sign_ins": 0,
            "created_at": START,
            "updated_at": START,
        }
        for purpose in LinkPurpose
    ]


def a_link(person: dict[str, Any], purpose: LinkPurpose, token: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": person["partner_id"],
        "user_id": person["id"],
        "purpose": purpose,
        "token_hash": hash_token(token),
        "created_at": START,
        "expires_at": UNTIL,
    }


def a_mail(person: dict[str, Any], purpose: LinkPurpose, token: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": person["partner_id"],
        "user_id": person["id"],
        "recipient": person["email"],
        "subject": SUBJECTS[purpose],
        "body": f"Hello,\n\nhttps://a.example/set-password#{token}\n\nThe link works once.\n",
        "tries": 1,
        "due_at": START,
        "created_at": START,
        "expires_at": UNTIL,
    }


async def test_old_links_are_void_and_unsent_mails_get_new_ones(empty_database_url: str) -> None:
    await upgrade(empty_database_url, "0014")
    partner_row = a_partner("Acme")
    users = people(partner_row["id"])
    tokens = [new_token() for _ in LinkPurpose]
    pairs = list(zip(users, LinkPurpose, tokens, strict=True))
    links = [a_link(*pair) for pair in pairs]
    used = links[0] | {"id": new_id(), "token_hash": hash_token("used"), "used_at": START}
    mails = [a_mail(*pair) for pair in pairs]
    sent = mails[1] | {"id": new_id(), "body": "", "due_at": None}
    database = Database(empty_database_url)
    try:
        async with database.write() as connection:
            await connection.execute(insert(partner), partner_row)
            await connection.execute(insert(user), users)
            await connection.execute(insert(link), links)
            await connection.execute(insert(link), used)
            await connection.execute(insert(outbox), mails)
            await connection.execute(insert(outbox), sent)
    finally:
        await database.close()
    await upgrade(empty_database_url)
    database = Database(empty_database_url)
    try:
        async with database.read() as connection:
            used_at = dict((await connection.execute(select(link.c.id, link.c.used_at))).all())
            mail_rows = list(await connection.execute(select(outbox)))
            stored = (await connection.execute(text("SELECT * FROM outbox"))).all()
    finally:
        await database.close()
    assert all(used_at[row["id"]] is not None for row in links)
    assert used_at[used["id"]] == START
    body = "Hello,\n\n[link]\n\nThe link works once.\n"
    assert {row.id: (row.link_purpose, row.body, row.due_at, row.tries) for row in mail_rows} == {
        mails[0]["id"]: (LinkPurpose.INVITATION, body, START, 1),
        mails[1]["id"]: (LinkPurpose.PASSWORD_RESET, body, START, 1),
        sent["id"]: (LinkPurpose.PASSWORD_RESET, "", None, 1),
    }
    assert not any(token in repr(stored) for token in tokens)
