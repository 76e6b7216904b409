"""Fills a migrated database with synthetic accounts, the same ones in every database."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from benchmarks.paths import TEXTGATE, environment
from textgate.domain.business_details import own_gaps
from textgate.domain.search import searchable
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.domain.text import search_key
from textgate.services.access.tokens import token_key
from textgate.services.credentials.credentials import TOKEN_PREFIX
from textgate.services.details import input_parsers
from textgate.storage.tables import (
    SenderKind,
    account,
    credential,
    partner,
    phone_directory,
    sender,
    sms_number,
)

PARTNER = "Benchmark EHR"
# Another partner with one account, which must be in no response.
STRANGER = "Stranger EHR"
_PARTNER_ID = UUID("01900000-0000-7000-8000-000000000001")
# Not a secret: it only opens temporary databases on this machine.
TOKEN = f"{TOKEN_PREFIX}{_PARTNER_ID.hex}_benchmark-0123456789abcdef012345"
LOCATIONS = 5
BATCH = 2_000
# Makes the order of names differ from that of IDs. Coprime to powers of ten, so that names are unique.
_STRIDE = 7_919
_AT_THE_ENDS = 200
_BORN = datetime(2026, 1, 1, tzinfo=UTC)
_FIRST_MILLISECOND = int(_BORN.timestamp() * 1000)
# Faster than any carrier, so that a number's throughput is not the bottleneck.
_SEGMENTS_PER_SECOND = 1_000_000.0
_STATUSES = (
    SmsNumberStatus.APPROVED,
    SmsNumberStatus.PENDING,
    SmsNumberStatus.APPROVED,
    SmsNumberStatus.REJECTED,
    SmsNumberStatus.APPROVED,
)
_NAMES = ("Clinic", "Dental", "Family Practice", "Health", "Medical Group", "Pediatrics")
_CITIES = ("Helena", "Boston", "Tucson", "Albany", "Fresno", "Madison", "Dayton")
_LOCATION_NAMES = ("Main Street", "Airport Road", "Bayview", "Downtown", "Eastgate")


@dataclass(frozen=True, slots=True)
class Seeded:
    """A filled database, with its partner and credential."""

    url: str
    partner_id: UUID
    credential_id: UUID
    accounts: int


def seed(url: str, accounts: int, *, everywhere: bool = True) -> Seeded:
    """Migrate the empty database and fill it.

    Each account gets five locations. Without `everywhere`, only accounts on the first and last pages do; the
    others get one.
    """
    run_textgate(url, "migrate")
    asyncio.run(_create_partner(url))
    run_textgate(url, "credential", "create", PARTNER)
    run_textgate(url, "partner", "create", STRANGER)
    return asyncio.run(_fill(url, accounts, everywhere=everywhere))


def run_textgate(url: str, *arguments: str) -> None:
    """Run a command of the product on this database."""
    subprocess.run(
        [TEXTGATE, *arguments],
        env={**environment(), "TEXTGATE_DATABASE_URL": url},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def account_id(index: int) -> UUID:
    return row_id(index, 0)


def sender_phone(serial: int) -> str:
    """A unique toll-free number for each location."""
    return f"+1833{2_000_000 + serial}"


def _engine(url: str) -> AsyncEngine:
    scheme, _, rest = url.partition("://")
    engine = create_async_engine(
        ("sqlite+aiosqlite" if scheme == "sqlite" else "postgresql+asyncpg") + "://" + rest
    )
    if scheme == "sqlite":

        @event.listens_for(engine.sync_engine, "connect")
        def configure(connection: Any, _record: Any) -> None:
            # Affects only this connection, not the file.
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA cache_size=-400000")

    return engine


async def _create_partner(url: str) -> None:
    """With an id that is always the same, since the token begins with it."""
    row = {
        "id": _PARTNER_ID,
        "name": PARTNER,
        "sms_enabled": True,
        "time_zone": "America/New_York",
        "created_at": _BORN,
    }
    engine = _engine(url)
    async with engine.begin() as connection:
        await connection.execute(insert(partner), row)
    await engine.dispose()


async def _fill(url: str, accounts: int, *, everywhere: bool) -> Seeded:
    engine = _engine(url)
    try:
        async with engine.begin() as connection:
            partner_id, credential_id = await _introduce(connection)
            stranger_id = await _find(connection, STRANGER)
            last = range(accounts, accounts + 1)
            await _insert(connection, stranger_id, last, accounts + 1, everywhere=True)
        for first in range(0, accounts, BATCH):
            indexes = range(first, min(first + BATCH, accounts))
            async with engine.begin() as connection:
                await _insert(connection, partner_id, indexes, accounts, everywhere=everywhere)
        async with engine.connect() as connection:
            # A database in production has statistics, too.
            await connection.exec_driver_sql("ANALYZE")
            await connection.commit()
    finally:
        await engine.dispose()
    return Seeded(url, partner_id, credential_id, accounts)


async def _find(connection: AsyncConnection, name: str) -> UUID:
    statement = select(partner.c.id).where(partner.c.name == name)
    partner_id: UUID = (await connection.execute(statement)).scalar_one()
    return partner_id


async def _introduce(connection: AsyncConnection) -> tuple[UUID, UUID]:
    """Set the partner's details, which fill gaps of accounts, and the credential's known token."""
    partner_id = await _find(connection, PARTNER)
    details = {
        "website": "https://benchmark-ehr.example.org",
        "contact_first_name": "Ada",
        "contact_last_name": "Moss",
        "contact_email": "ada@benchmark-ehr.example.org",
        "contact_phone": "+14065550100",
    }
    await connection.execute(update(partner).where(partner.c.id == partner_id).values(details))
    key = token_key(TOKEN, TOKEN_PREFIX)
    renewed = update(credential).values(key._asdict()).returning(credential.c.id)
    return partner_id, (await connection.execute(renewed)).scalar_one()


async def _insert(
    connection: AsyncConnection,
    partner_id: UUID,
    indexes: range,
    accounts: int,
    *,
    everywhere: bool,
) -> None:
    owners: list[dict[str, Any]] = []
    senders: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for index in indexes:
        rank = index * _STRIDE % accounts
        is_shown = everywhere or rank < _AT_THE_ENDS or rank >= accounts - _AT_THE_ENDS
        owners.append(_account(partner_id, index, rank))
        senders += _senders(partner_id, index, LOCATIONS if is_shown else 1)
    await connection.execute(insert(account), owners)
    await connection.execute(insert(sender), [location for location, _ in senders])
    numbers = [number for _, number in senders]
    entries = [
        {"partner_id": partner_id, "phone": number["phone"]}
        for number in numbers
        if number["phone"] is not None
    ]
    await connection.execute(insert(phone_directory), entries)
    await connection.execute(insert(sms_number), numbers)


def _account(partner_id: UUID, index: int, rank: int) -> dict[str, Any]:
    """Every third account has a gap that the partner's details cannot fill; most have no contact."""
    name = f"Practice {rank:07d} {_NAMES[rank % len(_NAMES)]}"
    row: dict[str, Any] = {
        "id": account_id(index),
        "partner_id": partner_id,
        "external_id": f"practice-{index}",
        "name": name,
        "website": f"https://practice-{index}.example.org" if index % 2 else None,
        "phone": f"+1406{2_000_000 + index % 8_000_000}",
        "time_zone": "America/New_York",
        "address1": None if index % 3 == 0 else f"{index % 900 + 1} Main Street",
        "address2": None,
        "city": _CITIES[index % len(_CITIES)],
        "state": "MT",
        "postal_code": None if index % 6 == 0 else f"{59_000 + index % 900}",
        "country_code": "US",
        "contact_first_name": None,
        "contact_last_name": None,
        "contact_email": None,
        "contact_phone": None,
        "alternative_website": None,
        "created_at": _BORN,
        "updated_at": _BORN,
    }
    row["gaps"] = own_gaps(input_parsers.account_details(row))
    row["name_key"] = search_key(name)
    row["search_key"] = searchable(
        *(
            row[column]
            for column in ("name", "external_id", "city", "state", "postal_code", "phone")
        )
    )
    return row


def _senders(
    partner_id: UUID, index: int, locations: int
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Locations with a number each. The default location's number is approved and can send."""
    for position in range(locations):
        serial = index * LOCATIONS + position
        name = _LOCATION_NAMES[position]
        shared = {
            "partner_id": partner_id,
            "account_id": account_id(index),
            "created_at": _BORN,
            "updated_at": _BORN,
        }
        location = {
            **shared,
            "id": row_id(index, 1 + position),
            "kind": SenderKind.LOCATION,
            "is_default": position == 0,
            "external_id": f"location-{serial}",
            "name": name,
            "name_key": search_key(name),
            "search_key": searchable(name),
        }
        status = _STATUSES[position]
        number = {
            **shared,
            "id": row_id(index, 1 + LOCATIONS + position),
            "sender_id": location["id"],
            "number_type": NumberType.TOLL_FREE,
            "phone": None if status is SmsNumberStatus.PENDING else sender_phone(serial),
            "status": status,
            "carrier_id": None if status is SmsNumberStatus.PENDING else f"bench-{serial}",
            "segments_per_second": _SEGMENTS_PER_SECOND,
        }
        yield location, number


def row_id(index: int, part: int) -> UUID:
    """A unique UUIDv7 for each row, with the account's millisecond and a hash instead of random bits."""
    scrambled = (index * 0x9E3779B97F4A7C15 + part * 0xD1B54A32D192ED03) % 2**62
    return UUID(
        int=(_FIRST_MILLISECOND + index) << 80 | 0x7 << 76 | part << 64 | 2 << 62 | scrambled
    )
