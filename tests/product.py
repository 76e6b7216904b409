"""The product in one process for tests: an adjustable clock, a simulated carrier and API clients."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx2
from sqlalchemy import event

from tests.canary import watch
from tests.endpoints import Endpoints
from tests.published import check_published
from tests.shared_sql import share_compiled_sql
from textgate.app import create_app
from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.domain.viewer import Viewer
from textgate.services.access.passwords import Passwords
from textgate.services.options import Options
from textgate.services.services import Services, build
from textgate.storage.database import Database
from textgate.storage.statement_program import Statement

# A Monday: until Friday, business days are calendar days.
START = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)

# Most tests need no rate limits.
GENEROUS = Options(
    texts_per_account_and_day=1_000_000,
    texts_per_recipient_and_hour=1_000_000,
    points_at_once=1_000_000,
)

CONTACT = {
    "firstName": "John",
    "lastName": "Smith",
    "email": "jjsmith@partnersite.com",
    "phone": "+1888-555-1212",
}
ADDRESS = {
    "address1": "150 South Huntington Avenue",
    "city": "Boston",
    "state": "MA",
    "postalCode": "02130-4817",
    "countryCode": "US",
}


class TurnedClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(slots=True)
class Client:
    """A partner's program that calls GraphQL with its credential."""

    http: httpx2.AsyncClient
    token: str
    viewer: Viewer

    @property
    def credential_id(self) -> UUID:
        assert self.viewer.id is not None
        return self.viewer.id

    async def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Send a query; returns the whole response, including errors."""
        response = await self.post({"query": document, "variables": variables})
        answer: dict[str, Any] = response.json()
        return answer

    async def get(self, document: str, **variables: Any) -> Any:
        """Send a query; returns the data. Fails if the response has errors."""
        answer = await self.ask(document, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def post(self, body: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.http.post("/graphql", json=body, headers=headers)


@dataclass(slots=True)
class Product:
    services: Services
    carrier: Simulator
    clock: TurnedClock
    http: httpx2.AsyncClient
    endpoints: Endpoints
    passwords: Passwords
    database_url: str
    names: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        database_url: str,
        simulator: SimulatorOptions | None = None,
        options: Options = GENEROUS,
    ) -> AsyncIterator[Product]:
        clock = TurnedClock()
        database = Database(database_url)
        share_compiled_sql(database)
        carrier = Simulator(None, simulator or SimulatorOptions(), clock)
        # The cheapest argon2 parameters, for fast tests.
        passwords = Passwords(memory=8, rounds=1)
        endpoints = Endpoints()
        services = build(database, carrier, clock, options, passwords, endpoints)
        transport = httpx2.ASGITransport(app=create_app(services))
        try:
            hooks: dict[str, list[Any]] = {
                "request": [watch.see_request],
                "response": [watch.see_response, check_published],
            }
            async with httpx2.AsyncClient(
                transport=transport, base_url="http://textgate", event_hooks=hooks
            ) as http:
                yield cls(services, carrier, clock, http, endpoints, passwords, database_url)
        finally:
            try:
                await services.webhook_delivery.settle()
            finally:
                await carrier.close()
                await database.close()

    async def partner(
        self, name: str = "Acme EHR", *, sms_enabled: bool = True, complete: bool = True
    ) -> Client:
        """Create a partner and return its program. `complete` adds a website and a contact."""
        partner_id = await self.services.partners.create(name, sms_enabled=sms_enabled)
        client = await self.client(partner_id)
        if complete:
            changes = {"website": "https://partnersite.com", "contact": CONTACT}
            await client.get(UPDATE_PARTNER, input=changes)
        return client

    async def client(self, partner_id: UUID) -> Client:
        _, token = await self.services.credentials.create(partner_id, "tests")
        caller = await self.services.credentials.authenticate(token)
        assert caller is not None
        return Client(self.http, token, caller.viewer)

    async def account(self, client: Client, **changes: Any) -> str:
        """Create an account with complete details and return its ID; `changes` override the input."""
        number = next(self.names)
        complete_input = {
            "externalId": f"practice-{number}",
            "name": f"Practice {number}",
            "website": f"https://practice-{number}.org",
            "address": ADDRESS,
        }
        answer = await client.get(CREATE_ACCOUNT, input=complete_input | changes)
        assert answer["createAccount"]["userErrors"] == []
        account_id: str = answer["createAccount"]["account"]["id"]
        return account_id

    async def approved_account(self, client: Client, **changes: Any) -> str:
        """Create an account whose default location can send."""
        account_id = await self.account(client, **changes)
        await client.get(SEND, input={"senderId": account_id, "to": "4065550120", "body": "Hi"})
        await self.finish_reviews()
        return account_id

    async def finish_reviews(self) -> None:
        """Turn the clock by a week and let the carrier decide all verifications."""
        await self.work()
        self.clock.turn(days=7)
        await self.work()

    async def work(self) -> None:
        """Run all due work."""
        while (
            await self.services.review.run_due()
            + await self.services.delivery.run_due()
            + await self.services.delivery.apply_events()
        ):
            pass

    async def deliver_webhooks(self) -> None:
        """Enqueue due digests and deliver all due webhook events."""
        while await self.services.webhook_digest.run_due():
            pass
        while await self.services.webhook_delivery.run_due():
            await self.services.webhook_delivery.settle()

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """Collects the statements that run inside the block, without BEGIN."""
        texts: list[str] = []

        def note(_c: object, _u: object, statement: str, *_: object) -> None:
            if not statement.startswith("BEGIN"):
                texts.append(statement)

        def note_program(statement: Statement) -> None:
            texts.append(statement.text)

        database = self.services.database
        database.observers.append(note_program)
        engines = [engine.sync_engine for engine in database.engines]
        for engine in engines:
            event.listen(engine, "before_cursor_execute", note)
        yield texts
        database.observers.remove(note_program)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


CREATE_ACCOUNT = """
mutation ($input: CreateAccountInput!) {
  createAccount(input: $input) { account { id } userErrors { field code message } }
}"""

UPDATE_PARTNER = """
mutation ($input: UpdatePartnerBusinessDetailsInput!) {
  updatePartnerBusinessDetails(input: $input) {
    partner { businessDetails { isComplete missing } } userErrors { field code message }
  }
}"""

SEND = """
mutation ($input: SendSmsInput!) {
  sendSms(input: $input) {
    __typename
    ... on SendSmsSuccess { smsMessage { id status segments encoding to from { phoneNumber } } }
    ... on SmsError { code message }
    ... on SmsNumberNotVerifiedError { verification { id status } }
    ... on BusinessDetailsInsufficientError {
      missing account { id } rejectionReasons { code fields isRetryable }
    }
    ... on InvalidInputError { userErrors { field code message } }
  }
}"""
