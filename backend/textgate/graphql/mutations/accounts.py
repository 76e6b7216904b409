"""Creating and changing accounts and business details."""

from __future__ import annotations

from typing import Annotated

import strawberry
from strawberry import Maybe

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


@strawberry.input(description="A new account.")
class CreateAccountInput:
    external_id: str = strawberry.field(
        description="The partner's own identifier of the account; no other account may have it."
    )
    name: str = strawberry.field(description="The practice's name.")
    address: Maybe[AddressInput | None] = optional_field("Its address.")
    website: Maybe[str | None] = optional_field("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = optional_field("A second website.")
    contact: Maybe[ContactInput | None] = optional_field(
        "Its own contact, instead of the partner's."
    )
    phone: Maybe[str | None] = optional_field("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = optional_field("Its time zone, such as America/New_York.")


@strawberry.input(description="Changes of an account; what is absent stays as it is.")
class UpdateAccountInput:
    id: strawberry.ID = strawberry.field(description="The account.")
    name: Maybe[str | None] = optional_field("The practice's name.")
    is_active: bool | None = strawberry.field(
        default=None, description="Whether it may text; null leaves that as it is."
    )
    address: Maybe[AddressInput | None] = optional_field("Parts of its address.")
    website: Maybe[str | None] = optional_field("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = optional_field("A second website.")
    contact: Maybe[ContactInput | None] = optional_field(
        "Its own contact, instead of the partner's."
    )
    phone: Maybe[str | None] = optional_field("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = optional_field("Its time zone, such as America/New_York.")


@strawberry.input(description="What verification still lacks; what is absent stays as it is.")
class UpdateBusinessDetailsInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")
    business_name: Maybe[str | None] = optional_field("The practice's name.")
    address: Maybe[AddressInput | None] = optional_field("Parts of its address.")
    website: Maybe[str | None] = optional_field("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = optional_field("A second website.")
    contact: Maybe[ContactInput | None] = optional_field(
        "Its own contact, instead of the partner's."
    )


@strawberry.input(description="The partner's own details; what is absent stays as it is.")
class UpdatePartnerBusinessDetailsInput:
    name: Maybe[str | None] = optional_field("The partner's name as a business.")
    legal_name: Maybe[str | None] = optional_field("Its legal name.")
    address: Maybe[AddressInput | None] = optional_field("Parts of its address.")
    website: Maybe[str | None] = optional_field("Its website, for accounts without one.")
    contact: Maybe[ContactInput | None] = optional_field(
        "The contact for its accounts' verifications."
    )
    time_zone: Maybe[str | None] = optional_field(
        "Its time zone, such as America/New_York: it is told of each day at eight in the morning there."
    )


@strawberry.type(description="The answer of createAccount.")
class CreateAccountPayload(Payload):
    account: Account | None = strawberry.field(default=None, description="The new account.")


@strawberry.type(description="The answer of updateAccount.")
class UpdateAccountPayload(Payload):
    account: Account | None = strawberry.field(default=None, description="The account.")


@strawberry.type(description="The answer of updateBusinessDetails.")
class UpdateBusinessDetailsPayload(Payload):
    account: Account | None = strawberry.field(default=None, description="The account.")
    is_verification_requested: bool = strawberry.field(
        default=False,
        description="Whether verification was requested by this. It is not where nothing was changed that "
        "carriers refused, or where something is missing still.",
    )


@strawberry.type(description="The answer of updatePartnerBusinessDetails.")
class UpdatePartnerBusinessDetailsPayload(Payload):
    partner: Partner | None = strawberry.field(default=None, description="The partner.")


@returns_user_errors(CreateAccountPayload)
async def create_account(
    info: Info,
    input: Annotated[CreateAccountInput, strawberry.argument(description="The account.")],
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
    await context.services.accounts.update(
        context.viewer, account_id, changes, is_active=input.is_active
    )
    return await load_payload(info, UpdateAccountPayload, "account", Account, account_id)


# The service reports errors at `name`, the column; this input calls it `businessName`.
@returns_user_errors(UpdateBusinessDetailsPayload, renamed={"name": "businessName"})
async def update_business_details(
    info: Info,
    input: Annotated[UpdateBusinessDetailsInput, strawberry.argument(description="The details.")],
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
        UpdatePartnerBusinessDetailsInput, strawberry.argument(description="The details.")
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
