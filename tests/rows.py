"""Builds rows as the services write them, in any state, for tests to insert."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.product import START
from textgate.domain.ids import new_id
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.services.accounts.accounts import default_location, new_account


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
