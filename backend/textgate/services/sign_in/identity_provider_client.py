"""Asks identity providers: where their endpoints are, which keys they sign with, what a code is worth.

The operator chooses the issuer; whatever the issuer answers is believed no further than it must be.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus

import orjson

from textgate.domain.clock import Clock
from textgate.domain.issuer import is_local, is_protected
from textgate.services.sign_in.id_tokens import parse_keys
from textgate.services.sign_in.identity_providers import IdentityProvider

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

ANSWER_WITHIN = 10.0
MAX_RESPONSE_BYTES = 256 * 1024
CACHE_TTL = timedelta(hours=1)
# Forged tokens must not make us flood the provider.
NEWER_KEYS_EVERY = timedelta(seconds=30)
_BASIC, _POST = "client_secret_basic", "client_secret_post"


class ProviderFailed(Exception):
    """The provider did not answer, or not as it should; the text quotes nothing of the answer."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a provider says about itself, as far as it is needed (OpenID Connect Discovery, 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    takes_secret_in_body: bool
    takes_claims: bool
    names_itself: bool


class IdentityProviderClient:
    """Keeps what every sign-in needs for an hour, in this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._metadata: dict[str, tuple[datetime, Metadata]] = {}
        self._keys: dict[str, tuple[datetime, KeySet]] = {}
        self._looked_for_newer: dict[str, datetime] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def metadata(self, issuer: str) -> Metadata:
        """Raises ProviderFailed."""
        kept = self._metadata.get(issuer)
        now = self._clock()
        if kept is not None and now < kept[0] + CACHE_TTL:
            return kept[1]
        url = issuer.removesuffix("/") + "/.well-known/openid-configuration"
        metadata = _parse_metadata(issuer, await _ask("GET", url))
        self._metadata[issuer] = now, metadata
        return metadata

    async def keys(self, issuer: str) -> KeySet:
        """What the provider signs with. Raises ProviderFailed."""
        kept = self._keys.get(issuer)
        if kept is not None and self._clock() < kept[0] + CACHE_TTL:
            return kept[1]
        return await self._fetch_keys(issuer)

    async def newer_keys(self, issuer: str, known: KeySet) -> KeySet | None:
        """Other keys than the known ones: fetched now, unless that was done a short while ago. Raises
        ProviderFailed."""
        async with self._turns[issuer]:
            kept = self._keys.get(issuer)
            if kept is not None and kept[1] is not known:
                # Another sign-in has just fetched them.
                return kept[1]
            now, last = self._clock(), self._looked_for_newer.get(issuer)
            # The clock may have been set back.
            if last is not None and timedelta(0) <= now - last < NEWER_KEYS_EVERY:
                return None
            self._looked_for_newer[issuer] = now
            return await self._fetch_keys(issuer)

    async def _fetch_keys(self, issuer: str) -> KeySet:
        now = self._clock()
        metadata = await self.metadata(issuer)
        keys = parse_keys(await _ask("GET", metadata.jwks_uri))
        if not keys.keys:
            # Not kept: the provider's next answer may be better.
            raise ProviderFailed("NoUsableKeys")
        self._keys[issuer] = now, keys
        return keys

    async def redeem(
        self, provider: IdentityProvider, code: str, *, verifier: str, redirect_uri: str
    ) -> dict[str, Any]:
        """The token endpoint's answer to a code; raises ProviderFailed."""
        metadata = await self.metadata(provider.issuer)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        headers = {}
        if provider.client_secret is None:
            form["client_id"] = provider.client_id
        elif metadata.takes_secret_in_body:
            form["client_id"] = provider.client_id
            form["client_secret"] = provider.client_secret
        else:
            headers["Authorization"] = _basic(provider.client_id, provider.client_secret)
        return await _ask("POST", metadata.token_endpoint, form, headers)


def _basic(client_id: str, client_secret: str) -> str:
    # Each encoded as in a form first (RFC 6749, 2.3.1), so that a colon divides them.
    both = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"
    return f"Basic {b64encode(both.encode()).decode()}"


def _parse_metadata(issuer: str, document: Mapping[str, Any]) -> Metadata:
    # Otherwise one provider could speak for another.
    if document.get("issuer") != issuer:
        raise ProviderFailed("OtherIssuer")
    may_be_local = is_local(issuer)

    def endpoint(name: str) -> str:
        url = document.get(name)
        if not isinstance(url, str) or not is_protected(url, may_be_local=may_be_local):
            raise ProviderFailed(f"UnusableEndpoint {name}")
        return url

    methods = document.get("token_endpoint_auth_methods_supported")
    given = methods if isinstance(methods, list) else [_BASIC]
    return Metadata(
        authorization_endpoint=endpoint("authorization_endpoint"),
        token_endpoint=endpoint("token_endpoint"),
        jwks_uri=endpoint("jwks_uri"),
        takes_secret_in_body=_POST in given and _BASIC not in given,
        takes_claims=document.get("claims_parameter_supported") is True,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


async def _ask(
    method: str,
    url: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The JSON object of an answer; raises ProviderFailed."""
    # Imported here: only signing in needs it.
    import httpx2

    # Not compressed, so that what arrives is as long as it is.
    sent = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    try:
        async with (
            asyncio.timeout(ANSWER_WITHIN),
            # No proxy and no password file of the environment, and nowhere else than asked.
            httpx2.AsyncClient(trust_env=False, timeout=ANSWER_WITHIN) as client,
            client.stream(method, url, data=form, headers=sent, follow_redirects=False) as response,
        ):
            if response.status_code != 200:
                raise ProviderFailed(f"Status {response.status_code}")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise ProviderFailed("Compressed")
            return _parse(await _read(response))
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        # TimeoutError is an OSError.
        raise ProviderFailed(type(error).__name__) from None


async def _read(response: Any) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_RESPONSE_BYTES:
            raise ProviderFailed("AnswerTooLong")
    return bytes(body)


def _parse(body: bytes) -> dict[str, Any]:
    try:
        parsed = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise ProviderFailed("NotJson") from None
    if not isinstance(parsed, dict):
        raise ProviderFailed("NotAnObject")
    return parsed
