"""The mutation that changes the partner's settings."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from textgate.domain.sender_preselection import SenderPreselection
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import optional_field, to_column_changes
from textgate.graphql.mutations.payload import Payload, returns_user_errors
from textgate.graphql.types.partner import Partner


@strawberry.input(description="Input of updatePartnerSettings. An omitted field stays unchanged.")
class UpdatePartnerSettingsInput:
    time_zone: Maybe[str | None] = optional_field(
        "IANA time zone, such as America/New_York; cannot be cleared."
    )
    sender_preselection: SenderPreselection | None = strawberry.field(
        default=None,
        description="Whether composers preselect a sender; omitted or null leaves it unchanged.",
    )


@strawberry.type(description="Payload of updatePartnerSettings.")
class UpdatePartnerSettingsPayload(Payload):
    partner: Partner | None = strawberry.field(
        default=None, description="The changed partner; null if there are user errors."
    )


@returns_user_errors(UpdatePartnerSettingsPayload)
async def update_partner_settings(
    info: Info,
    input: Annotated[UpdatePartnerSettingsInput, strawberry.argument(description="The changes.")],
) -> UpdatePartnerSettingsPayload:
    context = info.context
    changes = to_column_changes(input, time_zone="time_zone")
    await context.services.partners.update_settings(
        context.viewer, changes, input.sender_preselection
    )
    async with context.services.database.read() as connection:
        await context.reload_partner(connection)
    return UpdatePartnerSettingsPayload(partner=Partner.of(context.partner))
