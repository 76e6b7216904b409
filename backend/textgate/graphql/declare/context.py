"""The context of one request, which resolvers read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol, TypeAlias

import strawberry
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.business_details import BusinessDetails, partner_supplies
from textgate.domain.points import Balance
from textgate.domain.verification import overdue_since
from textgate.domain.viewer import Viewer
from textgate.services.details import input_parsers
from textgate.services.services import Services
from textgate.storage.tables import partner

MutationOutcome: TypeAlias = tuple[Any, Exception | None]
"""What a mutation returned, and what it raised."""


class PlannerState(Protocol):
    """The planner's state of one request; see planner/state.py."""

    completed_mutations: dict[int, MutationOutcome]
    """By their nodes in the document: each mutation runs once, even if graphql-core executes it again."""


@dataclass
class Context:
    """One request. `partner` is the row of the viewer's partner; `cost` and `balance` are in points.

    Admission sets `cost`, `balance` and `is_admitted`; the executor sets `planner`.
    """

    services: Services
    viewer: Viewer
    partner: Mapping[str, Any]
    request_id: str
    balance: Balance | None = None
    cost: int = 0
    is_admitted: bool = False
    planner: PlannerState = field(init=False)

    @property
    def is_rate_limited(self) -> bool:
        return self.balance is not None and self.balance.wait is not None

    @property
    def dialect(self) -> str:
        return self.services.database.dialect

    @property
    def partner_details(self) -> BusinessDetails:
        return input_parsers.partner_details(self.partner)

    @cached_property
    def partner_supplies(self) -> int:
        """The bits of the business details that the partner supplies for its accounts."""
        return partner_supplies(self.partner_details)

    @cached_property
    def overdue_since(self) -> datetime:
        """Undecided verifications that were requested before this moment are overdue."""
        return overdue_since(self.services.clock())

    async def reload_partner(self, connection: AsyncConnection) -> None:
        """Read the partner's row again after a mutation changed it."""
        statement = select(partner).where(partner.c.id == self.viewer.partner_id)
        self.partner = dict((await connection.execute(statement)).mappings().one())
        self.__dict__.pop("partner_supplies", None)


Info: TypeAlias = strawberry.Info[Context, None]
