"""A browser that signs in at an identity provider: it follows redirects, fills forms and keeps cookies."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx2

from tests.members import contents
from tests.product import Product
from tests.server import NO_TLS
from textgate.app import create_app
from textgate.services.sign_in.oidc import CALLBACK
from textgate.storage.tables import audit_entry, oidc_sign_in, session

OURS = "http://127.0.0.1:8000"
START = f"{OURS}/auth/oidc/start"
_VIEWER = {"query": "{ viewer { kind name } }"}


@dataclass(slots=True)
class Browser:
    """Calls Textgate in this process and providers over the network, with one cookie jar."""

    http: httpx2.AsyncClient
    product: Product

    @classmethod
    @asynccontextmanager
    async def open(cls, product: Product) -> AsyncIterator[Browser]:
        ours = httpx2.ASGITransport(app=create_app(product.services))
        async with httpx2.AsyncClient(
            mounts={f"all://{urlsplit(OURS).netloc}": ours},
            trust_env=False,
            timeout=30,
            verify=NO_TLS,
        ) as http:
            yield cls(http, product)

    async def start(self, partner_id: UUID, **headers: str) -> httpx2.Response:
        """Start a sign-in; returns Textgate's response."""
        parameters = {"partner": f"partner_{partner_id.hex}"}
        return await self.http.get(START, params=parameters, headers=headers)

    async def authorization_parameters(self, partner_id: UUID) -> dict[str, str]:
        """Start a sign-in; returns the parameters of the redirect to the provider."""
        started = await self.start(partner_id)
        assert started.status_code == 302, started.text
        return {k: v for k, (v,) in parse_qs(urlsplit(started.headers["location"]).query).items()}

    async def return_from_provider(self, **parameters: str) -> httpx2.Response:
        """Request the callback with these parameters; returns Textgate's response."""
        return await self.http.get(OURS + CALLBACK, params=parameters)

    async def sign_in_at_provider(self, partner_id: UUID, email: str) -> str:
        """Sign in at the provider; returns the callback URL that it redirects to."""
        response = await self.start(partner_id)
        while True:
            if response.is_redirect:
                location = str(response.url.join(response.headers["location"]))
                if location.startswith(OURS):
                    return location
                response = await self.http.get(location)
                continue
            assert response.status_code == 200, response.text
            form = re.search(r'action="([^"]+)"', response.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', response.text)
            assert form is not None
            assert prompt is not None
            fields = {"prompt": prompt[1], "login": email, "password": "any"}
            response = await self.http.post(form[1], data=fields)

    async def viewer(self) -> Any:
        """The signed-in viewer, or None."""
        response = await self.http.post(
            f"{OURS}/graphql", json=_VIEWER, headers={"Sec-Fetch-Site": "same-origin"}
        )
        return response.json()["data"]["viewer"] if response.status_code == 200 else None


async def assert_refused(
    browser: Browser,
    response: httpx2.Response,
    code: str = "SIGN_IN_FAILED",
    *,
    sessions: int = 0,
) -> None:
    """The response is this error, and the number of sessions is still `sessions`."""
    statuses = {"SIGN_IN_FAILED": 403, "SIGN_IN_EXPIRED": 400}
    assert response.status_code == statuses[code], response.text
    assert response.json()["error"]["code"] == code
    assert "set-cookie" not in response.headers
    assert "location" not in response.headers
    assert len(await contents(browser.product, session)) == sessions
    entries = await contents(browser.product, audit_entry)
    assert sum("SIGNED_IN" in entry for entry in entries) == sessions
    if not sessions:
        assert await browser.viewer() is None


async def pending_sign_ins(product: Product) -> int:
    """The number of sign-ins that were started and not completed."""
    return len(await contents(product, oidc_sign_in))
