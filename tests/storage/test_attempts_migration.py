"""The migration that separates look-ups from attempts keeps only certain attempts of unfinished texts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select

from tests.product import START
from tests.rows import a_number, a_partner, an_account
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageKind, MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.sms_text import SmsEncoding
from textgate.services.accounts.accounts import default_location
from textgate.storage.database import Database
from textgate.storage.migrate import upgrade
from textgate.storage.tables import account, message, message_event, partner, sender, sms_number


def a_text(number: dict[str, Any], status: MessageStatus, tries: int) -> dict[str, Any]:
    names = ("partner_id", "account_id", "sender_id")
    is_open = status not in (MessageStatus.DELIVERED, MessageStatus.FAILED)
    return {name: number[name] for name in names} | {
        "id": new_id(),
        "number_id": number["id"],
        "sender_phone": "+18335550100",
        "recipient": "+14065550120",
        "body": "Hi",
        "kind": MessageKind.SMS_TEXT,
        "encoding": SmsEncoding.GSM_7,
        "segments": 1,
        "status": status,
        "request_hash": "of some request",
        "tries": tries,
        "due_at": START + timedelta(minutes=5) if is_open else None,
        "created_at": START,
        "updated_at": START,
    }


async def test_unfinished_texts_keep_only_certain_attempts(
    empty_database_url: str,
) -> None:
    await upgrade(empty_database_url, "0013")
    partner_row = a_partner("Acme")
    practice = an_account(partner_row["id"])
    location = default_location(practice)
    number = a_number(location, SmsNumberStatus.APPROVED)
    status = MessageStatus
    refused = a_text(number, status.QUEUED, 5)
    looked_up = a_text(number, status.QUEUED, 9)
    expected = {
        # Never sent. Next: refused at each attempt.
        (new := a_text(number, status.QUEUED, 0))["id"]: 0,
        refused["id"]: 5,
        # Looked up between attempts, which counted as a try.
        looked_up["id"]: 1,
        (uncertain := a_text(number, status.UNCERTAIN, 7))["id"]: 1,
        (sent := a_text(number, status.SENT, 30))["id"]: 1,
        (first := a_text(number, status.SENDING, 1))["id"]: 1,
        # Final: no code reads its tries.
        (ended := a_text(number, status.DELIVERED, 8))["id"]: 8,
    }
    texts = [new, refused, looked_up, uncertain, sent, first, ended]
    event = {
        "id": new_id(),
        "partner_id": partner_row["id"],
        "message_id": looked_up["id"],
        "status": status.UNCERTAIN,
        "at": START,
    }
    database = Database(empty_database_url)
    try:
        async with database.write() as connection:
            await connection.execute(insert(partner), partner_row)
            await connection.execute(insert(account), practice)
            # Migration 0025 adds the column.
            del location["search_key"]
            await connection.execute(insert(sender), location)
            await connection.execute(insert(sms_number), number)
            await connection.execute(insert(message), texts)
            await connection.execute(insert(message_event), event)
    finally:
        await database.close()
    await upgrade(empty_database_url)
    database = Database(empty_database_url)
    try:
        async with database.read() as connection:
            stored = list(await connection.execute(select(message)))
    finally:
        await database.close()
    assert {row.id: row.tries for row in stored} == expected
    assert {row.failed_lookups for row in stored} == {0}
