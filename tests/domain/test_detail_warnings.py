"""Warnings about complete business details."""

from dataclasses import replace

import pytest

from textgate.domain.address import Address
from textgate.domain.business_details import (
    BusinessDetailField,
    BusinessDetails,
    Contact,
    effective,
)
from textgate.domain.detail_warnings import DetailWarning, DetailWarningCode, warnings

ACCOUNT = BusinessDetails(
    name="Lakeside Clinic",
    address=Address("1 Lake Road", None, "Augusta", "ME", "04330", "US"),
    website="https://lakeside.example",
)
PARTNER = BusinessDetails(
    website="https://partner.example",
    contact=Contact("John", "Smith", "jjsmith@partnersite.com", "+18885551212"),
)


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        (ACCOUNT, []),
        (BusinessDetails(), [("WEBSITE", "PARTNER_WEBSITE")]),
        (replace(ACCOUNT, website=None), [("WEBSITE", "PARTNER_WEBSITE")]),
        (
            replace(ACCOUNT, address=replace(ACCOUNT.address, address1="PO Box 12")),
            [("ADDRESS1", "PO_BOX")],
        ),
        (
            replace(ACCOUNT, address=replace(ACCOUNT.address, address2="P.O. Box 12")),
            [("ADDRESS2", "PO_BOX")],
        ),
        (
            replace(ACCOUNT, address=replace(ACCOUNT.address, state="AL", postal_code="44444")),
            [("POSTAL_CODE", "ZIP_OUTSIDE_STATE")],
        ),
        (replace(ACCOUNT, contact=Contact("A", "B", "a@b.example", "+14065550120")), []),
        (replace(ACCOUNT, contact=Contact("A", "B")), [("CONTACT_EMAIL", "MIXED_CONTACT")]),
        (
            BusinessDetails(
                address=Address("PO Box 1", "POB 2", None, "AL", "44444", "US"),
                contact=Contact(phone="+14065550120"),
            ),
            [
                ("ADDRESS1", "PO_BOX"),
                ("ADDRESS2", "PO_BOX"),
                ("POSTAL_CODE", "ZIP_OUTSIDE_STATE"),
                ("WEBSITE", "PARTNER_WEBSITE"),
                ("CONTACT_FIRST_NAME", "MIXED_CONTACT"),
            ],
        ),
    ],
)
def test_details_that_carriers_often_reject_get_a_warning_at_their_field(
    account: BusinessDetails, expected: list[tuple[str, str]]
) -> None:
    fields_and_codes = [
        (warning.field, warning.code) for warning in warnings(effective(account, PARTNER))
    ]
    assert fields_and_codes == expected


def test_the_warning_about_a_zip_code_names_code_and_state() -> None:
    address = Address("123 Main Street", "Suite 6555", "Anywhere", "AL", "44444", "US")
    assert warnings(effective(replace(ACCOUNT, address=address), PARTNER)) == (
        DetailWarning(
            BusinessDetailField.POSTAL_CODE,
            DetailWarningCode.ZIP_OUTSIDE_STATE,
            "44444 does not lie in AL; check both.",
        ),
    )
