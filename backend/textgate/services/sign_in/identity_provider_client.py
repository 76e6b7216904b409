"""HTTP client for identity providers: metadata, signing keys, and codes exchanged for tokens.

The operator chooses the issuer. Its responses are trusted no further than necessary.
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
from textgate.outgoing_tls import outgoing_tls
from textgate.services.sign_in.id_tokens import parse_keys
from textgate.services.sign_in.identity_providers import IdentityProvider

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

TIMEOUT_SECONDS = 10.0
MAX_RESPONSE_BYTES = 256 * 1024
CACHE_TTL = timedelta(hours=1)
# Forged tokens must not make this server flood the provider.
MIN_REFRESH_INTERVAL = timedelta(seconds=30)
_BASIC, _POST = "client_secret_basic", "client_secret_post"


class ProviderFailed(Exception):
    """The provider sent no response or an invalid one. The text quotes nothing from the response."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The required part of a provider's metadata (OpenID Connect Discovery, 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    takes_secret_in_body: bool
    takes_claims: bool
    names_itself: bool


class IdentityProviderClient:
    """Caches metadata and keys for an hour, in this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._metadata: dict[str, tuple[datetime, Metadata]] = {}
        self._keys: dict[str, tuple[datetime, KeySet]] = {}
        self._refreshed_at: dict[str, datetime] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def metadata(self, issuer: str) -> Metadata:
        """Raises ProviderFailed."""
        cached = self._metadata.get(issuer)
        now = self._clock()
        if cached is not None and now < cached[0] + CACHE_TTL:
            return cached[1]
        url = issuer.removesuffix("/") + "/.well-known/openid-configuration"
        metadata = _parse_metadata(issuer, await _request("GET", url))
        self._metadata[issuer] = now, metadata
        return metadata

    async def keys(self, issuer: str) -> KeySet:
        """The provider's signing keys. Raises ProviderFailed."""
        cached = self._keys.get(issuer)
        if cached is not None and self._clock() < cached[0] + CACHE_TTL:
            return cached[1]
        return await self._fetch_keys(issuer)

    async def newer_keys(self, issuer: str, known: KeySet) -> KeySet | None:
        """Fetch newer keys than `known`. None if that was tried a moment ago. Raises ProviderFailed."""
        async with self._locks[issuer]:
            cached = self._keys.get(issuer)
            if cached is not None and cached[1] is not known:
                # A concurrent sign-in has just fetched them.
                return cached[1]
            now, last = self._clock(), self._refreshed_at.get(issuer)
            # Negative if the clock was set back.
            if last is not None and timedelta(0) <= now - last < MIN_REFRESH_INTERVAL:
                return None
            self._refreshed_at[issuer] = now
            return await self._fetch_keys(issuer)

    async def _fetch_keys(self, issuer: str) -> KeySet:
        now = self._clock()
        metadata = await self.metadata(issuer)
        keys = parse_keys(await _request("GET", metadata.jwks_uri))
        if not keys.keys:
            # Not cached, since the next response may have keys.
            raise ProviderFailed("NoUsableKeys")
        self._keys[issuer] = now, keys
        return keys

    async def redeem(
        self, provider: IdentityProvider, code: str, *, verifier: str, redirect_uri: str
    ) -> dict[str, Any]:
        """Exchange a code for the token response. Raises ProviderFailed."""
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
        return await _request("POST", metadata.token_endpoint, form, headers)


def _basic(client_id: str, client_secret: str) -> str:
    # Form-encode both first (RFC 6749, 2.3.1), so that only one colon separates them.
    both = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"
    return f"Basic {b64encode(both.encode()).decode()}"


def _parse_metadata(issuer: str, document: Mapping[str, Any]) -> Metadata:
    # Otherwise one provider could impersonate another.
    if document.get("issuer") != issuer:
        raise ProviderFailed("OtherIssuer")
    may_be_local = is_local(issuer)

    def endpoint(name: str) -> str:
        url = document.get(name)
        if not isinstance(url, str) or not is_protected(url, may_be_local=may_be_local):
            raise ProviderFailed(f"UnusableEndpoint {name}")
        return url

    methods = document.get("token_endpoint_auth_methods_supported")
    supported = methods if isinstance(methods, list) else [_BASIC]
    return Metadata(
        authorization_endpoint=endpoint("authorization_endpoint"),
        token_endpoint=endpoint("token_endpoint"),
        jwks_uri=endpoint("jwks_uri"),
        takes_secret_in_body=_POST in supported and _BASIC not in supported,
        takes_claims=document.get("claims_parameter_supported") is True,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


async def _request(
    method: str,
    url: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Send a request and return the JSON object of its response. Raises ProviderFailed."""
    # Imported here: only signing in needs it.
    import httpx2

    # No compression, so that the size limit holds for the content too.
    all_headers = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
    try:
        async with (
            asyncio.timeout(TIMEOUT_SECONDS),
            # Ignore proxies and netrc files of the environment. Redirects are off (SSRF).
            httpx2.AsyncClient(
                verify=outgoing_tls(), trust_env=False, timeout=TIMEOUT_SECONDS
            ) as client,
            client.stream(
                method, url, data=form, headers=all_headers, follow_redirects=False
            ) as response,
        ):
            if response.status_code != 200:
                raise ProviderFailed(f"Status {response.status_code}")
            if response.headers.get("content-encoding", "identity") != "identity":
                raise ProviderFailed("Compressed")
            return _parse(await _read_body(response))
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError, ValueError) as error:
        # TimeoutError is an OSError.
        raise ProviderFailed(type(error).__name__) from None


async def _read_body(response: Any) -> bytes:
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
