"""Mutations of locations and queues."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import (
    AddressInput,
    optional_field,
    require_id,
    to_column_changes,
)
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.sender import Location, Queue
from textgate.storage.tables import SenderKind

_LOCATION_COLUMNS = {
    "external_id": "external_id",
    "name": "name",
    "phone": "phone",
    "time_zone": "time_zone",
}
_QUEUE_COLUMNS = {"external_id": "external_id", "name": "name"}


@strawberry.input(description="Input of createLocation.")
class CreateLocationInput:
    account_id: strawberry.ID = strawberry.field(description="ID of the account.")
    name: str = strawberry.field(description="Name that people choose the location by.")
    external_id: Maybe[str | None] = optional_field("Your own identifier of the location.")
    address: Maybe[AddressInput | None] = optional_field("Postal address.")
    phone: Maybe[str | None] = optional_field("Phone number for calls, in any notation.")
    time_zone: Maybe[str | None] = optional_field("IANA time zone, such as America/New_York.")
    is_default: bool = strawberry.field(
        default=False,
        description="True makes it the account's default location in place of the current one.",
    )


@strawberry.input(
    description="Input of updateLocation. An omitted field stays unchanged; null or blank clears it."
)
class UpdateLocationInput:
    id: strawberry.ID = strawberry.field(description="ID of the location.")
    name: Maybe[str | None] = optional_field(
        "Name that people choose the location by; cannot be cleared."
    )
    external_id: Maybe[str | None] = optional_field("Your own identifier of the location.")
    address: Maybe[AddressInput | None] = optional_field(
        "Parts of the postal address to change; null clears all of it."
    )
    phone: Maybe[str | None] = optional_field("Phone number for calls, in any notation.")
    time_zone: Maybe[str | None] = optional_field("IANA time zone, such as America/New_York.")
    is_default: bool | None = strawberry.field(
        default=None,
        description="True makes it the account's default location. False is refused for the default "
        "location: make another one the default instead. Null leaves it unchanged.",
    )


@strawberry.input(description="Input of createQueue.")
class CreateQueueInput:
    account_id: strawberry.ID = strawberry.field(description="ID of the account.")
    name: str = strawberry.field(description="Name that people choose the queue by.")
    external_id: Maybe[str | None] = optional_field("Your own identifier of the queue.")


@strawberry.input(
    description="Input of updateQueue. An omitted field stays unchanged; null or blank clears it."
)
class UpdateQueueInput:
    id: strawberry.ID = strawberry.field(description="ID of the queue.")
    name: Maybe[str | None] = optional_field(
        "Name that people choose the queue by; cannot be cleared."
    )
    external_id: Maybe[str | None] = optional_field("Your own identifier of the queue.")


@strawberry.type(description="Payload of createLocation.")
class CreateLocationPayload(Payload):
    location: Location | None = strawberry.field(
        default=None, description="The new location; null if there are user errors."
    )


@strawberry.type(description="Payload of updateLocation.")
class UpdateLocationPayload(Payload):
    location: Location | None = strawberry.field(
        default=None, description="The changed location; null if there are user errors."
    )


@strawberry.type(description="Payload of createQueue.")
class CreateQueuePayload(Payload):
    queue: Queue | None = strawberry.field(
        default=None, description="The new queue; null if there are user errors."
    )


@strawberry.type(description="Payload of updateQueue.")
class UpdateQueuePayload(Payload):
    queue: Queue | None = strawberry.field(
        default=None, description="The changed queue; null if there are user errors."
    )


@returns_user_errors(CreateLocationPayload)
async def create_location(
    info: Info,
    input: Annotated[CreateLocationInput, strawberry.argument(description="The new location.")],
) -> CreateLocationPayload:
    location_id = await info.context.services.senders.create(
        info.context.viewer,
        require_id(input.account_id, "account", "accountId"),
        SenderKind.LOCATION,
        to_column_changes(input, **_LOCATION_COLUMNS),
        is_default=input.is_default,
    )
    return await load_payload(info, CreateLocationPayload, "location", Location, location_id)


@returns_user_errors(UpdateLocationPayload)
async def update_location(
    info: Info,
    input: Annotated[UpdateLocationInput, strawberry.argument(description="The changes.")],
) -> UpdateLocationPayload:
    location_id = require_id(input.id, "location", "id")
    await info.context.services.senders.update(
        info.context.viewer,
        location_id,
        SenderKind.LOCATION,
        to_column_changes(input, **_LOCATION_COLUMNS),
        is_default=input.is_default,
    )
    return await load_payload(info, UpdateLocationPayload, "location", Location, location_id)


@returns_user_errors(CreateQueuePayload)
async def create_queue(
    info: Info,
    input: Annotated[CreateQueueInput, strawberry.argument(description="The new queue.")],
) -> CreateQueuePayload:
    queue_id = await info.context.services.senders.create(
        info.context.viewer,
        require_id(input.account_id, "account", "accountId"),
        SenderKind.QUEUE,
        to_column_changes(input, **_QUEUE_COLUMNS),
    )
    return await load_payload(info, CreateQueuePayload, "queue", Queue, queue_id)


@returns_user_errors(UpdateQueuePayload)
async def update_queue(
    info: Info,
    input: Annotated[UpdateQueueInput, strawberry.argument(description="The changes.")],
) -> UpdateQueuePayload:
    queue_id = require_id(input.id, "queue", "id")
    await info.context.services.senders.update(
        info.context.viewer, queue_id, SenderKind.QUEUE, to_column_changes(input, **_QUEUE_COLUMNS)
    )
    return await load_payload(info, UpdateQueuePayload, "queue", Queue, queue_id)
