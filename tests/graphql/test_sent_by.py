"""Messages name their sending caller as it was at that time, and say whether they can be canceled."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from tests.graphql.documents import rows, saved, send
from tests.members import member
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.storage.tables import message, message_author, user

MESSAGES = "{ smsMessages { nodes { sentBy canCancel status } } }"


async def listed(client: Client) -> list[dict[str, Any]]:
    answer = await client.get(MESSAGES)
    nodes: list[dict[str, Any]] = answer["smsMessages"]["nodes"]
    return nodes


async def test_a_message_names_its_sender_for_ever(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    ada = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, name="Ada Moss")
    await send(client, account_id)
    await send(ada, account_id)
    async with product.services.database.write() as connection:
        await connection.execute(
            update(user).where(user.c.id == ada.user_id).values(name="Ada Hill")
        )
    assert [node["sentBy"] for node in await listed(client)] == ["Ada Moss", client.viewer.name]


async def test_an_embedded_composer_sends_as_its_user(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    origin = "https://ehr.example.org"
    create = """mutation ($input: CreateEmbedTokenInput!) {
      createEmbedToken(input: $input) { token userErrors { code } } }"""
    token = (
        await client.get(
            create, input={"accountId": account_id, "origin": origin, "userName": "Nurse Joy"}
        )
    )["createEmbedToken"]["token"]
    document = """mutation ($input: SendSmsInput!) { sendSms(input: $input) {
      ... on SendSmsSuccess { smsMessage { sentBy canCancel } } } }"""
    response = await product.http.post(
        "/graphql",
        json={
            "query": document,
            "variables": {"input": {"senderId": account_id, "to": "4065550121", "body": "Hi"}},
        },
        headers={"Authorization": f"Bearer {token}", "Origin": origin},
    )
    sent = response.json()["data"]["sendSms"]["smsMessage"]
    assert sent == {"sentBy": "Nurse Joy", "canCancel": True}


async def test_messages_of_older_versions_have_no_name(product: Product) -> None:
    client = await product.partner()
    await send(client, await product.approved_account(client))
    async with product.services.database.write() as connection:
        await connection.execute(update(message).values(sent_by_name=None))
    assert [node["sentBy"] for node in await listed(client)] == [None]


async def test_each_name_of_an_account_is_stored_once(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    for _ in range(3):
        await send(client, account_id)
    assert await rows(product, message) == 3
    async with product.services.database.read() as connection:
        names = (await connection.execute(select(message_author.c.name))).scalars().all()
    assert names == [client.viewer.name]


async def test_a_message_says_whether_it_can_be_canceled(product: Product) -> None:
    client = await product.partner()
    account_id = await product.approved_account(client)
    first = (await send(client, account_id))["smsMessage"]["id"]
    assert [node["canCancel"] for node in await listed(client)] == [True]
    await saved(client, "cancelSms", id=first)
    await send(client, account_id)
    await product.work()
    nodes = await listed(client)
    assert [node["canCancel"] for node in nodes] == [False, False]
    assert [node["status"] for node in nodes] != ["QUEUED", "QUEUED"]
