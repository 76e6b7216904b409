"""Creating and changing locations and queues."""

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


@strawberry.input(description="A new location.")
class CreateLocationInput:
    account_id: strawberry.ID = strawberry.field(description="The account it belongs to.")
    name: str = strawberry.field(description="The name that people choose it by.")
    external_id: Maybe[str | None] = optional_field("The partner's own identifier of it.")
    address: Maybe[AddressInput | None] = optional_field("Its address.")
    phone: Maybe[str | None] = optional_field("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = optional_field("Its time zone, such as America/New_York.")
    is_default: bool = strawberry.field(
        default=False, description="Make it the account's default instead of the present one."
    )


@strawberry.input(description="Changes of a location; what is absent stays as it is.")
class UpdateLocationInput:
    id: strawberry.ID = strawberry.field(description="The location.")
    name: Maybe[str | None] = optional_field("The name that people choose it by.")
    external_id: Maybe[str | None] = optional_field("The partner's own identifier of it.")
    address: Maybe[AddressInput | None] = optional_field("Parts of its address.")
    phone: Maybe[str | None] = optional_field("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = optional_field("Its time zone, such as America/New_York.")
    is_default: bool | None = strawberry.field(
        default=None,
        description="True makes it the account's default; another one must take over to end that.",
    )


@strawberry.input(description="A new queue.")
class CreateQueueInput:
    account_id: strawberry.ID = strawberry.field(description="The account it belongs to.")
    name: str = strawberry.field(description="The name that people choose it by.")
    external_id: Maybe[str | None] = optional_field("The partner's own identifier of it.")


@strawberry.input(description="Changes of a queue; what is absent stays as it is.")
class UpdateQueueInput:
    id: strawberry.ID = strawberry.field(description="The queue.")
    name: Maybe[str | None] = optional_field("The name that people choose it by.")
    external_id: Maybe[str | None] = optional_field("The partner's own identifier of it.")


@strawberry.type(description="The answer of createLocation.")
class CreateLocationPayload(Payload):
    location: Location | None = strawberry.field(default=None, description="The new location.")


@strawberry.type(description="The answer of updateLocation.")
class UpdateLocationPayload(Payload):
    location: Location | None = strawberry.field(default=None, description="The location.")


@strawberry.type(description="The answer of createQueue.")
class CreateQueuePayload(Payload):
    queue: Queue | None = strawberry.field(default=None, description="The new queue.")


@strawberry.type(description="The answer of updateQueue.")
class UpdateQueuePayload(Payload):
    queue: Queue | None = strawberry.field(default=None, description="The queue.")


@returns_user_errors(CreateLocationPayload)
async def create_location(
    info: Info,
    input: Annotated[CreateLocationInput, strawberry.argument(description="The location.")],
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
    input: Annotated[CreateQueueInput, strawberry.argument(description="The queue.")],
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
