"""Fills the world: every kind of object for every owner, all callers, and all strangers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.endpoints import status
from tests.graphql.access.world import ACCOUNTS, PARTNERS, STAFF, Caller, Owner, World
from tests.graphql.documents import saved, send
from tests.members import Member, member
from tests.product import ADDRESS, UPDATE_PARTNER, Client, Product
from textgate.domain.permissions import ACCOUNT_ROLES, PARTNER_ROLES, Role
from textgate.domain.viewer import operator

PAGE = "https://ehr.example.org"
# The simulated carrier rejects shortened links.
REFUSED_WEBSITE = "https://bit.ly/"
REFUSED_RECIPIENT = "+15005550001"
OPTED_OUT_RECIPIENT = "+15005550004"
_AREAS = ("406", "212", "415", "617", "303", "503")

REQUEST = """mutation ($id: ID!) {
  requestSmsNumber(input: {senderId: $id}) { ... on RequestSmsNumberSuccess { smsNumber { id } } } }"""
EMBED = """mutation ($input: CreateEmbedTokenInput!) {
  createEmbedToken(input: $input) { token userErrors { message } } }"""


class _Practice:
    """One account under construction."""

    def __init__(self, client: Client, owner: Owner, area: str) -> None:
        self.client = client
        self.owner = owner
        self.area = area

    async def begin(self) -> None:
        """Create an account with a location and a queue. The carrier will reject its number."""
        marker, client = self.owner.marker, self.client
        account = await saved(
            client,
            "createAccount",
            externalId=f"{marker}-external",
            name=f"{marker} Clinic",
            address=ADDRESS
            | {"city": f"{marker} Town", "address1": f"1 {marker} Street", "address2": "Suite 2"},
            website=REFUSED_WEBSITE + marker,
            alternativeWebsite=f"https://{marker}.example.com",
            # No last name: the partner's is used, with a warning.
            contact={"firstName": marker, "email": f"c@{marker}.com"}
            | {"phone": f"{self.area}5550110"},
            phone=f"{self.area}5550111",
            timeZone="America/New_York",
        )
        self.id: str = account["id"]
        common = {"accountId": self.id, "externalId": f"{marker}-place"}
        location = common | {"phone": f"{self.area}5550112", "timeZone": "America/Denver"}
        self.location = await saved(client, "createLocation", name=f"{marker} Place", **location)
        self.queue = await saved(client, "createQueue", name=f"{marker} Desk", **common)
        await client.get(REQUEST, id=self.queue["id"])

    async def correct(self) -> None:
        """Give the account an acceptable website, which closes a request; request a number."""
        await saved(self.client, "askForDetails", accountId=self.id, note=self.owner.marker)
        website = f"https://{self.owner.marker}.org"
        await saved(self.client, "updateAccount", id=self.id, website=website)
        await client_requests(self.client, self.id)

    async def ask(self) -> None:
        """Leave a request open, because the ZIP code is missing."""
        await saved(self.client, "updateAccount", id=self.id, address={"postalCode": None})
        note = f"{self.owner.marker} needs it"
        await saved(self.client, "askForDetails", accountId=self.id, note=note)

    async def listen(self, product: Product) -> None:
        """Create a webhook whose server responds 410, and one whose server fails."""
        marker = self.owner.marker
        input_fields = {"events": ["SMS_NUMBER_STATUS", "MESSAGE_STATUS"], "accountId": self.id}
        for kind, code in (("gone", 410), ("failing", 500)):
            url = f"https://{marker}.org/{kind}"
            product.endpoints.scripts[url] = [status(code, f"{marker} says {code}")]
            input_fields |= {"url": url, "description": f"{marker} {kind}"}
            webhook = await saved(self.client, "createWebhook", **input_fields)
            await saved(self.client, "rotateWebhookSecret", id=webhook["id"], hours=168)
            await saved(self.client, "sendTestWebhook", id=webhook["id"])
            await product.deliver_webhooks()

    async def text(self, product: Product, *recipients: str) -> None:
        """Send as a user of the practice: its users see the names of all who sent its messages."""
        desk = await _person(product, self.client, Role.ACCOUNT_SENDER, self.owner, self.id)
        for recipient in recipients:
            body = f"{self.owner.marker} says hello"
            key = f"{self.owner.marker}-{recipient}"
            answer = await send(desk, self.id, to=recipient, body=body, idempotencyKey=key)
            assert answer["__typename"] == "SendSmsSuccess", answer

    async def invite(self, **changes: Any) -> None:
        await invite(self.client, self.owner, role="ACCOUNT_SENDER", accountId=self.id)


async def client_requests(client: Client, sender_id: str) -> None:
    await client.get(REQUEST, id=sender_id)


async def invite(client: Client, owner: Owner, **input_fields: Any) -> None:
    """Invite a user, who has a link and a mail and has not accepted yet."""
    marker = owner.marker
    input_fields |= {"email": f"invited@{marker}.com", "name": f"{marker} Invited"}
    await saved(client, "inviteUser", **input_fields)


async def import_file(product: Product, client: Client, owner: Owner) -> None:
    """Import a file of practices that all have invalid ids, so that it has problems and creates nothing."""
    marker = owner.marker
    content = f"external_id,name\n,{marker} Imported\n{marker} {'x' * 100},Too long\n"
    await product.services.import_jobs.start(client.viewer, f"{marker}.csv", content.encode())
    while await product.services.import_worker.run_due():
        pass


async def _program(product: Product, name: str, index: int) -> Client:
    """Create a partner with its own business details, and its program."""
    partner_id = await product.services.partners.create(f"{name} EHR", sms_enabled=True)
    token = (await product.services.credentials.create(partner_id, f"{name}{STAFF} sync"))[1]
    # Tests revoke the newest token, so no caller has it.
    await product.services.credentials.create(partner_id, f"{name}{STAFF} spare")
    who = await product.services.credentials.authenticate(token)
    assert who is not None
    client = Client(product.http, token, who.viewer)
    details = {
        "name": f"{name} Incorporated",
        "legalName": f"{name} Inc.",
        "website": f"https://{name}.com",
        "address": ADDRESS | {"address1": f"{index} {name} Road"},
        "contact": {"firstName": name, "lastName": name, "email": f"office@{name}.com"}
        | {"phone": f"+1888555121{index}"},
    }
    await client.get(UPDATE_PARTNER, input=details)
    return client


async def populate(product: Product) -> World:
    """Build the whole world: all callers exist, and most verifications are decided."""
    clients = [await _program(product, name, index) for index, name in enumerate(PARTNERS)]
    areas = iter(_AREAS)
    practices = [
        _Practice(client, Owner(name, part), next(areas))
        for name, client in zip(PARTNERS, clients, strict=True)
        for part in ACCOUNTS
    ]
    for practice in practices:
        await practice.begin()
    await product.finish_reviews()
    for practice in practices:
        await practice.correct()
    await product.finish_reviews()
    for practice in practices:
        await practice.listen(product)
    for practice in practices:
        delivered = f"+1{practice.area}5550120"
        await practice.text(product, delivered, REFUSED_RECIPIENT, OPTED_OUT_RECIPIENT)
    for _ in range(3):
        await product.work()
        await product.deliver_webhooks()
        product.clock.turn(minutes=5)
    for practice in practices:
        # Left pending: a queued message, a newly requested number, and a user's request.
        await practice.text(product, f"+1{practice.area}5550121")
        await client_requests(practice.client, practice.location["id"])
        await practice.ask()
    strangers = await _strangers(product, clients[0], practices[0])
    callers: list[Caller] = []
    for index, (name, client) in enumerate(zip(PARTNERS, clients, strict=True)):
        owned = practices[index * len(ACCOUNTS) :][: len(ACCOUNTS)]
        callers += await _callers(product, name, client, owned)
        # The newest users are changed by tests, so none of them is a caller.
        await invite(client, Owner(name, STAFF), role="PARTNER_SUPPORT")
        await import_file(product, client, Owner(name, STAFF))
        for practice in owned:
            await practice.invite()
    world = World(product, product.clock.now, callers, strangers)
    await world.survey()
    return world


async def _callers(
    product: Product, name: str, client: Client, practices: list[_Practice]
) -> list[Caller]:
    """All callers of one partner. Callers of practices belong to the first practice."""
    callers = [Caller(f"{name} {Role.PROGRAM}", _bearer(client.token), name, Role.PROGRAM)]
    for role in PARTNER_ROLES:
        person = await _person(product, client, role, Owner(name, STAFF))
        callers.append(Caller(f"{name} {role}", person.headers, name, role))
    for practice in practices:
        for role in ACCOUNT_ROLES:
            person = await _person(product, client, role, practice.owner, practice.id)
            if practice is practices[0]:
                part = practice.owner.part
                callers.append(Caller(f"{name} {role}", person.headers, name, role, part))
        token = await _embed(client, practice)
        if practice is practices[0]:
            headers = _bearer(token) | {"Origin": PAGE}
            callers.append(Caller(f"{name} {Role.EMBED}", headers, name, Role.EMBED, ACCOUNTS[0]))
    return callers


async def _strangers(product: Product, client: Client, practice: _Practice) -> list[Caller]:
    """Unauthenticated callers: no token, garbage, or a token of another time or place."""
    services, partner_id = product.services, client.viewer.partner_id
    marker = Owner(practice.owner.partner, STAFF).marker
    revoked_id, revoked = await services.credentials.create(partner_id, f"{marker} revoked")
    await services.credentials.revoke(revoked_id)
    _, expired = await services.credentials.create(
        partner_id, f"{marker} expired", valid_for=timedelta(minutes=1)
    )
    gone = await _person(product, client, Role.PARTNER_ADMIN, Owner(practice.owner.partner, STAFF))
    await services.users.deactivate(operator(partner_id), gone.user_id)
    idle = await _person(product, client, Role.ACCOUNT_ADMIN, practice.owner, practice.id)
    over = await _embed(client, practice, minutes=1)
    product.clock.turn(minutes=16)
    page = await _embed(client, practice)
    headers = {
        "nobody": {},
        "nothing": _bearer(""),
        "garbage": _bearer("tg_" + "x" * 32),
        "another scheme": {"Authorization": f"Basic {client.token}"},
        "a revoked credential": _bearer(revoked),
        "an expired credential": _bearer(expired),
        "a credential as a cookie": _cookie(client.token),
        "a garbage cookie": _cookie("x" * 32),
        "a deactivated user": gone.headers,
        "an idle session": idle.headers,
        "an expired embed token": _bearer(over) | {"Origin": PAGE},
        "an embed token from nowhere": _bearer(page),
        "an embed token from another page": _bearer(page) | {"Origin": "https://evil.example.org"},
        "an embed token as a cookie": _cookie(page) | {"Origin": PAGE},
    }
    return [Caller(name, each) for name, each in headers.items()]


async def _person(
    product: Product, client: Client, role: Role, owner: Owner, account_id: str | None = None
) -> Member:
    marker = owner.marker
    number = next(product.names)
    return await member(
        product,
        client.viewer.partner_id,
        role,
        account_id,
        name=f"{marker} Person {number}",
        email=f"person-{number}@{marker}.com",
        last_sign_in_at=product.clock.now,
    )


async def _embed(client: Client, practice: _Practice, minutes: int = 60) -> str:
    input_fields = {"accountId": practice.id, "origin": PAGE, "minutes": minutes}
    input_fields |= {"userName": f"{practice.owner.marker} Doctor"}
    token: str = (await client.get(EMBED, input=input_fields))["createEmbedToken"]["token"]
    return token


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _cookie(token: str) -> dict[str, str]:
    return {"Cookie": f"textgate={token}", "Sec-Fetch-Site": "same-origin"}
