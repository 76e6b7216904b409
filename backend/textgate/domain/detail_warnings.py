"""Warnings about complete business details that carriers often reject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from textgate.domain.address import is_po_box, zip_matches_state
from textgate.domain.business_details import (
    CONTACT_FIELDS,
    BusinessDetailField,
    DetailSource,
    EffectiveDetails,
)


class DetailWarningCode(StrEnum):
    ZIP_OUTSIDE_STATE = "ZIP_OUTSIDE_STATE"
    PO_BOX = "PO_BOX"
    PARTNER_WEBSITE = "PARTNER_WEBSITE"
    MIXED_CONTACT = "MIXED_CONTACT"


@dataclass(frozen=True, slots=True)
class DetailWarning:
    field: BusinessDetailField
    code: DetailWarningCode
    message: str


def warnings(effective: EffectiveDetails) -> tuple[DetailWarning, ...]:
    """Every warning about these details, in the order of a form's fields."""
    return tuple(_warnings(effective))


def _warnings(effective: EffectiveDetails) -> Iterator[DetailWarning]:
    for field in (BusinessDetailField.ADDRESS1, BusinessDetailField.ADDRESS2):
        if is_po_box(effective.value(field) or ""):
            yield DetailWarning(
                field,
                DetailWarningCode.PO_BOX,
                "Carriers want the street address of the business rather than a PO box.",
            )
    postal_code = effective.value(BusinessDetailField.POSTAL_CODE)
    state = effective.value(BusinessDetailField.STATE)
    if zip_matches_state(postal_code, state) is False:
        yield DetailWarning(
            BusinessDetailField.POSTAL_CODE,
            DetailWarningCode.ZIP_OUTSIDE_STATE,
            f"{postal_code} does not lie in {state}; check both.",
        )
    if effective.sources.get(BusinessDetailField.WEBSITE) is DetailSource.PARTNER:
        yield DetailWarning(
            BusinessDetailField.WEBSITE,
            DetailWarningCode.PARTNER_WEBSITE,
            "The partner's website is used; carriers reject such requests more often.",
        )
    yield from _mixed_contact(effective)


def _mixed_contact(effective: EffectiveDetails) -> Iterator[DetailWarning]:
    present = [field for field in CONTACT_FIELDS if field in effective.sources]
    if len({effective.sources[field] for field in present}) < 2:
        return
    # Warn at a field that comes from the partner: the account's contact must be completed.
    first = next(field for field in present if effective.sources[field] is DetailSource.PARTNER)
    yield DetailWarning(
        first,
        DetailWarningCode.MIXED_CONTACT,
        "The contact is partly the account's and partly the partner's: two people in one.",
    )
