"""The result of every authentication: the viewer and the row of its partner, from one statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from textgate.domain.viewer import Viewer

# Fine enough to show which tokens are in use, without a write for every request.
LAST_USED_RESOLUTION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Authenticated:
    """`partner` is the row of the viewer's partner, so that no one queries it twice."""

    viewer: Viewer
    partner: Mapping[str, Any]
