"""Verifies ID tokens (OpenID Connect Core, 3.1.3.7): issuer, audience, signature, nonce and expiry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

# Asymmetric only: a shared secret that verifies can also sign.
ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 60
_KEY_TYPES = ("RSA", "EC")
# Base64 lengths of an RSA modulus of 2048 to 8192 bits.
_RSA_LENGTHS = range(342, 1_367)


class IdTokenRefused(Exception):
    """The token is invalid. The text has the reason and quotes nothing from the token."""


class UnknownKey(IdTokenRefused):
    """No known key has signed the token. The provider may have rotated its keys, even under a known key id."""


@dataclass(frozen=True, slots=True)
class ExpectedClaims:
    """The values that the token must have."""

    issuer: str
    client_id: str
    nonce: str


def parse_keys(document: Mapping[str, Any]) -> KeySet:
    """Parse the keys of a JWK Set that can verify a token. Skips unsupported and invalid keys."""
    from joserfc.errors import JoseError
    from joserfc.jwk import Key, KeySet, import_key

    keys: list[Key] = []
    entries = document.get("keys")
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or entry.get("kty") not in _KEY_TYPES:
            continue
        if entry["kty"] == "RSA" and len(str(entry.get("n"))) not in _RSA_LENGTHS:
            continue
        try:
            keys.append(import_key(entry))
        except (JoseError, ValueError, TypeError):
            continue
    return KeySet(keys)


def verified_claims(
    token: str,
    keys: KeySet,
    expected: ExpectedClaims,
    now: datetime,
    access_token: str | None = None,
) -> dict[str, Any]:
    """Verify a token and return its claims. Raises IdTokenRefused."""
    from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
    from joserfc import jwt
    from joserfc.errors import BadSignatureError, InvalidKeyIdError, InvalidKeyTypeError, JoseError
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        decoded = jwt.decode(token, keys, registry=registry)
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {"iss": {"essential": True, "value": expected.issuer}},
            {
                "client_id": expected.client_id,
                "nonce": expected.nonce,
                "access_token": access_token,
            },
        )
        claims.validate(int(now.timestamp()), LEEWAY_SECONDS)
    except (InvalidKeyIdError, BadSignatureError, InvalidKeyTypeError) as error:
        raise UnknownKey(type(error).__name__) from None
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        claim = getattr(error, "claim", "")
        raise IdTokenRefused(f"{type(error).__name__} {claim}".strip()) from None
    # Only for this client: another client could replay a token with several audiences here.
    if claims["aud"] not in (expected.client_id, [expected.client_id]):
        raise IdTokenRefused("InvalidClaimError aud")
    return dict(claims)
