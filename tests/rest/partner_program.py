"""A partner's program that calls the partner API as existing ones do.

It posts one JSON object, whose `auth` has only the fields that the method's level requires.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx2

from tests.product import Client, Product
from textgate.rest.partner_api.authentication import required_fields
from textgate.rest.partner_api.method import Level

BASE = "/api/io"
ADDRESS = {
    "address1": "150 South Huntington Avenue",
    "city": "Boston",
    "state": "MA",
    "postal": "02130-4817",
}
# Carriers reject a practice without its own website.
WEBSITE = "https://lakeside.org"


@dataclass(slots=True)
class Program:
    """A client of the partner API with a fixed configuration."""

    http: httpx2.AsyncClient
    application_id: str
    application_password: str
    account_id: str | None = None
    user_id: str | None = None

    @classmethod
    def of(
        cls, client: Client, account_id: str | None = None, user_id: str | None = None
    ) -> Program:
        return cls(client.http, str(client.credential_id), client.token, account_id, user_id)

    def auth(self, level: Level) -> dict[str, str | None]:
        known = {
            "applicationId": self.application_id,
            "applicationPassword": self.application_password,
            "accountId": self.account_id,
            "userId": self.user_id,
        }
        return {name: known[name] for name in required_fields(level)}

    async def post(self, path: str, body: Any) -> dict[str, Any]:
        """Post a body; returns the response. Its HTTP status must be 200, even for an error."""
        response = await self.http.post(BASE + path, json=body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        assert {"successful", "responseMessage", "responseCode"} <= answer.keys()
        assert answer["successful"] is (answer["responseCode"] == 2000)
        return answer

    async def call(
        self, method: str, level: Level = Level.ACCOUNT, **fields: Any
    ) -> dict[str, Any]:
        return await self.post(f"/{method}", {"auth": self.auth(level), **fields})

    async def result(
        self, method: str, level: Level = Level.ACCOUNT, **fields: Any
    ) -> dict[str, Any]:
        """The fields of a successful response without those of the envelope."""
        answer = await self.call(method, level, **fields)
        assert answer["responseCode"] == 2000, answer
        return {name: value for name, value in answer.items() if name not in ENVELOPE}

    async def code(self, method: str, level: Level = Level.ACCOUNT, **fields: Any) -> int:
        return int((await self.call(method, level, **fields))["responseCode"])

    async def practice(self, name: str = "Lakeside", **fields: Any) -> Program:
        """Create a practice with complete details; returns a program for it."""
        values: dict[str, Any] = {"accountId": name, "name": name, "active": True}
        values |= ADDRESS | {"websiteUrl": WEBSITE} | fields
        await self.result("PracticeCreate/1.1", Level.APPLICATION, **values)
        return Program(
            self.http, self.application_id, self.application_password, values["accountId"]
        )


ENVELOPE = ("successful", "responseMessage", "responseCode")
ENVELOPE_OK = {"successful": True, "responseMessage": "OK", "responseCode": 2000}


async def program(product: Product, name: str = "Acme EHR", **partner: Any) -> Program:
    """Create a partner; returns its program."""
    return Program.of(await product.partner(name, **partner))


async def approve(product: Product, caller: Program, **sender: Any) -> None:
    """Request a number for an account, or for a location or queue, and let the carrier approve it."""
    assert await caller.code("SmsSend", toNumber="4065550120", message="Hi", **sender) == 4035
    await product.finish_reviews()
