"""Creating, changing and deleting webhooks, their secrets, and sending to them what somebody asks for."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from textgate.domain.webhooks import WebhookEvent
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import optional_field, require_id
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.webhook import Webhook, WebhookDelivery
from textgate.services.webhooks.webhooks import WebhookChanges


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
    url: Maybe[str | None] = optional_field("Where your program is told.")
    events: list[WebhookEvent] | None = strawberry.field(
        default=None, description="What it is told of, one at least; not TEST."
    )
    description: Maybe[str | None] = optional_field("What it is for.")
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


@returns_user_errors(CreateWebhookPayload)
async def create_webhook(
    info: Info,
    input: Annotated[CreateWebhookInput, strawberry.argument(description="The webhook.")],
) -> CreateWebhookPayload:
    account_id = None
    if input.account_id is not None:
        account_id = require_id(input.account_id, "account", "accountId")
    webhook_id, secret = await info.context.services.webhooks.create(
        info.context.viewer,
        url=input.url,
        events=input.events,
        description=input.description,
        account_id=account_id,
    )
    return await load_payload(
        info, CreateWebhookPayload, "webhook", Webhook, webhook_id, secret=secret
    )


@returns_user_errors(UpdateWebhookPayload)
async def update_webhook(
    info: Info,
    input: Annotated[UpdateWebhookInput, strawberry.argument(description="The changes.")],
) -> UpdateWebhookPayload:
    webhook_id = require_id(input.id, "webhook", "id")
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
    return await load_payload(info, UpdateWebhookPayload, "webhook", Webhook, webhook_id)


@returns_user_errors(DeleteWebhookPayload)
async def delete_webhook(
    info: Info,
    input: Annotated[DeleteWebhookInput, strawberry.argument(description="The webhook.")],
) -> DeleteWebhookPayload:
    webhook_id = require_id(input.id, "webhook", "id")
    await info.context.services.webhooks.delete(info.context.viewer, webhook_id)
    return DeleteWebhookPayload(deleted_id=input.id)


@returns_user_errors(RotateWebhookSecretPayload)
async def rotate_webhook_secret(
    info: Info,
    input: Annotated[RotateWebhookSecretInput, strawberry.argument(description="Whose.")],
) -> RotateWebhookSecretPayload:
    webhook_id = require_id(input.id, "webhook", "id")
    rotate = info.context.services.webhooks.rotate_secret
    secret = await rotate(info.context.viewer, webhook_id, hours=input.hours)
    return await load_payload(
        info, RotateWebhookSecretPayload, "webhook", Webhook, webhook_id, secret=secret
    )


@returns_user_errors(SendTestWebhookPayload)
async def send_test_webhook(
    info: Info,
    input: Annotated[SendTestWebhookInput, strawberry.argument(description="Where to.")],
) -> SendTestWebhookPayload:
    webhook_id = require_id(input.id, "webhook", "id")
    requests = info.context.services.webhook_requests
    delivery_id = await requests.send_test(info.context.viewer, webhook_id)
    return await load_payload(
        info, SendTestWebhookPayload, "delivery", WebhookDelivery, delivery_id
    )


@returns_user_errors(ResendWebhookDeliveryPayload)
async def resend_webhook_delivery(
    info: Info,
    input: Annotated[ResendWebhookDeliveryInput, strawberry.argument(description="Which one.")],
) -> ResendWebhookDeliveryPayload:
    delivery_id = require_id(input.id, "webhook_delivery", "id")
    await info.context.services.webhook_requests.resend(info.context.viewer, delivery_id)
    return await load_payload(
        info, ResendWebhookDeliveryPayload, "delivery", WebhookDelivery, delivery_id
    )
