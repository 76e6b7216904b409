"""ID tokens with wrong claims or forged signatures are refused."""

from __future__ import annotations

import asyncio
import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import delete

from tests.product import Product
from tests.rest.fake_identity_provider import CLIENT, KEY, KEYS, SECRET, FakeProvider, Setting
from tests.rest.oidc_browser import Browser, assert_refused
from textgate.services.sign_in import oidc
from textgate.storage.tables import quota

OTHER_KEY = RSAKey.generate_key(2048)


@pytest.fixture
async def setting(product: Product) -> AsyncIterator[Setting]:
    async with Setting.open(product) as opened:
        yield opened


async def test_a_valid_token_signs_in(setting: Setting) -> None:
    await setting.assert_signs_in()
    assert (await setting.sign_in(aud=[CLIENT], azp=CLIENT)).status_code == 303


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
async def test_a_wrong_or_missing_claim_is_refused(setting: Setting, changes: Any) -> None:
    await assert_refused(setting.browser, await setting.sign_in(**changes))


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
async def test_clocks_may_differ_by_one_minute(
    product: Product, setting: Setting, claim: str, seconds: int, is_accepted: bool
) -> None:
    time = int(product.clock.now.timestamp()) + seconds
    response = await setting.sign_in(**{claim: time})
    if is_accepted:
        assert response.status_code == 303
    else:
        await assert_refused(setting.browser, response)


def encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def encode_by_hand(claims: dict[str, Any], alg: str, secret: bytes | None = None) -> str:
    """Encode a token that libraries refuse to create."""
    parts = ({"alg": alg, "kid": "first"}, claims)
    signed = ".".join(encoded(json.dumps(part).encode()) for part in parts)
    signature = hmac.digest(secret, signed.encode(), "sha256") if secret is not None else b""
    return f"{signed}.{encoded(signature)}"


def with_claims(token: str, claims: dict[str, Any]) -> str:
    header, _, signature = token.split(".")
    return f"{header}.{encoded(json.dumps(claims).encode())}.{signature}"


FORGERIES: dict[str, Callable[[FakeProvider, dict[str, Any]], str]] = {
    "not signed at all": lambda _, claims: encode_by_hand(claims, "none"),
    "not signed, in capitals": lambda _, claims: encode_by_hand(claims, "NONE"),
    "the client's secret": lambda _, claims: encode_by_hand(claims, "HS256", SECRET.encode()),
    "the public key as a secret": lambda _, claims: encode_by_hand(
        claims, "HS256", KEY.as_pem(private=False)
    ),
    "another algorithm of the same key": lambda p, claims: p.sign(claims, alg="RS512"),
    "a key embedded in the token": lambda p, claims: p.sign(
        claims, OTHER_KEY, kid="first", jwk=OTHER_KEY.as_dict(private=False)
    ),
    "another key with the same ID": lambda p, claims: p.sign(claims, OTHER_KEY, kid="first"),
    "an unknown key": lambda p, claims: p.sign(claims, OTHER_KEY, kid="second"),
    "an elliptic key with the same ID": lambda p, claims: p.sign(
        claims, ECKey.generate_key("P-256"), kid="first", alg="ES256"
    ),
    "a changed claim": lambda p, claims: with_claims(p.sign(claims), claims | {"sub": "x"}),
    "no signature": lambda p, claims: p.sign(claims).rpartition(".")[0] + ".",
    "nothing": lambda _p, _c: "",
    "no token": lambda _p, _c: "a.b.c",
    "five parts": lambda _p, _c: "a.b.c.d.e",
    "a deep header": lambda _p, _c: encoded(b"[" * 300) + ".e30.e30",
    "a long token": lambda _p, _c: "a" * 250_000,
}
SIGNED_BY_NO_KNOWN_KEY = (
    "a key embedded in the token",
    "another key with the same ID",
    "an unknown key",
    "an elliptic key with the same ID",
    "a changed claim",
    "no signature",
)


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_forged_token_is_refused(setting: Setting, forgery: str) -> None:
    make = FORGERIES[forgery]
    response = await setting.sign_in_with(lambda claims: make(setting.provider, claims))
    await assert_refused(setting.browser, response)
    # A signature without a matching key refetches the keys, at most once.
    assert setting.provider.requested.count(KEYS) <= (2 if forgery in SIGNED_BY_NO_KNOWN_KEY else 1)


async def test_a_new_signing_key_works_at_once(setting: Setting) -> None:
    await setting.assert_signs_in()
    new = ECKey.generate_key("P-256", {"kid": "second"})
    setting.provider.keys.append(new)
    response = await setting.sign_in_with(
        lambda claims: setting.provider.sign(claims, new, alg="ES256")
    )
    assert response.status_code == 303
    assert setting.provider.requested.count(KEYS) == 2


@pytest.mark.parametrize(
    ("new", "algorithm"),
    [
        (RSAKey.generate_key(2048, {"kid": "first"}), "RS256"),
        (ECKey.generate_key("P-256", {"kid": "first"}), "ES256"),
    ],
    ids=["the same type", "another type"],
)
async def test_a_replaced_signing_key_works_at_once(
    setting: Setting, new: RSAKey | ECKey, algorithm: str
) -> None:
    await setting.assert_signs_in()
    setting.provider.keys = [new]
    response = await setting.sign_in_with(
        lambda claims: setting.provider.sign(claims, new, alg=algorithm)
    )
    assert response.status_code == 303
    assert setting.provider.requested.count(KEYS) == 2
    # The old key's signatures are now refused.
    response = await setting.sign_in_with(lambda claims: setting.provider.sign(claims, KEY))
    assert (response.status_code, "set-cookie" in response.headers) == (403, False)


@pytest.mark.parametrize("name", ["first", "unknown"])
async def test_forged_tokens_do_not_flood_the_provider(
    product: Product, setting: Setting, name: str
) -> None:
    await setting.assert_signs_in()

    async def send_forged_token() -> None:
        response = await setting.sign_in_with(
            lambda claims: setting.provider.sign(claims, OTHER_KEY, kid=name)
        )
        assert response.status_code == 403

    for _ in range(100 // oidc.STARTS_A_MINUTE + 1):
        for _ in range(oidc.STARTS_A_MINUTE - 1):
            await send_forged_token()
        # Reset the limit per network address, as if the attacker used many.
        await reset_start_limits(product)
    assert setting.provider.requested.count(KEYS) == 2
    product.clock.turn(seconds=29)
    await send_forged_token()
    assert setting.provider.requested.count(KEYS) == 2
    product.clock.turn(seconds=1)
    await send_forged_token()
    assert setting.provider.requested.count(KEYS) == 3
    await setting.assert_signs_in()


async def reset_start_limits(product: Product) -> None:
    async with product.services.database.write() as connection:
        await connection.execute(delete(quota))


async def test_two_concurrent_sign_ins_with_a_new_key_succeed(
    product: Product, setting: Setting
) -> None:
    await setting.assert_signs_in()
    new = RSAKey.generate_key(2048, {"kid": "first"})
    setting.provider.keys = [new]
    async with Browser.open(product) as other:
        browsers = (setting.browser, other)
        parameters = [
            await browser.authorization_parameters(setting.partner_id) for browser in browsers
        ]
        # The provider issues a separate token for each code.
        setting.provider.id_tokens = {
            f"code {n}": setting.provider.sign(setting.provider.claims(values["nonce"]), new)
            for n, values in enumerate(parameters)
        }
        responses = await asyncio.gather(
            *(
                browser.return_from_provider(state=values["state"], code=f"code {n}")
                for n, (browser, values) in enumerate(zip(browsers, parameters, strict=True))
            )
        )
    assert [response.status_code for response in responses] == [303, 303]
    assert setting.provider.requested.count(KEYS) == 2


async def test_a_weak_key_is_refused(setting: Setting) -> None:
    """Even if the provider publishes it."""
    with pytest.warns(SecurityWarning):
        weak = RSAKey.generate_key(1024, {"kid": "weak"})
    setting.provider.keys.append(weak)
    response = await setting.sign_in_with(lambda claims: setting.provider.sign(claims, weak))
    await assert_refused(setting.browser, response)
