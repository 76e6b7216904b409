"""Mutations that change nothing after they have run once: refused ones and idempotent ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from tests.graphql.access.inhabitants import OPTED_OUT_RECIPIENT
from tests.graphql.access.world import ACCOUNTS, PARTNERS, Owner, World
from tests.graphql.operations import UNKNOWN
from tests.graphql.planner.agreement import Apps
from tests.graphql.planner.generated_documents import Call
from tests.graphql.planner.pools import Pools
from tests.product import ADDRESS
from textgate.domain.permissions import Role

DISABLED = PARTNERS[2]
"""A partner whose SMS is disabled for these calls."""


async def repeated_calls(apps: Apps, pools: Pools) -> list[Call]:
    """Calls that have run once, so that they now get the same answer each time."""
    world = apps.world
    await world.product.services.partners.set_sms_enabled(f"{DISABLED} EHR", enabled=False)
    calls = [*_sends(world, pools), *_requests(world, pools), *_saved(world), *_refused(world)]
    done = []
    for call in calls:
        given = call.name[0].upper() + call.name[1:] + "Input!"
        text = f"mutation ($input: {given}) {{ {call.name}(input: $input) {{ __typename }} }}"
        caller = world.caller(call.partner, call.role)
        answer = await apps.core.ask({"query": text, "variables": {"input": call.input}}, caller)
        assert "errors" not in answer.content, (call, answer.body)
        result = answer.content["data"][call.name]["__typename"]
        done.append(replace(call, result=result))
    return done


def _sends(world: World, pools: Pools) -> Iterator[Call]:
    """Sends with an idempotency key each: repeating one returns the accepted message."""
    home = Owner(PARTNERS[0], ACCOUNTS[0])
    sent = {
        "senderId": world.one("Account", home),
        "to": "+14065550120",
        "body": f"{home.marker} says hello",
        "idempotencyKey": f"{home.marker}-+14065550120",
    }
    yield Call("sendSms", sent)
    yield Call("sendSms", sent, Role.ACCOUNT_SENDER)
    yield Call("sendSms", sent | {"body": "Something else"})
    yield Call("sendSms", sent | {"body": "", "to": "911", "idempotencyKey": "x" * 256})
    yield Call("sendSms", sent | {"senderId": f"location_{UNKNOWN}"}, Role.PARTNER_ADMIN)
    for number, sender in enumerate(_senders(pools)):
        text = {"senderId": sender, "body": "Once", "idempotencyKey": f"once-{number}"}
        yield Call("sendSms", text | {"to": "+14065550120"})
    for account in pools.ids["Account"]:
        yield Call("sendSms", {"senderId": account, "to": OPTED_OUT_RECIPIENT, "body": "No"})
    disabled = world.one("Account", Owner(DISABLED, ACCOUNTS[0]))
    yield Call("sendSms", sent | {"senderId": disabled}, partner=DISABLED)


def _senders(pools: Pools) -> list[str]:
    """Senders in every state: approved, pending, rejected, without a number, without details."""
    return [*pools.ids["Location"][:5], *pools.ids["Queue"][:4], *pools.ids["Account"]]


def _requests(world: World, pools: Pools) -> Iterator[Call]:
    home = Owner(PARTNERS[0], ACCOUNTS[0])
    own = [world.one(kind, home) for kind in ("Account", "Location", "Queue")]
    yield Call("requestSmsNumbers", {"senderIds": [*own, "nothing"]})
    for sender in [*_senders(pools)[::2], "nothing"]:
        yield Call("requestSmsNumber", {"senderId": sender})
    disabled = world.one("Account", Owner(DISABLED, ACCOUNTS[0]))
    yield Call("requestSmsNumber", {"senderId": disabled}, partner=DISABLED)


def _saved(world: World) -> Iterator[Call]:
    """Updates to the stored values, so that repeating them changes nothing."""
    home = Owner(PARTNERS[0], ACCOUNTS[0])
    account = world.one("Account", home)
    location, queue = world.one("Location", home), world.one("Queue", home)
    yield Call("updateAccount", {"id": account, "name": f"{home.marker} Clinic"})
    yield Call("updateAccount", {"id": account}, Role.ACCOUNT_ADMIN)
    yield Call("updateBusinessDetails", {"accountId": account, "address": {"city": "Boston"}})
    yield Call("updatePartnerBusinessDetails", {"address": ADDRESS})
    yield Call("updatePartnerSettings", {"senderPreselection": "ALWAYS_ASK"})
    request = world.one("AccountRequest", home)
    yield Call("closeAccountRequest", {"id": request}, Role.ACCOUNT_ADMIN)
    yield Call("askForDetails", {"accountId": account})
    yield Call("updateLocation", {"id": location, "phone": "4065550112"}, Role.PARTNER_ADMIN)
    yield Call("updateQueue", {"id": queue, "name": f"{home.marker} Desk"})
    yield Call(
        "updateWebhook", {"id": min(world.find("Webhook", home)), "events": ["MESSAGE_STATUS"]}
    )
    yield Call("deactivateUser", {"id": world.one("User", home)})
    for message in world.find("SmsMessage", home)[:6]:
        yield Call("cancelSms", {"id": message})


def _refused(world: World) -> Iterator[Call]:
    home = Owner(PARTNERS[0], ACCOUNTS[0])
    account, user = world.one("Account", home), world.one("User", home)
    embed = {"origin": "nowhere", "userName": "", "minutes": 0}
    refused: dict[str, dict[str, Any]] = {
        "createAccount": {"externalId": f"{home.marker}-external", "name": ""},
        "updateAccount": {"id": account, "name": " ", "website": "x", "phone": "1"},
        "createLocation": {"accountId": account, "name": "", "timeZone": "Nowhere"},
        "createQueue": {"accountId": f"account_{UNKNOWN}", "name": "Desk"},
        "updateQueue": {"id": "nothing", "name": ""},
        "inviteUser": {"email": "nobody", "name": "", "role": "EMBED"},
        "renewUserLink": {"id": user},
        "updateUserRole": {"id": user, "role": "PARTNER_ADMIN"},
        "deactivateUser": {"id": f"user_{UNKNOWN}"},
        "createEmbedToken": embed | {"accountId": account},
        "createWebhook": {"url": "http://127.0.0.1/", "events": ["TEST"]},
        "cancelSms": {"id": f"message_{UNKNOWN}"},
    }
    for name in ("deleteWebhook", "rotateWebhookSecret", "sendTestWebhook"):
        refused[name] = {"id": f"webhook_{UNKNOWN}"}
    refused["resendWebhookDelivery"] = {"id": f"webhook_delivery_{UNKNOWN}"}
    for name, given in refused.items():
        yield Call(name, given)
    yield Call("createApiToken", {"name": ""}, Role.PARTNER_ADMIN)
    yield Call("revokeApiToken", {"id": f"credential_{UNKNOWN}"}, Role.PARTNER_ADMIN)
