"""Every statement that a caller sets off names the partner: what is another's cannot be touched at all."""

from __future__ import annotations

import re
from typing import Any

from tests.product import SEND, Product

NAMES_THE_PARTNER = re.compile(r"\bpartner_id\b|\bpartner\.id = ")


def mutation(name: str) -> str:
    wanted = name[0].upper() + name[1:]
    return f"mutation ($input: {wanted}Input!) {{ {name}(input: $input) {{ __typename }} }}"


async def test_every_statement_of_every_mutation(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    waiting = await product.account(client)
    text: dict[str, Any] = {"to": "4065550120", "body": "Hi", "idempotencyKey": "k"}
    sent = await client.get(SEND, input=text | {"senderId": account})
    message = sent["sendSms"]["smsMessage"]["id"]
    listed = "query ($id: ID!) { account(id: $id) { locations { nodes { id } } } }"
    place = (await client.get(listed, id=account))["account"]["locations"]["nodes"][0]["id"]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("createAccount", {"externalId": "new", "name": "New"}),
        ("updateAccount", {"id": account, "name": "Other"}),
        ("createLocation", {"accountId": account, "name": "Dublin", "isDefault": True}),
        ("updateLocation", {"id": place, "name": "Main", "isDefault": True}),
        ("createQueue", {"accountId": account, "name": "Desk"}),
        ("requestSmsNumber", {"senderId": waiting}),
        ("updateBusinessDetails", {"accountId": waiting, "website": "https://other.org"}),
        ("updatePartnerBusinessDetails", {"legalName": "Acme, Inc."}),
        ("sendSms", text | {"senderId": account}),
        ("sendSms", text | {"senderId": account, "idempotencyKey": "other"}),
        ("cancelSms", {"id": message}),
    ]
    for name, given in calls:
        with product.statements() as statements:
            await client.get(mutation(name), input=given)
        # The first one looks the credential up, by which the partner becomes known.
        assert len(statements) > 1
        for statement in statements[1:]:
            # A WHERE or the columns of an INSERT, not merely the columns that are read.
            clause = statement.partition("WHERE")[2] or statement
            assert NAMES_THE_PARTNER.search(clause), (name, statement)
