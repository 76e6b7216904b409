"""Error messages name fields by labels."""

import pytest

from textgate.domain.errors import FieldError, InvalidInput, UserErrorCode, not_found
from textgate.domain.field_labels import label


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("name",), "Name"),
        (("externalId",), "External ID"),
        (("external_id",), "External ID"),
        (("callbackUrl",), "Callback URL"),
        (("address", "postalCode"), "Postal code"),
        (("contact", "email"), "Contact email"),
        (("contact_email",), "Contact email"),
        (("to",), "Recipient's number"),
    ],
)
def test_a_label_is_made_from_a_path_or_a_column(path: tuple[str, ...], expected: str) -> None:
    assert label(path) == expected


def test_every_message_is_a_sentence_about_its_field() -> None:
    required = FieldError(("name",), UserErrorCode.REQUIRED, "is required")
    assert InvalidInput((required, *not_found("Account", "accountId").errors)).message == (
        "Name is required. Account does not exist."
    )
