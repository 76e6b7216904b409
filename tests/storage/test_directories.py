"""The directories list exactly the email addresses and phone numbers in use, each for one partner."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from tests.graphql.documents import refused, saved
from tests.product import Product
from tests.rest.partner_program import program
from tests.rest.test_partner_people import ADA, PASSWORD
from textgate.storage.tables import email_directory, phone_directory, sms_number, user

OLD, NEW = "ada@lakeside.org", "ada@riverbend.org"


async def entries(product: Product, table: Table, column: str) -> set[Any]:
    async with product.services.database.read() as connection:
        rows = await connection.execute(select(table.c.partner_id, table.c[column]))
        return {tuple(row) for row in rows}


async def assert_listed(product: Product) -> None:
    emails = await entries(product, email_directory, "email")
    assert emails == await entries(product, user, "email")
    phones = await entries(product, phone_directory, "phone")
    numbers = await entries(product, sms_number, "phone")
    assert phones == {entry for entry in numbers if entry[1] is not None}


async def test_an_address_is_free_for_another_partner_once_its_user_has_a_new_one(
    product: Product,
) -> None:
    lakeside = await (await program(product)).practice()
    await lakeside.result("UserSave", **ADA, loginPassword=PASSWORD)
    other = await product.partner("Other EHR")
    invitation = {"name": "Ada", "role": "PARTNER_ADMIN"}
    taken = await refused(other, "inviteUser", email=OLD, **invitation)
    assert taken == [("email", "INVALID")]
    await assert_listed(product)
    moved: dict[str, Any] = {"loginId": NEW, "loginPassword": PASSWORD}
    assert await lakeside.code("UserUpdate", userId="u-1", **moved) == 2000
    await assert_listed(product)
    await saved(other, "inviteUser", email=OLD, **invitation)
    await assert_listed(product)
    assert {email for _, email in await entries(product, user, "email")} == {OLD, NEW}
    # A refused change of address lists nothing.
    back: dict[str, Any] = {"loginId": OLD, "loginPassword": PASSWORD}
    assert await lakeside.code("UserUpdate", userId="u-1", **back) == 4060
    await assert_listed(product)


async def test_a_number_is_listed_once_the_carrier_has_provided_it(product: Product) -> None:
    for name in ("One EHR", "Two EHR"):
        await product.approved_account(await product.partner(name))
    await assert_listed(product)
    assert len(await entries(product, phone_directory, "phone")) == 2
