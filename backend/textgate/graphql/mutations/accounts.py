"""Creating and changing accounts and business details."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import Maybe

from textgate.domain.errors import UserErrorCode, invalid
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.mutations.inputs import AddressInput, ContactInput, changes, given
from textgate.graphql.mutations.payload import Payload, answers
from textgate.graphql.planner import resolve
from textgate.graphql.types.account import Account
from textgate.graphql.types.partner import Partner
from textgate.storage.tables import account

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
    address: Maybe[AddressInput | None] = given("Its address.")
    website: Maybe[str | None] = given("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = given("A second website.")
    contact: Maybe[ContactInput | None] = given("Its own contact, instead of the partner's.")
    phone: Maybe[str | None] = given("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = given("Its time zone, such as America/New_York.")


@strawberry.input(description="Changes of an account; what is absent stays as it is.")
class UpdateAccountInput:
    id: strawberry.ID = strawberry.field(description="The account.")
    name: Maybe[str | None] = given("The practice's name.")
    is_active: bool | None = strawberry.field(
        default=None, description="Whether it may text; null leaves that as it is."
    )
    address: Maybe[AddressInput | None] = given("Parts of its address.")
    website: Maybe[str | None] = given("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = given("A second website.")
    contact: Maybe[ContactInput | None] = given("Its own contact, instead of the partner's.")
    phone: Maybe[str | None] = given("Its phone number, however it is written.")
    time_zone: Maybe[str | None] = given("Its time zone, such as America/New_York.")


@strawberry.input(description="What verification still lacks; what is absent stays as it is.")
class UpdateBusinessDetailsInput:
    account_id: strawberry.ID = strawberry.field(description="The account.")
    business_name: Maybe[str | None] = given("The practice's name.")
    address: Maybe[AddressInput | None] = given("Parts of its address.")
    website: Maybe[str | None] = given("Its website, beginning with https://.")
    alternative_website: Maybe[str | None] = given("A second website.")
    contact: Maybe[ContactInput | None] = given("Its own contact, instead of the partner's.")


@strawberry.input(description="The partner's own details; what is absent stays as it is.")
class UpdatePartnerBusinessDetailsInput:
    name: Maybe[str | None] = given("The partner's name as a business.")
    legal_name: Maybe[str | None] = given("Its legal name.")
    address: Maybe[AddressInput | None] = given("Parts of its address.")
    website: Maybe[str | None] = given("Its website, for accounts without one.")
    contact: Maybe[ContactInput | None] = given("The contact for its accounts' verifications.")
    time_zone: Maybe[str | None] = given(
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


def _account_id(text: str, *path: str) -> UUID:
    decoded = decode_as(text, "account")
    if decoded is None:
        raise invalid(path, UserErrorCode.NOT_FOUND, "there is no such account")
    return decoded


async def _account(info: Info, payload: type[Any], account_id: UUID) -> Any:
    found = await resolve.held(info, payload.__name__, "account", account, account_id)
    return payload(account=found)


@answers(CreateAccountPayload)
async def create_account(
    info: Info,
    input: Annotated[CreateAccountInput, strawberry.argument(description="The account.")],
) -> CreateAccountPayload:
    wanted = changes(input, external_id="external_id", name="name", **_PROFILE)
    context = info.context
    created = await context.services.accounts.create(context.viewer, wanted)
    return await _account(info, CreateAccountPayload, created)  # type: ignore[no-any-return]


@answers(UpdateAccountPayload)
async def update_account(
    info: Info,
    input: Annotated[UpdateAccountInput, strawberry.argument(description="The changes.")],
) -> UpdateAccountPayload:
    account_id = _account_id(input.id, "id")
    context = info.context
    wanted = changes(input, name="name", **_PROFILE)
    await context.services.accounts.update(
        context.viewer, account_id, wanted, is_active=input.is_active
    )
    return await _account(info, UpdateAccountPayload, account_id)  # type: ignore[no-any-return]


@answers(UpdateBusinessDetailsPayload, renamed={"name": "businessName"})
async def update_business_details(
    info: Info,
    input: Annotated[UpdateBusinessDetailsInput, strawberry.argument(description="The details.")],
) -> UpdateBusinessDetailsPayload:
    account_id = _account_id(input.account_id, "accountId")
    context = info.context
    wanted = changes(
        input,
        business_name="name",
        website="website",
        alternative_website="alternative_website",
    )
    accounts = context.services.accounts
    is_requested = await accounts.update_business_details(context.viewer, account_id, wanted)
    found = await resolve.held(info, "UpdateBusinessDetailsPayload", "account", account, account_id)
    return UpdateBusinessDetailsPayload(account=found, is_verification_requested=is_requested)


@answers(UpdatePartnerBusinessDetailsPayload)
async def update_partner_business_details(
    info: Info,
    input: Annotated[
        UpdatePartnerBusinessDetailsInput, strawberry.argument(description="The details.")
    ],
) -> UpdatePartnerBusinessDetailsPayload:
    context = info.context
    wanted = changes(
        input,
        name="business_name",
        legal_name="legal_name",
        website="website",
        time_zone="time_zone",
    )
    await context.services.partners.update_business_details(context.viewer, wanted)
    async with context.services.database.read() as connection:
        await context.reload_partner(connection)
    return UpdatePartnerBusinessDetailsPayload(partner=Partner.of(context.partner))
