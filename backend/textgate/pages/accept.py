"""What a client says that it takes: pages or not, and which compression it prefers."""

from __future__ import annotations

from collections.abc import Collection

IDENTITY = "identity"
# The smallest first; what the build writes beside a file, by the ending of its name.
SUFFIXES = {"br": ".br", "gzip": ".gz"}
_OTHER_NAMES = {"x-gzip": "gzip"}


def takes_pages(accept: str) -> bool:
    """Whether HTML is asked for by name: browsers do when somebody opens a page, programs do not."""
    return _weights(accept).get("text/html", 0.0) > 0


def choose_coding(accept_encoding: str, available: Collection[str]) -> str:
    """The coding that the client likes best, the smallest among equals.

    A client that takes none of them gets the file as it is, also if it has refused that: a page that one
    can read is worth more than a correct refusal.
    """
    weights = _weights(accept_encoding)
    for name, meant in _OTHER_NAMES.items():
        if name in weights:
            weights.setdefault(meant, weights[name])
    best, weight = IDENTITY, weights.get(IDENTITY, 0.0)
    for coding in reversed(SUFFIXES):
        its = weights.get(coding, weights.get("*", 0.0))
        if coding in available and its > 0 and its >= weight:
            best, weight = coding, its
    return best


def _weights(header: str) -> dict[str, float]:
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
