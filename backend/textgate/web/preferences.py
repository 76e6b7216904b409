"""Parses headers with weighted alternatives, such as Accept and Accept-Encoding (RFC 9110, 12.4.2)."""

from __future__ import annotations


def parse_weights(header: str) -> dict[str, float]:
    """The alternatives in lower case, with weights from 0 (not acceptable) to 1.

    "gzip, br;q=0.5" gives {"gzip": 1.0, "br": 0.5}.
    """
    weights = {}
    for alternative in header.split(","):
        name, *parameters = (part.strip().lower() for part in alternative.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _parse_weight(value.strip())
        weights[name] = weight
    return weights


def _parse_weight(text: str) -> float:
    """From 0 to 1; 0 if invalid."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
