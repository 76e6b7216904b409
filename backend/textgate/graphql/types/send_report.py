"""The report of sends: how many were accepted and refused, by day, code and account."""

from __future__ import annotations

from datetime import date
from typing import cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.domain.send_report import SendSelection
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT
from textgate.graphql.lists.send_report import SEND_ROWS
from textgate.graphql.operation.cost import COUNTING
from textgate.graphql.planner import resolve
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.connection import After, Connection, First
from textgate.graphql.types.lazy import lazy_type
from textgate.storage.tables import send_tally

CODE = "2000 when accepted, else the refusal's code."


@strawberry.type(description="How many sends of all accounts together ended so on one day.")
class SendTotal:
    day: date = strawberry.field(description="The day.")
    code: int = strawberry.field(description=CODE)
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many sends of one account ended so on one day.")
class SendReportRow(Entity):
    day: date = strawberry.field(description="The day.")
    code: int = strawberry.field(description=CODE)
    count: int = strawberry.field(description="How many.")

    @field(
        "The account; null where the sender could not be found.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))


@strawberry.type(
    description="How sends ended. A repetition under the same idempotency key is not counted again."
)
class SendReport:
    selection: strawberry.Private[SendSelection]

    @field("The first day that is counted.")
    def since(self) -> date:
        return self.selection.since

    @field("The last day that is counted.")
    def until(self) -> date:
        return self.selection.until

    @field("By day and code, the oldest day first; days without any are left out.", costs=COUNTING)
    async def totals(self, info: Info) -> list[SendTotal]:
        context = info.context
        found = await context.services.send_reports.totals(context.viewer, self.selection)
        return [SendTotal(**row) for row in found]

    @field("By day, account and code, the newest day first.", reads=SEND_ROWS)
    async def rows(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[SendReportRow]:
        return Connection(page=await resolve.load_root(info, selection=self.selection))


# Without a prefix: a row is reached through a report only, never by an id.
entity(send_tally, "", needs=Permission.READ_REPORTS)(SendReportRow)
