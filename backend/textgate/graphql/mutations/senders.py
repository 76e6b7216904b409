"""Creating and changing locations and queues."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import Maybe

from textgate.domain.errors import UserErrorCode, invalid
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.mutations.inputs import AddressInput, changes, given
from textgate.graphql.mutations.payload import Payload, answers
from textgate.graphql.planner import resolve
from textgate.graphql.types.sender import Location, Queue
from textgate.storage.tables import SenderKind, sender

_LOCATION = {
    "external_id": "external_id",
    "name": "name",
    "phone": "phone",
    "time_zone": "time_zone",
}
_QUEUE = {"external_id": "external_id", "name": "name"}


@strawberry.input(description="A new location.")
class CreateLocationInput:
    account_id: strawberry.ID = strawberry.field(description="The account it belongs to.")
    name: str = strawberry.field(description="The name that people choose it by.")
    external_id: Maybe[str | None] = given("The partner's own identifier of it.")
    address: Maybe[AddressInput | None] = given("Its address.")
    phone: Maybe[str | None] = given("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = given("Its time zone, such as America/New_York.")
    is_default: bool = strawberry.field(
        default=False, description="Make it the account's default instead of the present one."
    )


@strawberry.input(description="Changes of a location; what is absent stays as it is.")
class UpdateLocationInput:
    id: strawberry.ID = strawberry.field(description="The location.")
    name: Maybe[str | None] = given("The name that people choose it by.")
    external_id: Maybe[str | None] = given("The partner's own identifier of it.")
    address: Maybe[AddressInput | None] = given("Parts of its address.")
    phone: Maybe[str | None] = given("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = given("Its time zone, such as America/New_York.")
    is_default: bool | None = strawberry.field(
        default=None,
        description="True makes it the account's default; another one must take over to end that.",
    )


@strawberry.input(description="A new queue.")
class CreateQueueInput:
    account_id: strawberry.ID = strawberry.field(description="The account it belongs to.")
    name: str = strawberry.field(description="The name that people choose it by.")
    external_id: Maybe[str | None] = given("The partner's own identifier of it.")


@strawberry.input(description="Changes of a queue; what is absent stays as it is.")
class UpdateQueueInput:
    id: strawberry.ID = strawberry.field(description="The queue.")
    name: Maybe[str | None] = given("The name that people choose it by.")
    external_id: Maybe[str | None] = given("The partner's own identifier of it.")


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


def _id(text: str, prefix: str, *path: str) -> UUID:
    decoded = decode_as(text, prefix)
    if decoded is None:
        raise invalid(path, UserErrorCode.NOT_FOUND, f"there is no such {prefix}")
    return decoded


async def _location(info: Info, payload: type[Any], location_id: UUID) -> Any:
    return payload(
        location=await resolve.held(info, payload.__name__, "location", sender, location_id)
    )


async def _queue(info: Info, payload: type[Any], queue_id: UUID) -> Any:
    return payload(queue=await resolve.held(info, payload.__name__, "queue", sender, queue_id))


@answers(CreateLocationPayload)
async def create_location(
    info: Info,
    input: Annotated[CreateLocationInput, strawberry.argument(description="The location.")],
) -> CreateLocationPayload:
    created = await info.context.services.senders.create(
        info.context.viewer,
        _id(input.account_id, "account", "accountId"),
        SenderKind.LOCATION,
        changes(input, **_LOCATION),
        is_default=input.is_default,
    )
    return await _location(info, CreateLocationPayload, created)  # type: ignore[no-any-return]


@answers(UpdateLocationPayload)
async def update_location(
    info: Info,
    input: Annotated[UpdateLocationInput, strawberry.argument(description="The changes.")],
) -> UpdateLocationPayload:
    location_id = _id(input.id, "location", "id")
    await info.context.services.senders.update(
        info.context.viewer,
        location_id,
        SenderKind.LOCATION,
        changes(input, **_LOCATION),
        is_default=input.is_default,
    )
    return await _location(info, UpdateLocationPayload, location_id)  # type: ignore[no-any-return]


@answers(CreateQueuePayload)
async def create_queue(
    info: Info,
    input: Annotated[CreateQueueInput, strawberry.argument(description="The queue.")],
) -> CreateQueuePayload:
    created = await info.context.services.senders.create(
        info.context.viewer,
        _id(input.account_id, "account", "accountId"),
        SenderKind.QUEUE,
        changes(input, **_QUEUE),
    )
    return await _queue(info, CreateQueuePayload, created)  # type: ignore[no-any-return]


@answers(UpdateQueuePayload)
async def update_queue(
    info: Info,
    input: Annotated[UpdateQueueInput, strawberry.argument(description="The changes.")],
) -> UpdateQueuePayload:
    queue_id = _id(input.id, "queue", "id")
    await info.context.services.senders.update(
        info.context.viewer, queue_id, SenderKind.QUEUE, changes(input, **_QUEUE)
    )
    return await _queue(info, UpdateQueuePayload, queue_id)  # type: ignore[no-any-return]
