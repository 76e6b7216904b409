"""The Account type: a practice of the partner, with everything that belongs to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.domain.sender_preselection import SenderPreselection
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.declare.relation import WholeRow
from textgate.graphql.lists.messages import MESSAGES_OF_ACCOUNT, MessageFilterArgument
from textgate.graphql.lists.relations import (
    NUMBERS_OF_ACCOUNT,
    OPEN_REQUEST_OF_ACCOUNT,
    USERS_OF_ACCOUNT,
    VERIFICATIONS_OF_ACCOUNT,
)
from textgate.graphql.lists.senders import LOCATIONS, QUEUES, SENDERS, SenderFilter
from textgate.graphql.lists.status_arguments import (
    MessageStatusArgument,
    NumberStatusArgument,
    UserStatusArgument,
    VerificationStatusArgument,
)
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.account_request import AccountRequest
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


@strawberry.type(
    description="A practice, the partner's customer, with its senders, numbers and messages."
)
class Account(Node):
    external_id: str = strawberry.field(description="The partner's own identifier of the account.")
    name: str = strawberry.field(description="Name of the practice.")
    is_active: bool = strawberry.field(
        description="Whether the account may send messages. The partner can switch this."
    )
    phone: PhoneNumber | None = strawberry.field(
        description="Phone number for calls; null if unknown."
    )
    time_zone: str | None = strawberry.field(
        description="IANA time zone, such as America/New_York; null if unknown."
    )
    sender_preselection: SenderPreselection | None = strawberry.field(
        description="Whether composers preselect a sender; null if the partner's setting applies."
    )
    created_at: datetime = strawberry.field(description="Time of creation.")
    updated_at: datetime = strawberry.field(description="Time of the last change.")

    @field(
        "Whether composers preselect a sender: the account's own setting or else the partner's.",
        of=("sender_preselection",),
    )
    def effective_sender_preselection(self, info: Info) -> SenderPreselection:
        own = self.row["sender_preselection"]
        return SenderPreselection(own or info.context.partner["sender_preselection"])

    @field(
        "Business details that carriers use to verify the account's numbers.", of=WholeRow.PASSED_ON
    )
    def business_details(self) -> AccountBusinessDetails:
        return AccountBusinessDetails(row=self.row)

    @field(
        "Senders of the account, with or without a number, in the order of the number picker: "
        "the default location, other locations, queues.",
        reads=SENDERS,
    )
    def senders(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        filter: Annotated[
            SenderFilter | None, strawberry.argument(description="Filter; omit for all senders.")
        ] = None,
    ) -> Connection[Sender]:
        return Connection(page=loaded(self, info))

    @field("Locations, the default one first.", reads=LOCATIONS)
    def locations(self, info: Info, first: First = 50, after: After = None) -> Connection[Location]:
        return Connection(page=loaded(self, info))

    @field("Queues, sorted by name.", reads=QUEUES)
    def queues(self, info: Info, first: First = 50, after: After = None) -> Connection[Queue]:
        return Connection(page=loaded(self, info))

    @field("Numbers, the oldest first.", reads=NUMBERS_OF_ACCOUNT)
    def sms_numbers(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: NumberStatusArgument = None,
    ) -> Connection[SmsNumber]:
        return Connection(page=loaded(self, info))

    @field(
        "Requests for the verification of the account's numbers, the newest first.",
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

    @field("Messages, the newest first.", reads=MESSAGES_OF_ACCOUNT)
    def messages(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: MessageStatusArgument = None,
        filter: MessageFilterArgument = None,
    ) -> Connection[SmsMessage]:
        return Connection(page=loaded(self, info))

    @field("Users of the practice, sorted by email address.", reads=USERS_OF_ACCOUNT)
    def users(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: UserStatusArgument = None,
    ) -> Connection[User]:
        return Connection(page=loaded(self, info))

    @field(
        "Open request to complete or correct the business details; null if there is none.",
        reads=OPEN_REQUEST_OF_ACCOUNT,
    )
    def open_request(self, info: Info) -> AccountRequest | None:
        return cast("AccountRequest | None", loaded(self, info))


entity(account, "account", needs=Permission.READ_ACCOUNTS)(Account)
