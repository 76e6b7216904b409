"""The business details a number is verified with, and which of them fall back to the partner's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Protocol

from textgate.domain.address import Address


class BusinessDetailField(StrEnum):
    BUSINESS_NAME = "BUSINESS_NAME"
    ADDRESS1 = "ADDRESS1"
    ADDRESS2 = "ADDRESS2"
    CITY = "CITY"
    STATE = "STATE"
    COUNTRY_CODE = "COUNTRY_CODE"
    POSTAL_CODE = "POSTAL_CODE"
    WEBSITE = "WEBSITE"
    ALTERNATIVE_WEBSITE = "ALTERNATIVE_WEBSITE"
    CONTACT_FIRST_NAME = "CONTACT_FIRST_NAME"
    CONTACT_LAST_NAME = "CONTACT_LAST_NAME"
    CONTACT_EMAIL = "CONTACT_EMAIL"
    CONTACT_PHONE = "CONTACT_PHONE"


_Field = BusinessDetailField

# Append only: a field's place is its bit in the gaps that are stored with every account.
REQUIRED: tuple[BusinessDetailField, ...] = (
    _Field.BUSINESS_NAME,
    _Field.ADDRESS1,
    _Field.CITY,
    _Field.STATE,
    _Field.COUNTRY_CODE,
    _Field.POSTAL_CODE,
    _Field.WEBSITE,
    _Field.CONTACT_FIRST_NAME,
    _Field.CONTACT_LAST_NAME,
    _Field.CONTACT_EMAIL,
    _Field.CONTACT_PHONE,
)
CONTACT_FIELDS: tuple[BusinessDetailField, ...] = (
    _Field.CONTACT_FIRST_NAME,
    _Field.CONTACT_LAST_NAME,
    _Field.CONTACT_EMAIL,
    _Field.CONTACT_PHONE,
)
FROM_PARTNER: tuple[BusinessDetailField, ...] = (_Field.WEBSITE, *CONTACT_FIELDS)
"""The only fields that fall back to the partner's own details."""

_BIT = {required: 1 << place for place, required in enumerate(REQUIRED)}


class DetailSource(StrEnum):
    """The origin of a value. Carriers reject the partner's details more often."""

    ACCOUNT = "ACCOUNT"
    PARTNER = "PARTNER"


class HasDetails(Protocol):
    def value(self, field: BusinessDetailField) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Contact:
    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class BusinessDetails:
    """The details on file for one account or one partner."""

    name: str | None = None
    address: Address = field(default_factory=Address)
    website: str | None = None
    alternative_website: str | None = None
    contact: Contact = field(default_factory=Contact)

    def value(self, field: BusinessDetailField) -> str | None:
        return _READERS[field](self) or None


_READERS: Mapping[BusinessDetailField, Callable[[BusinessDetails], str | None]] = {
    _Field.BUSINESS_NAME: lambda details: details.name,
    _Field.ADDRESS1: lambda details: details.address.address1,
    _Field.ADDRESS2: lambda details: details.address.address2,
    _Field.CITY: lambda details: details.address.city,
    _Field.STATE: lambda details: details.address.state,
    _Field.COUNTRY_CODE: lambda details: details.address.country_code,
    _Field.POSTAL_CODE: lambda details: details.address.postal_code,
    _Field.WEBSITE: lambda details: details.website,
    _Field.ALTERNATIVE_WEBSITE: lambda details: details.alternative_website,
    _Field.CONTACT_FIRST_NAME: lambda details: details.contact.first_name,
    _Field.CONTACT_LAST_NAME: lambda details: details.contact.last_name,
    _Field.CONTACT_EMAIL: lambda details: details.contact.email,
    _Field.CONTACT_PHONE: lambda details: details.contact.phone,
}


@dataclass(frozen=True, slots=True)
class EffectiveDetails:
    """The details a verification is requested with; only fields with a value.

    Two are the same request if their `as_json()` are equal.
    """

    values: Mapping[BusinessDetailField, str]
    sources: Mapping[BusinessDetailField, DetailSource]

    def value(self, field: BusinessDetailField) -> str | None:
        return self.values.get(field)

    @property
    def address(self) -> Address:
        return Address(
            address1=self.value(_Field.ADDRESS1),
            address2=self.value(_Field.ADDRESS2),
            city=self.value(_Field.CITY),
            state=self.value(_Field.STATE),
            postal_code=self.value(_Field.POSTAL_CODE),
            country_code=self.value(_Field.COUNTRY_CODE),
        )

    @property
    def contact(self) -> Contact:
        return Contact(
            first_name=self.value(_Field.CONTACT_FIRST_NAME),
            last_name=self.value(_Field.CONTACT_LAST_NAME),
            email=self.value(_Field.CONTACT_EMAIL),
            phone=self.value(_Field.CONTACT_PHONE),
        )

    @property
    def missing(self) -> tuple[BusinessDetailField, ...]:
        return missing_from_gaps(own_gaps(self), 0)

    @property
    def is_complete(self) -> bool:
        return not self.missing

    def as_json(self) -> dict[str, dict[str, str]]:
        return {
            field.value: {
                "value": self.values[field],
                "source": self.sources[field].value,
            }
            for field in BusinessDetailField
            if field in self.values
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Mapping[str, str]]) -> EffectiveDetails:
        return cls(
            values={_Field(name): entry["value"] for name, entry in stored.items()},
            sources={_Field(name): DetailSource(entry["source"]) for name, entry in stored.items()},
        )


def effective(account: BusinessDetails, partner: BusinessDetails) -> EffectiveDetails:
    """The account's details; missing fields of FROM_PARTNER come from the partner."""
    values: dict[BusinessDetailField, str] = {}
    sources: dict[BusinessDetailField, DetailSource] = {}
    for detail in BusinessDetailField:
        value, source = account.value(detail), DetailSource.ACCOUNT
        if value is None and detail in FROM_PARTNER:
            value, source = partner.value(detail), DetailSource.PARTNER
        if value is not None:
            values[detail], sources[detail] = value, source
    return EffectiveDetails(values, sources)


def own_gaps(details: HasDetails) -> int:
    """Bit i is set when these details themselves do not supply REQUIRED[i].

    An account is complete when `own_gaps(account) & ~partner_supplies(partner)` is 0: stored as
    a number, so that a database can filter on it.
    """
    return sum(_BIT[field] for field in REQUIRED if details.value(field) is None)


def partner_supplies(partner: HasDetails) -> int:
    """The bits of the gaps that this partner's details fill for its accounts."""
    return sum(_BIT[field] for field in FROM_PARTNER if partner.value(field) is not None)


@cache
def missing_from_gaps(gaps: int, supplies: int) -> tuple[BusinessDetailField, ...]:
    """The required fields that are still missing when a partner fills what it can."""
    return tuple(field for field in REQUIRED if gaps & ~supplies & _BIT[field])


def partner_missing(partner: BusinessDetails) -> tuple[BusinessDetailField, ...]:
    """Required details that the partner itself lacks; a partner has no fallback."""
    return missing_from_gaps(own_gaps(partner), 0)
