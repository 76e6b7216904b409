"""Operators create partners. Partners are isolated, and send only after activation."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from tests.product import SEND, START, Product
from textgate.domain.errors import InvalidInput, UserErrorCode
from textgate.services.accounts.partners import PartnerSummary
from textgate.storage.tables import partner

UPDATE = """mutation ($input: UpdatePartnerBusinessDetailsInput!) {
  updatePartnerBusinessDetails(input: $input) { userErrors { field code } } }"""


async def rows(product: Product) -> list[Any]:
    async with product.services.database.read() as connection:
        return list(await connection.execute(select(partner).order_by(partner.c.name)))


async def test_a_new_partner_cannot_send(product: Product) -> None:
    partner_id = await product.services.partners.create("  Acme   EHR ")
    (row,) = await rows(product)
    assert (row.id, row.name, row.sms_enabled) == (partner_id, "Acme EHR", False)
    assert (row.created_at, row.details_updated_at, row.website) == (START, None, None)
    assert await product.services.partners.id_of(" Acme EHR ") == partner_id
    assert await product.services.partners.id_of("Acme") is None


async def test_a_name_belongs_to_one_partner(product: Product) -> None:
    await product.services.partners.create("Acme")
    with pytest.raises(InvalidInput) as refused:
        await product.services.partners.create(" Acme ")
    (error,) = refused.value.errors
    assert (error.path, error.code) == (("name",), UserErrorCode.ALREADY_EXISTS)
    assert len(await rows(product)) == 1


async def test_one_of_many_concurrent_creations_gets_the_name(product: Product) -> None:
    create = product.services.partners.create
    made = await asyncio.gather(*(create("Acme") for _ in range(10)), return_exceptions=True)
    assert len([each for each in made if isinstance(each, InvalidInput)]) == 9
    (row,) = await rows(product)
    assert row.id in made


@pytest.mark.parametrize("name", ["", " \t", "x" * 101, "a\0b"])
async def test_an_invalid_name_is_refused(product: Product, name: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await product.services.partners.create(name)
    assert [error.path for error in refused.value.errors] == [("name",)]
    assert await rows(product) == []


async def test_activation_takes_effect_at_the_next_request(product: Product) -> None:
    client = await product.partner("Acme")
    await product.services.partners.create("Other", sms_enabled=True)
    account = await product.approved_account(client)
    given = {"senderId": account, "to": "4065550120", "body": "Hi"}

    async def answered() -> str:
        name: str = (await client.get(SEND, input=given))["sendSms"]["__typename"]
        return name

    switch = product.services.partners.set_sms_enabled
    assert await answered() == "SendSmsSuccess"
    assert await switch("Acme", enabled=False)
    assert await answered() == "SmsNotEnabledError"
    assert [row.sms_enabled for row in await rows(product)] == [False, True]
    assert await switch(" Acme ", enabled=True)
    assert await answered() == "SendSmsSuccess"
    assert not await switch("Nobody", enabled=True)


async def test_the_list_counts_each_partners_accounts(product: Product) -> None:
    beta = await product.partner("Beta")
    acme = await product.partner("Acme", sms_enabled=False)
    for _ in range(2):
        await product.account(beta)
    assert await product.services.partners.all() == [
        PartnerSummary(acme.viewer.partner_id, "Acme", sms_enabled=False, accounts=0),
        PartnerSummary(beta.viewer.partner_id, "Beta", sms_enabled=True, accounts=2),
    ]


async def test_details_change_only_for_the_calling_partner(product: Product) -> None:
    acme, beta = await product.partner("Acme"), await product.partner("Beta")
    before = (await rows(product))[1]
    product.clock.turn(hours=1)
    changes = {"website": "https://acme.example.org", "address": {"state": "oh"}}
    answer = await acme.get(UPDATE, input=changes)
    assert answer["updatePartnerBusinessDetails"]["userErrors"] == []
    changed, other = await rows(product)
    assert changed.id == acme.viewer.partner_id
    assert (changed.website, changed.state) == ("https://acme.example.org", "OH")
    assert changed.details_updated_at == product.clock()
    # What was not mentioned stays.
    assert changed.contact_first_name == "John"
    assert (other.id, other) == (beta.viewer.partner_id, before)


async def test_one_invalid_detail_changes_nothing(product: Product) -> None:
    client = await product.partner("Acme")
    before = await rows(product)
    product.clock.turn(hours=1)
    bad = {"website": "not a website", "legalName": "Acme Inc", "contact": {"phone": "12"}}
    answer = await client.get(UPDATE, input=bad)
    fields = [error["field"] for error in answer["updatePartnerBusinessDetails"]["userErrors"]]
    assert sorted(fields) == [["contact", "phone"], ["website"]]
    assert await rows(product) == before
