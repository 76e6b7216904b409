"""What every way of authenticating finds: the viewer, and the partner's row, in one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from textgate.domain.viewer import Viewer

# Often enough to tell what is in use, rarely enough not to write at every request.
LAST_USED_RESOLUTION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Authenticated:
    """`partner` is the row of the viewer's partner, so that nobody has to read it again."""

    viewer: Viewer
    partner: Mapping[str, Any]
