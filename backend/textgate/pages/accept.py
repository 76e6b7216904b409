"""Content negotiation: which compression a client prefers."""

from __future__ import annotations

from collections.abc import Collection

from textgate.web.preferences import parse_weights

IDENTITY = "identity"
# File name suffixes of the compressed copies, from the smallest coding to the largest.
SUFFIXES = {"br": ".br", "gzip": ".gz"}
_OTHER_NAMES = {"x-gzip": "gzip"}


def choose_coding(accept_encoding: str, available: Collection[str]) -> str:
    """Return the coding that the client prefers; the smallest one among equals.

    Falls back to the uncompressed file, even if the client refuses it: a readable page is more useful than
    406.
    """
    weights = parse_weights(accept_encoding)
    for name, standard_name in _OTHER_NAMES.items():
        if name in weights:
            weights.setdefault(standard_name, weights[name])
    best, weight = IDENTITY, weights.get(IDENTITY, 0.0)
    for coding in reversed(SUFFIXES):
        candidate = weights.get(coding, weights.get("*", 0.0))
        if coding in available and candidate > 0 and candidate >= weight:
            best, weight = coding, candidate
    return best
