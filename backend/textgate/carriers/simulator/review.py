"""The simulated carrier's review of a verification request, a pure function of the submitted details.

| Code        | Rejected when                                                                   |
|-------------|---------------------------------------------------------------------------------|
| 30459-30469 | the name suggests a prohibited business ("casino"); this is final               |
| 30445       | the name, or a part of the contact other than the email, is missing             |
| 30451       | a part of the address is missing, is a PO box, or the ZIP is outside the state  |
| 30452       | the email is missing, or has a disposable or a reserved domain                  |
| 30472       | the name contains only generic words ("Test", "asdf", "The Practice")           |
| 30473       | the website is missing, a shortened link, or has a reserved host                |
| 30474       | the website is the partner's, for a share of businesses                         |
| 30479       | the business has more than five toll-free numbers and gives no explanation      |

Example domains (RFC 2606) pass, so that demos can use domains that no one owns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from textgate.carriers.simulator.chance import chance
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.domain.address import is_po_box, zip_matches_state
from textgate.domain.business_details import BusinessDetailField as Field
from textgate.domain.business_details import DetailSource
from textgate.domain.text import search_key

MAX_UNEXPLAINED_NUMBERS = 5

_ADDRESS = (Field.ADDRESS1, Field.CITY, Field.STATE, Field.COUNTRY_CODE, Field.POSTAL_CODE)
_NAMES = (
    Field.BUSINESS_NAME,
    Field.CONTACT_FIRST_NAME,
    Field.CONTACT_LAST_NAME,
    Field.CONTACT_PHONE,
)
_DISPOSABLE = frozenset(
    {
        "10minutemail.com",
        "guerrillamail.com",
        "guerrillamail.net",
        "mailinator.com",
        "sharklasers.com",
        "temp-mail.org",
        "tempmail.com",
        "throwawaymail.com",
        "trashmail.com",
        "yopmail.com",
    }
)
_SHORTENERS = frozenset(
    {"bit.ly", "buff.ly", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "rebrand.ly", "t.co"}
    | {"t.ly", "tinyurl.com"}
)
_RESERVED = frozenset({"invalid", "localhost", "test"})
# Placeholders that users type into required fields, and words that any business name may have.
_FILLERS = frozenset(
    {"asdf", "asdfg", "asdfgh", "bar", "baz", "demo", "dummy", "example", "foo", "na", "nil"}
    | {"none", "null", "qwerty", "sample", "tbd", "test", "tester", "testing", "tests", "todo"}
    | {"unknown", "xxx"}
)
_COMMON_WORDS = frozenset(
    {"a", "an", "and", "business", "clinic", "company", "corp", "inc", "llc", "my", "n", "name"}
    | {"of", "office", "our", "practice", "the"}
)
# The codes are Twilio's. The one for loans is in the same range, but we could not confirm its number.
_PROHIBITED = {
    30459: ("cannabis", "marijuana", "cbd", "dispensary", "hemp"),
    30460: ("debt collection", "debt collectors", "collection agency"),
    30461: ("casino", "casinos", "gambling", "betting", "sportsbook", "poker", "lottery"),
    30462: ("payday loan", "payday loans", "payday lending", "title loans"),
    30464: ("crypto", "cryptocurrency", "bitcoin"),
    30466: ("debt relief", "debt reduction", "debt consolidation", "credit repair"),
    30469: ("vape", "vapes", "kratom", "fireworks"),
}


def would_reject(
    details: Mapping[str, str], sources: Mapping[str, str], options: SimulatorOptions
) -> bool:
    """Whether a business with these details would be rejected for its first number."""
    return bool(review_codes(details, sources, options))


def review_codes(
    details: Mapping[str, str],
    sources: Mapping[str, str],
    options: SimulatorOptions,
    *,
    toll_free_numbers: int = 1,
    additional_information: str = "",
) -> tuple[int, ...]:
    """Every rejection code, each once; an empty tuple means approval."""
    codes = dict.fromkeys(_codes(details, sources, options))
    if toll_free_numbers > MAX_UNEXPLAINED_NUMBERS and not additional_information.strip():
        codes[30479] = None
    return tuple(codes)


def business_key(details: Mapping[str, str]) -> str:
    """Equal for requests of one business: its name without case, accents and punctuation."""
    return " ".join(_words(details.get(Field.BUSINESS_NAME, "")))


def _codes(
    details: Mapping[str, str], sources: Mapping[str, str], options: SimulatorOptions
) -> Iterator[int]:
    name = business_key(details)
    for code, phrases in _PROHIBITED.items():
        if any(f" {phrase} " in f" {name} " for phrase in phrases):
            yield code
    if not all(details.get(field, "").strip() for field in _NAMES):
        yield 30445
    if not _is_address(details):
        yield 30451
    if not _is_email(details.get(Field.CONTACT_EMAIL, "")):
        yield 30452
    if name and (_FILLERS | _COMMON_WORDS).issuperset(name.split()):
        yield 30472
    if not _is_website(details.get(Field.WEBSITE, "")):
        yield 30473
    if sources.get(Field.WEBSITE) == DetailSource.PARTNER:
        share = options.partner_website_rejection_share
        if chance(options.seed, "partner website", name) < share:
            yield 30474


def _is_address(details: Mapping[str, str]) -> bool:
    if not all(details.get(field, "").strip() for field in _ADDRESS):
        return False
    if any(is_po_box(details.get(field, "")) for field in (Field.ADDRESS1, Field.ADDRESS2)):
        return False
    return zip_matches_state(details[Field.POSTAL_CODE], details[Field.STATE]) is not False


def _is_email(text: str) -> bool:
    _, at, host = text.strip().rpartition("@")
    return bool(at and host) and not _is_within(host, _DISPOSABLE | _RESERVED)


def _is_website(text: str) -> bool:
    try:
        host = urlsplit(text.strip()).hostname
    except ValueError:
        return False
    return bool(host) and not _is_within(host or "", _SHORTENERS | _RESERVED)


def _is_within(host: str, domains: frozenset[str]) -> bool:
    """Whether a host is one of the domains or a subdomain of one."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels)))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", search_key(text).replace("'", ""))
