"""The SmsNumber type: a number that messages are sent from."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.domain.sms_numbers import NumberType, SmsNumberStatus
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import (
    ACCOUNT,
    NEWEST_VERIFICATION,
    SENDER,
    VERIFICATIONS_OF_NUMBER,
)
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.connection import After, Connection, First
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.graphql.types.scalars import PhoneNumber
from textgate.graphql.types.sender import Sender
from textgate.graphql.types.verification import Verification
from textgate.storage.tables import sms_number


@strawberry.type(description="A phone number of a sender, possibly still requested.")
class SmsNumber(Node):
    phone: PhoneNumber | None = strawberry.field(
        name="phoneNumber",
        description="The phone number; null until the carrier has provisioned it.",
    )
    number_type: NumberType = strawberry.field(description="Kind of number.")
    status: SmsNumberStatus = strawberry.field(description="Status, as the number picker shows it.")
    segments_per_second: float = strawberry.field(
        description="Segments per second that the carriers accept from this number."
    )
    created_at: datetime = strawberry.field(description="Time of the request.")
    updated_at: datetime = strawberry.field(description="Time of the last change.")

    @field("Location or queue that sends from this number.", reads=SENDER)
    def sender(self, info: Info) -> Sender:
        return cast(Sender, loaded(self, info))

    @field(
        "Account that the number belongs to.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account"),
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "The newest request for verification; null if there is none.",
        reads=NEWEST_VERIFICATION,
    )
    def verification(self, info: Info) -> Verification | None:
        return cast("Verification | None", loaded(self, info))

    @field(
        "Requests for verification, the newest first.",
        reads=VERIFICATIONS_OF_NUMBER,
    )
    def verifications(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Verification]:
        return Connection(page=loaded(self, info))


entity(sms_number, "number", needs=Permission.READ_NUMBERS)(SmsNumber)
