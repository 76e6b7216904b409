"""Users of practices, by the partner's identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.permissions import Permission, Role
from textgate.domain.response_codes import ResponseCode
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields
from textgate.services.people.partner_api_users import UserFields

_USER_ID = Field(
    "userId",
    Kind.TEXT,
    "Your identifier of the user; it must not start with `@`.",
    is_required=True,
    missing_code=ResponseCode.USER_ID_MISSING,
)
_LOGIN = Field(
    "loginId",
    Kind.TEXT,
    "Login of the user. If it is an email address, invitations are sent to it.",
)
_PASSWORD = Field(
    "loginPassword",
    Kind.TEXT,
    "8 to 30 characters, with upper case, lower case and a digit or a symbol. It is validated, not "
    "stored: users choose a password by the link of an invitation.",
)
_FIRST = Field("firstName", Kind.TEXT, "First name; required for a new user.")
_LAST = Field("lastName", Kind.TEXT, "Last name; required for a new user.")
_ADMIN = Field("admin", Kind.FLAG, "Whether the user can change the practice's details and users.")
_ACTIVE = Field("active", Kind.FLAG, "Whether the user is active; a new user is, by default.")
_PASSTHROUGH = tuple(
    Field(name, Kind.ANY, "Stored and returned unchanged.")
    for name in (
        *("emrUserId", "middleName", "address1", "address2", "city", "state", "postal", "timeZone"),
        *("metadata", "vetted", "searchOptOut", "npi", "providerTaxonomyCode", "directAddress"),
        "provider",
    )
)
_IDENTITY = (_LOGIN, _FIRST, _LAST)
_RETURNED = tuple(field.name for field in (*_IDENTITY, *_PASSTHROUGH))
_REQUEST = (_USER_ID, _LOGIN, _PASSWORD, _FIRST, _LAST, _ADMIN, _ACTIVE, *_PASSTHROUGH)
_USER = (
    Field("userId", Kind.TEXT, "Your identifier."),
    Field("accountId", Kind.TEXT, "Your identifier of the practice."),
    *_IDENTITY,
    _ADMIN,
    _ACTIVE,
    *_PASSTHROUGH,
)
_SAVED = (
    Field("userId", Kind.TEXT, "Your identifier."),
    Field("action", Kind.TEXT, "What was done: `create` or `update`."),
)
_FIELD_NAMES = {"externalId": "userId"}


async def _create(call: Call) -> ResponseFields:
    await call.services.partner_api_users.create(call.viewer, _key(call), _user_fields(call))
    return _saved(call, "create")


async def _update(call: Call) -> ResponseFields:
    await call.services.partner_api_users.update(call.viewer, _key(call), _user_fields(call))
    return _saved(call, "update")


async def _save(call: Call) -> ResponseFields:
    is_new = await call.services.partner_api_users.save(call.viewer, _key(call), _user_fields(call))
    return _saved(call, "create" if is_new else "update")


async def _get(call: Call) -> ResponseFields:
    user = await call.services.partner_api_users.by_external_id(call.viewer, _key(call))
    if user is None:
        raise ApiError(ResponseCode.USER_UNKNOWN)
    return {"user": _user_to_json(user, call.calling_account["external_id"])}


async def _list(call: Call) -> ResponseFields:
    rows = await call.services.partner_api_users.all(call.viewer)
    return {"userList": [_user_to_json({**row}, row["account_external_id"]) for row in rows]}


def _key(call: Call) -> str:
    key: str = call.values["userId"]
    return key.strip()


def _saved(call: Call, action: str) -> ResponseFields:
    return {"userId": _key(call), "action": action}


def _user_fields(call: Call) -> UserFields:
    values = call.values
    return UserFields(
        # Blank counts as absent: it never erases a name or a login.
        first_name=values.get("firstName") or None,
        last_name=values.get("lastName") or None,
        login=values.get("loginId") or None,
        password=values.get("loginPassword") or None,
        is_admin=values.get("admin"),
        is_active=values.get("active"),
        extras={name: values[name] for name in _RETURNED if values.get(name) not in (None, "")},
    )


def _user_to_json(row: Mapping[str, Any], account_id: str) -> dict[str, Any]:
    extras = row["extras"] or {}
    return {
        "userId": row["external_id"],
        "accountId": account_id,
        "admin": row["role"] == Role.ACCOUNT_ADMIN,
        "active": row["deactivated_at"] is None,
        **{name: extras.get(name) for name in _RETURNED},
    }


_WRITES: dict[str, Any] = {
    "level": Level.ACCOUNT,
    "needs": Permission.MANAGE_USERS,
    "request": _REQUEST,
    "response": _SAVED,
    "field_names": _FIELD_NAMES,
}

METHODS = (
    Method(
        name="UserCreate",
        description="Create a user of the practice. No email is sent; to let the user sign in, send an "
        "invitation on the practice's page or with the mutation `inviteUser`.",
        run=_create,
        codes=(4060, 4210, 4230, 4232, 4233, 4241),
        **_WRITES,
    ),
    Method(
        name="UserSave",
        description="Create a user of the practice, or update the existing one.",
        run=_save,
        codes=(4060, 4210, 4232, 4233, 4241),
        **_WRITES,
    ),
    Method(
        name="UserUpdate",
        description="Update a user. A deactivated user is signed out immediately.",
        run=_update,
        codes=(4060, 4210, 4231, 4233),
        **_WRITES,
    ),
    Method(
        "UserGet",
        Level.ACCOUNT,
        "Get a user of the practice.",
        _get,
        needs=Permission.MANAGE_USERS,
        request=(_USER_ID,),
        response=(Field("user", Kind.OBJECT, "The user.", inner=_USER, shape="User"),),
        codes=(4060, 4210, 4231),
        field_names=_FIELD_NAMES,
    ),
    Method(
        "UserList",
        Level.APPLICATION,
        "List the users of all practices.",
        _list,
        needs=Permission.MANAGE_USERS,
        response=(Field("userList", Kind.ROWS, "The users.", inner=_USER, shape="User"),),
    ),
)
