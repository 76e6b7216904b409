"""Verifications: each request to the carriers to approve a number, and what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain.business_details import BusinessDetailField, EffectiveDetails
from textgate.domain.permissions import Permission
from textgate.domain.verification import IN_FLIGHT, VerificationStatus
from textgate.domain.verification import RejectionReason as DomainReason
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.entity import Entity, entity
from textgate.graphql.declare.field import field
from textgate.graphql.lists.relations import ACCOUNT, NUMBER
from textgate.graphql.planner.resolve import loaded
from textgate.graphql.types.details import EffectiveBusinessDetails
from textgate.graphql.types.lazy import lazy_type
from textgate.graphql.types.node import Node
from textgate.storage.tables import verification


@strawberry.type(description="Why the carrier refused, and what to mend.")
class RejectionReason:
    code: int = strawberry.field(description="The carrier's code.")
    message: str = strawberry.field(description="The reason, for people.")
    fields: list[BusinessDetailField] = strawberry.field(description="The details to mend.")
    is_retryable: bool = strawberry.field(
        description="Whether a correction may be submitted; false when the refusal is final."
    )


@strawberry.type(description="One request for the carriers' verification of a number.")
class Verification(Node):
    status: VerificationStatus = strawberry.field(description="How far it is.")
    attempt: int = strawberry.field(description="The how-manieth request for its number it is.")
    editable_until: datetime | None = strawberry.field(
        description="Until when a refused request may be corrected instead of begun anew."
    )
    requested_at: datetime = strawberry.field(description="When it was requested.")
    submitted_at: datetime | None = strawberry.field(description="When the carrier got it.")
    completed_at: datetime | None = strawberry.field(description="When the carrier decided.")

    @field(
        "Whether it is not decided yet though it was requested more than three business days ago.",
        of=["status", "requested_at"],
    )
    def is_overdue(self, info: Info) -> bool:
        if self.row["status"] not in IN_FLIGHT:
            return False
        requested_at: datetime = self.row["requested_at"]
        return requested_at < info.context.overdue_since

    @field("The business details exactly as they were submitted.", of=["details"])
    def submitted_details(self) -> EffectiveBusinessDetails:
        return EffectiveBusinessDetails(details=EffectiveDetails.from_json(self.row["details"]))

    @field("Why the carrier refused; empty unless it has.", of=["reasons"])
    def rejection_reasons(self) -> list[RejectionReason]:
        return [reason_to_graphql(DomainReason.from_json(reason)) for reason in self.row["reasons"]]

    @field(
        "The number to be verified.",
        reads=NUMBER,
        graphql_type=lazy_type("SmsNumber", "sms_number"),
    )
    def sms_number(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "The account whose details they are.",
        reads=ACCOUNT,
        graphql_type=lazy_type("Account", "account"),
    )
    def account(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))


def reason_to_graphql(reason: DomainReason) -> RejectionReason:
    return RejectionReason(
        code=reason.code,
        message=reason.message,
        fields=list(reason.fields),
        is_retryable=reason.is_retryable,
    )


entity(verification, "verification", needs=Permission.READ_NUMBERS)(Verification)
