"""The exact number of statements of mutations and lists of messages, for any size of answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved, send
from tests.product import Client, Product

MESSAGES = """{ smsMessages(first: 100) { totalCount nodes { status failure { message }
  events { status at } from { phoneNumber } sender { name } account { name } } } }"""
# The credential, the messages, their events, numbers, senders and accounts, and one count.
MESSAGES_STATEMENTS = 7
OBJECTS = """query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Account { name }
  ... on Sender { smsNumber { status } } ... on SmsMessage { events { status } } } }"""
# The credential, the accounts, the senders with their numbers, the messages and their events.
OBJECTS_STATEMENTS = 5
VERIFICATIONS = """{ verifications { nodes { status submittedDetails { businessName }
  rejectionReasons { message } smsNumber { sender { name account { name } } } } } }"""
# The credential, the requests, their numbers, the numbers' senders and the senders' accounts.
VERIFICATIONS_STATEMENTS = 5
# A change adds: lock the head of the audit log, check the caller's authority, insert the entry, store its
# hash in the head.
AUDIT_STATEMENTS = 4


async def count(product: Product, client: Client, document: str, **variables: Any) -> int:
    with product.statements() as statements:
        answer = await client.ask(document, **variables)
    assert "errors" not in answer
    return len(statements)


@pytest.mark.parametrize(("accounts", "texts"), [(1, 1), (4, 6)])
async def test_lists_of_messages_and_verifications_run_few_statements(
    product: Product, accounts: int, texts: int
) -> None:
    client = await product.partner()
    ids = [await product.approved_account(client) for _ in range(accounts)]
    for key in ids[:]:
        ids.append((await saved(client, "createQueue", accountId=key, name="Desk"))["id"])
        for n in range(texts):
            ids.append((await send(client, key, body=f"Text {n}"))["smsMessage"]["id"])
    await product.work()
    assert await count(product, client, MESSAGES) == MESSAGES_STATEMENTS
    assert await count(product, client, VERIFICATIONS) == VERIFICATIONS_STATEMENTS
    assert await count(product, client, OBJECTS, ids=ids) == OBJECTS_STATEMENTS


@pytest.mark.parametrize("locations", [1, 5])
async def test_payloads_load_only_selected_rows(product: Product, locations: int) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    for n in range(locations):
        await saved(client, "createLocation", accountId=account_id, name=f"Place {n}")
    update = """mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { %s
      userErrors { code } } }"""
    given = {"id": account_id, "name": "Lakeside"}
    # The credential, the lock; with a selection the account, its senders and their numbers.
    nothing = {"id": account_id}
    assert await count(product, client, update % "", input=nothing) == 2
    # Two more: the update itself, and the users' requests that it may answer.
    assert await count(product, client, update % "", input=given) == 4 + AUDIT_STATEMENTS
    selected = "account { name senders { nodes { name smsNumber { status } } } }"
    assert await count(product, client, update % selected, input=nothing) == 5


async def test_a_message_is_accepted_in_few_statements(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    document = """mutation ($input: SendSmsInput!) { sendSms(input: $input) { __typename
      ... on SendSmsSuccess { smsMessage { id } } ... on SmsError { code } } }"""
    given = {"senderId": account_id, "to": "4065550120", "body": "Hi"}
    # The credential, the sender's state, its opt-outs, the message, its event, its author, the limits, the
    # report, the answer.
    await count(product, client, document, input=given)
    # The author is stored already.
    assert await count(product, client, document, input=given) == 8 + AUDIT_STATEMENTS
    # The idempotency key comes first; a repetition needs only that and the answer.
    keyed = given | {"idempotencyKey": "k"}
    assert await count(product, client, document, input=keyed) == 9 + AUDIT_STATEMENTS
    assert await count(product, client, document, input=keyed) == 3
    # An invalid message needs no lookup, and is counted for the report.
    assert await count(product, client, document, input=given | {"body": ""}) == 2
