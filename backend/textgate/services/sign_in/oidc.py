"""Sign-in with the partner's own identity provider: OpenID Connect, authorization code, PKCE.

The browser keeps a random token in a cookie. The `state`, the `nonce` and the code verifier are derived from
the token. The database stores its hash until the browser returns, for ten minutes at most.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import structlog
from sqlalchemy import delete, insert, select, update

from textgate.domain.audit import AuditAction, Change, Event
from textgate.domain.clock import Clock
from textgate.domain.email_address import parse_user_email
from textgate.domain.errors import InvalidValue
from textgate.domain.ids import new_id
from textgate.domain.network import client_of
from textgate.domain.viewer import Origin
from textgate.services.access.tokens import has_key, new_token, token_key
from textgate.services.access.user_status import UserStatus, status_of
from textgate.services.audit import audit_log
from textgate.services.credentials.sessions import Sessions, viewer_of
from textgate.services.limits import window_counters
from textgate.services.sign_in import identity_providers
from textgate.services.sign_in.id_tokens import (
    ExpectedClaims,
    IdTokenRefused,
    UnknownKey,
    verified_claims,
)
from textgate.services.sign_in.identity_provider_client import (
    IdentityProviderClient,
    ProviderFailed,
)
from textgate.services.sign_in.identity_providers import IdentityProvider
from textgate.storage.database import Database
from textgate.storage.tables import oidc_sign_in, user

log = structlog.get_logger(__name__)

VALID_FOR = timedelta(minutes=10)
STARTS_A_MINUTE = 30
CALLBACK = "/auth/oidc/callback"
_MINUTE = timedelta(minutes=1)
_CLAIMS = '{"id_token":{"email":{"essential":true},"email_verified":{"essential":true}}}'


class NoIdentityProvider(Exception):
    """The partner is unknown or has no provider."""


class TooManyStarts(Exception):
    """Too many sign-ins from this network address. Try again at `ends_at`."""

    def __init__(self, ends_at: datetime) -> None:
        super().__init__()
        self.ends_at = ends_at


class StateRefused(Exception):
    """Another browser started this sign-in, or it has expired or is finished (login CSRF)."""


class SignInRefused(Exception):
    """The sign-in failed. The reason is only for the log."""


@dataclass(frozen=True, slots=True)
class StartedSignIn:
    """The URL for the browser, and the token for its cookie."""

    url: str
    token: str


@dataclass(frozen=True, slots=True)
class CallbackParameters:
    """The cookie's token, the token of an old session, and the provider's query parameters."""

    token: str | None
    session: str | None
    state: str | None
    code: str | None
    issuer: str | None


def is_installed() -> bool:
    """True if the extra `oidc` is installed. Does not import it, since that is slow."""
    return all(find_spec(name) is not None for name in ("authlib", "joserfc", "httpx2"))


class OidcSignIn:
    def __init__(
        self, database: Database, clock: Clock, sessions: Sessions, public_url: str
    ) -> None:
        self._database = database
        self._clock = clock
        self._sessions = sessions
        self._redirect_uri = public_url + CALLBACK
        self._client = IdentityProviderClient(clock)

    async def start(self, partner_id: UUID, origin: Origin) -> StartedSignIn:
        """Raises NoIdentityProvider, TooManyStarts or ProviderFailed."""
        async with self._database.read() as connection:
            provider = await identity_providers.load_provider(connection, partner_id)
        if provider is None:
            raise NoIdentityProvider
        token = new_token(provider.partner_id)
        await self._insert(token, provider, origin)
        try:
            metadata = await self._client.metadata(provider.issuer)
        except ProviderFailed as error:
            log.warning("identity_provider_failed", reason=str(error), partner_id=partner_id.hex)
            raise
        parameters = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": self._redirect_uri,
            "scope": "openid email",
            "state": _derived(token, "state"),
            "nonce": _derived(token, "nonce"),
            "code_challenge": _challenge(_derived(token, "verifier")),
            "code_challenge_method": "S256",
        }
        if metadata.takes_claims:
            # Some providers include the email address in the ID token only on request.
            parameters["claims"] = _CLAIMS
        endpoint = metadata.authorization_endpoint.partition("#")[0]
        separator = "&" if "?" in endpoint else "?"
        return StartedSignIn(endpoint + separator + urlencode(parameters), token)

    async def _insert(self, token: str, provider: IdentityProvider, origin: Origin) -> None:
        now = self._clock()
        key = window_counters.key_of("oidc", client_of(origin.address))
        row = {
            "id": new_id(),
            **token_key(token)._asdict(),
            "created_at": now,
            "expires_at": now + VALID_FOR,
        }
        of_partner = oidc_sign_in.c.partner_id == provider.partner_id
        async with self._database.write() as connection:
            count = (await window_counters.count(connection, now, {key: _MINUTE}))[key]
            if count.times > STARTS_A_MINUTE:
                raise TooManyStarts(count.ends_at)
            is_expired = oidc_sign_in.c.expires_at <= now
            await connection.execute(delete(oidc_sign_in).where(of_partner, is_expired))
            await connection.execute(insert(oidc_sign_in), row)

    async def finish(self, callback: CallbackParameters, origin: Origin) -> str:
        """Start a session and return its token. Ends the browser's old session.

        Raises StateRefused or SignInRefused.
        """
        token = callback.token
        if not token or not _is_same(callback.state, _derived(token, "state")):
            raise StateRefused
        provider = await self._use(token)
        try:
            claims = await self._claims(provider, token, callback)
            return await self._start_session(provider, _email(claims), callback.session, origin)
        except (ProviderFailed, IdTokenRefused, SignInRefused) as error:
            reason = str(error)
            log.warning("oidc_sign_in_refused", reason=reason, partner_id=provider.partner_id.hex)
            raise SignInRefused(reason) from None

    async def _use(self, token: str) -> IdentityProvider:
        """Delete the pending sign-in, so that the token works once. Returns its provider."""
        statement = (
            delete(oidc_sign_in)
            .where(has_key(oidc_sign_in, token_key(token)))
            .returning(oidc_sign_in.c.partner_id, oidc_sign_in.c.expires_at)
        )
        async with self._database.write() as connection:
            row = (await connection.execute(statement)).one_or_none()
            if row is None or row.expires_at <= self._clock():
                raise StateRefused
            provider = await identity_providers.load_provider(connection, row.partner_id)
        if provider is None:
            raise StateRefused
        return provider

    async def _claims(
        self, provider: IdentityProvider, token: str, callback: CallbackParameters
    ) -> dict[str, Any]:
        metadata = await self._client.metadata(provider.issuer)
        # Prevent mix-up attacks: refuse a code from another provider (RFC 9207).
        if callback.issuer != provider.issuer and (callback.issuer or metadata.names_itself):
            raise SignInRefused("OtherIssuer")
        if not callback.code:
            raise SignInRefused("NoCode")
        response = await self._client.redeem(
            provider,
            callback.code,
            verifier=_derived(token, "verifier"),
            redirect_uri=self._redirect_uri,
        )
        id_token, access_token = response.get("id_token"), response.get("access_token")
        if not isinstance(id_token, str):
            raise SignInRefused("NoIdToken")
        if not isinstance(access_token, str):
            access_token = None
        expected = ExpectedClaims(provider.issuer, provider.client_id, _derived(token, "nonce"))
        keys = await self._client.keys(provider.issuer)
        try:
            return verified_claims(id_token, keys, expected, self._clock(), access_token)
        except UnknownKey:
            newer = await self._client.newer_keys(provider.issuer, keys)
            if newer is None:
                raise
            return verified_claims(id_token, newer, expected, self._clock(), access_token)

    async def _start_session(
        self, provider: IdentityProvider, email: str, old_token: str | None, origin: Origin
    ) -> str:
        now = self._clock()
        is_user = (user.c.email == email) & (user.c.partner_id == provider.partner_id)
        async with self._database.write() as connection:
            statement = select(user).where(is_user).with_for_update()
            found_row = (await connection.execute(statement)).mappings().one_or_none()
            if found_row is None or status_of(found_row) is not UserStatus.ACTIVE:
                raise SignInRefused("NoActiveUser")
            row = dict(found_row)
            await connection.execute(update(user).where(is_user).values(last_sign_in_at=now))
            if old_token is not None:
                await self._sessions.drop(connection, old_token)
            session_token = await self._sessions.start(connection, row)
            # `sms_enabled` is irrelevant to the audit log.
            viewer = viewer_of(row, sms_enabled=False, origin=origin)
            change = Change("identity_provider", None, provider.issuer)
            event = Event(AuditAction.SIGNED_IN, "user", row["id"], row["account_id"], (change,))
            await audit_log.record(connection, viewer, now, event)
        return session_token


def _email(claims: Mapping[str, Any]) -> str:
    """The email address that the provider has verified, in the form of a user's address."""
    email = claims.get("email")
    # Some providers send the string "true". Refuse it: others send unverified input there.
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        raise SignInRefused("NoVerifiedEmail")
    try:
        return parse_user_email(email)
    except InvalidValue:
        raise SignInRefused("NoVerifiedEmail") from None


def _derived(token: str, purpose: str) -> str:
    """Derive 43 characters that reveal neither the token nor the values for other purposes."""
    return _base64(hmac.digest(token.encode(), purpose.encode(), "sha256"))


def _challenge(verifier: str) -> str:
    """PKCE's S256 (RFC 7636, 4.2)."""
    return _base64(hashlib.sha256(verifier.encode()).digest())


def _base64(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _is_same(received: str | None, expected: str) -> bool:
    return received is not None and hmac.compare_digest(received.encode(), expected.encode())
