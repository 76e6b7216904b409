"""Users ask their account's administrators for details, once. The answer closes the request."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.graphql.documents import refused, rows, saved, send, submit
from tests.members import Member, contents, member, user_row
from tests.product import ADDRESS, CONTACT, UPDATE_PARTNER, Client, Product
from tests.smtp_server import MailServer
from textgate.domain.permissions import Role
from textgate.domain.viewer import Origin
from textgate.storage.tables import account_request, audit_entry, link

UNKNOWN = "0" * 32
TABLES = (account_request, audit_entry)

LIST = """query ($first: Int = 50, $after: String) { accountRequests(first: $first, after: $after) {
  totalCount pageInfo { endCursor } nodes {
    id askedBy note createdAt account { name } } } }"""


async def open_requests(caller: Client, **variables: Any) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await caller.get(LIST, **variables))["accountRequests"]["nodes"]
    return nodes


async def desk_of(product: Product, client: Client, account_id: str) -> Member:
    """A user who may send, but not change the account."""
    partner_id = client.viewer.partner_id
    return await member(product, partner_id, Role.ACCOUNT_SENDER, account_id, name="Front Desk")


async def incomplete_account(product: Product, client: Client, **changes: Any) -> str:
    return await product.account(client, address=ADDRESS | {"city": None}, **changes)


async def test_the_administrators_see_a_request(product: Product) -> None:
    client = await product.partner()
    account_id = await incomplete_account(product, client, name="Lakeside Clinic")
    other = await product.account(client)
    desk = await desk_of(product, client, account_id)
    await saved(desk, "askForDetails", accountId=account_id, note=" We cannot send. ")
    partner_id = client.viewer.partner_id
    for caller in (
        client,
        await member(product, partner_id, Role.PARTNER_ADMIN),
        await member(product, partner_id, Role.ACCOUNT_ADMIN, account_id),
    ):
        (details,) = await open_requests(caller)
        assert details.pop("id").startswith("account_request_")
        assert details == {
            "askedBy": "Front Desk",
            "note": "We cannot send.",
            "createdAt": "2026-11-02T15:00:00Z",
            "account": {"name": "Lakeside Clinic"},
        }
    stranger = await member(product, partner_id, Role.ACCOUNT_ADMIN, other)
    assert await open_requests(stranger) == []
    assert await open_requests(await product.partner("Other EHR")) == []
    (error,) = (await desk.ask(LIST))["errors"]
    assert error["extensions"]["code"] == "FORBIDDEN"


async def test_a_repeated_request_returns_the_open_one(product: Product) -> None:
    client = await product.partner()
    account_id = await incomplete_account(product, client)
    desk = await desk_of(product, client, account_id)
    document = """mutation ($input: AskForDetailsInput!) { askForDetails(input: $input) {
      isNew accountRequest { id note } } }"""
    answers = await asyncio.gather(
        *(desk.get(document, input={"accountId": account_id, "note": "Please"}) for _ in range(5))
    )
    payloads = [answer["askForDetails"] for answer in answers]
    assert sorted(payload["isNew"] for payload in payloads) == [False] * 4 + [True]
    assert len({payload["accountRequest"]["id"] for payload in payloads}) == 1
    before = await contents(product, *TABLES)
    again = await desk.get(document, input={"accountId": account_id, "note": "Now"})
    assert again["askForDetails"] == payloads[0] | {"isNew": False}
    assert await contents(product, *TABLES) == before
    # A closed request does not stand in the way of a new one.
    await saved(client, "closeAccountRequest", id=payloads[0]["accountRequest"]["id"])
    renewed = await desk.get(document, input={"accountId": account_id})
    assert renewed["askForDetails"]["isNew"] is True
    assert await rows(product, account_request) == 2


@pytest.mark.parametrize("mutation", ["updateAccount", "updateBusinessDetails"])
async def test_complete_details_close_the_request(product: Product, mutation: str) -> None:
    client = await product.partner()
    account_id = await incomplete_account(product, client, website=None)
    await client.get(UPDATE_PARTNER, input={"website": None})
    desk = await desk_of(product, client, account_id)
    request = await saved(desk, "askForDetails", accountId=account_id)
    key = {"updateAccount": "id", "updateBusinessDetails": "accountId"}[mutation]
    await saved(client, mutation, **{key: account_id}, address={"city": "Boston"})
    assert [each["id"] for each in await open_requests(client)] == [request["id"]]
    product.clock.turn(minutes=1)
    await saved(client, mutation, **{key: account_id}, website="https://clinic.org")
    assert await open_requests(client) == []
    log = "{ auditLog(filter: {action: ACCOUNT_REQUEST_CLOSED}) { nodes { subjectId actorName } } }"
    (entry,) = (await client.get(log))["auditLog"]["nodes"]
    assert entry == {"subjectId": request["id"], "actorName": "tests"}


async def test_the_partners_details_close_the_requests_that_they_answer(product: Product) -> None:
    client = await product.partner(complete=False)
    ready, lacking = await product.account(client), await incomplete_account(product, client)
    for account_id in (ready, lacking):
        await saved(client, "askForDetails", accountId=account_id)
    foreign = await product.partner("Other EHR", complete=False)
    await saved(foreign, "askForDetails", accountId=await product.account(foreign))
    await saved(client, "updatePartnerSettings", senderPreselection="ALWAYS_ASK")
    assert len(await open_requests(client)) == 2
    changes = {"website": "https://partnersite.com", "contact": CONTACT}
    await saved(client, "updatePartnerBusinessDetails", **changes)
    (remaining,) = await saved_accounts(client)
    assert remaining == lacking
    assert len(await open_requests(foreign)) == 1


async def saved_accounts(client: Client) -> list[str]:
    document = "{ accountRequests { nodes { account { id } } } }"
    nodes = (await client.get(document))["accountRequests"]["nodes"]
    return [node["account"]["id"] for node in nodes]


async def test_rejected_details_can_be_asked_for_until_they_change(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client, website="https://bit.ly/clinic")
    desk = await desk_of(product, client, account_id)
    await send(client, account_id)
    before = await contents(product, *TABLES)
    assert await refused(desk, "askForDetails", accountId=account_id) == [("accountId", "CONFLICT")]
    assert await contents(product, *TABLES) == before
    await product.finish_reviews()
    desk = await desk_of(product, client, account_id)
    await saved(desk, "askForDetails", accountId=account_id)
    await saved(client, "updateBusinessDetails", accountId=account_id, website="https://clinic.org")
    assert await open_requests(client) == []


async def test_a_refused_request_changes_nothing(product: Product) -> None:
    client = await product.partner()
    account_id = await product.account(client)
    foreign_client = await product.partner("Other EHR")
    foreign = await incomplete_account(product, foreign_client)
    theirs = await saved(foreign_client, "askForDetails", accountId=foreign)
    desk = await desk_of(product, client, account_id)
    lacking = await incomplete_account(product, client)
    before = await contents(product, *TABLES)
    for account in (foreign, f"account_{UNKNOWN}", "nonsense"):
        wrong = await refused(desk, "askForDetails", accountId=account)
        assert wrong == [("accountId", "NOT_FOUND")]
    long = await refused(client, "askForDetails", accountId=lacking, note="x" * 501)
    assert long == [("note", "TOO_LONG")]
    for request_id in (theirs["id"], f"account_request_{UNKNOWN}", account_id):
        wrong = await refused(client, "closeAccountRequest", id=request_id)
        assert wrong == [("id", "NOT_FOUND")]
    assert await contents(product, *TABLES) == before


async def test_the_number_of_requests_does_not_change_the_number_of_statements(
    product: Product,
) -> None:
    client = await product.partner()
    counts = []
    for _ in range(2):
        for _ in range(3):
            account_id = await incomplete_account(product, client)
            await submit(client, "askForDetails", accountId=account_id)
        await open_requests(client)
        with product.statements() as statements:
            await open_requests(client)
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_the_accounts_administrators_get_one_mail_without_the_note(
    mailing: Product, server: MailServer
) -> None:
    product = mailing
    client = await product.partner()
    account_id = await incomplete_account(product, client, name="Lakeside Clinic")
    other = await product.account(client)
    partner_id = client.viewer.partner_id
    desk = await desk_of(product, client, account_id)
    for number, place in enumerate((account_id, account_id, other)):
        email = f"admin-{number}@acme.example"
        await user_row(product, partner_id, Role.ACCOUNT_ADMIN, place, email=email, name="Grace")
    await user_row(
        product, partner_id, Role.ACCOUNT_ADMIN, account_id, deactivated_at=product.clock.now
    )
    for _ in range(2):
        await saved(desk, "askForDetails", accountId=account_id, note="Jane Roe waits.")
    await product.services.outbox.run_due()
    recipients = sorted(mail["To"] for mail in server.mails)
    assert recipients == ["admin-0@acme.example", "admin-1@acme.example"]
    assert {mail["Subject"] for mail in server.mails} == {"A user of Textgate needs your help"}
    body = server.mails[0].get_content().replace("\r\n", "\n")
    assert (
        body
        == """Hello Grace,

Front Desk asks you to complete the business details for Lakeside Clinic.

Sign in to do it:

http://127.0.0.1:8000

You receive this mail once for each request.
"""
    )
    assert await rows(product, link) == 0


async def test_a_new_password_does_not_withdraw_the_mail_of_a_request(
    mailing: Product, server: MailServer
) -> None:
    product = mailing
    client = await product.partner()
    account_id = await incomplete_account(product, client)
    email = "admin@acme.example"
    await user_row(product, client.viewer.partner_id, Role.ACCOUNT_ADMIN, account_id, email=email)
    await saved(client, "askForDetails", accountId=account_id)
    await product.services.user_links.request_reset(email, Origin())
    await product.services.user_links.request_reset(email, Origin())
    await product.services.outbox.run_due()
    assert sorted(mail["Subject"] for mail in server.mails) == [
        "A user of Textgate needs your help",
        "Choose a new Textgate password",
    ]
