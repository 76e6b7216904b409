"""Builds rows as the services write them, in any state, for tests to insert."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.product import START
from textgate.domain.ids import new_id, new_id_at
from textgate.domain.messages import MessageKind, MessageStatus
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.sms_text import SmsEncoding
from textgate.domain.text import search_key
from textgate.domain.verification import VerificationStatus
from textgate.services.accounts.accounts import default_location, new_account
from textgate.storage.tables import email_directory, phone_directory, sms_number, user


def a_partner(name: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": name,
        "sms_enabled": True,
        "time_zone": "America/New_York",
        "created_at": START,
    }


def an_account(partner_id: UUID, **values: Any) -> dict[str, Any]:
    external_id = new_id().hex
    return new_account(
        partner_id, {"external_id": external_id, "name": external_id, **values}, START
    )


def a_location(account: dict[str, Any]) -> dict[str, Any]:
    """A location in addition to the default one."""
    return default_location(account) | {"id": new_id(), "is_default": False}


async def insert_users(connection: AsyncConnection, *rows: dict[str, Any]) -> None:
    """Insert users and the entries of their email addresses."""
    await connection.execute(insert(email_directory), [_entry(row, "email") for row in rows])
    await connection.execute(insert(user), list(rows))


async def insert_numbers(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert SMS numbers and the entries of their phone numbers."""
    entries = [_entry(row, "phone") for row in rows if row.get("phone")]
    if entries:
        await connection.execute(insert(phone_directory), entries)
    await connection.execute(insert(sms_number), list(rows))


def _entry(row: dict[str, Any], column: str) -> dict[str, Any]:
    return {"partner_id": row["partner_id"], column: row[column]}


def a_number(location: dict[str, Any], status: SmsNumberStatus) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": location["partner_id"],
        "account_id": location["account_id"],
        "sender_id": location["id"],
        "number_type": NumberType.TOLL_FREE,
        "status": status,
        "segments_per_second": 3.0,
        "created_at": START,
        "updated_at": START,
    }


def an_attempt(
    number: dict[str, Any], attempt: int, status: VerificationStatus, **values: Any
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": number["partner_id"],
        "account_id": number["account_id"],
        "number_id": number["id"],
        "attempt": attempt,
        "status": status,
        "details": {},
        "reasons": [],
        "requested_at": START,
        "tries": 0,
        **values,
    }


def a_message(number: dict[str, Any], **values: Any) -> dict[str, Any]:
    created_at = values.get("created_at", START)
    return {
        "id": new_id_at(created_at),
        "partner_id": number["partner_id"],
        "account_id": number["account_id"],
        "sender_id": number["sender_id"],
        "number_id": number["id"],
        "sender_phone": "+18335550100",
        "recipient": "+14065550120",
        "body": "See you at nine.",
        "kind": MessageKind.SMS_TEXT,
        "encoding": SmsEncoding.GSM_7,
        "segments": 1,
        "status": MessageStatus.DELIVERED,
        "request_hash": "of some request",
        "sent_by_name": None,
        "tries": 1,
        "failed_lookups": 0,
        "created_at": created_at,
        "updated_at": created_at,
        **values,
    }


def an_author(account: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "partner_id": account["partner_id"],
        "account_id": account["id"],
        "name": name,
        "name_key": search_key(name),
    }
