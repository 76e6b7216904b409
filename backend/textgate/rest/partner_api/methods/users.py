"""People of practices, under the partner's own identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textgate.domain.permissions import Permission, Role
from textgate.rest.partner_api.codes import NO_USER_ID, USER_UNKNOWN, ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.services.people.partner_api_users import UserFields

_USER_ID = Field(
    "userId",
    Kind.TEXT,
    "Your own identifier of the person; it does not begin with `@`.",
    is_required=True,
    absent=NO_USER_ID,
)
_LOGIN = Field(
    "loginId",
    Kind.TEXT,
    "What the person signs in by. Where it is an e-mail address, an invitation goes there.",
)
_PASSWORD = Field(
    "loginPassword",
    Kind.TEXT,
    "8 to 30 characters, with upper case, lower case and a digit or a symbol. It is checked and not "
    "kept: people choose their own, by the link of an invitation.",
)
_FIRST = Field("firstName", Kind.TEXT, "The first name; somebody new needs it.")
_LAST = Field("lastName", Kind.TEXT, "The last name; somebody new needs it.")
_ADMIN = Field(
    "admin", Kind.FLAG, "Whether the person may change the practice's details and people."
)
_ACTIVE = Field("active", Kind.FLAG, "Whether the person works here; somebody new does.")
_KEPT = tuple(
    Field(name, Kind.ANY, "Kept and given back.")
    for name in (
        *("emrUserId", "middleName", "address1", "address2", "city", "state", "postal", "timeZone"),
        *("metadata", "vetted", "searchOptOut", "npi", "providerTaxonomyCode", "directAddress"),
        "provider",
    )
)
_NAMED = (_LOGIN, _FIRST, _LAST)
_BACK = tuple(field.name for field in (*_NAMED, *_KEPT))
_REQUEST = (_USER_ID, _LOGIN, _PASSWORD, _FIRST, _LAST, _ADMIN, _ACTIVE, *_KEPT)
_USER = (
    Field("userId", Kind.TEXT, "Your own identifier."),
    Field("accountId", Kind.TEXT, "Your own identifier of the practice."),
    *_NAMED,
    _ADMIN,
    _ACTIVE,
    *_KEPT,
)
_SAVED = (
    Field("userId", Kind.TEXT, "Your own identifier."),
    Field("action", Kind.TEXT, "`create` or `update`: what has been done."),
)
_NAMES = {"externalId": "userId"}


async def _create(call: Call) -> Answer:
    await call.services.partner_api_users.create(call.viewer, _key(call), _person(call))
    return _saved(call, "create")


async def _update(call: Call) -> Answer:
    await call.services.partner_api_users.update(call.viewer, _key(call), _person(call))
    return _saved(call, "update")


async def _save(call: Call) -> Answer:
    is_new = await call.services.partner_api_users.save(call.viewer, _key(call), _person(call))
    return _saved(call, "create" if is_new else "update")


async def _get(call: Call) -> Answer:
    found = await call.services.partner_api_users.by_external_id(call.viewer, _key(call))
    if found is None:
        raise ApiError(USER_UNKNOWN)
    return {"user": _shown(found, call.owner["external_id"])}


async def _list(call: Call) -> Answer:
    rows = await call.services.partner_api_users.all(call.viewer)
    return {"userList": [_shown({**row}, row["account_external_id"]) for row in rows]}


def _key(call: Call) -> str:
    key: str = call.given["userId"]
    return key.strip()


def _saved(call: Call, action: str) -> Answer:
    return {"userId": _key(call), "action": action}


def _person(call: Call) -> UserFields:
    given = call.given
    return UserFields(
        # A blank name or login is as good as none: nobody is left without.
        first_name=given.get("firstName") or None,
        last_name=given.get("lastName") or None,
        login=given.get("loginId") or None,
        password=given.get("loginPassword") or None,
        is_admin=given.get("admin"),
        is_active=given.get("active"),
        extras={name: given[name] for name in _BACK if given.get(name) not in (None, "")},
    )


def _shown(row: Mapping[str, Any], account_id: str) -> dict[str, Any]:
    kept = row["extras"] or {}
    return {
        "userId": row["external_id"],
        "accountId": account_id,
        "admin": row["role"] == Role.ACCOUNT_ADMIN,
        "active": row["deactivated_at"] is None,
        **{name: kept.get(name) for name in _BACK},
    }


_WRITES: dict[str, Any] = {
    "level": Level.ACCOUNT,
    "needs": Permission.MANAGE_USERS,
    "request": _REQUEST,
    "response": _SAVED,
    "names": _NAMES,
}

METHODS = (
    Method(
        name="UserCreate",
        description="Tell of somebody who works for the practice. Nobody is mailed: who is to sign in is "
        "invited on the practice's page, or by the mutation `inviteUser`.",
        run=_create,
        codes=(4060, 4210, 4230, 4232, 4233, 4241),
        **_WRITES,
    ),
    Method(
        name="UserSave",
        description="The same, or change what was told of somebody.",
        run=_save,
        codes=(4060, 4210, 4232, 4233, 4241),
        **_WRITES,
    ),
    Method(
        name="UserUpdate",
        description="Change what was told of somebody. Who is no longer active is signed out at once.",
        run=_update,
        codes=(4060, 4210, 4231, 4233),
        **_WRITES,
    ),
    Method(
        "UserGet",
        Level.ACCOUNT,
        "One of the practice's people.",
        _get,
        needs=Permission.MANAGE_USERS,
        request=(_USER_ID,),
        response=(Field("user", Kind.OBJECT, "The person.", inner=_USER, shape="User"),),
        codes=(4060, 4210, 4231),
        names=_NAMES,
    ),
    Method(
        "UserList",
        Level.APPLICATION,
        "Everybody who has been told of, of all practices.",
        _list,
        needs=Permission.MANAGE_USERS,
        response=(Field("userList", Kind.ROWS, "The people.", inner=_USER, shape="User"),),
    ),
)
