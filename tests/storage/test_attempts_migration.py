"""Texts that were under way before look-ups were counted apart keep only what was certainly an attempt."""

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


async def test_texts_under_way_start_over_where_lookups_were_counted(
    empty_database_url: str,
) -> None:
    await upgrade(empty_database_url, "0013")
    owner = a_partner("Acme")
    practice = an_account(owner["id"])
    place = default_location(practice)
    number = a_number(place, SmsNumberStatus.APPROVED)
    status = MessageStatus
    refused = a_text(number, status.QUEUED, 5)
    looked_up = a_text(number, status.QUEUED, 9)
    expected = {
        # Never sent; only ever sent, and refused each time.
        (new := a_text(number, status.QUEUED, 0))["id"]: 0,
        refused["id"]: 5,
        # Was looked up in between.
        looked_up["id"]: 1,
        (uncertain := a_text(number, status.UNCERTAIN, 7))["id"]: 1,
        (sent := a_text(number, status.SENT, 30))["id"]: 1,
        (first := a_text(number, status.SENDING, 1))["id"]: 1,
        # Ended: nothing reads it any more.
        (ended := a_text(number, status.DELIVERED, 8))["id"]: 8,
    }
    texts = [new, refused, looked_up, uncertain, sent, first, ended]
    step = {
        "id": new_id(),
        "partner_id": owner["id"],
        "message_id": looked_up["id"],
        "status": status.UNCERTAIN,
        "at": START,
    }
    database = Database(empty_database_url)
    try:
        async with database.write() as connection:
            await connection.execute(insert(partner), owner)
            await connection.execute(insert(account), practice)
            await connection.execute(insert(sender), place)
            await connection.execute(insert(sms_number), number)
            await connection.execute(insert(message), texts)
            await connection.execute(insert(message_event), step)
    finally:
        await database.close()
    await upgrade(empty_database_url)
    database = Database(empty_database_url)
    try:
        async with database.read() as connection:
            found = list(await connection.execute(select(message)))
    finally:
        await database.close()
    assert {row.id: row.tries for row in found} == expected
    assert {row.failed_lookups for row in found} == {0}
