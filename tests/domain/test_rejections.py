"""Rejection codes of carriers map to fields to correct, and are retryable or final."""

import pytest

from textgate.domain.business_details import CONTACT_FIELDS, BusinessDetailField
from textgate.domain.rejections import rejection
from textgate.domain.verification import RejectionReason

F = BusinessDetailField
ADDRESS = (F.ADDRESS1, F.CITY, F.STATE, F.COUNTRY_CODE, F.POSTAL_CODE)
DISALLOWED_CONTENT = [*range(30441, 30445), *range(30455, 30471), 30480]
RETRYABLE = [
    *(30437, 30440, 30445, 30446, 30447, 30448, 30449, 30451, 30452, 30471, 30472, 30473, 30474),
    *(30475, 30476, 30477, 30478, 30479, 30482, 30483, 30484, 30485, 30487, 30488, 30493, 30509),
    *(30513, 30519, 30527, 30543, 1000, 1101, 1102, 1103),
]


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (30445, (F.BUSINESS_NAME, *ADDRESS, F.WEBSITE, *CONTACT_FIELDS)),
        (30451, ADDRESS),
        (30452, (F.CONTACT_EMAIL,)),
        (30472, (F.BUSINESS_NAME,)),
        (30473, (F.WEBSITE, F.ALTERNATIVE_WEBSITE)),
        (30474, (F.WEBSITE, *CONTACT_FIELDS)),
        (30482, (F.CONTACT_EMAIL,)),
        (30483, CONTACT_FIELDS),
        (30476, ()),
    ],
)
def test_a_code_names_the_fields_to_correct(
    code: int, fields: tuple[BusinessDetailField, ...]
) -> None:
    assert rejection(code).fields == fields


@pytest.mark.parametrize("code", RETRYABLE)
def test_correctable_rejections_are_retryable(code: int) -> None:
    assert rejection(code).is_retryable
    assert rejection(code).message != rejection(0).message


@pytest.mark.parametrize("code", [*DISALLOWED_CONTENT, 30481, 1001, 1002])
def test_other_rejections_are_final(code: int) -> None:
    assert not rejection(code).is_retryable
    assert rejection(code).fields == ()


@pytest.mark.parametrize("code", [0, 30450, 99999])
def test_an_unknown_code_is_retryable(code: int) -> None:
    assert rejection(code) == RejectionReason(
        code=code,
        message="The carrier rejected the request; check all business details.",
        fields=(),
        is_retryable=True,
    )


@pytest.mark.parametrize("code", [*RETRYABLE, *DISALLOWED_CONTENT, 0])
def test_a_reason_keeps_its_code_and_survives_storage(code: int) -> None:
    reason = rejection(code)
    assert reason.code == code
    assert RejectionReason.from_json(reason.as_json()) == reason
