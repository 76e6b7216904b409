"""Values for every argument of the schema, found by introspection. Add an entry for each new field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

Path = tuple[str, ...]

# Keys are `Type.field`, or the field's name alone.
VALUES: dict[str, Any] = {
    "address1": "1 Renamed Street",
    "address2": "Suite 2",
    "alternativeWebsite": "https://renamed.example.com",
    "body": "Renamed",
    "businessName": "Renamed Clinic",
    "city": "Boston",
    "countryCode": "US",
    "description": "Renamed",
    "email": "renamed-{n}@renamed.com",
    "externalId": "renamed-{n}",
    "firstName": "Renamed",
    "hours": 24,
    "idempotencyKey": "renamed-{n}",
    "isActive": True,
    "isDefault": True,
    "isEnabled": True,
    "lastName": "Renamed",
    "legalName": "Renamed, Inc.",
    "minutes": 10,
    "name": "Renamed {n}",
    "note": "Renamed",
    "origin": "https://renamed.example.org",
    "phone": "4065550155",
    "recipient": "0156",
    "postalCode": "02130",
    "query": "clinic",
    "role": "ACCOUNT_SENDER",
    "sentBy": "renamed",
    "state": "MA",
    "timeZone": "America/Denver",
    "to": "4065550156",
    "url": "https://renamed.example.org/hooks",
    "userName": "Renamed",
    "website": "https://renamed.org",
}
"""Values for mutations. `{n}` becomes a number that is different in each set of arguments."""

KINDS = {
    "CancelSmsInput.id": "SmsMessage",
    "CloseAccountRequestInput.id": "AccountRequest",
    "DeactivateUserInput.id": "User",
    "DeleteWebhookInput.id": "Webhook",
    "Query.account.id": "Account",
    "Query.import.id": "Import",
    "Query.node.id": "Account",
    "Query.nodes.ids": "Account",
    "RenewUserLinkInput.id": "User",
    "ResendWebhookDeliveryInput.id": "WebhookDelivery",
    "RevokeApiTokenInput.id": "ApiToken",
    "RotateWebhookSecretInput.id": "Webhook",
    "SendTestWebhookInput.id": "Webhook",
    "UpdateAccountInput.id": "Account",
    "UpdateLocationInput.id": "Location",
    "UpdateQueueInput.id": "Queue",
    "UpdateUserRoleInput.id": "User",
    "UpdateWebhookInput.id": "Webhook",
    "SmsMessageFilter.senderId": "Location",
    "accountId": "Account",
    "actorId": "User",
    "senderId": "Account",
    "senderIds": "Account",
    "subjectId": "Account",
}
"""The type of object that each ID argument takes."""

LITERALS = {
    "Boolean": ("true", "false"),
    "Date": ('"2026-11-10"',),
    "DateTime": ('"2026-11-10T00:00:00Z"',),
    "Float": ("1.5",),
    "Int": ("1",),
}
"""Literals for optional arguments of queries. Strings and IDs are passed as variables."""

IdOf = Callable[[str], str]


def look_up(table: Mapping[str, Any], place: str, name: str) -> Any:
    """The table's entry for `Type.field`."""
    for key in (place, place.rpartition(".")[2]):
        if key in table:
            return table[key]
    raise AssertionError(f"say in arguments.{name} what to give {place}")


class ArgumentFactory:
    """Generates complete sets of arguments. `id_of` chooses an object of a type."""

    def __init__(self) -> None:
        self._number = 0

    def arguments(
        self, place: str, field: GraphQLField, id_of: IdOf, *, optional: bool
    ) -> dict[str, Any]:
        """Arguments of the field `Type.field`, with or without the optional ones."""
        self._number += 1
        return self._members(place, field.args, id_of, optional=optional)

    def _members(
        self,
        owner: str,
        members: Mapping[str, GraphQLArgument] | Mapping[str, GraphQLInputField],
        id_of: IdOf,
        *,
        optional: bool,
    ) -> dict[str, Any]:
        return {
            name: self._value(each.type, f"{owner}.{name}", id_of, optional=optional)
            for name, each in members.items()
            if optional or is_required(each)
        }

    def _value(
        self, input_type: GraphQLInputType, place: str, id_of: IdOf, *, optional: bool
    ) -> Any:
        if is_non_null_type(input_type):
            return self._value(input_type.of_type, place, id_of, optional=optional)
        if is_list_type(input_type):
            return [self._value(input_type.of_type, place, id_of, optional=optional)]
        named = get_named_type(input_type)
        if isinstance(named, GraphQLInputObjectType):
            return self._members(named.name, named.fields, id_of, optional=optional)
        if named.name == "ID":
            return id_of(look_up(KINDS, place, "KINDS"))
        name = place.rpartition(".")[2]
        if isinstance(named, GraphQLEnumType) and not {place, name} & set(VALUES):
            return next(iter(named.values))
        value = look_up(VALUES, place, "VALUES")
        return value.format(n=self._number) if isinstance(value, str) else value


def is_required(member: GraphQLArgument | GraphQLInputField) -> bool:
    if isinstance(member, GraphQLArgument):
        return is_required_argument(member)
    return is_required_input_field(member)


def id_paths(field: GraphQLField) -> list[Path]:
    """The paths of all IDs in a field's arguments."""
    return [path for name, each in field.args.items() for path in _ids(each.type, (name,))]


def _ids(input_type: GraphQLInputType, path: Path) -> Iterator[Path]:
    named = get_named_type(input_type)
    if isinstance(named, GraphQLInputObjectType):
        for name, each in named.fields.items():
            yield from _ids(each.type, (*path, name))
    elif named.name == "ID":
        yield path


def replaced(arguments: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    """A copy of the arguments with `value` at `path`."""
    name, *below = path
    inner = arguments.get(name)
    if below:
        return arguments | {name: replaced(inner or {}, tuple(below), value)}
    return arguments | {name: [value] if isinstance(inner, list) else value}
