"""Fair use among a partner's callers: each has a share of the points, and a refusal charges only its caller."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from types import SimpleNamespace

import httpx2
import pytest

from tests.graphql.documents import rows
from tests.graphql.mutations.test_embed_tokens import PAGE, create
from tests.product import GENEROUS, SEND, Client, Product
from tests.rest import people
from tests.rest.partner_program import BASE, Program
from textgate.rest.partner_api.method import Level
from textgate.services.options import Options
from textgate.storage.tables import message
from textgate.web import rate_limits

CHEAP = "{ viewer { name } }"
MALFORMED = "{ nothing }"
EXPENSIVE = "{ accounts(first: 100) { nodes { senders(first: 98) { nodes { name } } } } }"

# The default points. Every other limit is off.
USUAL = replace(
    GENEROUS,
    points_per_second=Options().points_per_second,
    points_at_once=Options().points_at_once,
)
REFUSED_AT_ONCE, REFUSED_A_SECOND, SENDS, SECONDS = 210, 30, 86, 10

Ask = Callable[[str], Awaitable[httpx2.Response]]


@dataclass(slots=True)
class Partner:
    """A partner's program, and an account that may send."""

    product: Product
    program: Client
    account: str

    async def send(self) -> bool:
        """Whether the program's message was accepted."""
        input_fields = {"senderId": self.account, "to": "4065550120", "body": "Hi"}
        response = await self.program.post({"query": SEND, "variables": {"input": input_fields}})
        if response.status_code != 200:
            return False
        kind: str = response.json()["data"]["sendSms"]["__typename"]
        return kind == "SendSmsSuccess"

    async def embed(self) -> Ask:
        """An embedded composer with its own token."""
        token = (await create(self.program, self.account))["token"]
        headers = {"Authorization": f"Bearer {token}", "Origin": PAGE}

        async def ask(query: str) -> httpx2.Response:
            body = {"query": query}
            return await self.product.http.post("/graphql", json=body, headers=headers)

        return ask

    async def person(self) -> Ask:
        """A signed-in user of the partner."""
        row = await people.user(self.product, self.program)
        return await self.session(row["email"])

    async def session(self, email: str) -> Ask:
        browser, _ = await people.sign_in(self.product, email)
        return browser.graphql

    async def credential(self) -> Ask:
        """Another program of the partner."""
        client = await self.product.client(self.program.viewer.partner_id)
        return lambda query: client.post({"query": query})

    async def callers(self, kind: str, number: int = 1) -> list[Ask]:
        made: dict[str, Callable[[], Awaitable[Ask]]] = {
            "embed token": self.embed,
            "person": self.person,
            "credential": self.credential,
        }
        return [await made[kind]() for _ in range(number)]

    def refill(self) -> None:
        """Wait until every bucket is full."""
        self.product.clock.turn(minutes=5)


@pytest.fixture
async def partner(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Partner]:
    """A partner with the default points and a stopped clock. Refusals are not delayed."""

    async def no_pause(_: float) -> None:
        pass

    async with Product.open(database_url, options=USUAL) as product:
        monkeypatch.setattr(rate_limits, "asyncio", SimpleNamespace(sleep=no_pause))
        program = await product.partner()
        yield Partner(product, program, await product.approved_account(program))


def remaining_points(response: httpx2.Response) -> tuple[int, int]:
    """The limit and the remaining points."""
    headers = response.headers
    return int(headers["x-ratelimit-limit"]), int(headers["x-ratelimit-remaining"])


@pytest.mark.parametrize(
    ("kind", "number", "most_read"),
    [("embed token", 1, 30), ("embed token", 40, 75), ("person", 1, 75), ("credential", 1, 300)],
)
async def test_a_flood_of_refused_requests_does_not_stop_the_partners_program(
    partner: Partner, kind: str, number: int, most_read: int
) -> None:
    refused = await partner.callers(kind, number)
    partner.refill()
    before = await rows(partner.product, message)
    statuses = [
        (await refused[each % number](MALFORMED)).status_code for each in range(REFUSED_AT_ONCE)
    ]
    accepted = attempts = 0
    for tick in range(SECONDS * REFUSED_A_SECOND):
        statuses.append((await refused[tick % number](MALFORMED)).status_code)
        if tick * SENDS // (SECONDS * REFUSED_A_SECOND) >= attempts:
            attempts += 1
            accepted += await partner.send()
        partner.product.clock.turn(seconds=1 / REFUSED_A_SECOND)
    assert attempts == SENDS
    assert accepted >= 0.95 * SENDS
    assert await rows(partner.product, message) == before + accepted
    # Once its own points are used up, a caller is refused before its request is parsed.
    assert statuses.count(200) <= most_read
    assert set(statuses) == {200, 429}


@pytest.mark.parametrize(
    ("kind", "limit"), [("embed token", 2_000), ("person", 5_000), ("credential", 20_000)]
)
async def test_a_refusal_charges_only_its_callers_share(
    partner: Partner, kind: str, limit: int
) -> None:
    (caller,) = await partner.callers(kind)
    partner.refill()
    assert remaining_points(await caller(CHEAP)) == (limit, limit - 1)
    for _ in range(3):
        assert (await caller(MALFORMED)).status_code == 200
    assert remaining_points(await caller(CHEAP)) == (limit, limit - 302)
    # The partner pays for successful requests too.
    assert remaining_points(await partner.program.post({"query": CHEAP})) == (20_000, 20_000 - 3)


async def test_a_successful_query_charges_its_caller_and_the_partner(partner: Partner) -> None:
    embed, person = await partner.embed(), await partner.person()
    partner.refill()
    costs = [
        (await ask(EXPENSIVE)).json()["extensions"]["cost"]["points"] for ask in (embed, person)
    ]
    assert costs == [991, 991]
    assert remaining_points(await partner.program.post({"query": CHEAP})) == (
        20_000,
        20_000 - 2 * 991 - 1,
    )


@pytest.mark.parametrize(
    ("kind", "number", "together"), [("embed token", 4, 5_000), ("person", 4, 10_000)]
)
async def test_callers_of_one_kind_leave_points_for_programs(
    partner: Partner, kind: str, number: int, together: int
) -> None:
    callers = await partner.callers(kind, number)
    partner.refill()
    paid = 0
    for caller in callers:
        while (response := await caller(EXPENSIVE)).status_code == 200:
            paid += response.json()["extensions"]["cost"]["points"]
    assert together - 991 < paid <= together
    assert remaining_points(response)[0] == together
    assert remaining_points(await partner.program.post({"query": CHEAP})) == (
        20_000,
        20_000 - paid - 1,
    )
    assert await partner.send()


async def test_all_sessions_of_a_user_share_one_share(partner: Partner) -> None:
    row = await people.user(partner.product, partner.program)
    sessions = [await partner.session(row["email"]) for _ in range(3)]
    partner.refill()
    assert [remaining_points(await ask(CHEAP)) for ask in sessions] == [
        (5_000, 5_000 - n) for n in (1, 2, 3)
    ]


async def test_a_share_refills_and_its_headers_say_when(partner: Partner) -> None:
    embed = await partner.embed()
    partner.refill()
    for _ in range(20):
        assert (await embed(MALFORMED)).status_code == 200
    refused = await embed(CHEAP)
    assert (refused.status_code, remaining_points(refused)) == (429, (2_000, 0))
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    # A tenth of the partner's 1,000 points per second.
    assert refused.headers["x-ratelimit-reset"] == "20"
    assert refused.headers["retry-after"] == "1"
    partner.product.clock.turn(seconds=1)
    assert remaining_points(await embed(CHEAP)) == (2_000, 99)


async def test_a_query_over_the_callers_share_costs_the_partner_nothing(partner: Partner) -> None:
    embed = await partner.embed()
    partner.refill()
    paid = 0
    for _ in range(10):
        if (response := await embed(EXPENSIVE)).status_code == 200:
            paid += 991
    assert (response.status_code, paid) == (429, 2 * 991)
    assert remaining_points(await partner.program.post({"query": CHEAP})) == (
        20_000,
        20_000 - paid - 1,
    )


async def test_an_operation_that_costs_too_much_is_charged_as_a_refusal(partner: Partner) -> None:
    huge = EXPENSIVE.replace("98", "100")
    partner.refill()
    response = await partner.program.post({"query": huge})
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"
    assert remaining_points(response) == (20_000, 20_000 - 100)


async def test_refused_partner_api_calls_charge_only_their_credential(
    partner: Partner,
) -> None:
    client = await partner.product.client(partner.program.viewer.partner_id)
    body = {"auth": Program.of(client, "nobody").auth(Level.ACCOUNT)}
    partner.refill()
    for number in (1, 2, 3):
        response = await partner.product.http.post(f"{BASE}/SmsSendNumberList", json=body)
        assert response.json()["responseCode"] == 4011
        assert remaining_points(response) == (20_000, 20_000 - number)
    assert remaining_points(await partner.program.post({"query": CHEAP})) == (20_000, 20_000 - 1)
