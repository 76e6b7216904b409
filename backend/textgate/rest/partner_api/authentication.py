"""Authenticates calls: the `auth` object of a body names a credential, an account and a user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from textgate.domain.errors import InvalidValue
from textgate.domain.response_codes import ResponseCode
from textgate.domain.viewer import Origin, Viewer
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.fields import Field, Kind, parse_text
from textgate.rest.partner_api.method import Level
from textgate.services.access.identity import Authenticated
from textgate.services.services import Services

# No valid value is longer. Bounds the cost of hashing.
_MAX_LENGTH = 1_000

AUTH = (
    Field(
        "applicationId",
        Kind.TEXT,
        "Id of the credential or of the partner; `textgate credential create` shows both.",
    ),
    Field("applicationPassword", Kind.TEXT, "The credential's token, which starts with `tg_`."),
    Field("accountId", Kind.TEXT, "Your identifier of the account."),
    Field("userId", Kind.TEXT, "Your identifier of the account's user."),
)
_REQUIRED_FIELDS = {
    Level.NONE: 0,
    Level.APPLICATION: 2,
    Level.ACCOUNT: 3,
    Level.OPTIONAL_USER: 3,
    Level.USER: 4,
}


def required_fields(level: Level) -> tuple[str, ...]:
    return tuple(field.name for field in AUTH[: _REQUIRED_FIELDS[level]])


@dataclass(frozen=True, slots=True)
class Auth:
    """The `auth` object of a body. Values of a wrong type count as missing."""

    application_id: str = ""
    application_password: str = ""
    account_id: str = ""
    user_id: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Auth:
        block = body.get("auth")
        values = block if isinstance(block, dict) else {}
        return cls(*(_text(values.get(field.name)) for field in AUTH))


async def authenticate(services: Services, auth: Auth, origin: Origin) -> Authenticated:
    """The partner's program. Raises ApiError (4010)."""
    authenticated = None
    if auth.application_id and auth.application_password:
        authenticated = await services.credentials.authenticate(auth.application_password, origin)
    if authenticated is None or not _is_named(authenticated.viewer, auth.application_id):
        raise ApiError(ResponseCode.UNAUTHORIZED)
    return authenticated


async def find_account(services: Services, viewer: Viewer, auth: Auth) -> Mapping[str, Any]:
    """Raises ApiError (4011): one response for unknown, inactive and other partners' accounts."""
    account = await services.accounts.by_external_id(viewer, auth.account_id)
    if account is None or not account["is_active"]:
        raise ApiError(ResponseCode.ACCOUNT_INACTIVE)
    return account


async def check_user(services: Services, viewer: Viewer, auth: Auth, level: Level) -> None:
    """Check that the user of `auth` belongs to the account and is active. Raises ApiError (4012)."""
    is_checked = level is Level.USER or (level is Level.OPTIONAL_USER and auth.user_id)
    if not is_checked:
        return
    user = await services.partner_api_users.by_external_id(viewer, auth.user_id)
    if user is None or user["deactivated_at"] is not None:
        raise ApiError(ResponseCode.USER_INACTIVE)


def limited_to(viewer: Viewer, account: Mapping[str, Any]) -> Viewer:
    """The same program, which then sees this account only."""
    return replace(viewer, account_id=account["id"])


def _text(value: Any) -> str:
    try:
        text = parse_text(value).strip()
    except InvalidValue:
        return ""
    return text if len(text) <= _MAX_LENGTH else ""


def _is_named(viewer: Viewer, application_id: str) -> bool:
    """Whether this is the id of the viewer's credential or partner, with or without prefix and hyphens."""
    key = application_id.lower().removeprefix("credential_").removeprefix("partner_")
    own_keys = {viewer.partner_id.hex, viewer.id.hex if viewer.id else ""}
    return key.replace("-", "") in own_keys
