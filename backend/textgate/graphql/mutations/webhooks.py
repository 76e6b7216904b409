"""Mutations that change and test webhooks and resend their deliveries."""

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


@strawberry.input(description="Input of createWebhook.")
class CreateWebhookInput:
    url: str = strawberry.field(
        description="URL of your program: https, port 443 or 8443, at a public address."
    )
    events: list[WebhookEvent] = strawberry.field(
        description="Events to subscribe to, at least one; not TEST."
    )
    description: str | None = strawberry.field(
        default=None, description="Your own note, 200 characters at most."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="ID of the only account whose events are sent; omit for all accounts of the partner.",
    )


@strawberry.input(description="Input of updateWebhook. An omitted field stays unchanged.")
class UpdateWebhookInput:
    id: strawberry.ID = strawberry.field(description="ID of the webhook.")
    url: Maybe[str | None] = optional_field(
        "URL of your program: https, port 443 or 8443, at a public address. Cannot be cleared."
    )
    events: list[WebhookEvent] | None = strawberry.field(
        default=None,
        description="Events to subscribe to, at least one; not TEST. Null leaves them unchanged.",
    )
    description: Maybe[str | None] = optional_field(
        "Your own note, 200 characters at most; null clears it."
    )
    is_enabled: bool | None = strawberry.field(
        default=None,
        description="Whether the webhook receives events; null leaves it unchanged. Disabling gives up "
        "pending deliveries. Enabling resets `failingSince`.",
    )


@strawberry.input(description="Input of deleteWebhook.")
class DeleteWebhookInput:
    id: strawberry.ID = strawberry.field(description="ID of the webhook.")


@strawberry.input(description="Input of rotateWebhookSecret.")
class RotateWebhookSecretInput:
    id: strawberry.ID = strawberry.field(description="ID of the webhook.")
    hours: int = strawberry.field(
        default=24,
        description="Hours for which deliveries are also signed with the previous secret, from 0 to 168. "
        "Use 0 if that secret has leaked.",
    )


@strawberry.input(description="Input of sendTestWebhook.")
class SendTestWebhookInput:
    id: strawberry.ID = strawberry.field(description="ID of the webhook.")


@strawberry.input(description="Input of resendWebhookDelivery.")
class ResendWebhookDeliveryInput:
    id: strawberry.ID = strawberry.field(description="ID of the delivery.")


@strawberry.type(description="Payload of createWebhook.")
class CreateWebhookPayload(Payload):
    webhook: Webhook | None = strawberry.field(
        default=None, description="The new webhook; null if there are user errors."
    )
    secret: str | None = strawberry.field(
        default=None,
        description="Secret that signs the webhook's deliveries (whsec_…); null if there are user errors. "
        "It is shown only once.",
    )


@strawberry.type(description="Payload of updateWebhook.")
class UpdateWebhookPayload(Payload):
    webhook: Webhook | None = strawberry.field(
        default=None, description="The changed webhook; null if there are user errors."
    )


@strawberry.type(description="Payload of deleteWebhook.")
class DeleteWebhookPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(
        default=None, description="ID of the deleted webhook; null if there are user errors."
    )


@strawberry.type(description="Payload of rotateWebhookSecret.")
class RotateWebhookSecretPayload(Payload):
    webhook: Webhook | None = strawberry.field(
        default=None, description="The webhook; null if there are user errors."
    )
    secret: str | None = strawberry.field(
        default=None,
        description="The new secret (whsec_…); null if there are user errors. It is shown only once.",
    )


@strawberry.type(description="Payload of sendTestWebhook.")
class SendTestWebhookPayload(Payload):
    delivery: WebhookDelivery | None = strawberry.field(
        default=None, description="The delivery of the test event; null if there are user errors."
    )


@strawberry.type(description="Payload of resendWebhookDelivery.")
class ResendWebhookDeliveryPayload(Payload):
    delivery: WebhookDelivery | None = strawberry.field(
        default=None,
        description="The delivery, pending again under the same ID; null if there are user errors.",
    )


@returns_user_errors(CreateWebhookPayload)
async def create_webhook(
    info: Info,
    input: Annotated[CreateWebhookInput, strawberry.argument(description="The new webhook.")],
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
    input: Annotated[DeleteWebhookInput, strawberry.argument(description="The webhook to delete.")],
) -> DeleteWebhookPayload:
    webhook_id = require_id(input.id, "webhook", "id")
    await info.context.services.webhooks.delete(info.context.viewer, webhook_id)
    return DeleteWebhookPayload(deleted_id=input.id)


@returns_user_errors(RotateWebhookSecretPayload)
async def rotate_webhook_secret(
    info: Info,
    input: Annotated[
        RotateWebhookSecretInput,
        strawberry.argument(description="The webhook and the overlap of its secrets."),
    ],
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
    input: Annotated[SendTestWebhookInput, strawberry.argument(description="The webhook to test.")],
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
    input: Annotated[
        ResendWebhookDeliveryInput, strawberry.argument(description="The delivery to resend.")
    ],
) -> ResendWebhookDeliveryPayload:
    delivery_id = require_id(input.id, "webhook_delivery", "id")
    await info.context.services.webhook_requests.resend(info.context.viewer, delivery_id)
    return await load_payload(
        info, ResendWebhookDeliveryPayload, "delivery", WebhookDelivery, delivery_id
    )
