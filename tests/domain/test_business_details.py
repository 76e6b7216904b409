"""Completeness of business details, and the fields that the partner supplies."""

import csv
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared_file
from textgate.domain.address import Address, read_address
from textgate.domain.business_details import (
    CONTACT_FIELDS,
    FROM_PARTNER,
    REQUIRED,
    BusinessDetailField,
    BusinessDetails,
    Contact,
    DetailSource,
    EffectiveDetails,
    effective,
    missing_from_gaps,
    own_gaps,
    partner_missing,
    partner_supplies,
)
from textgate.domain.errors import InputErrors
from textgate.domain.text import line
from textgate.domain.website import parse_website

ACCOUNT = BusinessDetails(
    name="Lakeside Clinic",
    address=Address("1 Lake Road", "Suite 2", "Augusta", "ME", "04330", "US"),
    website="https://lakeside.example",
    alternative_website="https://facebook.com/lakeside",
)
PARTNER = BusinessDetails(
    name="updox-businessdev",
    address=Address("123 Main Street", "Suite 6555", "Anywhere", "AL", "44444", "US"),
    website="https://PartnerEHRpage.usedbyclient.com",
    alternative_website="https://other.example",
    contact=Contact("John", "Smith", "jjsmith@partnersite.com", "+18885551212"),
)

values = st.none() | st.just("") | st.sampled_from(["a", "b"])
details = st.builds(
    BusinessDetails,
    name=values,
    address=st.builds(Address, values, values, values, values, values, values),
    website=values,
    alternative_website=values,
    contact=st.builds(Contact, values, values, values, values),
)


def test_the_required_fields_keep_their_stored_order() -> None:
    assert [field.value for field in REQUIRED] == [
        "BUSINESS_NAME",
        "ADDRESS1",
        "CITY",
        "STATE",
        "COUNTRY_CODE",
        "POSTAL_CODE",
        "WEBSITE",
        "CONTACT_FIRST_NAME",
        "CONTACT_LAST_NAME",
        "CONTACT_EMAIL",
        "CONTACT_PHONE",
    ]
    assert REQUIRED[6:] == FROM_PARTNER
    optional = set(BusinessDetailField) - set(REQUIRED)
    assert optional == {BusinessDetailField.ADDRESS2, BusinessDetailField.ALTERNATIVE_WEBSITE}


def test_the_partner_supplies_the_contact_of_an_account_with_a_website() -> None:
    result = effective(ACCOUNT, PARTNER)
    assert result.is_complete
    assert result.address == ACCOUNT.address
    assert result.contact == PARTNER.contact
    assert result.value(BusinessDetailField.WEBSITE) == "https://lakeside.example"
    assert {field for field, source in result.sources.items() if source == "PARTNER"} == set(
        CONTACT_FIELDS
    )


def test_the_partner_never_supplies_name_address_or_alternative_website() -> None:
    result = effective(BusinessDetails(), PARTNER)
    assert set(result.values) == set(FROM_PARTNER)
    assert set(result.sources.values()) == {DetailSource.PARTNER}
    assert result.missing == REQUIRED[:6]


def test_each_field_falls_back_by_itself() -> None:
    account = replace(ACCOUNT, website="", contact=Contact(first_name="Ann", phone="+14065550120"))
    result = effective(account, PARTNER)
    assert result.contact == Contact("Ann", "Smith", "jjsmith@partnersite.com", "+14065550120")
    assert result.sources[BusinessDetailField.WEBSITE] is DetailSource.PARTNER
    assert result.sources[BusinessDetailField.CONTACT_FIRST_NAME] is DetailSource.ACCOUNT
    assert result.sources[BusinessDetailField.CONTACT_LAST_NAME] is DetailSource.PARTNER


def test_optional_fields_are_never_missing() -> None:
    bare = replace(
        ACCOUNT, address=replace(ACCOUNT.address, address2=None), alternative_website=None
    )
    assert effective(bare, PARTNER).is_complete


def test_a_partner_has_no_fallback() -> None:
    assert partner_missing(PARTNER) == ()
    lacking = replace(PARTNER, website=None, address=Address(), contact=Contact(first_name="John"))
    assert partner_missing(lacking) == (*REQUIRED[1:7], *REQUIRED[8:])


def test_gaps_are_bits_in_the_order_of_the_required_fields() -> None:
    assert own_gaps(BusinessDetails()) == 0b111_1111_1111
    assert own_gaps(ACCOUNT) == 0b111_1000_0000
    assert partner_supplies(PARTNER) == 0b111_1100_0000
    assert partner_supplies(BusinessDetails()) == 0
    assert missing_from_gaps(0b1000_0100_0001, 0b100_0000) == (BusinessDetailField.BUSINESS_NAME,)


@given(details, details)
def test_the_stored_gaps_and_the_effective_details_agree(
    account: BusinessDetails, partner: BusinessDetails
) -> None:
    result = effective(account, partner)
    gaps, supplies = own_gaps(account), partner_supplies(partner)
    assert result.missing == missing_from_gaps(gaps, supplies)
    assert result.is_complete is (gaps & ~supplies == 0)
    assert result.values.keys() == result.sources.keys()
    assert result.missing == tuple(field for field in REQUIRED if field not in result.values)


@given(details, details)
def test_effective_details_survive_storage(
    account: BusinessDetails, partner: BusinessDetails
) -> None:
    result = effective(account, partner)
    assert EffectiveDetails.from_json(result.as_json()) == result


def test_the_stored_form_names_value_and_source_of_each_field() -> None:
    account = BusinessDetails(name="Lakeside Clinic", address=Address(address1="1 Lake Road"))
    partner = BusinessDetails(website="https://partner.example")
    assert effective(account, partner).as_json() == {
        "BUSINESS_NAME": {"value": "Lakeside Clinic", "source": "ACCOUNT"},
        "ADDRESS1": {"value": "1 Lake Road", "source": "ACCOUNT"},
        "WEBSITE": {"value": "https://partner.example", "source": "PARTNER"},
    }


def test_entering_the_partners_value_changes_the_stored_form() -> None:
    same_website = replace(ACCOUNT, website=PARTNER.website)
    fallen_back = effective(replace(ACCOUNT, website=None), PARTNER)
    assert effective(same_website, PARTNER).values == fallen_back.values
    assert effective(same_website, PARTNER).as_json() != fallen_back.as_json()


def test_the_number_of_complete_real_accounts_matches_an_independent_count() -> None:
    with shared_file("practices.csv").open(newline="", encoding="utf-8") as file:
        accounts = {row["external_id"]: _account(row) for row in csv.DictReader(file)}
    contact_only = partner_supplies(replace(PARTNER, website=None))
    everything = partner_supplies(PARTNER)
    gaps = {external_id: own_gaps(account) for external_id, account in accounts.items()}

    assert len(gaps) == 6166
    assert sum(own & ~contact_only == 0 for own in gaps.values()) == 2251
    assert sum(own & ~everything == 0 for own in gaps.values()) == 6164
    assert {
        external_id: missing_from_gaps(own, everything)
        for external_id, own in gaps.items()
        if own & ~everything
    } == {
        "va-358": (BusinessDetailField.STATE,),
        "hosp-0000696940": (BusinessDetailField.STATE, BusinessDetailField.COUNTRY_CODE),
    }


def _account(row: dict[str, str]) -> BusinessDetails:
    errors = InputErrors()
    raw = Address(
        row["address1"], row["address2"], row["city"], row["state"], row["postal"], row["country"]
    )
    return BusinessDetails(
        name=errors.read(("name",), line(200), row["name"]),
        address=read_address(raw, errors=errors),
        website=errors.read(("website",), parse_website, row["website"]),
    )
