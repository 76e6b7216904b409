"""The Verification type: a request to the carriers to verify a number, and their decision."""

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


@strawberry.type(description="A reason for the carrier's rejection, and the details to correct.")
class RejectionReason:
    code: int = strawberry.field(description="The carrier's code.")
    message: str = strawberry.field(description="Explanation in plain English.")
    fields: list[BusinessDetailField] = strawberry.field(description="Details to correct.")
    is_retryable: bool = strawberry.field(
        description="Whether a correction may be submitted; false if the rejection is final."
    )


@strawberry.type(description="One request to the carriers to verify a number.")
class Verification(Node):
    status: VerificationStatus = strawberry.field(description="Progress of the verification.")
    attempt: int = strawberry.field(
        description="Position among the requests for this number, counted from 1."
    )
    editable_until: datetime | None = strawberry.field(
        description="Deadline for correcting this request after a rejection; later corrections start a "
        "new request. Null if it cannot be corrected."
    )
    requested_at: datetime = strawberry.field(description="Time of the request.")
    submitted_at: datetime | None = strawberry.field(
        description="Time of the submission to the carrier; null if it is not submitted yet."
    )
    completed_at: datetime | None = strawberry.field(
        description="Time of the carrier's decision; null if there is none yet."
    )

    @field(
        "Whether it is undecided more than three business days after the request.",
        of=["status", "requested_at"],
    )
    def is_overdue(self, info: Info) -> bool:
        if self.row["status"] not in IN_FLIGHT:
            return False
        requested_at: datetime = self.row["requested_at"]
        return requested_at < info.context.overdue_since

    @field("Business details exactly as submitted.", of=["details"])
    def submitted_details(self) -> EffectiveBusinessDetails:
        return EffectiveBusinessDetails(details=EffectiveDetails.from_json(self.row["details"]))

    @field("Reasons for the rejection; empty if the carrier has not rejected it.", of=["reasons"])
    def rejection_reasons(self) -> list[RejectionReason]:
        return [reason_to_graphql(DomainReason.from_json(reason)) for reason in self.row["reasons"]]

    @field(
        "Number to verify.",
        reads=NUMBER,
        graphql_type=lazy_type("SmsNumber", "sms_number"),
    )
    def sms_number(self, info: Info) -> Entity:
        return cast(Entity, loaded(self, info))

    @field(
        "Account whose business details are submitted.",
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
