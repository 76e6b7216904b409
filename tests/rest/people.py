"""Users who sign in with a password in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx2

from tests.members import user_row
from tests.product import Client, Product
from textgate.domain.permissions import Role
from textgate.services.access.passwords import Passwords

PASSWORD = "correct horse battery staple"
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(slots=True)
class Browser:
    """Sends requests as Textgate's own pages do; keeps the session in `cookie`."""

    http: httpx2.AsyncClient
    cookie: str = ""

    @property
    def headers(self) -> dict[str, str]:
        return FROM_OUR_PAGE | ({"Cookie": f"textgate={self.cookie}"} if self.cookie else {})

    async def post(self, path: str, body: Any) -> httpx2.Response:
        response = await self.http.post(path, json=body, headers=self.headers)
        self._keep(response)
        return response

    async def session(self) -> httpx2.Response:
        return await self.http.get("/auth/session", headers=self.headers)

    async def graphql(self, document: str) -> httpx2.Response:
        return await self.http.post("/graphql", json={"query": document}, headers=self.headers)

    async def is_signed_in(self) -> bool:
        statuses = {
            (await self.session()).status_code,
            (await self.graphql("{ viewer { name } }")).status_code,
        }
        assert statuses in ({200}, {401})
        return statuses == {200}

    def _keep(self, response: httpx2.Response) -> None:
        for header in response.headers.get_list("set-cookie"):
            name, _, rest = header.partition("=")
            assert name == "textgate"
            self.cookie = rest.partition(";")[0].strip('"')
        # Each browser keeps its own cookie: remove it from the shared client.
        self.http.cookies.clear()


async def user(
    product: Product, client: Client, role: Role = Role.PARTNER_ADMIN, **changes: Any
) -> dict[str, Any]:
    """Create an active user of the client's partner, with PASSWORD."""
    hashed = await Passwords(memory=8, rounds=1).hash(PASSWORD)
    values = {"password_hash": hashed, **changes}
    return await user_row(product, client.viewer.partner_id, role, **values)


async def sign_in(
    product: Product, email: str, password: str = PASSWORD, **more: Any
) -> tuple[Browser, httpx2.Response]:
    browser = Browser(product.http)
    return browser, await browser.post(
        "/auth/sign-in", {"email": email, "password": password, **more}
    )


def code_of(response: httpx2.Response) -> tuple[int, str]:
    error = response.json()["error"]
    assert error["requestId"] == response.headers["x-request-id"]
    return response.status_code, error["code"]
