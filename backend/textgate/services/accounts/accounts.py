"""Creates and updates accounts, and completes the business details that verification requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Text, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.business_details import own_gaps
from textgate.domain.clock import Clock
from textgate.domain.errors import (
    AccountExists,
    InputErrors,
    InvalidValue,
    UserErrorCode,
    WebsiteAddressTaken,
    not_found,
)
from textgate.domain.ids import new_id
from textgate.domain.search import searchable
from textgate.domain.sender_preselection import SenderPreselection
from textgate.domain.text import search_key
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import within
from textgate.services.access.scoped_query import ScopedQuery
from textgate.services.account_requests.closing import close_for_details
from textgate.services.audit import audit_log
from textgate.services.details import input_parsers, passthrough_fields
from textgate.services.senders.senders import new_sender
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.storage.compiled_query import LazyRow
from textgate.storage.database import Database
from textgate.storage.parameters import open_parameter
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import SenderKind, account, sender
from textgate.storage.transactions import transact

DEFAULT_LOCATION_NAME = "Default Location"

_EMPTY = dict.fromkeys(
    (
        *input_parsers.ADDRESS_COLUMNS,
        *input_parsers.CONTACT_COLUMNS,
        "website",
        "alternative_website",
        "website_address",
        "phone",
        "fax",
        "time_zone",
        "extras",
    )
)

_SEARCHED = ("name", "external_id", "city", "state", "postal_code", "phone", "website_address")


def derived(row: input_parsers.RowLike) -> dict[str, Any]:
    """The columns derived from the others, for filters, order and search."""
    return {
        "gaps": own_gaps(input_parsers.account_details(row)),
        "name_key": search_key(row["name"]),
        "search_key": searchable(*(row[name] for name in _SEARCHED)),
    }


def new_account(partner_id: UUID, values: input_parsers.RowLike, now: Any) -> dict[str, Any]:
    """Make the row of a new account, without columns whose default applies."""
    row = {
        **_EMPTY,
        "is_active": True,
        **values,
        "id": new_id(),
        "partner_id": partner_id,
        "created_at": now,
        "updated_at": now,
    }
    return row | derived(row)


def default_location(account_row: input_parsers.RowLike) -> dict[str, Any]:
    """Make the row of the location that every account starts with."""
    row = new_sender(
        account_row["partner_id"],
        account_row["id"],
        SenderKind.LOCATION,
        {"name": DEFAULT_LOCATION_NAME},
        account_row["created_at"],
    )
    return row | {"is_default": True}


def created(row: input_parsers.RowLike, values: input_parsers.RowLike) -> Event:
    """The audit event of a new account."""
    changes = differences({}, passthrough_fields.without(values)) + passthrough_fields.changes(
        None, row["extras"]
    )
    return Event(AuditAction.ACCOUNT_CREATED, "account", row["id"], row["id"], changes)


def updated(before: input_parsers.RowLike, values: input_parsers.RowLike) -> Event:
    """The audit event of a changed account."""
    changes = differences(before, passthrough_fields.without(values))
    if "extras" in values:
        changes += passthrough_fields.changes(before["extras"], values["extras"])
    return Event(AuditAction.ACCOUNT_UPDATED, "account", before["id"], before["id"], changes)


class Accounts:
    def __init__(self, database: Database, clock: Clock, sms_numbers: SmsNumbers) -> None:
        self._database = database
        self._clock = clock
        self._sms_numbers = sms_numbers
        self._by_external_id = ScopedQuery(
            database,
            lambda scope: select(account).where(
                account.c.external_id == open_parameter("external_id", Text()),
                within(scope, account),
            ),
        )

    async def create(
        self,
        viewer: Viewer,
        changes: input_parsers.Changes,
        *,
        is_active: bool = True,
        extras: passthrough_fields.Extras | None = None,
    ) -> UUID:
        """Create an account with its default location. Raises InvalidInput, AccountExists and
        WebsiteAddressTaken."""
        errors = InputErrors()
        input_parsers.require(("externalId",), changes.get("external_id"), errors)
        values = input_parsers.parse_changes(changes, errors)
        errors.raise_if_any()
        if not is_active:
            values["is_active"] = False
        if extras:
            values["extras"] = passthrough_fields.merged(None, extras)
        now = self._clock()
        row = new_account(viewer.partner_id, values, now)
        async with self._database.write() as connection:
            statement = insert_unless_exists(connection.dialect, account)
            if (await connection.execute(statement, row)).rowcount == 0:
                raise await _conflict(connection, viewer, row)
            await connection.execute(insert(sender), default_location(row))
            await audit_log.record(connection, viewer, now, created(row, values))
        return row["id"]  # type: ignore[no-any-return]

    async def by_external_id(self, viewer: Viewer, external_id: str) -> LazyRow | None:
        """The account with the partner's own identifier."""
        try:
            key = input_parsers.parse_external_id(external_id)
        except InvalidValue:
            return None
        return await self._by_external_id.one(viewer, external_id=key)

    async def all(self, viewer: Viewer) -> Sequence[RowMapping]:
        """Every account of the viewer, ordered by name."""
        statement = select(account).where(within(viewer, account))
        async with self._database.read() as connection:
            result = await connection.execute(statement.order_by(account.c.name_key, account.c.id))
            return result.mappings().all()

    async def update(
        self,
        viewer: Viewer,
        account_id: UUID,
        changes: input_parsers.Changes,
        *,
        is_active: bool | None = None,
        settings: Mapping[str, SenderPreselection | None] = MappingProxyType({}),
        extras: passthrough_fields.Extras | None = None,
    ) -> None:
        """Change the columns in `changes` and `settings`. Raises InvalidInput; NOT_FOUND is at `id`."""
        extra_values: dict[str, Any] = dict(settings)
        if is_active is not None:
            extra_values["is_active"] = is_active
        async with self._database.write() as connection:
            events = await self._update(
                connection,
                viewer,
                account_id,
                changes,
                id_path=("id",),
                extra_values=extra_values,
                extras=extras,
            )
            now = self._clock()
            if events:
                events += await close_for_details(connection, viewer, now, [account_id])
            await audit_log.record(connection, viewer, now, *events)

    async def update_business_details(
        self, viewer: Viewer, account_id: UUID, changes: input_parsers.Changes
    ) -> bool:
        """Change the details. Once complete, request verification again for rejected numbers, or a first
        time for the default location (the source's pop-up). Returns whether any was requested."""

        async def work(connection: AsyncConnection) -> bool:
            events = await self._update(
                connection, viewer, account_id, changes, id_path=("accountId",)
            )
            started = await self._sms_numbers.verify_corrected_account(
                connection, viewer, account_id
            )
            # Last, because a requested verification answers a request for rejected details.
            now = self._clock()
            events += started.events
            if events:
                events += await close_for_details(connection, viewer, now, [account_id])
            await audit_log.record(connection, viewer, now, *events)
            return bool(started.events)

        has_started = await transact(self._database, work)
        if has_started:
            self._sms_numbers.notify_worker()
        return has_started

    async def _update(
        self,
        connection: AsyncConnection,
        viewer: Viewer,
        account_id: UUID,
        changes: input_parsers.Changes,
        *,
        id_path: tuple[str, ...],
        extra_values: Mapping[str, Any] = MappingProxyType({}),
        extras: passthrough_fields.Extras | None = None,
    ) -> list[Event]:
        errors = InputErrors()
        is_owned = (account.c.id == account_id) & within(viewer, account)
        current = (
            (await connection.execute(select(account).where(is_owned).with_for_update()))
            .mappings()
            .one_or_none()
        )
        if current is None:
            raise not_found("Account", *id_path)
        values = {**input_parsers.parse_changes(changes, errors, current=current), **extra_values}
        if (
            viewer.account_id is not None
            and values.get("is_active", current["is_active"]) != current["is_active"]
        ):
            # Otherwise users of a deactivated practice could activate it again.
            errors.add(("isActive",), UserErrorCode.INVALID, "can only be changed by the partner")
        errors.raise_if_any()
        if extras:
            values["extras"] = passthrough_fields.merged(current["extras"], extras)
        row = {**current, **values}
        changed = {name: value for name, value in values.items() if value != current[name]}
        if not changed:
            return []
        try:
            await connection.execute(
                update(account)
                .where(is_owned)
                .values(**changed, **derived(row), updated_at=self._clock())
            )
        except IntegrityError:
            raise WebsiteAddressTaken from None
        return [updated(current, changed)]


async def _conflict(
    connection: AsyncConnection, viewer: Viewer, row: input_parsers.RowLike
) -> AccountExists | WebsiteAddressTaken:
    """Find out which of the two unique columns collided."""
    has_id = account.c.external_id == row["external_id"]
    statement = select(account.c.id).where(has_id, within(viewer, account))
    exists = (await connection.execute(statement)).first() is not None
    return AccountExists() if exists else WebsiteAddressTaken()
