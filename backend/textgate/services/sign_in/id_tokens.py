"""Verifies ID tokens (OpenID Connect Core, 3.1.3.7): whose they are, for whom, how signed, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

# Asymmetric ones only: with a shared secret, whoever may verify may also sign.
ALGORITHMS = ("RS256", "ES256")
LEEWAY_SECONDS = 60
_KEY_TYPES = ("RSA", "EC")
# Of an RSA key's modulus in base64: 2048 to 8192 bits.
_RSA_LENGTHS = range(342, 1_367)


class IdTokenRefused(Exception):
    """The token proves nothing; the text says why and quotes nothing of it."""


class UnknownKey(IdTokenRefused):
    """None of the keys that we know has signed the token. The provider may have newer ones, also under a key
    id that we know."""


@dataclass(frozen=True, slots=True)
class ExpectedClaims:
    """What the token must say."""

    issuer: str
    client_id: str
    nonce: str


def parse_keys(document: Mapping[str, Any]) -> KeySet:
    """The keys of a JWK Set that can verify a token; those that cannot be read are left out."""
    from joserfc.errors import JoseError
    from joserfc.jwk import Key, KeySet, import_key

    keys: list[Key] = []
    listed = document.get("keys")
    for each in listed if isinstance(listed, list) else []:
        if not isinstance(each, dict) or each.get("kty") not in _KEY_TYPES:
            continue
        if each["kty"] == "RSA" and len(str(each.get("n"))) not in _RSA_LENGTHS:
            continue
        try:
            keys.append(import_key(each))
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
    """What the provider says about the person; raises IdTokenRefused."""
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
    # For us alone: whoever else it is for could bring it here.
    if claims["aud"] not in (expected.client_id, [expected.client_id]):
        raise IdTokenRefused("InvalidClaimError aud")
    return dict(claims)
