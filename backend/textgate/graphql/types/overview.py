"""The Overview type: counts of accounts, numbers, verifications, sends and messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import strawberry

from textgate.domain.messages import MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.field import field
from textgate.graphql.operation.cost import COUNTING
from textgate.services.reporting.overview import DayOfSends
from textgate.services.reporting.overview import Overview as OverviewCounts
from textgate.services.reporting.trends import Trend as TrendFigures


@strawberry.type(description="Number of accounts, by readiness to send messages.")
class AccountCounts:
    total: int = strawberry.field(description="All accounts.")
    complete: int = strawberry.field(
        description="Accounts whose business details suffice to request verification."
    )
    incomplete: int = strawberry.field(description="Accounts with missing business details.")
    without_number: int = strawberry.field(description="Accounts without a number.")


@strawberry.type(description="Number of numbers in one status.")
class SmsNumberStatusCount:
    status: SmsNumberStatus = strawberry.field(description="The status.")
    count: int = strawberry.field(description="Number of numbers.")


@strawberry.type(description="Number of verifications that await the carriers' decision.")
class VerificationCounts:
    in_flight: int = strawberry.field(description="Undecided verifications.")
    overdue: int = strawberry.field(
        description="Undecided verifications requested more than three business days ago."
    )


@strawberry.type(description="Number of accepted and refused sends on one day.")
class SendDay:
    day: date = strawberry.field(description="The day (UTC).")
    accepted: int = strawberry.field(description="Accepted sends.")
    refused: int = strawberry.field(description="Refused sends, for any reason.")


@strawberry.type(description="Number of messages in one status.")
class MessageStatusCount:
    status: MessageStatus = strawberry.field(description="The status.")
    count: int = strawberry.field(description="Number of messages.")


@strawberry.type(
    description="A figure of a period that ends today, and the same figure of the period before it."
)
class Trend:
    days: int = strawberry.field(description="Length of both periods in days (UTC).")
    current: float | None = strawberry.field(
        description="The figure of the period, today so far included; null without data."
    )
    previous: float | None = strawberry.field(
        description="The figure of the period before; null without data."
    )


def _trend(trend: TrendFigures) -> Trend:
    return Trend(days=trend.days, current=trend.current, previous=trend.previous)


@strawberry.type(description="Figures next to those of the period before.")
class Trends:
    texts: Trend = strawberry.field(description="Number of accepted sends.")
    delivery_rate: Trend = strawberry.field(
        description="Share of delivered messages among those with a final outcome, from 0 to 1."
    )
    opt_out_rate: Trend = strawberry.field(
        description="Recipients who opted out for each accepted send."
    )
    approval_rate: Trend = strawberry.field(
        description="Share of approvals among the carriers' decisions, from 0 to 1."
    )
    hours_to_approval: Trend = strawberry.field(
        description="Median number of hours from a request to its approval."
    )


@strawberry.type(description="Summary of everything that the viewer may see.")
class Overview:
    accounts: AccountCounts = strawberry.field(description="Accounts, by readiness.")
    sms_numbers: list[SmsNumberStatusCount] = strawberry.field(
        description="Numbers, by status; every status is listed."
    )
    verifications: VerificationCounts = strawberry.field(
        description="Verifications that await a decision."
    )
    sends: list[SendDay] = strawberry.field(
        description="Sends of the last 14 days, the oldest first; every day is listed, today last."
    )
    previous_sends: list[SendDay] = strawberry.field(
        description="Sends of the 14 days before those of `sends`, the oldest first."
    )
    messages: list[MessageStatusCount] = strawberry.field(
        description="Messages accepted in the last seven days, by status; every status is listed."
    )

    @field("Figures next to those of the period before.", costs=COUNTING)
    async def trends(self, info: Info) -> Trends:
        context = info.context
        trends = await context.services.trends.load(context.viewer)
        return Trends(
            texts=_trend(trends.texts),
            delivery_rate=_trend(trends.delivery_rate),
            opt_out_rate=_trend(trends.opt_out_rate),
            approval_rate=_trend(trends.approval_rate),
            hours_to_approval=_trend(trends.hours_to_approval),
        )


def _days(days: Sequence[DayOfSends]) -> list[SendDay]:
    return [SendDay(day=day.day, accepted=day.accepted, refused=day.refused) for day in days]


def overview_to_graphql(counts: OverviewCounts) -> Overview:
    return Overview(
        accounts=AccountCounts(
            total=counts.accounts,
            complete=counts.complete_accounts,
            incomplete=counts.accounts - counts.complete_accounts,
            without_number=counts.accounts_without_number,
        ),
        sms_numbers=[
            SmsNumberStatusCount(status=status, count=count)
            for status, count in counts.numbers.items()
        ],
        verifications=VerificationCounts(
            in_flight=counts.verifications_in_flight, overdue=counts.verifications_overdue
        ),
        sends=_days(counts.sends),
        previous_sends=_days(counts.previous_sends),
        messages=[
            MessageStatusCount(status=status, count=count)
            for status, count in counts.messages.items()
        ],
    )
