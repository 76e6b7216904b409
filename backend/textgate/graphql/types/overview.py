"""How things stand at a glance."""

from __future__ import annotations

from datetime import date

import strawberry

from textgate.domain.messages import MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.services.reporting.overview import Overview as Read


@strawberry.type(
    description="How many accounts there are, and how many of them lack what texting takes."
)
class AccountCounts:
    total: int = strawberry.field(description="All accounts.")
    complete: int = strawberry.field(
        description="Those whose business details suffice to request verification."
    )
    incomplete: int = strawberry.field(description="Those whose business details do not.")
    without_number: int = strawberry.field(description="Those without any number yet.")


@strawberry.type(description="How many numbers have one status.")
class SmsNumberStatusCount:
    status: SmsNumberStatus = strawberry.field(description="The status.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How many verifications wait for the carriers' decision.")
class VerificationCounts:
    in_flight: int = strawberry.field(description="Those that are not decided yet.")
    overdue: int = strawberry.field(
        description="Those of them that were requested more than three business days ago."
    )


@strawberry.type(description="How many sends were accepted and refused on one day.")
class SendDay:
    day: date = strawberry.field(description="The day.")
    accepted: int = strawberry.field(description="Those that were accepted.")
    refused: int = strawberry.field(description="Those that were refused, for whatever reason.")


@strawberry.type(description="How many messages have one status.")
class MessageStatusCount:
    status: MessageStatus = strawberry.field(description="The status.")
    count: int = strawberry.field(description="How many.")


@strawberry.type(description="How things stand with all that the viewer sees.")
class Overview:
    accounts: AccountCounts = strawberry.field(description="The accounts.")
    sms_numbers: list[SmsNumberStatusCount] = strawberry.field(
        description="The numbers, for every status."
    )
    verifications: VerificationCounts = strawberry.field(description="The verifications.")
    sends: list[SendDay] = strawberry.field(
        description="The sends of the last 14 days, today's last; every day is there."
    )
    messages: list[MessageStatusCount] = strawberry.field(
        description="The messages that were accepted in the last seven days, for every status."
    )


def overview_to_graphql(read: Read) -> Overview:
    return Overview(
        accounts=AccountCounts(
            total=read.accounts,
            complete=read.complete_accounts,
            incomplete=read.accounts - read.complete_accounts,
            without_number=read.accounts_without_number,
        ),
        sms_numbers=[
            SmsNumberStatusCount(status=status, count=count)
            for status, count in read.numbers.items()
        ],
        verifications=VerificationCounts(
            in_flight=read.verifications_in_flight, overdue=read.verifications_overdue
        ),
        sends=[
            SendDay(day=each.day, accepted=each.accepted, refused=each.refused)
            for each in read.sends
        ],
        messages=[
            MessageStatusCount(status=status, count=count)
            for status, count in read.messages.items()
        ],
    )
