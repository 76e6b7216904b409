"""Settings of the partner, and those that an account overrides."""

from __future__ import annotations

import pytest

from tests.graphql.documents import refused, saved
from tests.members import contents, member
from tests.product import Product
from textgate.domain.permissions import Role
from textgate.storage.tables import account, audit_entry, partner

SETTINGS = "{ viewer { partner { timeZone settings { timeZone senderPreselection } } } }"
ACCOUNTS = """{ accounts(orderBy: {field: CREATED_AT}) { nodes {
  senderPreselection effectiveSenderPreselection } } }"""
ACCOUNT_ONLY = "{ accounts { nodes { effectiveSenderPreselection } } }"


async def test_a_partner_preselects_the_last_sender_until_it_decides_otherwise(
    product: Product,
) -> None:
    client = await product.partner()
    before = (await client.get(SETTINGS))["viewer"]["partner"]
    usual = {"timeZone": "America/New_York", "senderPreselection": "LAST_USED"}
    assert before == {"timeZone": "America/New_York", "settings": usual}
    changed = await saved(client, "updatePartnerSettings", senderPreselection="ALWAYS_ASK")
    assert changed == {"settings": usual | {"senderPreselection": "ALWAYS_ASK"}}
    changed = await saved(client, "updatePartnerSettings", timeZone="Pacific/Honolulu")
    settings = {"timeZone": "Pacific/Honolulu", "senderPreselection": "ALWAYS_ASK"}
    assert changed == {"settings": settings}
    after = (await client.get(SETTINGS))["viewer"]["partner"]
    assert after == {"timeZone": "Pacific/Honolulu", "settings": settings}


@pytest.mark.parametrize(
    ("time_zone", "code"),
    [("Mars/Olympus", "INVALID"), ("EST5EDT; --", "INVALID"), ("", "REQUIRED"), (None, "REQUIRED")],
)
async def test_a_wrong_time_zone_changes_nothing(
    product: Product, time_zone: str | None, code: str
) -> None:
    client = await product.partner()
    before = await contents(product, partner, audit_entry)
    given = {"timeZone": time_zone, "senderPreselection": "ALWAYS_ASK"}
    assert await refused(client, "updatePartnerSettings", **given) == [("timeZone", code)]
    assert await contents(product, partner, audit_entry) == before


async def test_an_account_overrides_the_partners_preselection(product: Product) -> None:
    client = await product.partner()
    own, _ = await product.account(client), await product.account(client)
    admin = await member(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, own)

    async def preselections() -> list[tuple[str | None, str]]:
        nodes = (await client.get(ACCOUNTS))["accounts"]["nodes"]
        return [(node["senderPreselection"], node["effectiveSenderPreselection"]) for node in nodes]

    assert await preselections() == [(None, "LAST_USED")] * 2
    await saved(admin, "updateAccount", id=own, senderPreselection="ALWAYS_ASK")
    assert await preselections() == [("ALWAYS_ASK", "ALWAYS_ASK"), (None, "LAST_USED")]
    await saved(client, "updatePartnerSettings", senderPreselection="ALWAYS_ASK")
    await saved(admin, "updateAccount", id=own, senderPreselection="LAST_USED", name="Other")
    await saved(admin, "updateAccount", id=own, name="Same")
    assert await preselections() == [("LAST_USED", "LAST_USED"), (None, "ALWAYS_ASK")]
    await saved(admin, "updateAccount", id=own, senderPreselection=None)
    assert await preselections() == [(None, "ALWAYS_ASK")] * 2
    before = await contents(product, account, audit_entry)
    wrong = await refused(admin, "updateAccount", id=own, senderPreselection="LAST_USED", name=" ")
    assert wrong == [("name", "REQUIRED")]
    assert await contents(product, account, audit_entry) == before


async def test_the_effective_preselection_needs_no_further_query(product: Product) -> None:
    client = await product.partner()
    for _ in range(3):
        await product.account(client)
    await client.get(ACCOUNT_ONLY)
    with product.statements() as statements:
        await client.get(ACCOUNT_ONLY)
    # The credential with its partner, and the accounts.
    assert len(statements) == 2
