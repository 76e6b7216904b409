"""Credentials: shown once, stored as a hash, valid until they are revoked or expire."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.product import START, Product
from textgate.domain.errors import InvalidInput
from textgate.domain.ids import new_id
from textgate.services.credentials.credentials import CredentialSummary
from textgate.storage.tables import credential

VIEWER = "{ viewer { partner { name } } }"


async def rows(product: Product) -> list[Any]:
    async with product.services.database.read() as connection:
        return list((await connection.execute(select(credential))).mappings())


async def is_good(product: Product, token: str) -> bool:
    return await product.services.credentials.authenticate(token) is not None


async def test_only_a_hash_of_the_token_is_stored(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    credential_id, token = await product.services.credentials.create(partner_id, " nightly  sync ")
    # 24 random bytes are 192 bits.
    assert re.fullmatch(r"tg_[0-9a-f]{32}_[A-Za-z0-9_-]{32}", token)
    (row,) = await rows(product)
    assert row["token_hash"] == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(dict(row))
    assert (row["id"], row["partner_id"]) == (credential_id, partner_id)
    assert (row["name"], row["created_at"], row["expires_at"]) == ("nightly sync", START, None)


async def test_every_token_is_unique(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    made = [await product.services.credentials.create(partner_id, "same") for _ in range(20)]
    assert len({token for _, token in made}) == 20


async def test_a_token_yields_its_partner_with_the_current_activation(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    credential_id, token = await product.services.credentials.create(partner_id, "nightly")
    who = await product.services.credentials.authenticate(token)
    assert who is not None
    assert who.viewer.partner_id == partner_id
    assert who.viewer.id == credential_id
    assert (who.viewer.name, who.viewer.sms_enabled) == ("nightly", False)
    assert (who.partner["id"], who.partner["name"]) == (partner_id, "Acme")
    await product.services.partners.set_sms_enabled("Acme", enabled=True)
    who = await product.services.credentials.authenticate(token)
    assert who is not None
    assert who.viewer.sms_enabled


async def test_a_string_that_is_not_exactly_a_token_is_refused(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    _, token = await product.services.credentials.create(partner_id, "nightly")
    stored = hashlib.sha256(token.encode()).hexdigest()
    others = ["", "tg_", token[:-1], token + "x", token.upper(), f" {token}", token + "\0", stored]
    # The partner's part: another partner, none, or the same one in another notation.
    stranger_id = await product.services.partners.create("Other")
    secret = token.rpartition(partner_id.hex)[2]
    names = (stranger_id.hex, "", "0" * 32, str(partner_id), f"{{{partner_id}}}", "x" * 9_999)
    others += [f"tg_{name}{secret}" for name in names]
    assert [await is_good(product, other) for other in others] == [False] * len(others)
    assert await is_good(product, token)


async def test_revoking_is_effective_at_the_next_request(product: Product) -> None:
    client = await product.partner("Acme")
    other = await product.client(client.viewer.partner_id)
    assert await client.get(VIEWER) == {"viewer": {"partner": {"name": "Acme"}}}
    revoke = product.services.credentials.revoke
    assert await revoke(client.credential_id)
    assert (await client.post({"query": VIEWER})).status_code == 401
    assert await other.get(VIEWER) == {"viewer": {"partner": {"name": "Acme"}}}
    assert not await revoke(client.credential_id)
    assert not await revoke(new_id())


async def test_a_second_revocation_keeps_the_first_time(product: Product) -> None:
    client = await product.partner()
    await product.services.credentials.revoke(client.credential_id)
    product.clock.turn(days=1)
    await product.services.credentials.revoke(client.credential_id)
    assert (await rows(product))[0]["revoked_at"] == START


async def test_a_credential_expires_at_its_expiry(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    made = await product.services.credentials.create(partner_id, "x", valid_for=timedelta(days=30))
    product.clock.turn(days=30, microseconds=-1)
    assert await is_good(product, made[1])
    product.clock.turn(microseconds=1)
    assert not await is_good(product, made[1])


async def test_last_used_has_a_resolution_of_a_minute(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    _, token = await product.services.credentials.create(partner_id, "nightly")
    assert (await rows(product))[0]["last_used_at"] is None
    assert await is_good(product, token)
    assert (await rows(product))[0]["last_used_at"] == START
    product.clock.turn(seconds=60)
    with product.statements() as statements:
        assert await is_good(product, token)
    # A request within the minute writes nothing.
    assert [statement.split()[0] for statement in statements] == ["SELECT"]
    assert (await rows(product))[0]["last_used_at"] == START
    product.clock.turn(seconds=1)
    assert await is_good(product, token)
    assert (await rows(product))[0]["last_used_at"] == START + timedelta(seconds=61)


async def test_a_refused_token_does_not_count_as_used(product: Product) -> None:
    partner_id = await product.services.partners.create("Acme")
    credential_id, token = await product.services.credentials.create(partner_id, "nightly")
    await product.services.credentials.revoke(credential_id)
    assert not await is_good(product, token)
    assert (await rows(product))[0]["last_used_at"] is None


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\0b"])
async def test_an_invalid_name_is_refused(product: Product, name: str) -> None:
    partner_id = await product.services.partners.create("Acme")
    with pytest.raises(InvalidInput) as refused:
        await product.services.credentials.create(partner_id, name)
    assert [error.path for error in refused.value.errors] == [("name",)]
    assert await rows(product) == []


async def test_the_list_has_one_partner_or_all_newest_last(product: Product) -> None:
    credentials = product.services.credentials
    acme, other = [await product.services.partners.create(name) for name in ("Acme", "Other")]
    first, _ = await credentials.create(acme, "first", valid_for=timedelta(days=1))
    second, token = await credentials.create(other, "second")
    await credentials.authenticate(token)
    expected = [
        CredentialSummary(first, "Acme", "first", START, None, START + timedelta(days=1), None),
        CredentialSummary(second, "Other", "second", START, START, None, None),
    ]
    assert sorted(await credentials.all(), key=lambda each: each.name) == expected
    assert await credentials.all(acme) == expected[:1]
    assert await credentials.all(new_id()) == []
