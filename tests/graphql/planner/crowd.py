"""Adds rows of every state to the inhabited world, for tests that compare answers.

Public APIs create what they can. Other states are written into copies of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.graphql.access.inhabitants import client_requests
from tests.graphql.access.world import ACCOUNTS, PARTNERS, Owner, World
from tests.graphql.documents import saved
from tests.members import user_row
from tests.product import ADDRESS, Client, Product
from textgate.domain.business_details import BusinessDetailField
from textgate.domain.ids import new_id
from textgate.domain.messages import MessageStatus
from textgate.domain.permissions import Role
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import IN_FLIGHT, VerificationStatus
from textgate.domain.webhooks import DeliveryError, DeliveryStatus
from textgate.graphql.declare.ids import decode
from textgate.storage.tables import (
    message,
    message_event,
    partner,
    send_tally,
    sms_number,
    verification,
    webhook_attempt,
    webhook_delivery,
)

HOME = Owner(PARTNERS[0], ACCOUNTS[0])
CODES = (2000, 4011, 4035, 4039, 4060, 4080)
TEXTS = (
    "Ça va? Zoë’s visit is at nine.",
    'A "quoted" text with \\ and / and <b>',
    "line\nline\ttab",
    "\U0001f9b7 \u2028 \u202e",
)
REASONS = [
    {"code": 30445, "message": "Who is it?", "fields": ["CONTACT_EMAIL"], "isRetryable": True},
    {"code": 30459, "message": "Not carried", "fields": [], "isRetryable": False},
    {
        "code": 30451,
        "message": "Where is it?",
        "fields": [each.value for each in BusinessDetailField],
        "isRetryable": True,
    },
]


async def crowd(world: World) -> World:
    """The world with the added rows, surveyed again."""
    product = world.product
    client = await program(world, HOME.partner)
    await _practice(product, client, f"{HOME.partner}three")
    await _bare_practice(client, f"{HOME.partner}four", isActive=False)
    await _bare_practice(client, f"{HOME.partner}five", isActive=True)
    crowded = World(product, world.now, world.callers, world.strangers)
    await crowded.survey()
    async with product.services.database.write() as connection:
        for owner in (HOME, Owner(HOME.partner, ACCOUNTS[1]), Owner(PARTNERS[1], ACCOUNTS[0])):
            await _messages(connection, key(crowded, "SmsMessage", owner))
            await _verifications(connection, crowded, owner)
            await _tallies(connection, key(crowded, "Account", owner))
        for webhook in crowded.find("Webhook", HOME):
            await _deliveries(connection, UUID(webhook[-32:]))
    found = World(product, world.now, world.callers, world.strangers)
    await found.survey()
    return found


async def program(world: World, name: str) -> Client:
    """A partner's program as a client."""
    token = world.caller(name, Role.PROGRAM).headers["Authorization"].partition(" ")[2]
    who = await world.product.services.credentials.authenticate(token)
    assert who is not None
    return Client(world.product.http, token, who.viewer)


def key(world: World, kind: str, owner: Owner) -> UUID:
    """The id in the database of an owner's first object of a kind."""
    decoded = decode(min(world.find(kind, owner)))
    assert decoded is not None
    return decoded.id


async def _bare_practice(client: Client, marker: str, **changes: Any) -> None:
    """An account that lacks nearly all details that verification requires."""
    given = {"externalId": f"{marker}-external", "name": f"{marker} Ça Clinic"}
    account = await saved(client, "createAccount", **given)
    await saved(client, "updateAccount", id=account["id"], **changes)


async def _practice(product: Product, client: Client, marker: str) -> None:
    """An account with several senders, some with numbers, and people of every kind."""
    given = {"externalId": f"{marker}-external", "name": f"{marker} Ça Clinic"}
    website = f"https://{marker}.org"
    account = await saved(client, "createAccount", website=website, address=ADDRESS, **given)
    for name in ("Annex", "annex", "Zoë’s"):
        location = await saved(
            client, "createLocation", accountId=account["id"], name=f"{marker} {name}"
        )
        await saved(client, "createQueue", accountId=account["id"], name=f"{marker} {name} desk")
        await client_requests(client, location["id"])
    people: tuple[dict[str, Any], ...] = (
        {"role": Role.ACCOUNT_ADMIN, "totp_secret": "a secret of its own"},
        {"role": Role.ACCOUNT_SENDER, "password_hash": None},
        {"role": Role.ACCOUNT_SENDER, "deactivated_at": product.clock.now},
    )
    for number, person in enumerate(people):
        email = f"{number}@{marker}.org"
        changes = person | {"email": email, "name": f"{marker} Pérson {number}"}
        await user_row(product, client.viewer.partner_id, account_id=account["id"], **changes)


async def _copied(
    connection: AsyncConnection, table: Table, key: UUID, **changes: Any
) -> Mapping[str, Any]:
    """Another row like this one."""
    found = (await connection.execute(select(table).where(table.c.id == key))).mappings().one()
    row = {**found, "id": new_id(), **changes}
    await connection.execute(insert(table), row)
    return row


async def _messages(connection: AsyncConnection, like: UUID) -> None:
    """A message of every status, with the events that led to it."""
    for number, status in enumerate(MessageStatus):
        is_failed = status in (MessageStatus.UNDELIVERED, MessageStatus.FAILED)
        copy = await _copied(
            connection,
            message,
            like,
            status=status,
            idempotency_key=None,
            due_at=None,
            body=TEXTS[number % len(TEXTS)],
            failure_code=30003 + number if is_failed and number % 2 else None,
            failure_message="Unreachable" if is_failed and number % 2 else None,
            failure_is_retryable=bool(number % 2) if is_failed else None,
        )
        for step, each in enumerate(list(MessageStatus)[: number + 1]):
            event = {
                "id": new_id(),
                "partner_id": copy["partner_id"],
                "message_id": copy["id"],
                "status": each,
                # Several at the same time, so that their ids decide the order.
                "at": copy["created_at"] + timedelta(microseconds=step // 2),
                "code": 30000 + step if step % 3 == 1 else None,
            }
            await connection.execute(insert(message_event), event)


async def _verifications(connection: AsyncConnection, world: World, owner: Owner) -> None:
    """Several attempts for each number: refused ones, and at last one that is decided or overdue."""
    statuses = list(VerificationStatus)
    for number, text in enumerate(sorted(world.find("Verification", owner))):
        like = UUID(text[-32:])
        decided = VerificationStatus.REJECTED
        last = statuses[(number * 2 + 1) % len(statuses)]
        found = (
            (await connection.execute(select(verification).where(verification.c.id == like)))
            .mappings()
            .one()
        )
        long_ago = found["requested_at"] - timedelta(days=40)
        first = {"status": decided, "reasons": REASONS, "due_at": None, "completed_at": long_ago}
        await connection.execute(
            update(verification).where(verification.c.id == like).values(first)
        )
        for attempt, status in ((2, VerificationStatus.ACTION_REQUIRED), (3, last)):
            is_refused = status in (decided, VerificationStatus.ACTION_REQUIRED)
            await _copied(
                connection,
                verification,
                like,
                attempt=attempt,
                status=status,
                reasons=REASONS[:attempt] if is_refused else [],
                requested_at=long_ago + timedelta(days=attempt),
                submitted_at=None if status is VerificationStatus.REQUESTED else long_ago,
                completed_at=None if status in IN_FLIGHT else long_ago + timedelta(days=9),
                editable_until=long_ago + timedelta(days=attempt + 30) if is_refused else None,
            )
        of_number = sms_number.c.id == found["number_id"]
        await connection.execute(
            update(sms_number)
            .where(of_number)
            .values(status=list(SmsNumberStatus)[number % 3], segments_per_second=0.1 + number)
        )


async def _tallies(connection: AsyncConnection, account_id: UUID) -> None:
    """Sends with every result on several days, some without an account."""
    like = (
        (await connection.execute(select(send_tally).where(send_tally.c.account_id == account_id)))
        .mappings()
        .first()
    )
    assert like is not None
    partner_id = like["partner_id"]
    is_first = account_id.int % 2
    for number, code in enumerate(CODES):
        day = like["day"] - timedelta(days=1 + number % 3)
        changes = {"id": new_id(), "day": day, "code": code, "count": number * 1000 + is_first}
        await connection.execute(insert(send_tally), {**like, **changes})
    known = select(send_tally).where(
        send_tally.c.partner_id == partner_id, send_tally.c.account_id.is_(None)
    )
    if not (await connection.execute(known)).first():
        nobody = {"id": new_id(), "account_id": None, "owner_id": partner_id, "code": 4060}
        await connection.execute(insert(send_tally), {**like, **nobody})
        zone = update(partner).where(partner.c.id == partner_id)
        await connection.execute(zone.values(time_zone="America/Denver"))


async def _deliveries(connection: AsyncConnection, webhook_id: UUID) -> None:
    """A delivery of every status to a webhook, with an attempt for every error."""
    like = (
        (
            await connection.execute(
                select(webhook_delivery).where(webhook_delivery.c.webhook_id == webhook_id)
            )
        )
        .mappings()
        .first()
    )
    assert like is not None
    now = like["created_at"]
    for status in DeliveryStatus:
        is_pending = status is DeliveryStatus.PENDING
        copy = await _copied(
            connection,
            webhook_delivery,
            like["id"],
            status=status,
            dedupe_key=None,
            due_at=now + timedelta(days=300) if is_pending else None,
            completed_at=None if is_pending else now,
        )
        for number, error in enumerate([*DeliveryError, None]):
            attempt = {
                "id": new_id(),
                "partner_id": copy["partner_id"],
                "delivery_id": copy["id"],
                "at": now + timedelta(minutes=number),
                "milliseconds": number * 17,
                "status_code": None if number % 2 else 200 + number,
                "error": error,
                "response": None if number % 3 else "Zoë said \u0000 no".replace("\0", "?"),
            }
            await connection.execute(insert(webhook_attempt), attempt)
