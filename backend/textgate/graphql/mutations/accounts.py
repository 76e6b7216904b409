"""Mutations of accounts and business details."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

from textgate.domain.sender_preselection import SenderPreselection
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import (
    AddressInput,
    ContactInput,
    optional_field,
    require_id,
    to_column_changes,
)
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.account import Account
from textgate.graphql.types.partner import Partner

_PROFILE = {
    "website": "website",
    "alternative_website": "alternative_website",
    "phone": "phone",
    "time_zone": "time_zone",
}


@strawberry.input(description="Input of createAccount.")
class CreateAccountInput:
    external_id: str = strawberry.field(
        description="Your own identifier of the account; unique among your accounts."
    )
    name: str = strawberry.field(description="Name of the practice.")
    address: Maybe[AddressInput | None] = optional_field("Postal address.")
    website: Maybe[str | None] = optional_field(
        "Website, starting with http:// or https://. Falls back to the partner's."
    )
    alternative_website: Maybe[str | None] = optional_field(
        "Second website, such as a social media page."
    )
    contact: Maybe[ContactInput | None] = optional_field(
        "Contact of the practice. Missing fields fall back to the partner's contact."
    )
    phone: Maybe[str | None] = optional_field("Phone number for calls, in any notation.")
    time_zone: Maybe[str | None] = optional_field("IANA time zone, such as America/New_York.")


@strawberry.input(
    description="Input of updateAccount. An omitted field stays unchanged; null or blank clears it."
)
class UpdateAccountInput:
    id: strawberry.ID = strawberry.field(description="ID of the account.")
    name: Maybe[str | None] = optional_field("Name of the practice; cannot be cleared.")
    is_active: bool | None = strawberry.field(
        default=None,
        description="Whether the account may send messages; omitted or null leaves it unchanged.",
    )
    address: Maybe[AddressInput | None] = optional_field(
        "Parts of the postal address to change; null clears all of it."
    )
    website: Maybe[str | None] = optional_field(
        "Website, starting with http:// or https://. Falls back to the partner's."
    )
    alternative_website: Maybe[str | None] = optional_field(
        "Second website, such as a social media page."
    )
    contact: Maybe[ContactInput | None] = optional_field(
        "Fields of the contact to change; null clears all of them. Missing fields fall back "
        "to the partner's contact."
    )
    phone: Maybe[str | None] = optional_field("Phone number for calls, in any notation.")
    time_zone: Maybe[str | None] = optional_field("IANA time zone, such as America/New_York.")

    sender_preselection: Maybe[SenderPreselection | None] = optional_field(
        "Whether composers preselect a sender; null applies the partner's setting."
    )


@strawberry.input(
    description="Input of updateBusinessDetails. An omitted field stays unchanged; null or blank clears it."
)
class UpdateBusinessDetailsInput:
    account_id: strawberry.ID = strawberry.field(description="ID of the account.")
    business_name: Maybe[str | None] = optional_field("Name of the practice; cannot be cleared.")
    address: Maybe[AddressInput | None] = optional_field(
        "Parts of the postal address to change; null clears all of it."
    )
    website: Maybe[str | None] = optional_field(
        "Website, starting with http:// or https://. Falls back to the partner's."
    )
    alternative_website: Maybe[str | None] = optional_field(
        "Second website, such as a social media page."
    )
    contact: Maybe[ContactInput | None] = optional_field(
        "Fields of the contact to change; null clears all of them. Missing fields fall back "
        "to the partner's contact."
    )


@strawberry.input(
    description="Input of updatePartnerBusinessDetails. An omitted field stays unchanged; "
    "null or blank clears it."
)
class UpdatePartnerBusinessDetailsInput:
    name: Maybe[str | None] = optional_field("Business name of the partner.")
    legal_name: Maybe[str | None] = optional_field("Legal name of the partner.")
    address: Maybe[AddressInput | None] = optional_field(
        "Parts of the postal address to change; null clears all of it."
    )
    website: Maybe[str | None] = optional_field(
        "Website, starting with http:// or https://; used for accounts that have none."
    )
    contact: Maybe[ContactInput | None] = optional_field(
        "Fields of the contact to change; null clears all of them. Used for accounts whose "
        "contact lacks them."
    )
    time_zone: Maybe[str | None] = optional_field(
        "IANA time zone, such as America/New_York. Daily digests are sent at 8:00 a.m. in it."
    )


@strawberry.type(description="Payload of createAccount.")
class CreateAccountPayload(Payload):
    account: Account | None = strawberry.field(
        default=None, description="The new account; null if there are user errors."
    )


@strawberry.type(description="Payload of updateAccount.")
class UpdateAccountPayload(Payload):
    account: Account | None = strawberry.field(
        default=None, description="The changed account; null if there are user errors."
    )


@strawberry.type(description="Payload of updateBusinessDetails.")
class UpdateBusinessDetailsPayload(Payload):
    account: Account | None = strawberry.field(
        default=None, description="The changed account; null if there are user errors."
    )
    is_verification_requested: bool = strawberry.field(
        default=False,
        description="True if this mutation requested verification. False if a required detail is still "
        "missing, or no detail that the carriers rejected was changed.",
    )


@strawberry.type(description="Payload of updatePartnerBusinessDetails.")
class UpdatePartnerBusinessDetailsPayload(Payload):
    partner: Partner | None = strawberry.field(
        default=None, description="The changed partner; null if there are user errors."
    )


@returns_user_errors(CreateAccountPayload)
async def create_account(
    info: Info,
    input: Annotated[CreateAccountInput, strawberry.argument(description="The new account.")],
) -> CreateAccountPayload:
    changes = to_column_changes(input, external_id="external_id", name="name", **_PROFILE)
    context = info.context
    account_id = await context.services.accounts.create(context.viewer, changes)
    return await load_payload(info, CreateAccountPayload, "account", Account, account_id)


@returns_user_errors(UpdateAccountPayload)
async def update_account(
    info: Info,
    input: Annotated[UpdateAccountInput, strawberry.argument(description="The changes.")],
) -> UpdateAccountPayload:
    account_id = require_id(input.id, "account", "id")
    context = info.context
    changes = to_column_changes(input, name="name", **_PROFILE)
    settings = {}
    if input.sender_preselection is not None:
        settings["sender_preselection"] = input.sender_preselection.value
    await context.services.accounts.update(
        context.viewer, account_id, changes, is_active=input.is_active, settings=settings
    )
    return await load_payload(info, UpdateAccountPayload, "account", Account, account_id)


# The service reports errors at `name`, the column; this input calls it `businessName`.
@returns_user_errors(UpdateBusinessDetailsPayload, renamed={"name": "businessName"})
async def update_business_details(
    info: Info,
    input: Annotated[UpdateBusinessDetailsInput, strawberry.argument(description="The changes.")],
) -> UpdateBusinessDetailsPayload:
    account_id = require_id(input.account_id, "account", "accountId")
    context = info.context
    changes = to_column_changes(
        input,
        business_name="name",
        website="website",
        alternative_website="alternative_website",
    )
    accounts = context.services.accounts
    is_requested = await accounts.update_business_details(context.viewer, account_id, changes)
    return await load_payload(
        info,
        UpdateBusinessDetailsPayload,
        "account",
        Account,
        account_id,
        is_verification_requested=is_requested,
    )


@returns_user_errors(UpdatePartnerBusinessDetailsPayload)
async def update_partner_business_details(
    info: Info,
    input: Annotated[
        UpdatePartnerBusinessDetailsInput, strawberry.argument(description="The changes.")
    ],
) -> UpdatePartnerBusinessDetailsPayload:
    context = info.context
    changes = to_column_changes(
        input,
        name="business_name",
        legal_name="legal_name",
        website="website",
        time_zone="time_zone",
    )
    await context.services.partners.update_business_details(context.viewer, changes)
    async with context.services.database.read() as connection:
        await context.reload_partner(connection)
    return UpdatePartnerBusinessDetailsPayload(partner=Partner.of(context.partner))
