"""Creating, changing and deleting webhooks, their secrets, and sending to them what somebody asks for."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import Maybe

from textgate.domain.errors import UserErrorCode, invalid
from textgate.domain.webhooks import WebhookEvent
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.mutations.inputs import given
from textgate.graphql.mutations.payload import Payload, answers
from textgate.graphql.planner import resolve
from textgate.graphql.types.webhook import Webhook, WebhookDelivery
from textgate.services.webhooks.webhooks import WebhookChanges
from textgate.storage.tables import webhook, webhook_delivery


@strawberry.input(description="A new webhook.")
class CreateWebhookInput:
    url: str = strawberry.field(
        description="Where your program is told: https, on port 443 or 8443, at a public address."
    )
    events: list[WebhookEvent] = strawberry.field(
        description="What it is told of, one at least; not TEST."
    )
    description: str | None = strawberry.field(
        default=None, description="What it is for, 200 characters at the most."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="Tell it of this account only; without it, of all of the partner's.",
    )


@strawberry.input(description="Changes of a webhook; what is absent stays as it is.")
class UpdateWebhookInput:
    id: strawberry.ID = strawberry.field(description="The webhook.")
    url: Maybe[str | None] = given("Where your program is told.")
    events: list[WebhookEvent] | None = strawberry.field(
        default=None, description="What it is told of, one at least; not TEST."
    )
    description: Maybe[str | None] = given("What it is for.")
    is_enabled: bool | None = strawberry.field(
        default=None,
        description="Whether anything is sent to it. Disabling it gives up what is still to be sent; "
        "enabling it forgets since when it has been failing.",
    )


@strawberry.input(description="The webhook to delete.")
class DeleteWebhookInput:
    id: strawberry.ID = strawberry.field(description="The webhook.")


@strawberry.input(description="The webhook that is to have a new secret.")
class RotateWebhookSecretInput:
    id: strawberry.ID = strawberry.field(description="The webhook.")
    hours: int = strawberry.field(
        default=24,
        description="For how long deliveries are signed with the secret until now as well, 168 at the "
        "most; 0 when somebody else knows it.",
    )


@strawberry.input(description="The webhook to send a test to.")
class SendTestWebhookInput:
    id: strawberry.ID = strawberry.field(description="The webhook.")


@strawberry.input(description="The delivery to send again.")
class ResendWebhookDeliveryInput:
    id: strawberry.ID = strawberry.field(description="The delivery.")


@strawberry.type(description="The answer of createWebhook.")
class CreateWebhookPayload(Payload):
    webhook: Webhook | None = strawberry.field(default=None, description="The new webhook.")
    secret: str | None = strawberry.field(
        default=None,
        description="What its deliveries are signed with (whsec_…), shown only now.",
    )


@strawberry.type(description="The answer of updateWebhook.")
class UpdateWebhookPayload(Payload):
    webhook: Webhook | None = strawberry.field(default=None, description="The webhook.")


@strawberry.type(description="The answer of deleteWebhook.")
class DeleteWebhookPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(
        default=None, description="The id of the webhook, which is no more."
    )


@strawberry.type(description="The answer of rotateWebhookSecret.")
class RotateWebhookSecretPayload(Payload):
    webhook: Webhook | None = strawberry.field(default=None, description="The webhook.")
    secret: str | None = strawberry.field(
        default=None, description="The new secret (whsec_…), shown only now."
    )


@strawberry.type(description="The answer of sendTestWebhook.")
class SendTestWebhookPayload(Payload):
    delivery: WebhookDelivery | None = strawberry.field(
        default=None, description="The test, on its way; it is tried once."
    )


@strawberry.type(description="The answer of resendWebhookDelivery.")
class ResendWebhookDeliveryPayload(Payload):
    delivery: WebhookDelivery | None = strawberry.field(
        default=None, description="The delivery, on its way again under the same id."
    )


def _webhook_id(text: str) -> UUID:
    decoded = decode_as(text, "webhook")
    if decoded is None:
        raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such webhook")
    return decoded


async def _webhook(info: Info, payload: type[Any], webhook_id: UUID, **values: Any) -> Any:
    found = await resolve.held(info, payload.__name__, "webhook", webhook, webhook_id)
    return payload(webhook=found, **values)


async def _delivery(info: Info, payload: type[Any], delivery_id: UUID) -> Any:
    found = await resolve.held(info, payload.__name__, "delivery", webhook_delivery, delivery_id)
    return payload(delivery=found)


@answers(CreateWebhookPayload)
async def create_webhook(
    info: Info,
    input: Annotated[CreateWebhookInput, strawberry.argument(description="The webhook.")],
) -> CreateWebhookPayload:
    account_id = None
    if input.account_id is not None:
        account_id = decode_as(input.account_id, "account")
        if account_id is None:
            raise invalid(("accountId",), UserErrorCode.NOT_FOUND, "there is no such account")
    created, secret = await info.context.services.webhooks.create(
        info.context.viewer,
        url=input.url,
        events=input.events,
        description=input.description,
        account_id=account_id,
    )
    return await _webhook(info, CreateWebhookPayload, created, secret=secret)  # type: ignore[no-any-return]


@answers(UpdateWebhookPayload)
async def update_webhook(
    info: Info,
    input: Annotated[UpdateWebhookInput, strawberry.argument(description="The changes.")],
) -> UpdateWebhookPayload:
    webhook_id = _webhook_id(input.id)
    changes: WebhookChanges = {}
    if isinstance(input.url, strawberry.Some):
        changes["url"] = input.url.value
    if isinstance(input.description, strawberry.Some):
        changes["description"] = input.description.value
    if input.events is not None:
        changes["events"] = input.events
    if input.is_enabled is not None:
        changes["is_enabled"] = input.is_enabled
    await info.context.services.webhooks.update(info.context.viewer, webhook_id, changes)
    return await _webhook(info, UpdateWebhookPayload, webhook_id)  # type: ignore[no-any-return]


@answers(DeleteWebhookPayload)
async def delete_webhook(
    info: Info,
    input: Annotated[DeleteWebhookInput, strawberry.argument(description="The webhook.")],
) -> DeleteWebhookPayload:
    webhook_id = _webhook_id(input.id)
    await info.context.services.webhooks.delete(info.context.viewer, webhook_id)
    return DeleteWebhookPayload(deleted_id=input.id)


@answers(RotateWebhookSecretPayload)
async def rotate_webhook_secret(
    info: Info,
    input: Annotated[RotateWebhookSecretInput, strawberry.argument(description="Whose.")],
) -> RotateWebhookSecretPayload:
    webhook_id = _webhook_id(input.id)
    rotate = info.context.services.webhooks.rotate_secret
    secret = await rotate(info.context.viewer, webhook_id, hours=input.hours)
    return await _webhook(info, RotateWebhookSecretPayload, webhook_id, secret=secret)  # type: ignore[no-any-return]


@answers(SendTestWebhookPayload)
async def send_test_webhook(
    info: Info,
    input: Annotated[SendTestWebhookInput, strawberry.argument(description="Where to.")],
) -> SendTestWebhookPayload:
    webhook_id = _webhook_id(input.id)
    requests = info.context.services.webhook_requests
    sent = await requests.send_test(info.context.viewer, webhook_id)
    return await _delivery(info, SendTestWebhookPayload, sent)  # type: ignore[no-any-return]


@answers(ResendWebhookDeliveryPayload)
async def resend_webhook_delivery(
    info: Info,
    input: Annotated[ResendWebhookDeliveryInput, strawberry.argument(description="Which one.")],
) -> ResendWebhookDeliveryPayload:
    delivery_id = decode_as(input.id, "webhook_delivery")
    if delivery_id is None:
        raise invalid(("id",), UserErrorCode.NOT_FOUND, "there is no such delivery")
    await info.context.services.webhook_requests.resend(info.context.viewer, delivery_id)
    return await _delivery(info, ResendWebhookDeliveryPayload, delivery_id)  # type: ignore[no-any-return]
