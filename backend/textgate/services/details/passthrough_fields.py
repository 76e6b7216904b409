"""Passthrough fields: data that a partner's program stores with a row and reads back.

Only that program interprets them. So the audit log records the names of changed fields, not their values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.audit import Change

Extras = Mapping[str, Any]


def merged(stored: Extras | None, entered: Extras) -> dict[str, Any] | None:
    """Replace stored fields by entered ones. None removes a field."""
    result = {**(stored or {}), **entered}
    return {name: value for name, value in result.items() if value is not None} or None


def changes(before: Extras | None, after: Extras | None) -> tuple[Change, ...]:
    """One audit change with the names of the fields that differ."""
    old, new = before or {}, after or {}
    names = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    return (Change("extras", None, ", ".join(names)),) if names else ()


def without(values: Any) -> dict[str, Any]:
    """All columns but `extras`. `values` is a mapping or a row."""
    return {name: value for name, value in values.items() if name != "extras"}
