"""What resolvers are given with every request: who asks, the services, and the plan's findings."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

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

if TYPE_CHECKING:
    from textgate.graphql.planner.plan import Plans
    from textgate.graphql.planner.resolve import LoadPlan


BranchKey: TypeAlias = tuple[int, str]
"""A relation, and its arguments."""

Done: TypeAlias = tuple[Any, Exception | None]
"""What a mutation returned, or what it raised."""


@dataclass
class Context:
    """One request's. `partner` is the viewer's partner's row, which authentication has read; `cost` and
    `balance` are in points, and known once the operation has been admitted."""

    services: Services
    viewer: Viewer
    partner: Mapping[str, Any]
    request_id: str
    plans: Plans
    branches: dict[tuple[str, int], BranchKey] = field(default_factory=dict)
    """Under which key entities keep what was loaded for a field of a type, by its node in the document."""
    done: dict[int, Done] = field(default_factory=dict)
    """What mutations have come to, by their nodes in the document: none is carried out twice."""
    held: dict[Hashable, LoadPlan | None] = field(default_factory=dict)
    """How what payloads hold is read, as far as it is known: a mutation that is remembered remembers it."""
    cost: int = 0
    is_admitted: bool = False
    balance: Balance | None = None

    @property
    def is_rate_limited(self) -> bool:
        return self.balance is not None and self.balance.wait is not None

    @property
    def partner_details(self) -> BusinessDetails:
        return input_parsers.partner_details(self.partner)

    @cached_property
    def partner_supplies(self) -> int:
        """The bits of the details that this partner supplies for its accounts."""
        return partner_supplies(self.partner_details)

    @cached_property
    def overdue_since(self) -> datetime:
        """Verifications in flight that were requested before this moment have been pending too long."""
        return overdue_since(self.services.clock())

    async def reload_partner(self, connection: AsyncConnection) -> None:
        """After a mutation changed it."""
        statement = select(partner).where(partner.c.id == self.viewer.partner_id)
        self.partner = dict((await connection.execute(statement)).mappings().one())
        self.__dict__.pop("partner_supplies", None)


Info: TypeAlias = strawberry.Info[Context, None]
