"""Verification requests at the simulated carrier: decided on submission, reported when due."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime, timedelta

from textgate.carriers.base import CarrierRefused, VerificationReport, VerificationRequest
from textgate.carriers.simulator.chance import chance, identifier
from textgate.carriers.simulator.numbers import is_toll_free
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.review import business_key, review_codes
from textgate.carriers.simulator.store import from_microseconds, to_microseconds
from textgate.domain.rejections import rejection
from textgate.domain.schedule import add_business_days
from textgate.domain.verification import VerificationStatus

EDIT_WINDOW = timedelta(days=7)
EDIT_WINDOW_CLOSED = 30437
NOT_PROVISIONED = 30447
NOT_FOUND = 20404

_WAITING_SHARE = 0.2
_VARIATION = 0.25
_THREE_DAYS_SHARE = 0.5


def submit(
    connection: sqlite3.Connection,
    request: VerificationRequest,
    options: SimulatorOptions,
    submitted_at: datetime,
    now: datetime,
) -> VerificationReport:
    """Accept a request. Idempotent: a repeated reference returns its first request."""
    earlier = find_by_reference(connection, request.reference, now)
    if earlier is not None:
        return earlier
    number = connection.execute(
        "SELECT phone FROM number WHERE carrier_id = ?", (request.number_carrier_id,)
    ).fetchone()
    if number is None or number["phone"] != request.phone:
        raise CarrierRefused(NOT_PROVISIONED, "This number is not provisioned")
    carrier_id = identifier("HH", request.reference)
    if request.replaces is not None:
        _replace(connection, request, carrier_id, submitted_at)
    business = business_key(request.details)
    codes = review_codes(
        request.details,
        request.sources,
        options,
        toll_free_numbers=_toll_free_numbers(connection, business, request),
        additional_information=request.additional_information,
    )
    decided_at = submitted_at + _duration(request.reference, options, submitted_at)
    connection.execute(
        "INSERT INTO verification VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
        (
            carrier_id,
            request.reference,
            request.number_carrier_id,
            business,
            to_microseconds(submitted_at),
            to_microseconds(decided_at),
            json.dumps(codes),
        ),
    )
    return report(connection, carrier_id, now)


def report(connection: sqlite3.Connection, carrier_id: str, now: datetime) -> VerificationReport:
    row = _row(connection, carrier_id)
    if row is None:
        raise CarrierRefused(NOT_FOUND, "There is no such verification")
    return _report(row, now)


def find_by_reference(
    connection: sqlite3.Connection, reference: str, now: datetime
) -> VerificationReport | None:
    row = connection.execute(
        "SELECT * FROM verification WHERE reference = ?", (reference,)
    ).fetchone()
    return None if row is None else _report(row, now)


def is_verified(connection: sqlite3.Connection, phone: str, now: datetime) -> bool | None:
    """Whether a number may send; None if it is not ours."""
    statement = """
        SELECT is_approved OR EXISTS (
            SELECT 1 FROM verification AS v
            WHERE v.number_id = number.carrier_id AND v.codes = '[]' AND v.decided_at <= ?
        ) FROM number WHERE phone = ?
    """
    row = connection.execute(statement, (to_microseconds(now), phone)).fetchone()
    return None if row is None else bool(row[0])


def _replace(
    connection: sqlite3.Connection, request: VerificationRequest, successor: str, at: datetime
) -> None:
    """Mark a rejected request as replaced by an edit; it cannot be edited again."""
    row = _row(connection, request.replaces or "")
    if (
        row is None
        or row["number_id"] != request.number_carrier_id
        or _report(row, at).status is not VerificationStatus.ACTION_REQUIRED
    ):
        raise CarrierRefused(EDIT_WINDOW_CLOSED, "This verification can no longer be edited")
    connection.execute(
        "UPDATE verification SET replaced_by = ? WHERE carrier_id = ?",
        (successor, row["carrier_id"]),
    )


def _row(connection: sqlite3.Connection, carrier_id: str) -> sqlite3.Row | None:
    statement = "SELECT * FROM verification WHERE carrier_id = ?"
    row: sqlite3.Row | None = connection.execute(statement, (carrier_id,)).fetchone()
    return row


def _report(row: sqlite3.Row, now: datetime) -> VerificationReport:
    submitted_at = from_microseconds(row["submitted_at"])
    decided_at = from_microseconds(row["decided_at"])
    if now < decided_at:
        is_waiting = now < submitted_at + (decided_at - submitted_at) * _WAITING_SHARE
        status = VerificationStatus.SUBMITTED if is_waiting else VerificationStatus.IN_REVIEW
        return VerificationReport(row["carrier_id"], status)
    reasons = tuple(rejection(code) for code in json.loads(row["codes"]))
    if not reasons:
        return VerificationReport(row["carrier_id"], VerificationStatus.APPROVED)
    editable_until = decided_at + EDIT_WINDOW
    is_editable = (
        all(reason.is_retryable for reason in reasons)
        and row["replaced_by"] is None
        and now < editable_until
    )
    if not is_editable:
        return VerificationReport(row["carrier_id"], VerificationStatus.REJECTED, reasons)
    return VerificationReport(
        row["carrier_id"], VerificationStatus.ACTION_REQUIRED, reasons, editable_until
    )


def _toll_free_numbers(
    connection: sqlite3.Connection, business: str, request: VerificationRequest
) -> int:
    if not is_toll_free(request.phone):
        return 0
    statement = """
        SELECT DISTINCT phone FROM verification JOIN number ON number_id = number.carrier_id
        WHERE business = ?
    """
    rows = connection.execute(statement, (business,)).fetchall()
    phones = {request.phone, *(row["phone"] for row in rows)}
    return sum(is_toll_free(phone) for phone in phones)


def _duration(reference: str, options: SimulatorOptions, submitted_at: datetime) -> timedelta:
    drawn = chance(options.seed, "review", reference)
    if options.review_seconds is None:
        days = 3 if drawn < _THREE_DAYS_SHARE else 2
        return add_business_days(submitted_at, days) - submitted_at
    return timedelta(seconds=options.review_seconds * (1 + _VARIATION * drawn))
