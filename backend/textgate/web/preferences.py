"""Parses headers with weighted alternatives, such as Accept and Accept-Encoding (RFC 9110, 12.4.2)."""

from __future__ import annotations

from starlette.requests import Request


def wants_html(request: Request) -> bool:
    """Whether the client names text/html. Browsers do when they open a page; programs send */*."""
    return parse_weights(joined_header(request, "accept")).get("text/html", 0.0) > 0


def joined_header(request: Request, name: str) -> str:
    """Return a list header as one line; HTTP allows several lines."""
    return ",".join(request.headers.getlist(name))


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
