"""Maps domain errors to API errors, and declares the response fields that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from textgate.domain.business_details import BusinessDetailField
from textgate.domain.errors import DomainError, FieldError, InvalidInput, SendLimitReached
from textgate.domain.response_codes import ResponseCode
from textgate.domain.sms_gate import BusinessDetailsInsufficient
from textgate.domain.verification import RejectionReason
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.formats import format_moment

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
    Field("message", Kind.TEXT, "Why the carrier rejected the details."),
    Field("fields", Kind.TEXTS, "Fields to correct, as PracticeSave/1.1 names them."),
)
_ERROR = (
    Field("field", Kind.TEXT, "The field's name."),
    Field("code", Kind.TEXT, "Kind of error, such as REQUIRED."),
    Field("message", Kind.TEXT, "Explanation in plain English."),
)
_ERRORS = Field("errors", Kind.ROWS, "All invalid fields.", inner=_ERROR, shape="FieldError")
_MISSING = Field(
    "missing", Kind.TEXTS, "Required details that neither the practice nor the partner has."
)
_REASONS = Field(
    "rejectionReasons",
    Kind.ROWS,
    "Why the carrier rejected the details.",
    inner=REASON,
    shape="RejectionReason",
)
_RETRY_AT = Field(
    "retryAt", Kind.MOMENT, "When the account can send again, if a send limit is reached."
)
ERROR_FIELDS: Mapping[Field, tuple[int, ...]] = {
    _ERRORS: (4060, 4070, 4130, 4140),
    _MISSING: (4039,),
    _REASONS: (4039,),
}
"""Response fields that explain an error, each with the codes it comes with."""
SEND_ERROR_FIELDS: Mapping[Field, tuple[int, ...]] = {_RETRY_AT: (4060,)}
"""The same for methods that send."""


def to_api_error(error: DomainError, field_names: Mapping[str, str]) -> ApiError:
    """`field_names` maps a service's field name to the request's, such as `externalId` to `accountId`."""
    if isinstance(error, InvalidInput):
        return invalid_fields(error.errors, field_names, error.code)
    if isinstance(error, BusinessDetailsInsufficient):
        return ApiError(
            error.code,
            missing=detail_names(error.missing),
            rejectionReasons=[reason_to_json(reason) for reason in error.reasons],
        )
    if isinstance(error, SendLimitReached):
        return ApiError(error.code, error.message, retryAt=format_moment(error.retry_at))
    return ApiError(error.code, error.message)


def invalid_fields(
    errors: Iterable[FieldError],
    field_names: Mapping[str, str],
    code: ResponseCode = ResponseCode.INVALID_INPUT,
) -> ApiError:
    """Codes other than 4060 keep their published message."""
    # A service repeats what parsing the request has found already.
    renamed = dict.fromkeys(
        replace(error, path=(field_names.get(error.path[-1], error.path[-1]),)) for error in errors
    )
    message = " ".join(error.message for error in renamed)
    details = [
        {"field": error.path[0], "code": error.code.value, "message": error.message}
        for error in renamed
    ]
    is_generic = code == ResponseCode.INVALID_INPUT
    return ApiError(code, message if is_generic else None, errors=details)


def detail_names(fields: Iterable[BusinessDetailField]) -> list[str]:
    """Business details as fields of PracticeSave/1.1. Contacts are corrected in the partner's details."""
    return [_DETAILS[field] for field in fields]


def reason_to_json(reason: RejectionReason) -> dict[str, Any]:
    return {
        "code": reason.code,
        "message": reason.message,
        "fields": detail_names(reason.fields),
    }
