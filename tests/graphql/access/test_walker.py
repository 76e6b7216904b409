"""No caller reads or changes another owner's data, whatever its role and its request."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import GraphQLObjectType

from tests.graphql.access.inhabitants import OPTED_OUT_RECIPIENT
from tests.graphql.access.walker import (
    SCHEMA,
    Cursors,
    Field,
    Walk,
    ask,
    codes,
    coverage_report,
    kinds,
    plain,
    reachable_fields,
    read_everything,
)
from tests.graphql.access.world import ACCOUNTS, PARTNERS, Owner, World, contents
from tests.graphql.arguments import id_paths
from tests.graphql.mutations.audited_terms import OF_PEOPLE
from tests.graphql.operations import UNKNOWN, attack, confuse, do, operations, own_arguments
from textgate.domain.permissions import Role

ENOUGH = 0.95


@pytest.mark.parametrize("partner", PARTNERS)
async def test_no_response_leaks_another_owners_data(world: World, partner: str) -> None:
    callers = world.of_partner(partner)
    assert [caller.role for caller in callers] == list(Role)
    cursors: list[Cursors] = [{}]
    if partner == PARTNERS[0]:
        foreign = world.caller(world.hidden(callers[0])[0].partner, Role.PROGRAM)
        cursors = [(await read_everything(world, foreign, only_plain=True)).cursors]
    answered: set[Field] = set()
    filled: set[Field] = set()
    for caller in callers:
        # Callers of one partner or practice share their data. Only the most permitted one tries arguments.
        only_plain = partner != PARTNERS[0] or caller.role not in (Role.PROGRAM, Role.ACCOUNT_ADMIN)
        walk = await read_everything(world, caller, *cursors, only_plain=only_plain)
        if caller is callers[0]:
            # Cursors of lists that span several practices.
            cursors.append(walk.cursors)
        answered |= walk.answered
        filled |= walk.filled
    expected = reachable_fields("Query")
    assert len(expected & answered) >= ENOUGH * len(expected), coverage_report(answered, expected)
    assert len(expected & filled) >= ENOUGH * len(expected), coverage_report(filled, expected)


@pytest.mark.parametrize("role", [Role.PROGRAM, Role.ACCOUNT_SENDER])
async def test_other_owners_changes_alter_no_response(world: World, role: Role) -> None:
    caller = world.caller(PARTNERS[0], role)
    before = (await read_everything(world, caller, only_plain=True)).answers
    for owner in world.hidden(caller):
        program = world.caller(owner.partner, Role.PROGRAM)
        admin = world.caller(owner.partner, Role.PARTNER_ADMIN)
        for mutation in operations("Mutation"):
            # All practices of a partner see what they share.
            if owner.partner != caller.partner or id_paths(mutation.definition):
                changer = admin if mutation.name in OF_PEOPLE else program
                response = await do(world, changer, mutation, owner)
                assert not codes(response), response.text
    assert (await read_everything(world, caller, only_plain=True)).answers == before


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("partner", PARTNERS)
async def test_a_hidden_id_is_treated_as_unknown(world: World, partner: str, role: Role) -> None:
    caller = world.caller(partner, role)
    before = await contents(world.product)
    queries = [await attack(world, caller, each) for each in operations("Query")]
    mutations = [await attack(world, caller, each) for each in operations("Mutation")]
    assert sum(queries) >= 3
    assert sum(mutations) >= 10
    assert await contents(world.product) == before


@pytest.mark.parametrize("role", list(Role))
async def test_a_malformed_id_changes_nothing(world: World, role: Role) -> None:
    caller = world.caller(PARTNERS[0], role)
    before = await contents(world.product)
    for each in operations("Query") + operations("Mutation"):
        await confuse(world, caller, each)
    assert await contents(world.product) == before


@pytest.mark.parametrize("role", list(Role))
async def test_rows_without_a_type_are_not_found(world: World, role: Role) -> None:
    caller = world.caller(PARTNERS[0], role)
    owners = [caller.home, *world.hidden(caller)]
    rows = set(world.objects) - kinds()
    ids = {world.one(kind, owner) for owner in owners for kind in rows}
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    response = await ask(world, caller, document, {"ids": sorted(ids)})
    assert response.json()["data"] == {"nodes": [None] * len(ids)}


# Other fields with IDs in their arguments, each with a test of its own.
NESTED = ["Account.messages"]


def test_only_root_fields_take_ids() -> None:
    """Attacks put IDs in arguments of queries and mutations; no other field may take one, except NESTED."""
    nested = [
        f"{type_.name}.{name}"
        for type_ in SCHEMA.type_map.values()
        if isinstance(type_, GraphQLObjectType) and type_.name not in ("Query", "Mutation")
        for name, each in type_.fields.items()
        if id_paths(each)
    ]
    assert nested == NESTED, "let operations.attack reach these as well"


@pytest.mark.parametrize("role", [Role.PROGRAM, Role.ACCOUNT_ADMIN])
async def test_messages_of_hidden_senders_are_like_those_of_unknown_ones(
    world: World, role: Role
) -> None:
    caller = world.caller(PARTNERS[0], role)
    document = """query ($id: ID!, $sender: ID!) { account(id: $id) {
      messages(filter: {senderId: $sender}) { totalCount nodes { id } } } }"""
    variables = {"id": world.one("Account", caller.home)}
    for owner in world.hidden(caller):
        for kind in ("Location", "Queue"):
            key = world.one(kind, owner)
            unknown = f"{key.rpartition('_')[0]}_{UNKNOWN}"
            answers = [
                plain(await ask(world, caller, document, variables | {"sender": sender}))
                for sender in (key, unknown)
            ]
            assert answers[0] == answers[1]
            assert '"nodes":[]' in answers[0][1]


async def test_mutations_return_every_field_and_leak_nothing(world: World) -> None:
    owner = Owner(PARTNERS[0], ACCOUNTS[0])
    program = world.caller(owner.partner, Role.PROGRAM)
    # Programs may not manage programs, and learn no links.
    admin = world.caller(owner.partner, Role.PARTNER_ADMIN)
    callers = dict.fromkeys(("createApiToken", "revokeApiToken", "renewUserLink"), admin)
    mutations = {each.name: each for each in operations("Mutation")}
    walk = Walk()

    async def run(mutation: str, **changes: Any) -> Any:
        caller = callers.get(mutation, program)
        response = await do(world, caller, mutations[mutation], owner, **changes)
        answer = response.json()["data"]["a0"]
        walk.answered.add(("Mutation", mutation))
        walk.note_named(answer)
        return answer

    bare = await run("createAccount", address=None)
    # Others have all details.
    bare_id = bare["account"]["id"]
    changes_of = {"askForDetails": {"accountId": bare_id}}
    for name in mutations:
        answer = await run(name, **changes_of.get(name, {}))
        assert not answer.get("userErrors"), (name, answer)
    assert (await run("updateAccount", name=""))["userErrors"]
    # The number that the carrier approved.
    first = min(world.find("Location", owner))
    for typename, changes in (
        ("SmsNumberNotVerifiedError", {"senderId": world.one("Location", owner)}),
        ("BusinessDetailsInsufficientError", {"senderId": bare["account"]["id"]}),
        ("SendSmsSuccess", {"senderId": first, "idempotencyKey": "twice"}),
        ("RecipientOptedOutError", {"senderId": first, "to": OPTED_OUT_RECIPIENT}),
        ("IdempotencyConflictError", {"idempotencyKey": "twice"}),
        ("InvalidInputError", {"body": ""}),
    ):
        assert (await run("sendSms", **changes))["__typename"] == typename
    await run("updateAccount", isActive=False)
    assert (await run("sendSms", senderId=first))["__typename"] == "AccountInactiveError"
    await run("updateAccount")
    await world.product.services.partners.set_sms_enabled(f"{owner.partner} EHR", enabled=False)
    assert (await run("sendSms"))["__typename"] == "SmsNotEnabledError"
    expected = reachable_fields("Mutation") - reachable_fields("Query")
    assert len(expected & walk.answered) >= ENOUGH * len(expected), coverage_report(
        walk.answered, expected
    )


async def test_strangers_learn_nothing(world: World) -> None:
    owner = Owner(PARTNERS[0], ACCOUNTS[0])
    before = await contents(world.product)
    requests = [
        each.document([own_arguments(world, each, owner)])
        for each in operations("Query") + operations("Mutation")
    ]
    requests += [
        ("{ __schema { types { name } } }", {}),
        ("{ __typename }", {}),
        ("{", {}),
        ("", {}),
    ]
    answers = {
        plain(await world.ask(stranger, document, variables))
        for stranger in world.strangers
        for document, variables in requests
    }
    ((status, body),) = answers
    error = {
        "message": "Sign in, or send a valid token in the header Authorization: Bearer <token>.",
        "extensions": {"code": "UNAUTHENTICATED", "requestId": ""},
    }
    assert (status, json.loads(body)) == (401, {"errors": [error]})
    assert await contents(world.product) == before
