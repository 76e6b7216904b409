"""A request names the user that its page shows. It is refused if the session is another user's."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest
from sqlalchemy import func, select
from starlette.routing import Route

from tests.members import Member, contents, member
from tests.product import Client, Product
from tests.rest.people import FROM_OUR_PAGE, PASSWORD, code_of, user
from textgate.app import create_app
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin
from textgate.storage.tables import account, audit_entry, link, outbox, session
from textgate.storage.tables import user as user_table

CHANGED = (409, "USER_CHANGED")
CREATE = """mutation { createAccount(input: {externalId: "x", name: "y"}) { account { id } } }"""
# Every route that accepts the session cookie, with a request that its user may make.
BY_SESSION: list[tuple[str, str, Any]] = [
    ("POST", "/graphql", {"query": CREATE}),
    ("GET", "/auth/session", None),
    ("POST", "/auth/sign-out", {}),
    ("POST", "/auth/password", {"currentPassword": PASSWORD, "newPassword": "a brand new phrase"}),
    ("POST", "/auth/second-factor", {}),
    (
        "POST",
        "/auth/second-factor/confirm",
        {"password": PASSWORD, "secret": "A", "secretCode": "1"},
    ),
    ("POST", "/auth/second-factor/remove", {"password": PASSWORD, "code": "1"}),
    ("GET", "/reports/sends.csv", None),
    ("GET", "/reports/messages.csv", None),
    ("POST", "/imports/preview", {}),
    ("POST", "/imports", {}),
    ("GET", "/imports/templates/{kind}.csv", None),
    ("GET", "/imports/{id}/report.csv", None),
]
# Routes that ignore the session.
OTHERS = {
    "/auth/sign-in",
    "/auth/set-password",
    "/auth/reset-request",
    "/auth/oidc/start",
    "/auth/oidc/callback",
    "/metrics",
    "/healthz",
    "/readyz",
}
EVERYTHING = (account, audit_entry, link, outbox, session, user_table)


async def two_users(product: Product) -> tuple[Client, Member, Member]:
    """Create a partner and two of its users, who signed in in the same browser, in this order."""
    client = await product.partner()
    first = await member(product, client.viewer.partner_id, Role.PARTNER_ADMIN, name="Ada")
    row = await user(product, client, name="Grace Hopper", email="grace@acme.example")
    async with product.services.database.write() as connection:
        token = await product.services.sessions.start(connection, row)
    session_user = await product.services.sessions.authenticate(token, Origin())
    assert session_user is not None
    return client, first, Member(product.http, token, session_user.viewer)


async def ask(
    cookie_of: Member, method: str, path: str, body: Any, page_of: str | None
) -> httpx2.Response:
    headers = cookie_of.headers | ({} if page_of is None else {"X-Textgate-User": page_of})
    response = await cookie_of.http.request(method, path, json=body, headers=headers)
    cookie_of.http.cookies.clear()
    return response


def refusal_of(response: httpx2.Response) -> tuple[int, str]:
    if "errors" in response.json():
        (error,) = response.json()["errors"]
        return response.status_code, error["extensions"]["code"]
    return code_of(response)


@pytest.mark.parametrize(("method", "path", "body"), BY_SESSION)
async def test_a_request_from_another_users_page_is_refused_and_does_not_extend_the_session(
    product: Product, method: str, path: str, body: Any
) -> None:
    _, first, second = await two_users(product)
    # The session's last use is due to be updated.
    product.clock.turn(minutes=10)
    before = await contents(product, *EVERYTHING)
    with product.statements() as statements:
        response = await ask(second, method, path, body, first.global_id)
    assert refusal_of(response) == CHANGED
    # The only statement loads the session.
    assert [statement.split()[0] for statement in statements] == ["SELECT"]
    assert await contents(product, *EVERYTHING) == before
    assert "set-cookie" not in response.headers
    for private in ("Grace", "grace@", second.global_id, str(second.user_id)):
        assert private not in response.text
    product.clock.turn(minutes=5)
    late = await ask(second, "GET", "/auth/session", None, None)
    assert code_of(late) == (401, "UNAUTHENTICATED")


@pytest.mark.parametrize("has_header", [True, False])
@pytest.mark.parametrize(("method", "path", "body"), BY_SESSION)
async def test_a_request_without_a_page_or_from_the_users_own_page_reaches_its_route(
    product: Product, method: str, path: str, body: Any, has_header: bool
) -> None:
    _, _, second = await two_users(product)
    page = second.global_id if has_header else None
    response = await ask(second, method, path, body, page)
    # The session's user has no second factor to confirm or remove with these codes; JSON is no file to import.
    expected = {
        "/imports/preview": 415,
        "/imports": 415,
        "/imports/templates/{kind}.csv": 404,
        "/imports/{id}/report.csv": 404,
        "/auth/sign-out": 204,
        "/auth/second-factor/confirm": 422,
        "/auth/second-factor/remove": 409,
    }
    assert response.status_code == expected.get(path, 200), response.text
    assert "USER_CHANGED" not in response.text


@pytest.mark.parametrize("header", ["", "user_", "user_0", "Ada", "user_" + "0" * 32])
async def test_a_header_that_names_no_user_is_refused(product: Product, header: str) -> None:
    _, _, second = await two_users(product)
    response = await ask(second, "POST", "/graphql", {"query": CREATE}, header)
    assert refusal_of(response) == CHANGED
    async with product.services.database.read() as connection:
        assert (await connection.execute(select(func.count()).select_from(account))).scalar() == 0


async def test_a_header_that_names_two_users_is_refused(product: Product) -> None:
    _, first, second = await two_users(product)
    for pages in ((second, first), (first, second), (second, second)):
        named = [("X-Textgate-User", page.global_id) for page in pages]
        headers = [*second.headers.items(), *named]
        response = await second.http.get("/auth/session", headers=headers)
        assert code_of(response) == CHANGED


async def test_an_expired_session_is_unauthenticated_on_any_page(product: Product) -> None:
    _, first, second = await two_users(product)
    product.clock.turn(minutes=15)
    response = await ask(second, "GET", "/auth/session", None, first.global_id)
    assert code_of(response) == (401, "UNAUTHENTICATED")


async def test_a_token_takes_precedence_over_cookie_and_page(product: Product) -> None:
    client, first, second = await two_users(product)
    response = await product.http.post(
        "/graphql",
        json={"query": "{ viewer { role } }"},
        headers=second.headers
        | {"Authorization": f"Bearer {client.token}", "X-Textgate-User": first.global_id},
    )
    assert response.json()["data"] == {"viewer": {"role": "PROGRAM"}}


async def test_signing_out_on_a_stale_page_keeps_the_other_users_session(product: Product) -> None:
    _, first, second = await two_users(product)
    assert code_of(await ask(second, "POST", "/auth/sign-out", {}, first.global_id)) == CHANGED
    response = await ask(second, "GET", "/auth/session", None, second.global_id)
    assert response.json()["user"]["name"] == "Grace Hopper"


async def test_signing_in_is_open_to_any_page(product: Product) -> None:
    _, first, second = await two_users(product)
    response = await product.http.post(
        "/auth/sign-in",
        json={"email": "grace@acme.example", "password": PASSWORD},
        headers=FROM_OUR_PAGE | {"X-Textgate-User": first.global_id},
    )
    product.http.cookies.clear()
    assert response.json()["user"]["id"] == second.global_id


async def test_every_route_is_listed_as_using_the_session_or_not(product: Product) -> None:
    app = create_app(product.services)
    paths = {"/graphql"} | {route.path for route in app.routes if isinstance(route, Route)}
    session_paths = {path for _, path, _ in BY_SESSION}
    # Pages, and the partner API, whose requests have their own credentials.
    excluded = ("/api/", "/io/", "/graphiql", "/embed/", "/assets/")
    others = {path for path in paths if not path.startswith(excluded)}
    assert others == session_paths | OTHERS | {"/{path:path}"}
