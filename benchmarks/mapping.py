"""How answers of peers with a schema of their own become the answer that Textgate gives."""

from __future__ import annotations

from typing import Any


def as_it_is(_query: str, data: Any) -> Any:
    """The peer has the same schema: its answer must be equal without any reading."""
    return data
