"""A partner's program that speaks the known API as such programs do: one JSON object by POST, the auth
block inside it cut to what a method asks for, and only three fields of the answer relied upon."""

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
# Carriers refuse a practice that has none of its own.
WEBSITE = "https://lakeside.org"


@dataclass(slots=True)
class Program:
    """`auth` is all that it knows; it is configured once, as the vendor's programs are."""

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
        """Its answer, as a program takes it: HTTP's status must be 200, whatever has been decided."""
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

    async def done(
        self, method: str, level: Level = Level.ACCOUNT, **fields: Any
    ) -> dict[str, Any]:
        """What a call that goes well answers beside the envelope."""
        answer = await self.call(method, level, **fields)
        assert answer["responseCode"] == 2000, answer
        return {name: value for name, value in answer.items() if name not in ENVELOPE}

    async def code(self, method: str, level: Level = Level.ACCOUNT, **fields: Any) -> int:
        return int((await self.call(method, level, **fields))["responseCode"])

    async def practice(self, name: str = "Lakeside", **fields: Any) -> Program:
        """A new practice that could be verified, for which the answered program speaks."""
        given: dict[str, Any] = {"accountId": name, "name": name, "active": True}
        given |= ADDRESS | {"websiteUrl": WEBSITE} | fields
        await self.done("PracticeCreate/1.1", Level.APPLICATION, **given)
        return Program(
            self.http, self.application_id, self.application_password, given["accountId"]
        )


ENVELOPE = ("successful", "responseMessage", "responseCode")
ENVELOPE_OK = {"successful": True, "responseMessage": "OK", "responseCode": 2000}


async def program(product: Product, name: str = "Acme EHR", **partner: Any) -> Program:
    return Program.of(await product.partner(name, **partner))


async def approve(product: Product, speaker: Program, **sender: Any) -> None:
    """Let the number of an account, or of one of its places, be asked for and approved."""
    assert await speaker.code("SmsSend", toNumber="4065550120", message="Hi", **sender) == 4035
    await product.finish_reviews()
