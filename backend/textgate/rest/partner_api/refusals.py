"""What the services refuse, as the partner API says it: one table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.errors import DomainError, FieldError, InvalidInput, SendLimitReached
from textgate.domain.sms_gate import BusinessDetailsInsufficient
from textgate.domain.verification import RejectionReason
from textgate.rest.partner_api.codes import INVALID, ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.shown import moment

_DETAILS: Mapping[BusinessDetailField, str] = {
    BusinessDetailField.BUSINESS_NAME: "name",
    BusinessDetailField.ADDRESS1: "address1",
    BusinessDetailField.ADDRESS2: "address2",
    BusinessDetailField.CITY: "city",
    BusinessDetailField.STATE: "state",
    BusinessDetailField.COUNTRY_CODE: "countryCode",
    BusinessDetailField.POSTAL_CODE: "postal",
    BusinessDetailField.WEBSITE: "websiteUrl",
    BusinessDetailField.ALTERNATIVE_WEBSITE: "alternativeWebsiteUrl",
    BusinessDetailField.CONTACT_FIRST_NAME: "contactFirstName",
    BusinessDetailField.CONTACT_LAST_NAME: "contactLastName",
    BusinessDetailField.CONTACT_EMAIL: "contactEmail",
    BusinessDetailField.CONTACT_PHONE: "contactPhone",
}

REASON = (
    Field("code", Kind.NUMBER, "The carrier's code."),
    Field("message", Kind.TEXT, "Why, in our words."),
    Field("fields", Kind.TEXTS, "The fields to mend, as PracticeSave/1.1 calls them."),
)
_ERROR = (
    Field("field", Kind.TEXT, "The field's name."),
    Field("code", Kind.TEXT, "What is wrong with it, such as REQUIRED."),
    Field("message", Kind.TEXT, "The same, for people."),
)
_ERRORS = Field("errors", Kind.ROWS, "Every field that is wrong.", inner=_ERROR, shape="FieldError")
_MISSING = Field("missing", Kind.TEXTS, "The details that neither practice nor partner has.")
_REASONS = Field(
    "rejectionReasons",
    Kind.ROWS,
    "Why the carrier refused the details.",
    inner=REASON,
    shape="RejectionReason",
)
_RETRY_AT = Field(
    "retryAt", Kind.MOMENT, "When the account may send again, where it has sent as much as it may."
)
EXPLAINED: Mapping[Field, tuple[int, ...]] = {
    _ERRORS: (4060, 4070, 4130, 4140),
    _MISSING: (4039,),
    _REASONS: (4039,),
}
"""What a refusal says in addition to its code, and with which codes."""
OF_SENDS: Mapping[Field, tuple[int, ...]] = {_RETRY_AT: (4060,)}
"""The same of refusals that only a method that sends has."""


def wrong(refusal: DomainError, names: Mapping[str, str]) -> ApiError:
    """The same refusal as an answer; `names` maps a service's names of inputs to the request's fields."""
    if isinstance(refusal, InvalidInput):
        return invalid(refusal.errors, names, refusal.code)
    if isinstance(refusal, BusinessDetailsInsufficient):
        return ApiError(
            refusal.code,
            missing=detail_names(refusal.missing),
            rejectionReasons=[shown_reason(reason) for reason in refusal.reasons],
        )
    if isinstance(refusal, SendLimitReached):
        return ApiError(refusal.code, refusal.message, retryAt=moment(refusal.retry_at))
    return ApiError(refusal.code, refusal.message)


def invalid(
    errors: tuple[FieldError, ...], names: Mapping[str, str], code: int = INVALID
) -> ApiError:
    """A refusal of fields; where the code has words of its own, the answer is in these."""
    # A service repeats what reading the request has found already.
    renamed = dict.fromkeys(
        replace(error, path=(names.get(error.path[-1], error.path[-1]),)) for error in errors
    )
    listed = " ".join(error.message for error in renamed)
    shown = [
        {"field": error.path[0], "code": error.code.value, "message": error.message}
        for error in renamed
    ]
    return ApiError(code, listed if code == INVALID else None, errors=shown)


def detail_names(fields: tuple[BusinessDetailField, ...]) -> list[str]:
    """Business details as the fields that mend them; a contact is the partner's business details'."""
    return [_DETAILS[each] for each in fields]


def shown_reason(reason: RejectionReason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "message": reason.message,
        "fields": detail_names(reason.fields),
    }
