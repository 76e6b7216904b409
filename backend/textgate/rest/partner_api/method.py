"""What a method of the partner API is, as far as routing, reading and documenting it need to know."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from textgate.domain.errors import FieldError
from textgate.domain.permissions import Permission
from textgate.domain.viewer import Viewer
from textgate.rest.partner_api.fields import Field
from textgate.services.services import Services
from textgate.web.body import MAX_BODY

VERSION = "1.1"


class Level(StrEnum):
    """Which fields of `auth` must be right."""

    NONE = "none"
    APPLICATION = "application"
    ACCOUNT = "account"
    FULL = "full"


@dataclass(slots=True)
class Call:
    """One call, read and authenticated. With an account, the viewer is limited to it; `problems` are
    the fields that could not be read, where a method wants to tell of them itself."""

    services: Services
    viewer: Viewer
    given: Mapping[str, Any]
    problems: tuple[FieldError, ...] = ()
    account: Mapping[str, Any] | None = None
    partner: Mapping[str, Any] | None = None

    @property
    def owner(self) -> Mapping[str, Any]:
        """The account of `auth`, for methods of which it is asked."""
        assert self.account is not None
        return self.account


Answer = Mapping[str, Any]
"""What is told beside the three fields of every answer."""


@dataclass(frozen=True, slots=True)
class Method:
    """`request_1_1` are the fields that version 1.1 has more, None where there is no such version.
    `names` says which field of the request a service's own name for an input stands for.

    A method that `sends` is refused before its fields are looked at where SMS is not activated, takes
    the user of `auth` for granted only where there is one, and its refusals are counted; see
    services/send_tally.py.
    """

    name: str
    level: Level
    description: str
    run: Callable[[Call], Awaitable[Answer]]
    needs: Permission = Permission.READ_VIEWER
    request: tuple[Field, ...] = ()
    request_1_1: tuple[Field, ...] | None = None
    response: tuple[Field, ...] = ()
    codes: tuple[int, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    longest: int = MAX_BODY
    is_of_sms: bool = False
    sends: bool = False

    def fields(self, version: str) -> tuple[Field, ...]:
        more = self.request_1_1 if version == VERSION else None
        return self.request + (more or ())

    @property
    def versions(self) -> tuple[str, ...]:
        """The first, without a name, is the one before 1.1."""
        return ("", VERSION) if self.request_1_1 is not None else ("",)
