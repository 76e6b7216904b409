"""Webhooks, their deliveries and the attempts of each. Only mutations return secrets."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain.permissions import Permission
from textgate.domain.webhooks import (
    DeliveryError,
    DeliveryStatus,
    WebhookDisabledReason,
    WebhookEvent,
    WebhookStatus,
)
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT
from textgate.graphql.lists.status_arguments import DeliveryStatusArgument
from textgate.graphql.lists.webhooks import ATTEMPTS, DELIVERIES, WEBHOOK
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.connection import After, Connection, First
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.storage.tables import webhook, webhook_attempt, webhook_delivery


@strawberry.type(description="One attempt to deliver an event to a webhook.")
class WebhookAttempt(Node):
    at: datetime = strawberry.field(description="Time at which the attempt started.")
    milliseconds: int = strawberry.field(description="Duration in milliseconds.")
    status_code: int | None = strawberry.field(
        description="HTTP status of the response; null if there was no response."
    )
    error: DeliveryError | None = strawberry.field(
        description="Reason for the failure; null if the event was delivered."
    )
    response: str | None = strawberry.field(
        description="Beginning of the response body, 4 KiB at most, decoded as UTF-8; null if there was "
        "no response."
    )


@strawberry.type(description="One event on its way to one webhook.")
class WebhookDelivery(Node):
    event: WebhookEvent = strawberry.field(description="The event.")
    payload: str = strawberry.field(description="JSON body of the request, exactly as sent.")
    status: DeliveryStatus = strawberry.field(description="Progress of the delivery.")
    tries: int = strawberry.field(
        description="Number of attempts since the event or the last resend."
    )
    created_at: datetime = strawberry.field(description="Time of the event.")
    completed_at: datetime | None = strawberry.field(
        description="Time at which it was delivered or given up; null while it is pending."
    )

    due_at: datetime | None = strawberry.field(
        name="nextTryAt", description="Time of the next attempt; null if none is scheduled."
    )

    @field("Webhook that the event is sent to.", reads=WEBHOOK)
    def webhook(self, info: Info) -> Webhook:
        return cast(Webhook, loaded(self, info))

    @field("Attempts, the newest first.", reads=ATTEMPTS)
    def attempts(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[WebhookAttempt]:
        return Connection(page=loaded(self, info))


@strawberry.type(description="Subscription of the partner's program to events.")
class Webhook(Node):
    url: str = strawberry.field(description="URL that events are sent to.")
    description: str | None = strawberry.field(
        description="The partner's own note; null if there is none."
    )
    status: WebhookStatus = strawberry.field(description="Whether the webhook receives events.")
    disabled_reason: WebhookDisabledReason | None = strawberry.field(
        description="Reason why the webhook is disabled; null if it is enabled."
    )
    disabled_at: datetime | None = strawberry.field(
        description="Time at which the webhook was disabled; null if it is enabled."
    )
    failing_since: datetime | None = strawberry.field(
        description="Time of the first failure since the last success; null if the last attempt "
        "succeeded. The webhook is disabled after five days of failures."
    )
    created_at: datetime = strawberry.field(description="Time of creation.")
    updated_at: datetime = strawberry.field(description="Time of the last change by a caller.")

    @field("Subscribed events.")
    def events(self) -> list[WebhookEvent]:
        return [WebhookEvent(name) for name in self.row["events"]]

    @field(
        "Time until which deliveries are also signed with the previous secret; null if they "
        "are not."
    )
    def previous_secret_until(self, info: Info) -> datetime | None:
        until: datetime | None = self.row["previous_secret_until"]
        is_over = until is None or until <= info.context.services.clock()
        return None if is_over else until

    @field(
        "Account whose events are sent; null if the events of all accounts are.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))

    @field("Deliveries, the newest first; kept for 30 days.", reads=DELIVERIES)
    def deliveries(
        self,
        info: Info,
        first: First = 50,
        after: After = None,
        status: DeliveryStatusArgument = None,
    ) -> Connection[WebhookDelivery]:
        return Connection(page=loaded(self, info))


entity(webhook, "webhook", needs=Permission.MANAGE_WEBHOOKS)(Webhook)
entity(webhook_delivery, "webhook_delivery", needs=Permission.MANAGE_WEBHOOKS)(WebhookDelivery)
entity(webhook_attempt, "webhook_attempt", needs=Permission.MANAGE_WEBHOOKS)(WebhookAttempt)
