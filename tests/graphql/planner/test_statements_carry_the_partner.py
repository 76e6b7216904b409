"""Every statement of a request is scoped to the caller's partner, so it cannot touch another's rows."""

from __future__ import annotations

import re
from typing import Any

from tests.graphql.documents import saved
from tests.graphql.mutations.audited_terms import OF_PEOPLE
from tests.members import member, user_row
from tests.product import ADDRESS, SEND, Product
from textgate.domain.permissions import Role
from textgate.graphql.schema import core

PAGE = "https://ehr.example.org"
NAMES_THE_PARTNER = re.compile(r"\bpartner_id\b|\bpartner\.id = ")
# Counters have no partner column: the hash in their key contains the partner.
COUNTS = "INSERT INTO quota "


def mutation(name: str) -> str:
    input_type = name[0].upper() + name[1:]
    return f"mutation ($input: {input_type}Input!) {{ {name}(input: $input) {{ __typename }} }}"


def of_people(person: str, token: str) -> list[tuple[str, dict[str, Any]]]:
    """Calls that change users and tokens."""
    return [
        ("inviteUser", {"email": "ada@acme.example", "name": "Ada", "role": "PARTNER_ADMIN"}),
        ("inviteUser", {"email": "ada@acme.example", "name": "Ada", "role": "PARTNER_SUPPORT"}),
        ("renewUserLink", {"id": person}),
        ("createApiToken", {"name": "nightly"}),
        ("revokeApiToken", {"id": token}),
        ("updateUserRole", {"id": person, "role": "ACCOUNT_ADMIN"}),
        ("deactivateUser", {"id": person}),
    ]


def of_webhooks(
    webhook: str, delivery: str, new: dict[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    """Calls that change webhooks; `new` is the input of another one."""
    return [
        ("createWebhook", new),
        ("updateWebhook", {"id": webhook, "events": ["MESSAGE_STATUS"], "isEnabled": False}),
        ("updateWebhook", {"id": webhook, "isEnabled": True}),
        ("rotateWebhookSecret", {"id": webhook}),
        ("sendTestWebhook", {"id": webhook}),
        ("resendWebhookDelivery", {"id": delivery}),
        ("deleteWebhook", {"id": webhook}),
    ]


async def test_every_statement_of_every_mutation_names_the_partner(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    waiting = await product.account(client)
    text: dict[str, Any] = {"to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    sent = await client.get(SEND, input=text | {"senderId": account})
    message = sent["sendSms"]["smsMessage"]["id"]
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id } } } }"
    location = (await client.get(listed, id=account))["account"]["locations"]["nodes"][0]["id"]
    queue = await saved(client, "createQueue", accountId=account, name="Billing")
    row = await user_row(product, client.viewer.partner_id, Role.ACCOUNT_SENDER, account)
    person = f"user_{row['id'].hex}"
    incomplete = await product.account(client, address=ADDRESS | {"city": None})
    request = (await saved(client, "askForDetails", accountId=incomplete))["id"]
    admin = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN)
    program = await product.client(client.viewer.partner_id)
    hook = {"url": "https://acme.example/hooks", "events": ["SMS_VERIFICATION_STATUS"]}
    webhook = (await saved(client, "createWebhook", **hook))["id"]
    delivery = (await saved(client, "sendTestWebhook", id=webhook))["id"]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("createAccount", {"externalId": "new", "name": "New"}),
        ("updateAccount", {"id": account, "name": "Other"}),
        ("createLocation", {"accountId": account, "name": "Dublin", "isDefault": True}),
        ("updateLocation", {"id": location, "name": "Main", "isDefault": True}),
        ("createQueue", {"accountId": account, "name": "Desk"}),
        ("updateQueue", {"id": queue["id"], "name": "Front desk"}),
        ("askForDetails", {"accountId": incomplete}),
        ("closeAccountRequest", {"id": request}),
        ("requestSmsNumber", {"senderId": waiting}),
        ("requestSmsNumbers", {"senderIds": [queue["id"], location]}),
        ("updateBusinessDetails", {"accountId": waiting, "website": "https://other.org"}),
        ("updatePartnerBusinessDetails", {"legalName": "Acme, Inc."}),
        ("updatePartnerSettings", {"senderPreselection": "ALWAYS_ASK"}),
        ("sendSms", text | {"senderId": account}),
        ("sendSms", text | {"senderId": account, "idempotencyKey": "other"}),
        ("cancelSms", {"id": message}),
        ("createEmbedToken", {"accountId": account, "origin": PAGE, "userName": "Dr. Osler"}),
        *of_people(person, f"credential_{program.credential_id.hex}"),
        *of_webhooks(webhook, delivery, hook | {"accountId": account}),
    ]
    everything = core.mutation_type
    assert everything is not None
    assert set(everything.fields) == {name for name, _ in calls}, (
        "call the new mutation here as well"
    )
    for name, given in calls:
        caller = admin if name in OF_PEOPLE else client
        with product.statements() as statements:
            await caller.get(mutation(name), input=given)
        statements = [each for each in statements if not each.startswith(COUNTS)]
        # The first one looks up the token, which determines the partner.
        assert len(statements) > 1
        for statement in statements[1:]:
            # In a WHERE or in the columns of an INSERT, not only among the selected columns.
            clause = statement.partition("WHERE")[2] or statement
            assert NAMES_THE_PARTNER.search(clause), (name, statement)
