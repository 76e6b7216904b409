"""The data of the demo: two partners, and accounts in every state."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.domain.permissions import Role
from textgate.services.details.input_parsers import Changes

PARTNER = "updox-businessdev"
PARTNER_WITHOUT_SMS = "Lakeshore EHR (SMS not activated)"

# The business details of the source document's screenshot, including the ZIP code of another state.
PARTNER_DETAILS: Changes = {
    "business_name": "John Smith",
    "legal_name": "John J. Smith",
    "address1": "123 Main Street",
    "address2": "Suite 6555",
    "city": "Anywhere",
    "state": "AL",
    "postal_code": "44444",
    "country_code": "US",
    "website": "https://PartnerEHRpage.usedbyclient.com",
    "contact_first_name": "John",
    "contact_last_name": "Smith",
    "contact_email": "jjsmith@partnersite.com",
    "contact_phone": "+1888-555-1212",
}

# The states of the numbers in the source document's picker.
APPROVED, PENDING, REJECTED = "APPROVED", "PENDING", "REJECTED"
# Like PENDING, but the carrier exceeds its usual time.
OVERDUE = "OVERDUE"


@dataclass(frozen=True, slots=True)
class StorySender:
    """A location or queue. Without a number, `phone` and `state` are None."""

    name: str
    phone: str | None = None
    state: str | None = None
    is_queue: bool = False


@dataclass(frozen=True, slots=True)
class Practice:
    """An account. Its first sender is the default location."""

    details: Changes
    senders: tuple[StorySender, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A user of the practice with this external id, or of the partner."""

    email: str
    name: str
    role: Role
    practice: str | None = None


PEOPLE = (
    Person("admin@partnersite.com", "Grace Admin", Role.PARTNER_ADMIN),
    Person("support@partnersite.com", "Sam Support", Role.PARTNER_SUPPORT),
    Person(
        "manager@northernfamilypractice.com", "Nora Manager", Role.ACCOUNT_ADMIN, "demo-northern"
    ),
    Person("desk@northernfamilypractice.com", "Dan Desk", Role.ACCOUNT_SENDER, "demo-northern"),
)

_OHIO = {"state": "OH", "country_code": "US", "time_zone": "America/New_York"}

PRACTICES = (
    Practice(
        {
            "external_id": "demo-northern",
            "name": "Northern Family Practice",
            "address1": "5700 Perimeter Drive",
            "address2": "Suite 200",
            "city": "Dublin",
            "postal_code": "43017",
            "website": "https://www.northernfamilypractice.com",
            "phone": "(614) 555-0110",
            **_OHIO,
        },
        (
            StorySender("Default Location", "+14065550120", APPROVED),
            StorySender("Anne Arbor (Northern Office and Urgent Care)", "+17045550127", APPROVED),
            StorySender("Columbus", "+16145550131", PENDING),
            StorySender("Dublin", "+12195550114", APPROVED),
            StorySender("Powell"),
            StorySender("Worthington", "+12295550109", APPROVED),
        ),
    ),
    Practice(
        {
            "external_id": "demo-incomplete",
            "name": "Riverbend Pediatrics",
            "address1": "88 River Road",
            "city": "Powell",
            "website": "https://www.riverbendpediatrics.com",
            "phone": "(614) 555-0142",
            "state": "OH",
            "time_zone": "America/New_York",
        },
        (StorySender("Default Location"), StorySender("Front Desk", is_queue=True)),
    ),
    Practice(
        {
            "external_id": "demo-never-verified",
            "name": "Worthington Women's Health",
            "address1": "6565 Worthington Galena Road",
            "city": "Worthington",
            "postal_code": "43085",
            "website": "https://www.worthingtonwomenshealth.com",
            "phone": "(614) 555-0155",
            **_OHIO,
        },
        (StorySender("Default Location"), StorySender("Billing", is_queue=True)),
    ),
    Practice(
        {
            "external_id": "demo-rejected",
            "name": "Olentangy Dermatology",
            "address1": "P.O. Box 1187",
            "city": "Columbus",
            "postal_code": "43214",
            "website": "https://www.olentangydermatology.com",
            "phone": "(614) 555-0163",
            **_OHIO,
        },
        (StorySender("Default Location", "+16145550164", REJECTED),),
    ),
    Practice(
        {
            "external_id": "demo-steady",
            "name": "Grandview Cardiology",
            "address1": "1181 Grandview Avenue",
            "city": "Columbus",
            "postal_code": "43212",
            "website": "https://www.grandviewcardiology.com",
            "phone": "(614) 555-0172",
            **_OHIO,
        },
        (StorySender("Default Location", "+16145550173", APPROVED),),
    ),
    Practice(
        {
            "external_id": "demo-overdue",
            "name": "Clintonville Eye Care",
            "address1": "3535 North High Street",
            "city": "Columbus",
            "postal_code": "43214",
            "website": "https://www.clintonvilleeyecare.com",
            "phone": "(614) 555-0174",
            **_OHIO,
        },
        (StorySender("Default Location", "+16145550175", OVERDUE),),
    ),
)

PRACTICE_OF_THE_OTHER = Practice(
    {
        "external_id": "lakeshore-1",
        "name": "Lakeshore Internal Medicine",
        "address1": "1300 West Ninth Street",
        "city": "Cleveland",
        "postal_code": "44113",
        "website": "https://www.lakeshoreinternalmedicine.com",
        "phone": "(216) 555-0171",
        **_OHIO,
    },
    (StorySender("Default Location"),),
)
