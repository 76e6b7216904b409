"""The Overview type: counts of accounts, numbers, verifications, sends and messages."""

from __future__ import annotations

from datetime import date

import strawberry

from textgate.domain.messages import MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.services.reporting.overview import Overview as OverviewCounts


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
    messages: list[MessageStatusCount] = strawberry.field(
        description="Messages accepted in the last seven days, by status; every status is listed."
    )


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
        sends=[
            SendDay(day=day.day, accepted=day.accepted, refused=day.refused) for day in counts.sends
        ],
        messages=[
            MessageStatusCount(status=status, count=count)
            for status, count in counts.messages.items()
        ],
    )
