"""Webhooks as the known API has them: what can be told of, and one address for each of it."""

from __future__ import annotations

from uuid import UUID

from textgate.domain.errors import FieldError, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.domain.webhooks import WebhookEvent
from textgate.rest.partner_api.codes import NO_SUCH_PRACTICE, ApiError
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Answer, Call, Level, Method
from textgate.rest.partner_api.refusals import invalid

_DESCRIPTIONS = {
    WebhookEvent.SMS_VERIFICATION_STATUS: "Once a day, when verifications of numbers have ended: every "
    "number and how it stands.",
    WebhookEvent.SMS_NUMBER_STATUS: "At once, when the carriers have approved or refused a number.",
    WebhookEvent.MESSAGE_STATUS: "At once, when a text has come further on its way.",
}


async def _list_events(call: Call) -> Answer:
    offered = call.services.webhook_subscriptions.events()
    return {
        "events": [
            {"id": event.wire_name, "description": _DESCRIPTIONS[event]} for event in offered
        ]
    }


async def _save(call: Call) -> Answer:
    subscriptions = call.services.webhook_subscriptions
    wanted = call.given["eventId"].strip().lower()
    event = next((each for each in subscriptions.events() if each.wire_name == wanted), None)
    if event is None:
        unknown = FieldError(
            ("eventId",), UserErrorCode.NOT_FOUND, "does not exist; see WebHookEventList"
        )
        raise invalid((unknown,), {})
    account_id = await _account_id(call)
    saved = await subscriptions.save(call.viewer, event, call.given.get("url"), account_id)
    return {"secret": saved.secret}


async def _account_id(call: Call) -> UUID | None:
    """Whose events are told: those of one practice where the request names one, else all of the partner's."""
    external_id = call.given.get("accountId")
    if not external_id:
        return None
    found = await call.services.accounts.by_external_id(call.viewer, external_id)
    if found is None or not found["is_active"]:
        raise ApiError(NO_SUCH_PRACTICE)
    account_id: UUID = found["id"]
    return account_id


METHODS = (
    Method(
        "WebHookEventList",
        Level.APPLICATION,
        "What a webhook can tell of.",
        _list_events,
        needs=Permission.MANAGE_WEBHOOKS,
        response=(
            Field(
                "events",
                Kind.ROWS,
                "Every event.",
                inner=(
                    Field("id", Kind.TEXT, "What to give WebHookSave as `eventId`."),
                    Field("description", Kind.TEXT, "When it is told."),
                ),
                shape="WebHookEvent",
            ),
        ),
    ),
    Method(
        "WebHookSave",
        Level.APPLICATION,
        "Have an event told to an address, in place of the one before; without an address it is told no "
        "more. How requests are signed is in docs/webhooks.md.",
        _save,
        needs=Permission.MANAGE_WEBHOOKS,
        request=(
            Field(
                "eventId",
                Kind.TEXT,
                "One of WebHookEventList.",
                is_required=True,
                aliases=("event", "id"),
            ),
            Field(
                "url",
                Kind.TEXT,
                "Where to send it; it begins with https://.",
                aliases=("callbackUrl",),
            ),
            Field(
                "accountId",
                Kind.TEXT,
                "Only what happens to this practice; everything of yours without it.",
            ),
        ),
        response=(
            Field(
                "secret",
                Kind.TEXT,
                "What requests are signed with, of a new webhook and shown only now; null for others.",
            ),
        ),
        codes=(4011, 4060),
    ),
)
