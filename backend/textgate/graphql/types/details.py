"""Business details: the account's, the partner's, and both combined for submission."""

from __future__ import annotations

from datetime import datetime
from typing import cast

import strawberry

from textgate.domain import address as domain_address
from textgate.domain import business_details as domain
from textgate.domain.business_details import BusinessDetailField, DetailSource, EffectiveDetails
from textgate.domain.detail_warnings import warnings
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.field import field
from textgate.graphql.types.scalars import URL, PhoneNumber
from textgate.services.details import input_parsers


@strawberry.type(description="Postal address. Parts that are not on file are null.")
class Address:
    address1: str | None = strawberry.field(description="Street and number.")
    address2: str | None = strawberry.field(description="Suite, floor or building.")
    city: str | None = strawberry.field(description="City.")
    state: str | None = strawberry.field(
        description="Two-letter code of the state or territory, such as MT."
    )
    postal_code: str | None = strawberry.field(description="ZIP or postal code.")
    country_code: str | None = strawberry.field(description="Two-letter country code, such as US.")


@strawberry.type(
    description="Person whom carriers may contact about a number. Fields that are not on file are "
    "null."
)
class Contact:
    first_name: str | None = strawberry.field(description="First name.")
    last_name: str | None = strawberry.field(description="Last name.")
    email: str | None = strawberry.field(description="Email address.")
    phone: PhoneNumber | None = strawberry.field(description="Phone number.")


@strawberry.type(description="Source of one effective business detail.")
class DetailOrigin:
    field: BusinessDetailField = strawberry.field(description="The detail.")
    source: DetailSource = strawberry.field(description="Owner of the value.")


@strawberry.type(
    description="Issue that does not prevent submission but makes rejection more likely."
)
class BusinessDetailWarning:
    field: BusinessDetailField = strawberry.field(description="Detail with the issue.")
    code: str = strawberry.field(description="Stable, machine-readable code.")
    message: str = strawberry.field(description="Explanation in plain English.")


@strawberry.type(
    description="Business details as submitted for verification: the account's own values, or the "
    "partner's where the account has none."
)
class EffectiveBusinessDetails:
    details: strawberry.Private[EffectiveDetails]

    @field("Name of the practice; null if unknown.")
    def business_name(self) -> str | None:
        return self.details.value(BusinessDetailField.BUSINESS_NAME)

    @field("Address of the practice.")
    def address(self) -> Address:
        return address_to_graphql(self.details.address)

    @field("Website; null if neither the account nor the partner has one.")
    def website(self) -> URL | None:
        return cast("URL | None", self.details.value(BusinessDetailField.WEBSITE))

    @field("Second website; null if there is none.")
    def alternative_website(self) -> URL | None:
        return cast("URL | None", self.details.value(BusinessDetailField.ALTERNATIVE_WEBSITE))

    @field("Contact. Each field falls back to the partner's.")
    def contact(self) -> Contact:
        return contact_to_graphql(self.details.contact)

    @field("Source of each value. Details without a value are omitted.")
    def origins(self) -> list[DetailOrigin]:
        sources = self.details.sources
        return [
            DetailOrigin(field=detail, source=sources[detail])
            for detail in BusinessDetailField
            if detail in sources
        ]

    @field("Issues that make rejection more likely.")
    def warnings(self) -> list[BusinessDetailWarning]:
        return [
            BusinessDetailWarning(field=warning.field, code=warning.code, message=warning.message)
            for warning in warnings(self.details)
        ]


@strawberry.type(description="Business details of an account.")
class AccountBusinessDetails:
    row: strawberry.Private[input_parsers.RowLike]

    @field("Name of the account, submitted as the business name.", of=["name"])
    def business_name(self) -> str:
        return cast(str, self.row["name"])

    @field("Address of the account.", of=input_parsers.ADDRESS_COLUMNS)
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))

    @field(
        "The account's own website; null if it has none and falls back to the partner's.",
        of=["website"],
    )
    def website(self) -> URL | None:
        return cast("URL | None", self.row["website"])

    @field("The account's own second website; null if it has none.", of=["alternative_website"])
    def alternative_website(self) -> URL | None:
        return cast("URL | None", self.row["alternative_website"])

    @field(
        "The account's own contact. Null fields fall back to the partner's contact; usually "
        "all of them do.",
        of=input_parsers.CONTACT_COLUMNS,
    )
    def contact(self) -> Contact:
        return contact_to_graphql(input_parsers.contact_of(self.row))

    @field("Details that would be submitted now.")
    def effective(self, info: Info) -> EffectiveBusinessDetails:
        own = input_parsers.account_details(self.row)
        return EffectiveBusinessDetails(details=domain.effective(own, info.context.partner_details))

    @field("Whether verification can be requested: no required detail is missing.", of=["gaps"])
    def is_complete(self, info: Info) -> bool:
        return not self.row["gaps"] & ~info.context.partner_supplies

    @field("Required details that neither the account nor the partner has.", of=["gaps"])
    def missing(self, info: Info) -> list[BusinessDetailField]:
        return list(domain.missing_from_gaps(self.row["gaps"], info.context.partner_supplies))

    @field("Time of the account's last change.", of=["updated_at"])
    def updated_at(self) -> datetime:
        return cast(datetime, self.row["updated_at"])


@strawberry.type(
    description="The partner's own business details. Accounts fall back to its website and contact."
)
class PartnerBusinessDetails:
    row: strawberry.Private[input_parsers.RowLike]

    @field("Business name; null if not on file.")
    def name(self) -> str | None:
        return cast("str | None", self.row["business_name"])

    @field("Legal name; null if not on file.")
    def legal_name(self) -> str | None:
        return cast("str | None", self.row["legal_name"])

    @field("Address of the partner.")
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))

    @field("Website; null if not on file.")
    def website(self) -> URL | None:
        return cast("URL | None", self.row["website"])

    @field("Contact, which accounts fall back to.")
    def contact(self) -> Contact:
        return contact_to_graphql(input_parsers.contact_of(self.row))

    @field("Whether all of the partner's details are on file.")
    def is_complete(self) -> bool:
        return not domain.partner_missing(input_parsers.partner_details(self.row))

    @field("Details that are not on file yet.")
    def missing(self) -> list[BusinessDetailField]:
        return list(domain.partner_missing(input_parsers.partner_details(self.row)))

    @field("Time of the last change of these details; null if they were never changed.")
    def updated_at(self) -> datetime | None:
        return cast("datetime | None", self.row["details_updated_at"])


def address_to_graphql(address: domain_address.Address) -> Address:
    return Address(**{name: getattr(address, name) for name in input_parsers.ADDRESS_COLUMNS})


def contact_to_graphql(contact: domain.Contact) -> Contact:
    return Contact(
        first_name=contact.first_name,
        last_name=contact.last_name,
        email=contact.email,
        phone=cast("PhoneNumber | None", contact.phone),
    )
