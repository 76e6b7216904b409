"""The Sender interface with its two types: Location and Queue."""

from __future__ import annotations

from typing import cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT, NUMBER_OF_SENDER
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.details import Address, address_to_graphql
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.graphql.types.scalars import PhoneNumber
from textgate.services.details import input_parsers
from textgate.storage.tables import SenderKind, sender


@strawberry.interface(
    description="Origin of messages: a location, such as the account's default one, or a queue. A "
    "sender has at most one number."
)
class Sender(Node):
    name: str = strawberry.field(description="Name that people choose the sender by.")
    external_id: str | None = strawberry.field(
        description="The partner's own identifier; null if it has none."
    )
    is_active: bool = strawberry.field(
        description="Whether the sender may send messages. The partner can switch this."
    )

    @field(
        "Account that the sender belongs to.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account"),
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "Number of the sender; null if none was requested yet.",
        reads=NUMBER_OF_SENDER,
        graphql_type=lazy_type("SmsNumber", "sms_number") | None,
    )
    def sms_number(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))


@strawberry.type(description="A site of a practice that messages are sent from.")
class Location(Sender):
    is_default: bool = strawberry.field(
        description="Whether this is the account's default location, which an account's ID stands for in "
        "sendSms."
    )
    phone: PhoneNumber | None = strawberry.field(
        description="Phone number for calls; null if unknown."
    )
    time_zone: str | None = strawberry.field(
        description="IANA time zone, such as America/New_York; null if unknown."
    )

    @field("Postal address.", of=input_parsers.ADDRESS_COLUMNS)
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))


@strawberry.type(description="A work queue of a practice that messages are sent from.")
class Queue(Sender):
    pass


entity(sender, "location", needs=Permission.READ_ACCOUNTS, kind=SenderKind.LOCATION)(Location)
entity(sender, "queue", needs=Permission.READ_ACCOUNTS, kind=SenderKind.QUEUE)(Queue)
