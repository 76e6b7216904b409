"""The send report counts every attempt once, by account, day and code."""

from __future__ import annotations

from typing import Any

import pytest

from tests.graphql.documents import saved, send
from tests.members import member
from tests.product import Client, Product
from textgate.domain.permissions import Role

REPORT = """query ($filter: SendReportFilter, $first: Int = 50, $after: String) {
  sendReport(filter: $filter) { since until totals { day code count }
    rows(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
      nodes { day code count account { name } } } } }"""
OPTED_OUT = "+15005550004"


async def report(client: Client, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(REPORT, **variables))["sendReport"]
    return found


async def totals(client: Client, **filter: Any) -> list[tuple[str, int, int]]:
    found = (await report(client, filter=filter))["totals"]
    return [(each["day"], each["code"], each["count"]) for each in found]


async def by_account(client: Client, **filter: Any) -> set[tuple[str | None, int, int]]:
    """(account's name, code, count) of today's rows."""
    nodes = (await report(client, filter=filter))["rows"]["nodes"]
    return {((n["account"] or {}).get("name"), n["code"], n["count"]) for n in nodes}


async def test_every_outcome_is_counted_under_its_code(product: Product) -> None:
    client = await product.partner()
    lakeside = await product.approved_account(client, name="Lakeside")
    hilltop = await product.account(client, name="Hilltop")
    bare = await product.account(client, name="Bare", address=None)
    await send(client, lakeside, to=OPTED_OUT)
    await product.work()
    product.clock.turn(days=1)
    for _ in range(3):
        await send(client, lakeside)
    for sender, changes, code in (
        (lakeside, {"to": OPTED_OUT}, 4080),
        (lakeside, {"body": ""}, 4060),
        (lakeside, {"to": "nobody", "body": ""}, 4060),
        (hilltop, {}, 4035),
        (hilltop, {}, 4035),
        (bare, {}, 4039),
        ("account_" + "0" * 32, {}, 4060),
        ("nothing", {}, 4060),
    ):
        assert (await send(client, sender, **changes))["code"] == code
    assert await by_account(client, since="2026-11-10") == {
        ("Lakeside", 2000, 3),
        ("Lakeside", 4080, 1),
        ("Lakeside", 4060, 2),
        ("Hilltop", 4035, 2),
        ("Bare", 4039, 1),
        (None, 4060, 2),
    }
    assert await totals(client) == [
        # Lakeside's first message requested its number, a week before the second.
        ("2026-11-02", 4035, 1),
        ("2026-11-09", 2000, 1),
        ("2026-11-10", 2000, 3),
        ("2026-11-10", 4035, 2),
        ("2026-11-10", 4039, 1),
        ("2026-11-10", 4060, 4),
        ("2026-11-10", 4080, 1),
    ]


async def test_attempts_of_a_partner_without_sms_are_counted(product: Product) -> None:
    client = await product.partner(sms_enabled=False)
    account = await product.account(client, name="Lakeside")
    for _ in range(2):
        assert (await send(client, account))["code"] == 4015
    assert await by_account(client) == {("Lakeside", 4015, 2)}


async def test_a_location_counts_for_its_account(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client, name="Lakeside")
    desk = await saved(client, "createQueue", accountId=account, name="Desk")
    await send(client, desk["id"])
    await send(client, desk["id"], body="")
    assert await by_account(client) == {("Lakeside", 4035, 1), ("Lakeside", 4060, 1)}


async def test_a_repetition_is_counted_once_and_a_conflict_as_a_refusal(product: Product) -> None:
    client = await product.partner()
    account = await product.approved_account(client, name="Lakeside")
    today = product.clock.now.date().isoformat()
    for _ in range(3):
        answer = await send(client, account, idempotencyKey="k")
        assert answer["__typename"] == "SendSmsSuccess"
    assert await by_account(client, since=today) == {("Lakeside", 2000, 1)}
    await send(client, account, idempotencyKey="k", body="Another")
    assert await by_account(client, since=today) == {("Lakeside", 2000, 1), ("Lakeside", 4060, 1)}


async def test_days_are_those_of_utc(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    product.clock.now = product.clock.now.replace(hour=23, minute=59)
    await send(client, account)
    product.clock.turn(minutes=1)
    await send(client, account)
    assert await totals(client) == [("2026-11-02", 4035, 1), ("2026-11-03", 4035, 1)]


async def test_all_filters_must_match(product: Product) -> None:
    client = await product.partner()
    lakeside = await product.account(client, name="Lakeside")
    hilltop = await product.account(client, name="Hilltop")
    for _ in range(3):
        await send(client, lakeside)
        await send(client, hilltop)
        await send(client, hilltop, body="")
        product.clock.turn(days=1)
    first, second, third = "2026-11-02", "2026-11-03", "2026-11-04"
    assert await totals(client, since=second, until=second) == [
        (second, 4035, 2),
        (second, 4060, 1),
    ]
    assert await totals(client, accountId=lakeside) == [
        (d, 4035, 1) for d in (first, second, third)
    ]
    assert await totals(client, accountId=hilltop, code=4060, until=first) == [(first, 4060, 1)]
    assert await totals(client, code=2000) == []
    assert await totals(client, since="2026-11-05") == []
    assert await by_account(client, since=third, code=4035) == {
        ("Lakeside", 4035, 1),
        ("Hilltop", 4035, 1),
    }
    for unknown in ("nothing", "account_" + "0" * 32, lakeside.replace("account", "user")):
        found = await report(client, filter={"accountId": unknown})
        assert (found["totals"], found["rows"]["totalCount"]) == ([], 0)


async def test_pages_run_from_the_newest_day_back(product: Product) -> None:
    client = await product.partner()
    accounts = [await product.account(client) for _ in range(3)]
    for _ in range(3):
        for account in accounts:
            await send(client, account)
        product.clock.turn(days=1)
    whole = (await report(client))["rows"]
    assert [node["day"][-2:] for node in whole["nodes"]] == ["04"] * 3 + ["03"] * 3 + ["02"] * 3
    paged, after = [], None
    for has_next in (True, True, False):
        page = (await report(client, first=4, after=after))["rows"]
        assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (9, has_next)
        paged += page["nodes"]
        after = page["pageInfo"]["endCursor"]
    assert paged == whole["nodes"]


async def test_the_default_period_is_the_last_30_days(product: Product) -> None:
    client = await product.partner()
    found = await report(client)
    assert (found["since"], found["until"]) == ("2026-10-04", "2026-11-02")


@pytest.mark.parametrize(
    ("given", "argument"),
    [
        ({"since": "2026-11-03"}, "since"),
        ({"since": "2025-11-01", "until": "2026-11-02"}, "since"),
        ({"until": "0001-01-29"}, "until"),
    ],
)
async def test_invalid_periods_are_refused(
    product: Product, given: dict[str, str], argument: str
) -> None:
    client = await product.partner()
    (error,) = (await client.ask(REPORT, filter=given))["errors"]
    assert error["extensions"]["code"] == "INVALID_ARGUMENT"
    assert error["extensions"]["argument"] == argument


@pytest.mark.parametrize("day", ["20261102", "2026-11-31", "2026-11-02T00:00:00Z", "", 20261102])
async def test_an_invalid_day_is_refused(product: Product, day: Any) -> None:
    client = await product.partner()
    (error,) = (await client.ask(REPORT, filter={"since": day}))["errors"]
    assert error["extensions"]["code"] == "INVALID_DOCUMENT"


async def test_cursors_of_other_lists_are_refused(product: Product) -> None:
    client = await product.partner()
    for after in ("x", "WyIyMDI2LTExLTAyIl0", "WzEsMl0"):
        (error,) = (await client.ask(REPORT, after=after))["errors"]
        assert error["extensions"] == error["extensions"] | {"code": "INVALID_ARGUMENT"}


async def test_every_viewer_sees_its_own_sends(product: Product) -> None:
    client, other = await product.partner(), await product.partner("Other EHR")
    lakeside = await product.account(client, name="Lakeside")
    hilltop = await product.account(client, name="Hilltop")
    for sender in (lakeside, hilltop, hilltop):
        await send(client, sender)
    # Another partner's account is like an unknown one: the attempt counts for the caller.
    await send(other, lakeside)
    assert await by_account(other) == {(None, 4060, 1)}
    assert await totals(other, accountId=lakeside) == []
    partner_id = client.viewer.partner_id
    people = {
        role: await member(product, partner_id, role, hilltop if "ACCOUNT" in role else None)
        for role in (Role.PARTNER_SUPPORT, Role.ACCOUNT_ADMIN, Role.ACCOUNT_SENDER)
    }
    everything = {("Lakeside", 4035, 1), ("Hilltop", 4035, 2)}
    assert await by_account(client) == everything
    assert await by_account(people[Role.PARTNER_SUPPORT]) == everything
    assert await by_account(people[Role.ACCOUNT_ADMIN]) == {("Hilltop", 4035, 2)}
    assert await totals(people[Role.ACCOUNT_ADMIN], accountId=lakeside) == []
    refused = await people[Role.ACCOUNT_SENDER].ask(REPORT)
    assert [each["extensions"]["code"] for each in refused["errors"]] == ["FORBIDDEN"]
    # An attempt of a caller that is limited to one account counts for it, whatever sender it names.
    await send(people[Role.ACCOUNT_SENDER], lakeside)
    assert await by_account(client) == everything | {("Hilltop", 4060, 1)}


async def test_several_reports_of_one_operation_do_not_mix(product: Product) -> None:
    client = await product.partner()
    account = await product.account(client)
    await send(client, account)
    await send(client, account, body="")
    document = """{ a: sendReport(filter: {code: 4035}) { ...F } b: sendReport(filter: {code: 4060}) { ...F } }
      fragment F on SendReport { totals { code } rows { nodes { code } } }"""
    found = await client.get(document)
    assert {key: value["rows"]["nodes"] for key, value in found.items()} == {
        "a": [{"code": 4035}],
        "b": [{"code": 4060}],
    }
    assert [each["code"] for key in "ab" for each in found[key]["totals"]] == [4035, 4060]
