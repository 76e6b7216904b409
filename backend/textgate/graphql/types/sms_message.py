"""The SmsMessage type, its history and its failure."""

from __future__ import annotations

from collections import ChainMap
from datetime import datetime
from typing import Any, cast

import strawberry

from textgate.domain.messages import CANCELABLE, MessageKind, MessageStatus
from textgate.domain.permissions import Permission
from textgate.domain.sms_text import SmsEncoding
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT, MESSAGE_EVENTS, NUMBER, SENDER
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.graphql.types.scalars import PhoneNumber
from textgate.graphql.types.sender import Sender
from textgate.graphql.types.sms_number import SmsNumber
from textgate.storage.tables import message, message_event


@strawberry.type(description="One step in the history of a message.")
class MessageEvent(Entity):
    status: MessageStatus = strawberry.field(description="Status that the message reached.")
    at: datetime = strawberry.field(description="Time of the step.")
    code: int | None = strawberry.field(description="The carrier's code; null if it gave none.")


@strawberry.type(description="Reason why a message was not delivered.")
class MessageFailure:
    code: int | None = strawberry.field(description="The carrier's code; null if it gave none.")
    message: str = strawberry.field(description="Explanation in plain English.")
    is_retryable: bool = strawberry.field(
        description="Whether sending the message again may succeed."
    )


@strawberry.type(description="A text message to one recipient.")
class SmsMessage(Node):
    recipient: PhoneNumber = strawberry.field(name="to", description="Recipient's phone number.")
    kind: MessageKind = strawberry.field(description="Kind of message.")
    body: str = strawberry.field(description="Text of the message.")
    encoding: SmsEncoding = strawberry.field(description="Character encoding.")
    segments: int = strawberry.field(description="Number of segments that carriers count.")
    status: MessageStatus = strawberry.field(description="Progress of the message.")
    sent_by_name: str | None = strawberry.field(
        name="sentBy",
        description="Name of the user or program that sent the message, at that time; for an embedded "
        "composer its user's name. Null if unknown, as for messages of older versions.",
    )
    created_at: datetime = strawberry.field(description="Time at which the message was accepted.")
    updated_at: datetime = strawberry.field(description="Time of the last change.")

    @field("Number that the message is sent from.", name="from", reads=NUMBER)
    def from_(self, info: Info) -> SmsNumber:
        return cast(SmsNumber, loaded(self, info))

    @field("Location or queue that the message is sent from.", reads=SENDER)
    def sender(self, info: Info) -> Sender:
        return cast(Sender, loaded(self, info))

    @field(
        "Account that the message is sent for.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account"),
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field("History of the message, the oldest step first.", reads=MESSAGE_EVENTS)
    def events(self, info: Info) -> list[MessageEvent]:
        return cast("list[MessageEvent]", loaded(self, info))

    @field("Whether `cancelSms` can cancel the message now.", of=["status"])
    def can_cancel(self) -> bool:
        return self.row["status"] in CANCELABLE

    @field(
        "Reason for the failure; null unless the status is UNDELIVERED or FAILED.",
        of=["status", "failure_code", "failure_message", "failure_is_retryable"],
    )
    def failure(self) -> MessageFailure | None:
        if self.row["status"] not in (MessageStatus.UNDELIVERED, MessageStatus.FAILED):
            return None
        return MessageFailure(
            code=self.row["failure_code"],
            message=self.row["failure_message"] or "The carrier gave no reason",
            is_retryable=bool(self.row["failure_is_retryable"]),
        )


def show_as_accepted(message: SmsMessage) -> None:
    """Show the message in its state at acceptance, however far it has come since.

    sendSms is idempotent: a request that repeats its key gets the first response again.
    """
    at_acceptance = {"status": MessageStatus.QUEUED, "updated_at": message.row["created_at"]}
    message.row = ChainMap(at_acceptance, cast("dict[str, Any]", message.row))
    for key, events in message.related.items():
        if key[0] == id(MESSAGE_EVENTS):
            message.related[key] = events[:1]


entity(message, "message", needs=Permission.READ_MESSAGES)(SmsMessage)
# No prefix: an event has no global id, only its message leads to it.
entity(message_event, "", needs=Permission.READ_MESSAGES)(MessageEvent)
