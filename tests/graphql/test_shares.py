"""Fair use among a partner's callers: each has a share of its points, and refusals cost nobody else."""

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

WHO = "{ viewer { name } }"
MALFORMED = "{ nothing }"
DEAR = "{ accounts(first: 100) { nodes { senders(first: 98) { nodes { name } } } } }"

# The usual points; everything else is without limits.
USUAL = replace(
    GENEROUS,
    points_per_second=Options().points_per_second,
    points_at_once=Options().points_at_once,
)
REFUSED_AT_ONCE, REFUSED_A_SECOND, SENDS, SECONDS = 210, 30, 86, 10

Ask = Callable[[str], Awaitable[httpx2.Response]]


@dataclass(slots=True)
class Partner:
    """A partner's program, and its account that may send."""

    product: Product
    program: Client
    account: str

    async def send(self) -> bool:
        """Whether the program's text was accepted."""
        given = {"senderId": self.account, "to": "4065550120", "body": "Hi"}
        response = await self.program.post({"query": SEND, "variables": {"input": given}})
        if response.status_code != 200:
            return False
        kind: str = response.json()["data"]["sendSms"]["__typename"]
        return kind == "SendSmsSuccess"

    async def embed(self) -> Ask:
        """A composer with a token of its own."""
        token = (await create(self.program, self.account))["token"]
        headers = {"Authorization": f"Bearer {token}", "Origin": PAGE}

        async def ask(query: str) -> httpx2.Response:
            body = {"query": query}
            return await self.product.http.post("/graphql", json=body, headers=headers)

        return ask

    async def person(self) -> Ask:
        """Somebody who works for the partner, signed in."""
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

    def rest(self) -> None:
        """Let every bucket fill up."""
        self.product.clock.turn(minutes=5)


@pytest.fixture
async def partner(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Partner]:
    """With the usual points, and a clock that stands still; refusals are answered at once."""

    async def no_pause(_: float) -> None:
        pass

    async with Product.open(database_url, options=USUAL) as product:
        monkeypatch.setattr(rate_limits, "asyncio", SimpleNamespace(sleep=no_pause))
        program = await product.partner()
        yield Partner(product, program, await product.approved_account(program))


def left(response: httpx2.Response) -> tuple[int, int]:
    """The limit and what remains of it."""
    headers = response.headers
    return int(headers["x-ratelimit-limit"]), int(headers["x-ratelimit-remaining"])


@pytest.mark.parametrize(
    ("kind", "number", "most_read"),
    [("embed token", 1, 30), ("embed token", 40, 75), ("person", 1, 75), ("credential", 1, 300)],
)
async def test_a_caller_that_is_always_refused_does_not_stop_the_partners_program(
    partner: Partner, kind: str, number: int, most_read: int
) -> None:
    refused = await partner.callers(kind, number)
    partner.rest()
    before = await rows(partner.product, message)
    statuses = [
        (await refused[each % number](MALFORMED)).status_code for each in range(REFUSED_AT_ONCE)
    ]
    accepted = asked = 0
    for tick in range(SECONDS * REFUSED_A_SECOND):
        statuses.append((await refused[tick % number](MALFORMED)).status_code)
        if tick * SENDS // (SECONDS * REFUSED_A_SECOND) >= asked:
            asked += 1
            accepted += await partner.send()
        partner.product.clock.turn(seconds=1 / REFUSED_A_SECOND)
    assert asked == SENDS
    assert accepted >= 0.95 * SENDS
    assert await rows(partner.product, message) == before + accepted
    # It runs out of its own points, and is then refused before anything is read.
    assert statuses.count(200) <= most_read
    assert set(statuses) == {200, 429}


@pytest.mark.parametrize(
    ("kind", "limit"), [("embed token", 2_000), ("person", 5_000), ("credential", 20_000)]
)
async def test_a_refusal_is_charged_to_the_share_of_its_caller_only(
    partner: Partner, kind: str, limit: int
) -> None:
    (caller,) = await partner.callers(kind)
    partner.rest()
    assert left(await caller(WHO)) == (limit, limit - 1)
    for _ in range(3):
        assert (await caller(MALFORMED)).status_code == 200
    assert left(await caller(WHO)) == (limit, limit - 302)
    # The partner has paid for what was answered.
    assert left(await partner.program.post({"query": WHO})) == (20_000, 20_000 - 3)


async def test_what_is_answered_is_paid_by_the_partner_as_well(partner: Partner) -> None:
    embed, person = await partner.embed(), await partner.person()
    partner.rest()
    costs = [(await ask(DEAR)).json()["extensions"]["cost"]["points"] for ask in (embed, person)]
    assert costs == [991, 991]
    assert left(await partner.program.post({"query": WHO})) == (20_000, 20_000 - 2 * 991 - 1)


@pytest.mark.parametrize(
    ("kind", "number", "together"), [("embed token", 4, 5_000), ("person", 4, 10_000)]
)
async def test_callers_of_one_kind_together_leave_points_to_programs(
    partner: Partner, kind: str, number: int, together: int
) -> None:
    callers = await partner.callers(kind, number)
    partner.rest()
    paid = 0
    for caller in callers:
        while (response := await caller(DEAR)).status_code == 200:
            paid += response.json()["extensions"]["cost"]["points"]
    assert together - 991 < paid <= together
    assert left(response)[0] == together
    assert left(await partner.program.post({"query": WHO})) == (20_000, 20_000 - paid - 1)
    assert await partner.send()


async def test_a_person_has_one_share_with_many_sessions(partner: Partner) -> None:
    row = await people.user(partner.product, partner.program)
    sessions = [await partner.session(row["email"]) for _ in range(3)]
    partner.rest()
    assert [left(await ask(WHO)) for ask in sessions] == [(5_000, 5_000 - n) for n in (1, 2, 3)]


async def test_a_share_comes_back_with_time_and_says_when(partner: Partner) -> None:
    embed = await partner.embed()
    partner.rest()
    for _ in range(20):
        assert (await embed(MALFORMED)).status_code == 200
    refused = await embed(WHO)
    assert (refused.status_code, left(refused)) == (429, (2_000, 0))
    assert refused.json()["errors"][0]["extensions"]["code"] == "RATE_LIMITED"
    # A tenth of the partner's 1,000 points a second.
    assert refused.headers["x-ratelimit-reset"] == "20"
    assert refused.headers["retry-after"] == "1"
    partner.product.clock.turn(seconds=1)
    assert left(await embed(WHO)) == (2_000, 99)


async def test_what_cannot_be_paid_costs_the_partner_nothing(partner: Partner) -> None:
    embed = await partner.embed()
    partner.rest()
    paid = 0
    for _ in range(10):
        if (response := await embed(DEAR)).status_code == 200:
            paid += 991
    assert (response.status_code, paid) == (429, 2 * 991)
    assert left(await partner.program.post({"query": WHO})) == (20_000, 20_000 - paid - 1)


async def test_an_operation_that_costs_too_much_is_charged_as_a_refusal(partner: Partner) -> None:
    huge = DEAR.replace("98", "100")
    partner.rest()
    response = await partner.program.post({"query": huge})
    assert response.json()["errors"][0]["extensions"]["code"] == "TOO_LARGE"
    assert left(response) == (20_000, 20_000 - 100)


async def test_calls_that_the_partner_api_refuses_cost_their_credential_only(
    partner: Partner,
) -> None:
    client = await partner.product.client(partner.program.viewer.partner_id)
    body = {"auth": Program.of(client, "nobody").auth(Level.ACCOUNT)}
    partner.rest()
    for number in (1, 2, 3):
        response = await partner.product.http.post(f"{BASE}/SmsSendNumberList", json=body)
        assert response.json()["responseCode"] == 4011
        assert left(response) == (20_000, 20_000 - number)
    assert left(await partner.program.post({"query": WHO})) == (20_000, 20_000 - 1)
