"""A fake identity provider on a free port, whose responses and keys a test can replace."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import httpx2
from joserfc import jwt
from joserfc.jwk import Key, KeySet, RSAKey

from tests.members import user_row
from tests.product import Product
from tests.rest.oidc_browser import Browser

METADATA, KEYS, TOKEN = "/.well-known/openid-configuration", "/jwks", "/token"
CLIENT = "textgate"
USUAL = object()
SECRET = "a secret that is long enough for HS256"
# Generated once, because that is slow.
KEY = RSAKey.generate_key(2048, {"kid": "first"})


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: JSON, or raw bytes, followed by `spaces`.

    USUAL content is the provider's correct response. None sends nothing until the client disconnects.
    """

    content: Any
    status: int = 200
    headers: tuple[str, ...] = ()
    spaces: int = 0

    def encoded(self) -> bytes:
        content = self.content
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        body += b" " * self.spaces
        lines = (f"HTTP/1.1 {self.status} x", f"Content-Length: {len(body)}", *self.headers)
        return "\r\n".join((*lines, "Connection: close", "", "")).encode() + body


@dataclass(slots=True)
class FakeProvider:
    """Serves metadata, keys and tokens.

    `answers` replace the usual responses, by path. `requested` lists the requested paths. `id_tokens` maps
    authorization codes to their own tokens; other codes yield `id_token`.
    """

    clock: Callable[[], datetime]
    issuer: str = ""
    keys: list[Key] = field(default_factory=lambda: [KEY])
    id_token: str | None = None
    id_tokens: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)
    requested: list[str] = field(default_factory=list)

    @property
    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": self.issuer + TOKEN,
            "jwks_uri": self.issuer + KEYS,
        }

    def claims(self, nonce: str) -> dict[str, Any]:
        """The claims of a user who may sign in."""
        now = int(self.clock().timestamp())
        return {
            "iss": self.issuer,
            "sub": "of Ada",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": "ada@acme.example",
            "email_verified": True,
        }

    def sign(self, claims: dict[str, Any], key: Key | None = None, **header: Any) -> str:
        """Sign a token with this provider's key or another one. Claims that are None are omitted."""
        key = key or self.keys[0]
        claims = {name: value for name, value in claims.items() if value is not None}
        protected = {"alg": "RS256", "kid": key.kid} | header
        return jwt.encode(protected, claims, key, algorithms=[protected["alg"]])

    def _answer(self, path: str, form: dict[str, list[str]]) -> Answer:
        answer = self.answers.get(path, Answer(USUAL))
        if answer.content is not USUAL:
            return answer
        id_token = self.id_tokens.get(form.get("code", [""])[0], self.id_token)
        usual: dict[str, Any] = {
            METADATA: self.metadata,
            KEYS: KeySet(self.keys).as_dict(private=False),
            TOKEN: {"access_token": "a", "token_type": "Bearer", "id_token": id_token},
        }
        return replace(answer, content=usual[path.partition("?")[0]])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("ascii")
            path = head.split(" ", 2)[1]
            self.requested.append(path)
            length = re.search(r"\r\ncontent-length: (\d+)", head.lower())
            form = parse_qs((await reader.readexactly(int(length[1]))).decode()) if length else {}
            answer = self._answer(path, form)
            if answer.content is None:
                await asyncio.sleep(60)
            writer.write(answer.encoded())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def fake_provider(clock: Callable[[], datetime]) -> AsyncIterator[FakeProvider]:
    """Run a fake provider."""
    provider = FakeProvider(clock)
    handlers: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(provider.serve(reader, writer))
        handlers.add(task)
        task.add_done_callback(handlers.discard)

    listening = await asyncio.start_server(accept, "127.0.0.1", 0)
    provider.issuer = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield provider
    finally:
        listening.close()
        for task in list(handlers):
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)


@dataclass(slots=True)
class Setting:
    """A partner with a fake provider, its user Ada, and her browser."""

    product: Product
    provider: FakeProvider
    partner_id: UUID
    browser: Browser

    @classmethod
    @asynccontextmanager
    async def open(cls, product: Product) -> AsyncIterator[Setting]:
        partner_id = await product.services.partners.create("Acme EHR", sms_enabled=True)
        await user_row(product, partner_id, email="ada@acme.example", name="Ada")
        async with fake_provider(product.clock) as provider, Browser.open(product) as browser:
            await product.services.identity_providers.set(
                partner_id, issuer=provider.issuer, client_id=CLIENT, client_secret=SECRET
            )
            yield cls(product, provider, partner_id, browser)

    async def start(self, **headers: str) -> httpx2.Response:
        return await self.browser.start(self.partner_id, **headers)

    async def sign_in(self, **changes: Any) -> httpx2.Response:
        """Sign in with a valid token whose claims are changed."""
        return await self.sign_in_with(lambda claims: self.provider.sign(claims | changes))

    async def sign_in_with(self, make: Callable[[dict[str, Any]], str]) -> httpx2.Response:
        """Sign in with the token that `make` builds from valid claims."""
        parameters = await self.browser.authorization_parameters(self.partner_id)
        self.provider.id_token = make(self.provider.claims(parameters["nonce"]))
        return await self.browser.return_from_provider(state=parameters["state"], code="c")

    async def assert_signs_in(self) -> None:
        """A valid token signs Ada in."""
        assert (await self.sign_in()).status_code == 303
        assert await self.browser.viewer() == {"kind": "PARTNER_USER", "name": "Ada"}
