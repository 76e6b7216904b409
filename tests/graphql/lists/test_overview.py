"""The overview has exact numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.graphql.documents import saved, send
from tests.members import member
from tests.product import UPDATE_PARTNER, Client, Product
from textgate.domain.permissions import Role

OVERVIEW = """{ overview {
  accounts { total complete incomplete withoutNumber }
  smsNumbers { status count }
  verifications { inFlight overdue }
  sends { day accepted refused }
  messages { status count }
} }"""
REFUSED_BY_THE_CARRIER = "https://bit.ly/practice"


async def overview(client: Client) -> dict[str, Any]:
    """The overview without zeros in its lists."""
    found: dict[str, Any] = (await client.get(OVERVIEW))["overview"]
    for name in ("smsNumbers", "messages"):
        found[name] = {each["status"]: each["count"] for each in found[name] if each["count"]}
    found["sends"] = [
        (each["day"], each["accepted"], each["refused"])
        for each in found["sends"]
        if each["accepted"] or each["refused"]
    ]
    return found


async def test_a_new_partner_has_zeros(product: Product) -> None:
    client = await product.partner()
    found = (await client.get(OVERVIEW))["overview"]
    first = date(2026, 10, 20)
    days = [(first + timedelta(days=n)).isoformat() for n in range(14)]
    assert days[-1] == product.clock.now.date().isoformat()
    assert found == {
        "accounts": {"total": 0, "complete": 0, "incomplete": 0, "withoutNumber": 0},
        "smsNumbers": [{"status": s, "count": 0} for s in ("PENDING", "APPROVED", "REJECTED")],
        "verifications": {"inFlight": 0, "overdue": 0},
        "sends": [{"day": day, "accepted": 0, "refused": 0} for day in days],
        "messages": [
            {"status": status, "count": 0}
            for status in (
                "SCHEDULED",
                "QUEUED",
                "SENDING",
                "UNCERTAIN",
                "SENT",
                "DELIVERED",
                "UNDELIVERED",
                "FAILED",
                "CANCELED",
            )
        ],
    }


async def test_accounts_numbers_verifications_and_sends_are_counted(product: Product) -> None:
    client = await product.partner()
    approved = await product.account(client)
    rejected = await product.account(client, website=REFUSED_BY_THE_CARRIER)
    await product.account(client, address=None)
    waiting = await product.account(client)
    for sender in (approved, rejected):
        await send(client, sender)
    await product.finish_reviews()
    for _ in range(3):
        await send(client, approved)
    await product.work()
    await send(client, approved)
    await send(client, waiting)
    assert await overview(client) == {
        "accounts": {"total": 4, "complete": 3, "incomplete": 1, "withoutNumber": 1},
        "smsNumbers": {"PENDING": 1, "APPROVED": 1, "REJECTED": 1},
        "verifications": {"inFlight": 1, "overdue": 0},
        "sends": [("2026-11-02", 0, 2), ("2026-11-09", 4, 1)],
        # A number sends one message at a time.
        "messages": {"QUEUED": 3, "SENDING": 1},
    }


async def test_what_the_partner_supplies_makes_accounts_complete(product: Product) -> None:
    client = await product.partner(complete=False)
    await product.account(client)
    assert (await overview(client))["accounts"]["incomplete"] == 1
    contact = {"firstName": "A", "lastName": "B", "email": "a@acme.org", "phone": "4065550120"}
    await client.get(UPDATE_PARTNER, input={"contact": contact})
    assert (await overview(client))["accounts"]["incomplete"] == 0


async def test_a_verification_is_overdue_after_three_business_days(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send(client, account)
    asked = "{ verifications { nodes { isOverdue } } }"

    async def overdue() -> tuple[int, bool]:
        (shown,) = (await client.get(asked))["verifications"]["nodes"]
        return (await overview(client))["verifications"]["overdue"], shown["isOverdue"]

    product.clock.turn(days=3)
    assert await overdue() == (0, False)
    product.clock.turn(seconds=1)
    assert await overdue() == (1, True)
    await product.work()
    product.clock.turn(days=7)
    await product.work()
    # The carrier has decided by now.
    assert await overdue() == (0, False)


async def test_old_events_are_not_counted(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client)
    await send(client, account)
    product.clock.turn(days=7)
    found = await overview(client)
    assert (found["sends"], found["messages"]) == ([("2026-11-09", 1, 0)], {"QUEUED": 1})
    product.clock.turn(seconds=1)
    assert (await overview(client))["messages"] == {}
    product.clock.turn(days=6)
    assert (await overview(client))["sends"] == [("2026-11-09", 1, 0)]
    product.clock.turn(days=1)
    assert (await overview(client))["sends"] == []


async def test_every_viewer_counts_its_own_rows(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    mine = await product.approved_account(client)
    await product.approved_account(client)
    await product.account(client, address=None)
    elsewhere = await product.approved_account(other)
    await saved(client, "createQueue", accountId=mine, name="Desk")
    for sender, by in ((mine, client), (mine, client), (elsewhere, other)):
        await send(by, sender)
    person = await member(product, client.viewer.partner_id, Role.ACCOUNT_SENDER, mine)
    assert await overview(person) == {
        "accounts": {"total": 1, "complete": 1, "incomplete": 0, "withoutNumber": 0},
        "smsNumbers": {"APPROVED": 1},
        "verifications": {"inFlight": 0, "overdue": 0},
        "sends": [("2026-11-23", 2, 0)],
        "messages": {"QUEUED": 2},
    }
    assert (await overview(client))["accounts"]["total"] == 3
    assert (await overview(other))["messages"] == {"QUEUED": 1}


async def test_each_overview_costs_points(product: Product) -> None:
    client = await product.partner()
    for document, points in (
        (OVERVIEW, 21),
        ("{ a: overview { accounts { total } } b: overview { accounts { total } } }", 41),
        ("{ sendReport { since totals { count } } }", 21),
        ("{ sendReport { rows(first: 100) { totalCount } } }", 11),
    ):
        answer = await client.ask(document)
        assert answer["extensions"]["cost"] == {"points": points}
