"""What a partner's program wants kept beside a row and given back: merged, and told to the audit log.

Nothing here is read by anybody but that program, so the log tells which of it changed and not to what.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.audit import Change

Extras = Mapping[str, Any]


def merged(on_file: Extras | None, given: Extras) -> dict[str, Any] | None:
    """What is given takes the place of what is there; None takes it away."""
    result = {**(on_file or {}), **given}
    return {name: value for name, value in result.items() if value is not None} or None


def changes(before: Extras | None, after: Extras | None) -> tuple[Change, ...]:
    """The names of what differs."""
    old, new = before or {}, after or {}
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return (Change("extras", None, ", ".join(names)),) if names else ()


def without(values: Any) -> dict[str, Any]:
    """All columns but these; `values` is a mapping, or a row."""
    return {name: value for name, value in values.items() if name != "extras"}
