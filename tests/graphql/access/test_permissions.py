"""Permissions: every query and mutation for every role, as promised. A refusal changes nothing."""

from __future__ import annotations

import pytest
import strawberry
from graphql import GraphQLObjectType, GraphQLSchema

from tests.graphql.access.walker import SCHEMA, codes, kinds
from tests.graphql.access.world import PARTNERS, Owner, World, contents
from tests.graphql.operations import Operation, do, operations
from textgate.compat.strawberry import Schema, core_schema
from textgate.domain.permissions import Permission, Role
from textgate.graphql.declare import entity
from textgate.graphql.declare.field import field, mutation
from textgate.graphql.declare.relation import NEEDS, RELATION

_P, _A, _S, _AA, _AS, _E = Role

EVERYBODY = {_P, _A, _S, _AA, _AS, _E}
TEXTING = {_P, _A, _AA, _AS, _E}
RUNNING_A_PRACTICE = {_P, _A, _AA}
RUNNING_A_PARTNER = {_P, _A}
REPORTING = {_P, _A, _S, _AA}

# The promise, written by hand. Add each new query or mutation with the roles that may call it.
MAY = {
    "Query.viewer": EVERYBODY,
    "Query.node": EVERYBODY,
    "Query.nodes": EVERYBODY,
    "Query.search": EVERYBODY,
    "Query.account": EVERYBODY,
    "Query.accountByExternalId": EVERYBODY,
    "Query.accounts": EVERYBODY,
    "Query.smsNumbers": EVERYBODY,
    "Query.verifications": EVERYBODY,
    "Query.smsMessages": TEXTING,
    "Query.users": RUNNING_A_PRACTICE,
    "Query.auditLog": RUNNING_A_PARTNER,
    "Query.sendReport": REPORTING,
    "Query.overview": EVERYBODY,
    "Query.webhooks": RUNNING_A_PARTNER,
    "Query.accountRequests": RUNNING_A_PRACTICE,
    "Mutation.askForDetails": TEXTING,
    "Mutation.closeAccountRequest": RUNNING_A_PRACTICE,
    "Query.apiTokens": {_A},
    "Mutation.createApiToken": {_A},
    "Mutation.revokeApiToken": {_A},
    "Query.imports": RUNNING_A_PARTNER,
    "Query.import": RUNNING_A_PARTNER,
    "Mutation.createAccount": RUNNING_A_PARTNER,
    "Mutation.updateAccount": RUNNING_A_PRACTICE,
    "Mutation.updateBusinessDetails": RUNNING_A_PRACTICE,
    "Mutation.updatePartnerBusinessDetails": RUNNING_A_PARTNER,
    "Mutation.updatePartnerSettings": RUNNING_A_PARTNER,
    "Mutation.createLocation": RUNNING_A_PRACTICE,
    "Mutation.updateLocation": RUNNING_A_PRACTICE,
    "Mutation.createQueue": RUNNING_A_PRACTICE,
    "Mutation.updateQueue": RUNNING_A_PRACTICE,
    "Mutation.requestSmsNumber": TEXTING,
    "Mutation.requestSmsNumbers": TEXTING,
    "Mutation.sendSms": TEXTING,
    "Mutation.cancelSms": TEXTING,
    "Mutation.createEmbedToken": {_P},
    "Mutation.inviteUser": RUNNING_A_PRACTICE,
    "Mutation.renewUserLink": RUNNING_A_PRACTICE,
    "Mutation.updateUserRole": RUNNING_A_PRACTICE,
    "Mutation.deactivateUser": RUNNING_A_PRACTICE,
    "Mutation.createWebhook": RUNNING_A_PARTNER,
    "Mutation.updateWebhook": RUNNING_A_PARTNER,
    "Mutation.rotateWebhookSecret": RUNNING_A_PARTNER,
    "Mutation.sendTestWebhook": RUNNING_A_PARTNER,
    "Mutation.resendWebhookDelivery": RUNNING_A_PARTNER,
    "Mutation.deleteWebhook": RUNNING_A_PARTNER,
}
SEES = {
    "Account": EVERYBODY,
    "AccountRequest": TEXTING,
    "ApiToken": {_A},
    "AuditLogEntry": RUNNING_A_PARTNER,
    "Import": RUNNING_A_PARTNER,
    "Location": EVERYBODY,
    "Partner": EVERYBODY,
    "Queue": EVERYBODY,
    "SmsMessage": TEXTING,
    "SmsNumber": EVERYBODY,
    "User": RUNNING_A_PRACTICE,
    "Verification": EVERYBODY,
    "Webhook": RUNNING_A_PARTNER,
    "WebhookAttempt": RUNNING_A_PARTNER,
    "WebhookDelivery": RUNNING_A_PARTNER,
}
"""The roles that may read their own objects of each type through `node`."""

# Paths from objects that a role sees to objects that it does not.
NESTED = {
    "{ accounts { nodes { messages { nodes { body } } } } }": TEXTING,
    "{ accounts { edges { node { messages { totalCount } } } } }": TEXTING,
    "query ($id: ID!) { node(id: $id) { ... on Account { messages { nodes { id } } } } }": TEXTING,
    "query ($id: ID!) { nodes(ids: [$id]) { ...A } } fragment A on Account { messages { totalCount } }": (
        TEXTING
    ),
    "query ($id: ID!) { account(id: $id) { users { nodes { email } } } }": RUNNING_A_PRACTICE,
    "query ($id: ID!) { account(id: $id) { users { totalCount } } }": RUNNING_A_PRACTICE,
}


def undeclared(schema: GraphQLSchema) -> list[str]:
    """The queries and mutations that declare no permission, and so are open to every caller."""
    undeclared_fields = []
    for type_ in (schema.query_type, schema.mutation_type):
        for name, each in type_.fields.items() if type_ else ():
            declared = each.extensions["strawberry-definition"]
            if not isinstance(declared.metadata.get(NEEDS), Permission):
                undeclared_fields.append(f"{type_}.{name}" if type_ else name)
    return undeclared_fields


def test_every_query_and_mutation_declares_its_permission() -> None:
    assert undeclared(SCHEMA) == []


def test_the_check_finds_an_undeclared_permission() -> None:
    @strawberry.type
    class Query:
        @field("Declared.", needs=Permission.READ_VIEWER)
        def declared(self) -> int:
            return 1

        @field("Open to everybody.")
        def forgotten(self) -> int:
            return 1

    def change() -> int:
        return 1

    @strawberry.type
    class Mutation:
        declared = mutation(change, "Declared.", needs=Permission.EDIT_PARTNER)
        forgotten = strawberry.mutation(change, description="Open to everybody.")

    toy = core_schema(Schema(query=Query, mutation=Mutation))
    assert undeclared(toy) == ["Query.forgotten", "Mutation.forgotten"]


def test_every_type_of_object_declares_its_permission() -> None:
    assert kinds() == set(SEES), "say in SEES who sees the new kind"
    for type_ in SCHEMA.type_map.values():
        if not isinstance(type_, GraphQLObjectType):
            continue
        declared = type_.extensions.get("strawberry-definition")
        if declared is not None and issubclass(declared.origin, entity.Entity):
            assert isinstance(entity.permission_of(declared.origin.table), Permission)
        for each in type_.fields.values():
            definition = each.extensions.get("strawberry-definition")
            relation = definition.metadata.get(RELATION) if definition else None
            if relation is not None:
                assert isinstance(entity.permission_of(relation.table), Permission)


def everything() -> list[Operation]:
    root_fields = operations("Query") + operations("Mutation")
    assert {each.place for each in root_fields} == set(MAY), "say in MAY who may"
    return root_fields


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_can_do_exactly_what_is_promised(world: World, role: Role) -> None:
    caller = world.caller(PARTNERS[0], role)
    before = await contents(world.product)
    allowed = [each for each in everything() if role in MAY[each.place]]
    for each in everything():
        if each not in allowed:
            response = await do(world, caller, each, caller.home)
            assert (response.status_code, codes(response)) == (403, {"FORBIDDEN"}), each.place
            assert "data" not in response.json()
    assert await contents(world.product) == before
    for each in allowed:
        response = await do(world, caller, each, caller.home)
        assert (response.status_code, codes(response)) == (200, set()), (each.place, response.text)


@pytest.mark.parametrize("role", list(Role))
async def test_a_role_reads_exactly_the_promised_types(world: World, role: Role) -> None:
    caller = world.caller(PARTNERS[0], role)
    document = "query ($id: ID!) { node(id: $id) { __typename id } }"
    for kind, roles in SEES.items():
        key = world.one(kind, caller.home)
        node = (await world.ask(caller, document, {"id": key})).json()["data"]["node"]
        assert node == ({"__typename": kind, "id": key} if role in roles else None)
    for document, roles in NESTED.items():
        variables = {"id": world.one("Account", caller.home)} if "$id" in document else {}
        response = await world.ask(caller, document, variables)
        if role in roles:
            assert (response.status_code, codes(response)) == (200, set()), document
        else:
            assert (response.status_code, codes(response)) == (403, {"FORBIDDEN"}), document
            assert "data" not in response.json()


async def test_a_forbidden_selection_is_refused_before_its_mutation_runs(world: World) -> None:
    sender = world.caller(PARTNERS[0], Role.ACCOUNT_SENDER)
    before = await contents(world.product)
    document = """mutation ($text: SendSmsInput!) { sendSms(input: $text) {
      ... on SendSmsSuccess { smsMessage { account { users { nodes { email } } } } } } }"""
    account = world.one("Account", Owner(PARTNERS[0], "one"))
    variables = {"text": {"senderId": account, "to": "4065550156", "body": "Hi"}}
    response = await world.ask(sender, document, variables)
    assert (response.status_code, codes(response)) == (403, {"FORBIDDEN"})
    assert await contents(world.product) == before
