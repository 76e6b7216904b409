"""Creates partners, activates and deactivates SMS, and updates their details and settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, select, update

from textgate.domain.audit import AuditAction, Event, differences
from textgate.domain.clock import Clock
from textgate.domain.digest import DEFAULT_TIME_ZONE
from textgate.domain.errors import InputErrors, UserErrorCode
from textgate.domain.ids import new_id
from textgate.domain.sender_preselection import SenderPreselection
from textgate.domain.text import line
from textgate.domain.viewer import Viewer, operator
from textgate.services.account_requests.closing import close_for_details
from textgate.services.audit import audit_log
from textgate.services.details import input_parsers
from textgate.storage.database import Database
from textgate.storage.statements import insert_unless_exists
from textgate.storage.tables import account_tally, partner


@dataclass(frozen=True, slots=True)
class PartnerSummary:
    id: UUID
    name: str
    sms_enabled: bool
    accounts: int


_DETAILS = (
    "business_name",
    "legal_name",
    "website",
    *input_parsers.ADDRESS_COLUMNS,
    *input_parsers.CONTACT_COLUMNS,
)


class Partners:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(self, name: str, *, sms_enabled: bool = False) -> UUID:
        """Create a partner. Raises InvalidInput at `name`."""
        errors = InputErrors()
        clean_name = errors.require(("name",), line(100), name)
        errors.raise_if_any()
        now, partner_id = self._clock(), new_id()
        row = {
            **dict.fromkeys(_DETAILS),
            "id": partner_id,
            "name": clean_name,
            "sms_enabled": sms_enabled,
            "time_zone": DEFAULT_TIME_ZONE,
            "details_updated_at": None,
            "created_at": now,
        }
        async with self._database.write() as connection:
            statement = insert_unless_exists(connection.dialect, partner)
            if (await connection.execute(statement, row)).rowcount == 0:
                errors.add(
                    ("name",), UserErrorCode.ALREADY_EXISTS, "is already used by another partner"
                )
                errors.raise_if_any()
            changes = differences({}, {"name": clean_name, "sms_enabled": sms_enabled})
            event = Event(AuditAction.PARTNER_CREATED, "partner", partner_id, changes=changes)
            await audit_log.record(connection, operator(partner_id), now, event)
        return partner_id

    async def id_of(self, name: str) -> UUID | None:
        async with self._database.read() as connection:
            statement = select(partner.c.id).where(partner.c.name == name.strip())
            return (await connection.execute(statement)).scalar_one_or_none()

    async def details(self, partner_id: UUID) -> RowMapping:
        """The row of a partner."""
        async with self._database.read() as connection:
            statement = select(partner).where(partner.c.id == partner_id)
            return (await connection.execute(statement)).mappings().one()

    async def all(self) -> list[PartnerSummary]:
        """Every partner with its number of accounts, ordered by name."""
        accounts = (
            select(func.coalesce(func.sum(account_tally.c.count), 0))
            .where(account_tally.c.partner_id == partner.c.id)
            .scalar_subquery()
        )
        statement = select(partner.c.id, partner.c.name, partner.c.sms_enabled, accounts)
        async with self._database.read() as connection:
            rows = await connection.execute(statement.order_by(partner.c.name))
            return [PartnerSummary(*row) for row in rows]

    async def set_sms_enabled(self, name: str, *, enabled: bool) -> bool:
        """Activate or deactivate SMS. False if no partner has this name."""
        is_changed = (partner.c.name == name.strip()) & (partner.c.sms_enabled != enabled)
        statement = (
            update(partner).where(is_changed).values(sms_enabled=enabled).returning(partner.c.id)
        )
        action = AuditAction.SMS_ENABLED if enabled else AuditAction.SMS_DISABLED
        async with self._database.write() as connection:
            partner_id = (await connection.execute(statement)).scalar_one_or_none()
            if partner_id is not None:
                event = Event(action, "partner", partner_id)
                await audit_log.record(connection, operator(partner_id), self._clock(), event)
                return True
        return await self.id_of(name) is not None

    async def update_business_details(self, viewer: Viewer, changes: input_parsers.Changes) -> None:
        """Change the details that fill the gaps of accounts. Raises InvalidInput."""
        await self._update(viewer, changes, {})

    async def update_settings(
        self,
        viewer: Viewer,
        changes: input_parsers.Changes,
        sender_preselection: SenderPreselection | None,
    ) -> None:
        """Change the time zone in `changes`, and the preselection unless None. Raises InvalidInput."""
        is_kept = sender_preselection is None
        await self._update(
            viewer, changes, {} if is_kept else {"sender_preselection": sender_preselection}
        )

    async def _update(
        self, viewer: Viewer, changes: input_parsers.Changes, settings: Mapping[str, Any]
    ) -> None:
        errors = InputErrors()
        is_partner = partner.c.id == viewer.partner_id
        async with self._database.write() as connection:
            # FOR NO KEY UPDATE: rows that reference the partner can still be inserted.
            statement = select(partner).where(is_partner).with_for_update(key_share=True)
            current = (await connection.execute(statement)).mappings().one()
            values = {**input_parsers.parse_changes(changes, errors, current=current), **settings}
            if "time_zone" in changes:
                input_parsers.require(("timeZone",), changes["time_zone"], errors)
            errors.raise_if_any()
            changed = {name: value for name, value in values.items() if value != current[name]}
            if not changed:
                return
            now = self._clock()
            # Settings, such as the time zone, are no business details.
            is_detail = bool(changed.keys() & set(_DETAILS))
            updated_at = now if is_detail else current["details_updated_at"]
            await connection.execute(
                update(partner).where(is_partner).values(**changed, details_updated_at=updated_at)
            )
            event = Event(
                AuditAction.PARTNER_UPDATED,
                "partner",
                viewer.partner_id,
                changes=differences(current, changed),
            )
            closed = await close_for_details(connection, viewer, now) if is_detail else []
            await audit_log.record(connection, viewer, now, event, *closed)
