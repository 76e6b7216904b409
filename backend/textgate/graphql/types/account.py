"""Accounts: a partner's practices, with everything that belongs to one."""

from __future__ import annotations

from datetime import datetime

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.relation import WholeRow
from textgate.graphql.lists.relations import (
    LOCATIONS,
    MESSAGES_OF_ACCOUNT,
    NUMBERS_OF_ACCOUNT,
    QUEUES,
    SENDERS,
    USERS_OF_ACCOUNT,
    VERIFICATIONS_OF_ACCOUNT,
)
from textgate.graphql.lists.status_arguments import (
    MessageStatusArgument,
    NumberStatusArgument,
    UserStatusArgument,
    VerificationStatusArgument,
)
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.connection import After, Connection, First
from textgate.graphql.types.details import AccountBusinessDetails
from textgate.graphql.types.node import Node
from textgate.graphql.types.scalars import PhoneNumber
from textgate.graphql.types.sender import Location, Queue, Sender
from textgate.graphql.types.sms_message import SmsMessage
from textgate.graphql.types.sms_number import SmsNumber
from textgate.graphql.types.user import User
from textgate.graphql.types.verification import Verification
from textgate.storage.tables import account


@strawberry.type(description="A practice of the partner's.")
class Account(Node):
    external_id: str = strawberry.field(description="The partner's own identifier of the account.")
    name: str = strawberry.field(description="The practice's name.")
    is_active: bool = strawberry.field(
        description="Whether it may text: its partner can switch it off, and on again."
    )
    phone: PhoneNumber | None = strawberry.field(description="Its phone number, to be called.")
    time_zone: str | None = strawberry.field(description="Its time zone, such as America/New_York.")
    created_at: datetime = strawberry.field(description="When it was created.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")

    @field("What carriers verify its numbers by.", of=WholeRow.PASSED_ON)
    def business_details(self) -> AccountBusinessDetails:
        return AccountBusinessDetails(row=self.row)

    @field(
        "Everything a text can be sent from, with or without a number, in the order of the "
        "number picker: the default, the locations, the queues.",
        reads=SENDERS,
    )
    def senders(self, info: Info, first: First = 50, after: After = None) -> Connection[Sender]:
        return Connection(page=loaded(self, info))

    @field("Its locations, the default first.", reads=LOCATIONS)
    def locations(self, info: Info, first: First = 50, after: After = None) -> Connection[Location]:
        return Connection(page=loaded(self, info))

    @field("Its queues.", reads=QUEUES)
    def queues(self, info: Info, first: First = 50, after: After = None) -> Connection[Queue]:
        return Connection(page=loaded(self, info))

    @field("Its numbers.", reads=NUMBERS_OF_ACCOUNT)
    def sms_numbers(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: NumberStatusArgument = None,
    ) -> Connection[SmsNumber]:
        return Connection(page=loaded(self, info))

    @field(
        "Requests for verification of its numbers, the newest first.",
        reads=VERIFICATIONS_OF_ACCOUNT,
    )
    def verifications(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: VerificationStatusArgument = None,
    ) -> Connection[Verification]:
        return Connection(page=loaded(self, info))

    @field("Its messages, the newest first.", reads=MESSAGES_OF_ACCOUNT)
    def messages(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: MessageStatusArgument = None,
    ) -> Connection[SmsMessage]:
        return Connection(page=loaded(self, info))

    @field("The people who work for it, by e-mail address.", reads=USERS_OF_ACCOUNT)
    def users(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: UserStatusArgument = None,
    ) -> Connection[User]:
        return Connection(page=loaded(self, info))


entity(account, "account", needs=Permission.READ_ACCOUNTS)(Account)
