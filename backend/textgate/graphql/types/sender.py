"""What texts are sent from: locations and queues, behind one interface."""

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
    description="What a text can be sent from: a location (the account's default one among them) or a "
    "queue. It has at most one number."
)
class Sender(Node):
    name: str = strawberry.field(description="The name that people choose it by.")
    external_id: str | None = strawberry.field(description="The partner's own identifier of it.")
    is_active: bool = strawberry.field(
        description="Whether texts may be sent from it: its partner can switch it off, and on again."
    )

    @field(
        "The account it belongs to.", reads=ACCOUNT, graphql_type=lazy_type("Account", "account")
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "Its number; null when none has been asked for yet.",
        reads=NUMBER_OF_SENDER,
        graphql_type=lazy_type("SmsNumber", "sms_number") | None,
    )
    def sms_number(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))


@strawberry.type(description="A place of a practice that texts are sent from.")
class Location(Sender):
    is_default: bool = strawberry.field(
        description="Whether it is the account's default: what an account's own id sends from."
    )
    phone: PhoneNumber | None = strawberry.field(description="Its phone number, to be called.")
    time_zone: str | None = strawberry.field(description="Its time zone, such as America/New_York.")

    @field("Its address.", of=input_parsers.ADDRESS_COLUMNS)
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))


@strawberry.type(description="A work queue of a practice that texts are sent from.")
class Queue(Sender):
    pass


entity(sender, "location", needs=Permission.READ_ACCOUNTS, kind=SenderKind.LOCATION)(Location)
entity(sender, "queue", needs=Permission.READ_ACCOUNTS, kind=SenderKind.QUEUE)(Queue)
