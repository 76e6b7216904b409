"""Declaration of a method of the partner API: routing, parsing and documentation use it."""

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
    """Which fields of `auth` a method checks."""

    NONE = "none"
    APPLICATION = "application"
    ACCOUNT = "account"
    OPTIONAL_USER = "optional user"
    """The account, and the user if there is one."""
    USER = "user"


@dataclass(slots=True)
class Call:
    """One authenticated call.

    `values` are the request's fields by name. The viewer is limited to `account` if there is one.
    `errors` are invalid fields; only methods that send get any (see Method).
    """

    services: Services
    viewer: Viewer
    values: Mapping[str, Any]
    errors: tuple[FieldError, ...] = ()
    account: Mapping[str, Any] | None = None
    partner: Mapping[str, Any] | None = None

    @property
    def calling_account(self) -> Mapping[str, Any]:
        """The account of `auth`, for methods whose level has one."""
        assert self.account is not None
        return self.account


ResponseFields = Mapping[str, Any]
"""The fields of a response, without those of the envelope."""


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the partner API.

    `request_1_1` are the additional fields of version 1.1; None if there is no such version.
    `field_names` maps a service's field name to the request's.
    `max_body` is in bytes.
    `requires_sms` refuses the call with 4015 unless SMS is activated.

    A method that `sends` gets calls with invalid fields too: the service checks SMS activation first and
    counts every refusal for the report of sends.
    """

    name: str
    level: Level
    description: str
    run: Callable[[Call], Awaitable[ResponseFields]]
    needs: Permission = Permission.READ_VIEWER
    request: tuple[Field, ...] = ()
    request_1_1: tuple[Field, ...] | None = None
    response: tuple[Field, ...] = ()
    codes: tuple[int, ...] = ()
    field_names: Mapping[str, str] = field(default_factory=dict)
    max_body: int = MAX_BODY
    requires_sms: bool = False
    sends: bool = False

    def fields(self, version: str) -> tuple[Field, ...]:
        additional = self.request_1_1 if version == VERSION else None
        return self.request + (additional or ())

    @property
    def versions(self) -> tuple[str, ...]:
        """The version before 1.1 has no name."""
        return ("", VERSION) if self.request_1_1 is not None else ("",)
