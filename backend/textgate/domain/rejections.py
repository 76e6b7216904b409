"""Rejection codes of carriers, each with a message and the fields to correct."""

from __future__ import annotations

from collections.abc import Iterator

from textgate.domain.business_details import CONTACT_FIELDS, BusinessDetailField
from textgate.domain.verification import RejectionReason

_NAME = (BusinessDetailField.BUSINESS_NAME,)
_ADDRESS = (
    BusinessDetailField.ADDRESS1,
    BusinessDetailField.CITY,
    BusinessDetailField.STATE,
    BusinessDetailField.COUNTRY_CODE,
    BusinessDetailField.POSTAL_CODE,
)
_WEBSITE = (BusinessDetailField.WEBSITE,)
_WEBSITES = (BusinessDetailField.WEBSITE, BusinessDetailField.ALTERNATIVE_WEBSITE)
_EMAIL = (BusinessDetailField.CONTACT_EMAIL,)
_NONE: tuple[BusinessDetailField, ...] = ()

_OPT_IN_WORDING = "The consent people give to texts is not clear, or is tied to another service."
_OPT_IN_PROOF = "The page that shows how people agree to texts is missing or not public."
_SAMPLE_LINK = "The sample message has a shortened or unencrypted link."
_NAME_MISMATCH = "The business could not be found in public records under this name."
_NOT_OF_BUSINESS = "The contact's email or name does not belong to the business."
_LEGAL_PAPERS = "Registration papers of the business are needed."
_POLICIES = "The privacy policy or the terms are missing or cannot be reached."
_CONTENT = "Carriers do not carry messages of this kind."

_CORRECTABLE: dict[int, tuple[str, tuple[BusinessDetailField, ...]]] = {
    30437: ("The time to edit the request has passed; a new one is needed.", _NONE),
    30440: ("The carrier gave no reason; ask support.", _NONE),
    30445: (
        "The business could not be validated with these details.",
        (*_NAME, *_ADDRESS, *_WEBSITE, *CONTACT_FIELDS),
    ),
    30446: (_OPT_IN_WORDING, _NONE),
    30447: ("The number was not provisioned; a new request is needed.", _NONE),
    30448: ("The content needs an age gate.", _NONE),
    30449: (_SAMPLE_LINK, _NONE),
    30451: ("The address is not valid.", _ADDRESS),
    30452: (
        "The contact's email address is not valid or is a disposable one.",
        _EMAIL,
    ),
    30471: (_SAMPLE_LINK, _NONE),
    30472: (_NAME_MISMATCH, _NAME),
    30473: ("The website cannot be reached or is not about the business.", _WEBSITES),
    30474: (
        "The request describes the partner instead of the business that sends the texts.",
        (*_WEBSITE, *CONTACT_FIELDS),
    ),
    30475: (_OPT_IN_WORDING, _NONE),
    30476: (_OPT_IN_PROOF, _NONE),
    30477: ("The privacy policy lets consent to texts be shared with others.", _NONE),
    30478: ("The number is used for more than one business.", _NONE),
    30479: (
        "The business has more than five numbers and no explanation of why.",
        _NONE,
    ),
    30482: (_NOT_OF_BUSINESS, _EMAIL),
    30483: (_NOT_OF_BUSINESS, CONTACT_FIELDS),
    30484: (_NAME_MISMATCH, _NAME),
    30485: (_LEGAL_PAPERS, _NONE),
    30487: (_LEGAL_PAPERS, _NONE),
    30488: (_LEGAL_PAPERS, _NONE),
    30493: (_POLICIES, _NONE),
    30509: (_OPT_IN_PROOF, _NONE),
    30513: (_OPT_IN_WORDING, _NONE),
    30519: (_POLICIES, _NONE),
    30527: ("The registration number of the business is missing or not valid.", _NONE),
    30543: (_OPT_IN_PROOF, _NONE),
    # Four digits: Bandwidth's, passed on by aggregators.
    1000: ("The time to edit the request has passed; a new one is needed.", _NONE),
    1101: (_NOT_OF_BUSINESS, _EMAIL),
    1102: (_NOT_OF_BUSINESS, CONTACT_FIELDS),
    1103: (_NAME_MISMATCH, _NAME),
}
_FINAL: dict[int, str] = {
    **dict.fromkeys((*range(30441, 30445), *range(30455, 30471), 30480), _CONTENT),
    30481: "The request was canceled.",
    1001: "The request was canceled.",
    1002: "The number was not provisioned.",
}


def _reasons() -> Iterator[RejectionReason]:
    for code, (message, fields) in _CORRECTABLE.items():
        yield RejectionReason(code=code, message=message, fields=fields, is_retryable=True)
    for code, message in _FINAL.items():
        yield RejectionReason(code=code, message=message, fields=_NONE, is_retryable=False)


_BY_CODE = {reason.code: reason for reason in _reasons()}


def rejection(code: int) -> RejectionReason:
    """The reason for a carrier's code. Unknown codes are retryable."""
    known = _BY_CODE.get(code)
    if known is not None:
        return known
    return RejectionReason(
        code=code,
        message="The carrier rejected the request; check all business details.",
        fields=_NONE,
        is_retryable=True,
    )
