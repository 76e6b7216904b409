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
  previousSends { day accepted refused }
  messages { status count }
} }"""
TRENDS = """{ overview { trends {
  texts { days current previous }
  deliveryRate { days current previous }
  optOutRate { days current previous }
  approvalRate { days current previous }
  hoursToApproval { days current previous }
} } }"""
REFUSED_BY_THE_CARRIER = "https://bit.ly/practice"


async def overview(client: Client) -> dict[str, Any]:
    """The overview without zeros in its lists."""
    found: dict[str, Any] = (await client.get(OVERVIEW))["overview"]
    for name in ("smsNumbers", "messages"):
        found[name] = {each["status"]: each["count"] for each in found[name] if each["count"]}
    for name in ("sends", "previousSends"):
        found[name] = [
            (each["day"], each["accepted"], each["refused"])
            for each in found[name]
            if each["accepted"] or each["refused"]
        ]
    return found


async def trends(client: Client) -> dict[str, tuple[float | None, float | None]]:
    """The current and the previous figure of each trend, by its name."""
    figures = (await client.get(TRENDS))["overview"]["trends"]
    return {name: (figure["current"], figure["previous"]) for name, figure in figures.items()}


async def test_a_new_partner_has_zeros(product: Product) -> None:
    client = await product.partner()
    found = (await client.get(OVERVIEW))["overview"]
    first = date(2026, 10, 6)
    days = [(first + timedelta(days=n)).isoformat() for n in range(28)]
    assert days[-1] == product.clock.now.date().isoformat()
    assert found == {
        "accounts": {"total": 0, "complete": 0, "incomplete": 0, "withoutNumber": 0},
        "smsNumbers": [{"status": s, "count": 0} for s in ("PENDING", "APPROVED", "REJECTED")],
        "verifications": {"inFlight": 0, "overdue": 0},
        "sends": [{"day": day, "accepted": 0, "refused": 0} for day in days[14:]],
        "previousSends": [{"day": day, "accepted": 0, "refused": 0} for day in days[:14]],
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
        "previousSends": [],
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
    found = await overview(client)
    # The first text requested the verification.
    assert found["sends"] == []
    assert found["previousSends"] == [("2026-11-02", 0, 1), ("2026-11-09", 1, 0)]
    product.clock.turn(days=14)
    assert (await overview(client))["previousSends"] == []


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
        "previousSends": [("2026-11-02", 0, 1)],
        "messages": {"QUEUED": 2},
    }
    assert (await overview(client))["accounts"]["total"] == 3
    assert (await overview(other))["messages"] == {"QUEUED": 1}


async def test_each_overview_costs_points(product: Product) -> None:
    client = await product.partner()
    for document, points in (
        (OVERVIEW, 21),
        (TRENDS, 41),
        ("{ a: overview { accounts { total } } b: overview { accounts { total } } }", 41),
        ("{ sendReport { since totals { count } } }", 21),
        ("{ sendReport { rows(first: 100) { totalCount } } }", 11),
    ):
        answer = await client.ask(document)
        assert answer["extensions"]["cost"] == {"points": points}


async def settle(product: Product) -> None:
    """Run all work until each message has its outcome: a number sends one message at a time."""
    for _ in range(10):
        product.clock.turn(minutes=1)
        await product.work()


async def test_a_new_partner_has_no_trends(product: Product) -> None:
    client = await product.partner()
    assert (await client.get(TRENDS))["overview"]["trends"] == {
        "texts": {"days": 7, "current": 0, "previous": 0},
        "deliveryRate": {"days": 7, "current": None, "previous": None},
        "optOutRate": {"days": 7, "current": None, "previous": None},
        "approvalRate": {"days": 30, "current": None, "previous": None},
        "hoursToApproval": {"days": 30, "current": None, "previous": None},
    }


async def test_trends_compare_a_week_with_the_week_before(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    account = await product.approved_account(client)
    elsewhere = await product.approved_account(other)
    delivered, failed, opted_out = "4065550120", "+15005550001", "+15005550004"
    for to in (delivered, delivered, delivered, failed):
        await send(client, account, to=to)
    await send(other, elsewhere, to=failed)
    await settle(product)
    product.clock.turn(days=7)
    for to in (delivered, opted_out):
        await send(client, account, to=to)
    await send(client, account, to="not a number")
    await settle(product)
    found = await trends(client)
    assert found["texts"] == (2, 4)
    assert found["deliveryRate"] == (0.5, 0.75)
    assert found["optOutRate"] == (0.5, 0)
    person = await member(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account)
    assert {name: value for name, value in (await trends(person)).items() if "ppr" not in name} == {
        name: value for name, value in found.items() if "ppr" not in name
    }
    product.clock.turn(days=7)
    found = await trends(client)
    assert (found["texts"], found["deliveryRate"], found["optOutRate"]) == (
        (0, 2),
        (None, 0.5),
        (None, 0.5),
    )
    product.clock.turn(days=7)
    assert (await trends(client))["texts"] == (0, 0)


async def decided(product: Product, client: Client, hours: float, **changes: Any) -> None:
    """Request one verification, which the carrier decides after so many hours."""
    await send(client, await product.account(client, **changes))
    await product.work()
    product.clock.turn(hours=hours)
    await product.work()


async def decisions(client: Client) -> tuple[Any, Any]:
    found = await trends(client)
    return found["approvalRate"], found["hoursToApproval"]


async def test_decisions_are_compared_by_month(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    await decided(product, other, 200)
    product.clock.turn(hours=1)
    # An even number of approvals: the median is between the middle two.
    for hours in (200, 150):
        await decided(product, client, hours)
    await decided(product, client, 150, website=REFUSED_BY_THE_CARRIER)
    assert await decisions(client) == ((2 / 3, None), (175, None))
    product.clock.turn(days=30)
    assert await decisions(client) == ((None, 2 / 3), (None, 175))
    for hours in (160, 151, 152):
        await decided(product, client, hours)
    approval_rate, hours_to_approval = await decisions(client)
    assert (approval_rate[0], hours_to_approval[0]) == (1, 152)
    product.clock.turn(days=60)
    assert await decisions(client) == ((None, None), (None, None))
