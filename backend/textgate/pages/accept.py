"""What a client says that it takes: pages or not, and which compression it prefers."""

from __future__ import annotations

from collections.abc import Collection

from textgate.web.preferences import weights_of

IDENTITY = "identity"
# The smallest first; what the build writes beside a file, by the ending of its name.
SUFFIXES = {"br": ".br", "gzip": ".gz"}
_OTHER_NAMES = {"x-gzip": "gzip"}


def takes_pages(accept: str) -> bool:
    """Whether HTML is asked for by name: browsers do when somebody opens a page, programs do not."""
    return weights_of(accept).get("text/html", 0.0) > 0


def choose_coding(accept_encoding: str, available: Collection[str]) -> str:
    """The coding that the client likes best, the smallest among equals.

    A client that takes none of them gets the file as it is, also if it has refused that: a page that one
    can read is worth more than a correct refusal.
    """
    weights = weights_of(accept_encoding)
    for name, meant in _OTHER_NAMES.items():
        if name in weights:
            weights.setdefault(meant, weights[name])
    best, weight = IDENTITY, weights.get(IDENTITY, 0.0)
    for coding in reversed(SUFFIXES):
        its = weights.get(coding, weights.get("*", 0.0))
        if coding in available and its > 0 and its >= weight:
            best, weight = coding, its
    return best
