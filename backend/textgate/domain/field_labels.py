"""Labels of input fields and CSV columns, as error messages name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABELS = {
    "active": "Active status",
    "address1": "Address line 1",
    "address2": "Address line 2",
    "body": "Message",
    "dayphone": "Phone",
    "is_active": "Active status",
    "is_default": "Default location",
    "postal": "Postal code",
    "send_at": "Send time",
    "to": "Recipient's number",
    "to_number": "Recipient's number",
    "website_url": "Website",
    "zip": "Postal code",
    "alternative_website_url": "Alternative website",
}
_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ABBREVIATIONS = {"id": "ID", "ids": "IDs", "url": "URL"}


def label(path: Sequence[str]) -> str:
    """A field's label, from its path in camelCase or its column in snake_case.

    ("externalId",)        External ID
    ("contact", "email")   Contact email
    ("address", "city")    City
    """
    name = _WORD_START.sub("_", path[-1]).lower()
    if "contact" in path[:-1]:
        name = f"contact_{name}"
    if name in _LABELS:
        return _LABELS[name]
    words = (_ABBREVIATIONS.get(word, word) for word in name.split("_"))
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def sentence(subject: str, problem: str) -> str:
    """A subject and its predicate as a sentence."""
    return f"{subject} {problem}."
