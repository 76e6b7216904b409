"""A mutation does nothing if its caller loses its authority after authentication."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import httpx2
import pytest
from structlog.testing import capture_logs

from tests.between import before_the_audit_log, between
from tests.graphql.documents import rows
from tests.graphql.mutations.audited import STEPS
from tests.graphql.mutations.audited_terms import OF_PEOPLE, OK, Step
from tests.graphql.mutations.test_audited_mutations import Ids, call, caller_of, filled, objects
from tests.members import contents, member
from tests.product import ADDRESS, SEND, Client, Product
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin
from textgate.graphql.declare.ids import decode_as
from textgate.storage.tables import message, verification
from textgate.storage.tables.base import Base

EVERYTHING = Base.metadata.sorted_tables
PAGE = "https://ehr.example.org"
OF_PROGRAMS_ONLY = {"createEmbedToken"}
OF_COMPOSERS = {"sendSms", "cancelSms"}


class AuthorityLoss(NamedTuple):
    """A caller, the action that ends its authority, and the resulting error code."""

    caller: Client
    lose: Callable[[], Awaitable[object]]
    code: str


@dataclass(slots=True)
class Composer(Client):
    """An embedded composer, which sends its page's origin and its token."""

    async def post(self, body: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Origin": PAGE}
        return await self.http.post("/graphql", json=body, headers=headers)


async def composer(product: Product, minter: Client, account: str) -> Composer:
    account_id = decode_as(account, "account")
    assert account_id is not None
    tokens = product.services.embed_tokens
    token, _ = await tokens.create(
        minter.viewer, account_id, origin=PAGE, user_name="Dr. Osler", minutes=10
    )
    authenticated = await tokens.authenticate(token, PAGE, Origin())
    assert authenticated is not None
    return Composer(product.http, token, authenticated.viewer)


async def authority_losses(
    product: Product, client: Client, ids: Ids, mutation: str
) -> list[AuthorityLoss]:
    """Callers of every kind that may call the mutation."""
    partner_id, services = client.viewer.partner_id, product.services
    losses = []
    if mutation not in OF_PEOPLE:
        program = await product.client(partner_id)
        losses.append(AuthorityLoss(program, lambda: revoke(product, program), "UNAUTHENTICATED"))
    if mutation not in OF_PROGRAMS_ONLY:
        demoted = await member(product, partner_id, Role.PARTNER_ADMIN)
        gone = await member(product, partner_id, Role.PARTNER_ADMIN)
        users, role = services.users, Role.PARTNER_SUPPORT
        losses += [
            AuthorityLoss(
                demoted,
                lambda: users.update_role(client.viewer, demoted.user_id, role),
                "FORBIDDEN",
            ),
            AuthorityLoss(
                gone, lambda: users.deactivate(client.viewer, gone.user_id), "UNAUTHENTICATED"
            ),
        ]
    if mutation in OF_COMPOSERS:
        minter = await product.client(partner_id)
        embedded = await composer(product, minter, ids["account"])
        losses.append(AuthorityLoss(embedded, lambda: revoke(product, minter), "UNAUTHENTICATED"))
    return losses


async def revoke(product: Product, program: Client) -> None:
    assert await product.services.credentials.revoke(program.credential_id)


def document(mutation: str) -> str:
    input_type = mutation[0].upper() + mutation[1:] + "Input"
    return f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ __typename }} }}"


@pytest.mark.parametrize("mutation", sorted(STEPS))
async def test_a_mutation_is_refused_once_its_caller_has_lost_its_authority(
    product: Product, mutation: str
) -> None:
    client = await product.partner()
    ids = await objects(product, client)
    step = STEPS[mutation][0]
    input_fields = filled(step, ids)
    for caller, lose, code in await authority_losses(product, client, ids, mutation):
        # Record the token's last use now, so that the tested request does not.
        await caller.get("{ viewer { id } }")
        before: list[Any] = []

        async def change(lose: Any = lose, before: list[Any] = before) -> None:
            await lose()
            before += await contents(product, *EVERYTHING)

        with between(change):
            answer = await caller.ask(document(mutation), input=input_fields)
        assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
        assert await contents(product, *EVERYTHING) == before
    # There was no other reason for the refusal.
    caller = await caller_of(product, client, mutation)
    assert (await call(caller, mutation, step, ids))[0] == OK


async def test_a_refused_message_does_not_stop_the_others_of_its_batch(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    lost, other = [await product.client(client.viewer.partner_id) for _ in range(2)]
    for each in (lost, other):
        await each.get("{ viewer { id } }")
    input_fields = {"senderId": account, "to": "4065550120", "body": "Hi"}
    senders = [lost, other, lost, other, lost]
    with between(lambda: revoke(product, lost)), capture_logs() as logs:
        answers = await asyncio.gather(*(each.ask(SEND, input=input_fields) for each in senders))
    for each, answer in zip(senders, answers, strict=True):
        if each is lost:
            (error,) = answer["errors"]
            assert error["extensions"]["code"] == "UNAUTHENTICATED"
        else:
            assert answer["data"]["sendSms"]["__typename"] == "SendSmsSuccess"
    assert await rows(product, message) == 2
    assert "batch_split" not in [each["event"] for each in logs]
    report = await client.get("{ sendReport { totals { code count } } }")
    counts = {each["code"]: each["count"] for each in report["sendReport"]["totals"]}
    # 4035 is the message that requested the number. The refused ones are not counted.
    assert counts == {4035: 1, 2000: 2}


async def test_switching_sms_off_during_a_request_stops_sends_and_requests(
    product: Product,
) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    waiting = await product.account(client)
    incomplete = await product.account(client, address=ADDRESS | {"city": None})
    partners = product.services.partners
    calls: list[tuple[str, dict[str, Any], int | str]] = [
        ("sendSms", {"senderId": account, "to": "4065550120", "body": "Hi"}, 4015),
        ("requestSmsNumber", {"senderId": waiting}, 4015),
        ("updateBusinessDetails", {"accountId": incomplete, "address": {"city": "Boston"}}, OK),
    ]
    before = await rows(product, message), await rows(product, verification)
    for mutation, input_fields, expected in calls:
        await partners.set_sms_enabled("Acme EHR", enabled=True)
        await client.get("{ viewer { id } }")
        with between(lambda: partners.set_sms_enabled("Acme EHR", enabled=False)):
            answer, _ = await call(client, mutation, Step(input_fields, expected), {})
        assert answer == expected, mutation
    assert (await rows(product, message), await rows(product, verification)) == before


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_switching_sms_off_after_the_gate_refuses_the_request(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    waiting = await product.account(client)
    partners = product.services.partners
    before = await contents(product, message, verification)
    for mutation, input_fields in (
        ("sendSms", {"senderId": account, "to": "4065550120", "body": "Hi"}),
        ("requestSmsNumber", {"senderId": waiting}),
    ):
        await partners.set_sms_enabled("Acme EHR", enabled=True)
        await client.get("{ viewer { id } }")
        with before_the_audit_log(lambda: partners.set_sms_enabled("Acme EHR", enabled=False)):
            answer, _ = await call(client, mutation, Step(input_fields, 4015), {})
        assert answer == 4015, mutation
    assert await contents(product, message, verification) == before
