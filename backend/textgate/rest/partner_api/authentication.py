"""Who calls: the `auth` object of a body, held against a partner's credential, its account and its user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from textgate.domain.errors import InvalidValue
from textgate.domain.viewer import Origin, Viewer
from textgate.rest.partner_api.codes import (
    NO_SUCH_PRACTICE,
    NO_SUCH_USER,
    UNAUTHORIZED,
    ApiError,
)
from textgate.rest.partner_api.fields import Field, Kind, read_text
from textgate.rest.partner_api.method import Level, Method
from textgate.services.access.identity import Authenticated
from textgate.services.services import Services

# Longer than anything that is right, and short enough to be hashed.
_LONGEST = 1_000

AUTH = (
    Field(
        "applicationId",
        Kind.TEXT,
        "The id of the credential, or of the partner: `textgate credential create` shows both.",
    ),
    Field("applicationPassword", Kind.TEXT, "The credential's token, which begins with `tg_`."),
    Field("accountId", Kind.TEXT, "The partner's own identifier of the account."),
    Field("userId", Kind.TEXT, "The partner's own identifier of the account's user."),
)
_ASKED = {Level.NONE: 0, Level.APPLICATION: 2, Level.ACCOUNT: 3, Level.FULL: 4}


def asked(level: Level) -> tuple[str, ...]:
    """The fields of `auth` that must be right on this level."""
    return tuple(field.name for field in AUTH[: _ASKED[level]])


@dataclass(frozen=True, slots=True)
class Auth:
    """What a body says of its caller; everything else that `auth` may be is as good as nothing."""

    application_id: str = ""
    application_password: str = ""
    account_id: str = ""
    user_id: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Auth:
        block = body.get("auth")
        given = block if isinstance(block, dict) else {}
        return cls(*(_text(given.get(field.name)) for field in AUTH))


async def authenticate(services: Services, auth: Auth, origin: Origin) -> Authenticated:
    """The partner's program; raises Wrong."""
    found = None
    if auth.application_id and auth.application_password:
        found = await services.credentials.authenticate(auth.application_password, origin)
    if found is None or not _is_named(found.viewer, auth.application_id):
        raise ApiError(UNAUTHORIZED)
    return found


async def find_account(services: Services, viewer: Viewer, auth: Auth) -> Mapping[str, Any]:
    """The account of `auth`; raises Wrong, in the same words for one that is unknown, not the partner's,
    or not active."""
    found = await services.accounts.by_external_id(viewer, auth.account_id)
    if found is None or not found["is_active"]:
        raise ApiError(NO_SUCH_PRACTICE)
    return found


async def check_user(services: Services, viewer: Viewer, auth: Auth, method: Method) -> None:
    """Where a user is asked for, or given to a method that sends, it is one of the account; raises Wrong."""
    if method.level is not Level.FULL and not (method.sends and auth.user_id):
        return
    found = await services.partner_api_users.by_external_id(viewer, auth.user_id)
    if found is None or found["deactivated_at"] is not None:
        raise ApiError(NO_SUCH_USER)


def limited(viewer: Viewer, owner: Mapping[str, Any]) -> Viewer:
    """The same program, which reaches this account only while it speaks for it."""
    return replace(viewer, account_id=owner["id"])


def _text(value: Any) -> str:
    try:
        text = read_text(value).strip()
    except InvalidValue:
        return ""
    return text if len(text) <= _LONGEST else ""


def _is_named(viewer: Viewer, application_id: str) -> bool:
    """Whether this is the id of the credential that was used, or of its partner, however it is written."""
    written = application_id.lower().removeprefix("credential_").removeprefix("partner_")
    own = {viewer.partner_id.hex, viewer.id.hex if viewer.id else ""}
    return written.replace("-", "") in own
