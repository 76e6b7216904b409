"""Business details: an account's own, a partner's, and the two combined as they would be submitted."""

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


@strawberry.type(description="A postal address.")
class Address:
    address1: str | None = strawberry.field(description="Street and number.")
    address2: str | None = strawberry.field(description="Suite, floor or building.")
    city: str | None = strawberry.field(description="City.")
    state: str | None = strawberry.field(description="Two-letter code of the state or territory.")
    postal_code: str | None = strawberry.field(description="ZIP or postal code.")
    country_code: str | None = strawberry.field(description="Two-letter country code, such as US.")


@strawberry.type(description="The person whom carriers may ask about a number.")
class Contact:
    first_name: str | None = strawberry.field(description="First name.")
    last_name: str | None = strawberry.field(description="Last name.")
    email: str | None = strawberry.field(description="E-mail address.")
    phone: PhoneNumber | None = strawberry.field(description="Phone number.")


@strawberry.type(description="Where one of the effective details comes from.")
class DetailOrigin:
    field: BusinessDetailField = strawberry.field(description="The detail.")
    source: DetailSource = strawberry.field(description="Whose it is.")


@strawberry.type(
    description="Something that does not stop a submission but raises the risk of a rejection."
)
class BusinessDetailWarning:
    field: BusinessDetailField = strawberry.field(description="The detail it is about.")
    code: str = strawberry.field(description="A stable word for the kind of warning.")
    message: str = strawberry.field(description="The warning, for people.")


@strawberry.type(
    description="Business details as a verification is requested with them: the account's own values, "
    "and the partner's where the account has none."
)
class EffectiveBusinessDetails:
    details: strawberry.Private[EffectiveDetails]

    @field("The practice's name.")
    def business_name(self) -> str | None:
        return self.details.value(BusinessDetailField.BUSINESS_NAME)

    @field("The practice's address.")
    def address(self) -> Address:
        return address_to_graphql(self.details.address)

    @field("The website.")
    def website(self) -> URL | None:
        return cast("URL | None", self.details.value(BusinessDetailField.WEBSITE))

    @field("A second website.")
    def alternative_website(self) -> URL | None:
        return cast("URL | None", self.details.value(BusinessDetailField.ALTERNATIVE_WEBSITE))

    @field("The contact.")
    def contact(self) -> Contact:
        return contact_to_graphql(self.details.contact)

    @field("Where each value comes from; fields without a value are absent.")
    def origins(self) -> list[DetailOrigin]:
        sources = self.details.sources
        return [
            DetailOrigin(field=each, source=sources[each])
            for each in BusinessDetailField
            if each in sources
        ]

    @field("What raises the risk of a rejection.")
    def warnings(self) -> list[BusinessDetailWarning]:
        return [
            BusinessDetailWarning(field=each.field, code=each.code, message=each.message)
            for each in warnings(self.details)
        ]


@strawberry.type(description="The business details of an account.")
class AccountBusinessDetails:
    row: strawberry.Private[input_parsers.RowLike]

    @field("The account's name, which is submitted as the business name.", of=["name"])
    def business_name(self) -> str:
        return cast(str, self.row["name"])

    @field("The account's address.", of=input_parsers.ADDRESS_COLUMNS)
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))

    @field("The account's own website.", of=["website"])
    def website(self) -> URL | None:
        return cast("URL | None", self.row["website"])

    @field("A second website of the account's own.", of=["alternative_website"])
    def alternative_website(self) -> URL | None:
        return cast("URL | None", self.row["alternative_website"])

    @field(
        "The account's own contact; usually empty, the partner's is used.",
        of=input_parsers.CONTACT_COLUMNS,
    )
    def contact(self) -> Contact:
        return contact_to_graphql(input_parsers.contact_of(self.row))

    @field("What would be submitted now.")
    def effective(self, info: Info) -> EffectiveBusinessDetails:
        own = input_parsers.account_details(self.row)
        return EffectiveBusinessDetails(details=domain.effective(own, info.context.partner_details))

    @field("Whether verification can be requested: nothing is missing.", of=["gaps"])
    def is_complete(self, info: Info) -> bool:
        return not self.row["gaps"] & ~info.context.partner_supplies

    @field("The required details that neither account nor partner has.", of=["gaps"])
    def missing(self, info: Info) -> list[BusinessDetailField]:
        return list(domain.missing_from_gaps(self.row["gaps"], info.context.partner_supplies))

    @field("When the account was last changed.", of=["updated_at"])
    def updated_at(self) -> datetime:
        return cast(datetime, self.row["updated_at"])


@strawberry.type(
    description="A partner's own business details; website and contact stand in for what accounts lack."
)
class PartnerBusinessDetails:
    row: strawberry.Private[input_parsers.RowLike]

    @field("The partner's name as a business.")
    def name(self) -> str | None:
        return cast("str | None", self.row["business_name"])

    @field("The partner's legal name.")
    def legal_name(self) -> str | None:
        return cast("str | None", self.row["legal_name"])

    @field("The partner's address.")
    def address(self) -> Address:
        return address_to_graphql(input_parsers.address_of(self.row))

    @field("The partner's website.")
    def website(self) -> URL | None:
        return cast("URL | None", self.row["website"])

    @field("The partner's contact.")
    def contact(self) -> Contact:
        return contact_to_graphql(input_parsers.contact_of(self.row))

    @field("Whether all of the partner's details are on file.")
    def is_complete(self) -> bool:
        return not domain.partner_missing(input_parsers.partner_details(self.row))

    @field("The details that the partner has not given yet.")
    def missing(self) -> list[BusinessDetailField]:
        return list(domain.partner_missing(input_parsers.partner_details(self.row)))

    @field("When the details were last changed.")
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
