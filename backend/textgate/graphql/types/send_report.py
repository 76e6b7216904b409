"""The SendReport type: accepted and refused sends by day, code and account."""

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

CODE = "Result: 2000 if accepted, otherwise the error code of the refusal."


@strawberry.type(
    description="Number of sends with one result on one day, over all accounts of the report."
)
class SendTotal:
    day: date = strawberry.field(description="The day (UTC).")
    code: int = strawberry.field(description=CODE)
    count: int = strawberry.field(description="Number of sends.")


@strawberry.type(description="Number of sends of one account with one result on one day.")
class SendReportRow(Entity):
    day: date = strawberry.field(description="The day (UTC).")
    code: int = strawberry.field(description=CODE)
    count: int = strawberry.field(description="Number of sends.")

    @field(
        "The account; null if the sender of the request was not found.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))


@strawberry.type(
    description="Results of sends. Repetitions under the same idempotency key are not counted again."
)
class SendReport:
    selection: strawberry.Private[SendSelection]

    @field("First day of the report, included.")
    def since(self) -> date:
        return self.selection.since

    @field("Last day of the report, included.")
    def until(self) -> date:
        return self.selection.until

    @field(
        "Totals by day and code, the oldest day first. Days without sends are omitted.",
        costs=COUNTING,
    )
    async def totals(self, info: Info) -> list[SendTotal]:
        context = info.context
        totals = await context.services.send_reports.totals(context.viewer, self.selection)
        return [SendTotal(**row) for row in totals]

    @field("Counts by day, account and code, the newest day first.", reads=SEND_ROWS)
    async def rows(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[SendReportRow]:
        return Connection(page=await resolve.load_root(info, selection=self.selection))


# No prefix: a row has no global id, only a report leads to it.
entity(send_tally, "", needs=Permission.READ_REPORTS)(SendReportRow)
