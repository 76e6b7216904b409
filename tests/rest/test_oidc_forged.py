"""An ID token is believed only when it proves itself: wrong claims and forged signatures sign nobody in."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, RSAKey

from tests.product import Product
from tests.rest.fake_identity_provider import CLIENT, KEY, KEYS, SECRET, FakeProvider, Setting
from tests.rest.oidc_browser import assert_refused

ELSEWHERE = RSAKey.generate_key(2048)


@pytest.fixture
async def setting(product: Product) -> AsyncIterator[Setting]:
    async with Setting.open(product) as opened:
        yield opened


async def test_an_honest_token_signs_in(setting: Setting) -> None:
    await setting.assert_signs_in()
    assert (await setting.come_back(aud=[CLIENT], azp=CLIENT)).status_code == 303


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 1},
        {"iss": "https://login.evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": []},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": CLIENT},
        {"azp": "another"},
        {"sub": None},
        {"exp": None},
        {"exp": "never"},
        {"exp": float("nan")},
        {"iat": None},
        {"email": None},
        {"email": ""},
        {"email": ["ada@acme.example"]},
        {"email": "ada@acme.example, eve@other.example"},
        {"email": "\u00e0da@acme.example"},
        {"email_verified": None},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email_verified": 1},
    ],
    ids=str,
)
async def test_a_claim_that_is_wrong_or_absent_is_refused(setting: Setting, changes: Any) -> None:
    await assert_refused(setting.browser, await setting.come_back(**changes))


@pytest.mark.parametrize(
    ("claim", "seconds", "is_accepted"),
    [
        ("exp", -59, True),
        ("exp", -60, False),
        ("nbf", 60, True),
        ("nbf", 61, False),
        ("iat", 60, True),
        ("iat", 61, False),
    ],
)
async def test_clocks_may_differ_by_a_minute(
    product: Product, setting: Setting, claim: str, seconds: int, is_accepted: bool
) -> None:
    at = int(product.clock.now.timestamp()) + seconds
    response = await setting.come_back(**{claim: at})
    if is_accepted:
        assert response.status_code == 303
    else:
        await assert_refused(setting.browser, response)


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def by_hand(claims: dict[str, Any], alg: str, secret: bytes | None = None) -> str:
    """A token that no library makes."""
    parts = ({"alg": alg, "kid": "first"}, claims)
    signed = ".".join(encoded(json.dumps(part).encode()) for part in parts)
    signature = hmac.digest(secret, signed.encode(), "sha256") if secret is not None else b""
    return f"{signed}.{encoded(signature)}"


def with_claims(token: str, claims: dict[str, Any]) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{encoded(json.dumps(claims).encode())}.{signature}"


FORGERIES: dict[str, Callable[[FakeProvider, dict[str, Any]], str]] = {
    "not signed at all": lambda _, claims: by_hand(claims, "none"),
    "not signed, in capitals": lambda _, claims: by_hand(claims, "NONE"),
    "the client's secret": lambda _, claims: by_hand(claims, "HS256", SECRET.encode()),
    "the public key as a secret": lambda _, claims: by_hand(
        claims, "HS256", KEY.as_pem(private=False)
    ),
    "another algorithm of the same key": lambda p, claims: p.sign(claims, alg="RS512"),
    "a key that the token brings": lambda p, claims: p.sign(
        claims, ELSEWHERE, kid="first", jwk=ELSEWHERE.as_dict(private=False)
    ),
    "somebody else's key of that name": lambda p, claims: p.sign(claims, ELSEWHERE, kid="first"),
    "an unknown key": lambda p, claims: p.sign(claims, ELSEWHERE, kid="second"),
    "an elliptic key of that name": lambda p, claims: p.sign(
        claims, ECKey.generate_key("P-256"), kid="first", alg="ES256"
    ),
    "a changed claim": lambda p, claims: with_claims(p.sign(claims), claims | {"sub": "x"}),
    "no signature": lambda p, claims: p.sign(claims).rpartition(".")[0] + ".",
    "nothing": lambda _p, _c: "",
    "no token": lambda _p, _c: "a.b.c",
    "five parts": lambda _p, _c: "a.b.c.d.e",
    "a deep header": lambda _p, _c: encoded(b"[" * 300) + ".e30.e30",
    "a long one": lambda _p, _c: "a" * 250_000,
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forged_token_is_refused(setting: Setting, forgery: str) -> None:
    make = FORGERIES[forgery]
    response = await setting.come_back_with(lambda claims: make(setting.provider, claims))
    await assert_refused(setting.browser, response)
    # An unknown key is looked for once more, and not again and again.
    looked = 2 if forgery == "an unknown key" else 1
    assert setting.provider.asked.count(KEYS) <= looked


async def test_a_new_key_is_found_at_once(setting: Setting) -> None:
    await setting.assert_signs_in()
    new = ECKey.generate_key("P-256", {"kid": "second"})
    setting.provider.keys.append(new)
    response = await setting.come_back_with(
        lambda claims: setting.provider.sign(claims, new, alg="ES256")
    )
    assert response.status_code == 303
    assert setting.provider.asked.count(KEYS) == 2


async def test_a_weak_key_verifies_nothing(setting: Setting) -> None:
    """Also where the provider itself publishes it."""
    with pytest.warns(SecurityWarning):
        weak = RSAKey.generate_key(1024, {"kid": "weak"})
    setting.provider.keys.append(weak)
    response = await setting.come_back_with(lambda claims: setting.provider.sign(claims, weak))
    await assert_refused(setting.browser, response)
