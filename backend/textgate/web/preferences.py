"""Reads headers that list what a client takes, such as Accept and Accept-Encoding."""

from __future__ import annotations


def parse_weights(header: str) -> dict[str, float]:
    """What a header lists, in small letters, and how much each is wanted: 0 for not at all."""
    weights = {}
    for part in header.split(","):
        name, *parameters = (each.strip().lower() for each in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = _weight(value.strip())
        weights[name] = weight
    return weights


def _weight(text: str) -> float:
    """From 0 to 1; whatever cannot be read is not wanted."""
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
