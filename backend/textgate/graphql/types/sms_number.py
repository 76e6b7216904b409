"""Numbers that texts are sent from."""

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


@strawberry.type(description="A number that texts are sent from, or that has been asked for.")
class SmsNumber(Node):
    phone: PhoneNumber | None = strawberry.field(
        name="phoneNumber", description="The number; null until the carrier has provisioned it."
    )
    number_type: NumberType = strawberry.field(description="What kind of number it is.")
    status: SmsNumberStatus = strawberry.field(description="The status the picker shows.")
    segments_per_second: float = strawberry.field(
        description="How many segments the carriers take from it in a second."
    )
    created_at: datetime = strawberry.field(description="When it was asked for.")
    updated_at: datetime = strawberry.field(description="When it last changed.")

    @field("What it sends for.", reads=SENDER)
    def sender(self, info: Info) -> Sender:
        return cast(Sender, loaded(self, info))

    @field(
        "The account it belongs to.", reads=ACCOUNT, graphql_type=lazy_type("Account", "account")
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "The newest request for its verification.",
        reads=NEWEST_VERIFICATION,
    )
    def verification(self, info: Info) -> Verification | None:
        return cast("Verification | None", loaded(self, info))

    @field(
        "Every request for its verification, the newest first.",
        reads=VERIFICATIONS_OF_NUMBER,
    )
    def verifications(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[Verification]:
        return Connection(page=loaded(self, info))


entity(sms_number, "number", needs=Permission.READ_NUMBERS)(SmsNumber)
