"""Every mutation writes exactly its entries in the audit log, and none if it changes nothing."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from graphql import is_union_type
from sqlalchemy import Column, select

from tests.graphql.documents import saved, send
from tests.graphql.mutations.audited import BODY, NEW, RECIPIENT, STEPS
from tests.graphql.mutations.audited_terms import OF_PEOPLE, OK, Entry, Step
from tests.members import member, user_row
from tests.product import ADDRESS, Client, Product
from textgate.domain.audit import read_changes
from textgate.domain.permissions import Role
from textgate.graphql.declare.ids import decode, encode
from textgate.graphql.schema import core
from textgate.services.audit.chain_check import verify
from textgate.storage.tables import (
    audit_entry,
    credential,
    embed_token,
    link,
    message,
    outbox,
    session,
    user,
    webhook,
)

MUTATIONS = core.mutation_type
assert MUTATIONS is not None

PAGE = "https://ehr.example.org"

Ids = dict[str, str]


def test_every_mutation_is_in_the_table() -> None:
    assert MUTATIONS is not None
    assert set(STEPS) == set(MUTATIONS.fields)


async def objects(product: Product, client: Client) -> Ids:
    """The objects that the table names, by name."""
    account = await product.approved_account(client, name="Ready")
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id } } } }"
    places = (await client.get(listed, id=account))["account"]["locations"]["nodes"]
    person = await user_row(product, client.viewer.partner_id, email="user@acme.example")
    # The last administrator cannot be deactivated, so add another.
    await user_row(product, client.viewer.partner_id)
    program = await product.client(client.viewer.partner_id)
    hook = {"url": "https://acme.example/", "events": ["MESSAGE_STATUS"]}
    webhook = (await saved(client, "createWebhook", **hook))["id"]
    delivery = (await saved(client, "sendTestWebhook", id=webhook))["id"]
    await product.deliver_webhooks()
    queue = (await saved(client, "createQueue", accountId=account, name="Desk"))["id"]
    asking = await product.account(client, address=ADDRESS | {"city": None})
    return {
        "account": account,
        "asking": asking,
        "place": places[0]["id"],
        "location": (await saved(client, "createLocation", accountId=account, name="West"))["id"],
        "queue": queue,
        "request": (await saved(client, "askForDetails", accountId=asking))["id"],
        "message": (await send(client, account, body=BODY))["smsMessage"]["id"],
        "waiting": await product.account(client),
        "incomplete": await product.account(client, address=ADDRESS | {"city": None}),
        "webhook": webhook,
        "delivery": delivery,
        "user": encode("user", person["id"]),
        "token": encode("credential", program.credential_id),
        "partner": encode("partner", client.viewer.partner_id),
    }


def filled(step: Step, ids: Ids) -> dict[str, Any]:
    """The input of a step, with the IDs of the test's objects."""

    def fill(value: Any) -> Any:
        if isinstance(value, list):
            return [fill(item) for item in value]
        return value.format(**ids) if isinstance(value, str) else value

    return {name: fill(value) for name, value in step.input_fields.items()}


async def caller_of(product: Product, client: Client, mutation: str) -> Client:
    """The partner's program, or its administrator if the mutation is not for programs."""
    if mutation not in OF_PEOPLE:
        return client
    return await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)


async def call(client: Client, mutation: str, step: Step, ids: Ids) -> tuple[Any, str]:
    """The result of a step, and the ID of its request."""
    assert MUTATIONS is not None
    input_type = mutation[0].upper() + mutation[1:] + "Input"
    is_union = is_union_type(getattr(MUTATIONS.fields[mutation].type, "of_type", None))
    codes = "... on SmsError { code }" if is_union else "userErrors { code }"
    document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ {codes} }} }}"
    input_fields = filled(step, ids)
    response = await client.post({"query": document, "variables": {"input": input_fields}})
    answer = response.json()["data"][mutation]
    errors = [answer] if "code" in answer else answer.get("userErrors")
    return errors[0]["code"] if errors else OK, response.headers["x-request-id"]


async def log(product: Product) -> list[Any]:
    statement = select(audit_entry).order_by(audit_entry.c.partner_id, audit_entry.c.sequence)
    async with product.services.database.read() as connection:
        return list(await connection.execute(statement))


def check_entry(row: Any, expected: Entry, ids: Ids) -> None:
    subject = encode(row.subject_kind, row.subject_id)
    if expected.subject in ids:
        assert subject == ids[expected.subject]
    else:
        assert expected.subject == f"{row.subject_kind}_"
        assert subject not in ids.values()
    account = row.account_id and encode("account", row.account_id)
    assert account == (subject if expected.account == NEW else ids.get(expected.account or ""))
    assert row.action == expected.action
    changes = [[each.field, each.before, each.after] for each in read_changes(row.changes)]
    assert sorted(changes, key=json.dumps) == sorted(expected.changes, key=json.dumps)


@pytest.mark.parametrize("mutation", sorted(STEPS))
async def test_a_mutation_writes_its_entries_and_no_others(product: Product, mutation: str) -> None:
    client = await product.partner()
    ids = await objects(product, client)
    caller = await caller_of(product, client, mutation)
    for step in STEPS[mutation]:
        before = len(await log(product))
        product.clock.turn(seconds=1)
        answer, request_id = await call(caller, mutation, step, ids)
        assert answer == step.answer, step
        written = (await log(product))[before:]
        assert len(written) == len(step.entries), step
        for row, expected in zip(written, step.entries, strict=True):
            check_entry(row, expected, ids)
            assert (row.at, row.request_id) == (product.clock.now, request_id)
            assert (row.actor_id, row.actor_kind) == (caller.viewer.id, caller.viewer.kind)
            assert (row.actor_name, row.address) == (caller.viewer.name, "127.0.0.1")
    assert (await verify(product.services.database)).findings == []


@pytest.mark.parametrize("mutation", sorted(STEPS))
async def test_a_forbidden_mutation_writes_no_entry(product: Product, mutation: str) -> None:
    client = await product.partner()
    ids = await objects(product, client)
    support = await member(product, client.viewer.partner_id, Role.PARTNER_SUPPORT)
    before = await log(product)
    input_type = mutation[0].upper() + mutation[1:] + "Input"
    document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ __typename }} }}"
    input_fields = filled(STEPS[mutation][0], ids)
    (error,) = (await support.ask(document, input=input_fields))["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"
    assert await log(product) == before


SOMEBODY = "somebody@acme.example"
SECRETS = (
    message.c.body,
    message.c.recipient,
    message.c.request_hash,
    credential.c.token_hash,
    embed_token.c.token_hash,
    session.c.token_hash,
    link.c.token_hash,
    outbox.c.body,
    user.c.password_hash,
    webhook.c.secret,
)


async def test_the_audit_log_holds_no_secret_and_no_phi(mailing: Product) -> None:
    product = mailing
    client = await product.partner()
    ids = await objects(product, client)
    somebody = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, email=SOMEBODY)
    for mutation, steps in STEPS.items():
        caller = await caller_of(product, client, mutation)
        for step in steps:
            await call(caller, mutation, step, ids)
    await product.finish_reviews()
    token, _ = await product.services.embed_tokens.create(
        client.viewer, account_key(ids), origin=PAGE, user_name="Dr. Osler", minutes=10
    )
    url = await product.services.user_links.link_for(SOMEBODY, by_mail=False)
    assert url is not None
    secrets = {client.token, somebody.token, token, RECIPIENT, RECIPIENT[:6], "(406) 555"}
    secrets.add(url.partition("#")[2])
    for column in SECRETS:
        secrets |= await values(product, column)
    rows = await log(product)
    assert len({row.action for row in rows}) > 14
    everything = "\n".join(str(value) for row in rows for value in row)
    assert [secret for secret in secrets if secret in everything] == []
    assert BODY.split()[-1] not in everything


def account_key(ids: Ids) -> UUID:
    decoded = decode(ids["account"])
    assert decoded is not None
    return decoded.id


async def values(product: Product, column: Column[Any]) -> set[str]:
    async with product.services.database.read() as connection:
        values = {each for each in (await connection.execute(select(column))).scalars() if each}
    assert values, column
    return values


def test_subject_kinds_are_id_prefixes() -> None:
    for steps in STEPS.values():
        for entry in (entry for step in steps for entry in step.entries):
            if entry.subject.endswith("_"):
                assert decode(f"{entry.subject}{'0' * 32}") is not None
