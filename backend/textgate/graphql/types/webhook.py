"""Webhooks, what was sent to each, and how every try went. Secrets are not among it: see the mutations."""

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


@strawberry.type(description="One try to deliver something to a webhook.")
class WebhookAttempt(Node):
    at: datetime = strawberry.field(description="When it began.")
    milliseconds: int = strawberry.field(description="How long it took.")
    status_code: int | None = strawberry.field(
        description="The HTTP status that was answered; null when nothing was."
    )
    error: DeliveryError | None = strawberry.field(
        description="What went wrong; null when it was delivered."
    )
    response: str | None = strawberry.field(
        description="The beginning of what was answered, 4 KiB at the most, read as UTF-8."
    )


@strawberry.type(description="One event on its way to one webhook.")
class WebhookDelivery(Node):
    event: WebhookEvent = strawberry.field(description="What it tells of.")
    payload: str = strawberry.field(description="The JSON that is sent, exactly as it is sent.")
    status: DeliveryStatus = strawberry.field(description="How far it is.")
    tries: int = strawberry.field(description="How often it was tried since it was last asked for.")
    created_at: datetime = strawberry.field(description="When it happened.")
    completed_at: datetime | None = strawberry.field(
        description="When it was delivered or given up."
    )

    due_at: datetime | None = strawberry.field(
        name="nextTryAt", description="When it is tried next; null when it is not."
    )

    @field("The webhook.", reads=WEBHOOK)
    def webhook(self, info: Info) -> Webhook:
        return cast(Webhook, loaded(self, info))

    @field("Every try, the newest first.", reads=ATTEMPTS)
    def attempts(
        self, info: Info, first: First = 50, after: After = None
    ) -> Connection[WebhookAttempt]:
        return Connection(page=loaded(self, info))


@strawberry.type(description="Where the partner's program is told what happened.")
class Webhook(Node):
    url: str = strawberry.field(description="Where it is told.")
    description: str | None = strawberry.field(description="What the partner says about it.")
    status: WebhookStatus = strawberry.field(description="Whether anything is sent to it.")
    disabled_reason: WebhookDisabledReason | None = strawberry.field(
        description="Why it is disabled; null unless it is."
    )
    disabled_at: datetime | None = strawberry.field(
        description="When it was disabled; null unless it is."
    )
    failing_since: datetime | None = strawberry.field(
        description="When the first try failed of those that have all failed since; null while "
        "what is sent arrives. After five days the webhook is disabled."
    )
    created_at: datetime = strawberry.field(description="When it was created.")
    updated_at: datetime = strawberry.field(description="When somebody last changed it.")

    @field("What it is told of.")
    def events(self) -> list[WebhookEvent]:
        return [WebhookEvent(name) for name in self.row["events"]]

    @field(
        "Until when deliveries are signed with the secret before this one as well; null unless they are."
    )
    def previous_secret_until(self, info: Info) -> datetime | None:
        until: datetime | None = self.row["previous_secret_until"]
        is_over = until is None or until <= info.context.services.clock()
        return None if is_over else until

    @field(
        "The account that it is told of; null when it is told of all of the partner's.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account") | None,
    )
    def account(self, info: Info) -> Entity | None:
        return cast("Entity | None", loaded(self, info))

    @field(
        "What was sent to it, or is to be, the newest first; kept for 30 days.", reads=DELIVERIES
    )
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
