"""Webhooks of the published API: one URL for each event."""

from __future__ import annotations

from uuid import UUID

from textgate.domain.errors import FieldError, UserErrorCode
from textgate.domain.permissions import Permission
from textgate.domain.response_codes import ResponseCode
from textgate.domain.webhooks import WebhookEvent
from textgate.rest.partner_api.api_error import ApiError
from textgate.rest.partner_api.error_mapping import invalid_fields
from textgate.rest.partner_api.fields import Field, Kind
from textgate.rest.partner_api.method import Call, Level, Method, ResponseFields

_DESCRIPTIONS = {
    WebhookEvent.SMS_VERIFICATION_STATUS: "Once a day, if verifications have ended: the status of every "
    "number.",
    WebhookEvent.SMS_NUMBER_STATUS: "Immediately, when carriers approve or reject a number.",
    WebhookEvent.MESSAGE_STATUS: "Immediately, when the status of a text changes.",
}


async def _list_events(call: Call) -> ResponseFields:
    events = call.services.webhook_subscriptions.events()
    return {
        "events": [{"id": event.wire_name, "description": _DESCRIPTIONS[event]} for event in events]
    }


async def _save(call: Call) -> ResponseFields:
    subscriptions = call.services.webhook_subscriptions
    name = call.values["eventId"].strip().lower()
    event = next((event for event in subscriptions.events() if event.wire_name == name), None)
    if event is None:
        unknown = FieldError(
            ("eventId",), UserErrorCode.NOT_FOUND, "is unknown; see WebHookEventList"
        )
        raise invalid_fields((unknown,), {})
    account_id = await _account_id(call)
    saved = await subscriptions.save(call.viewer, event, call.values.get("url"), account_id)
    return {"secret": saved.secret}


async def _account_id(call: Call) -> UUID | None:
    """The account whose events are sent; None for all accounts of the partner."""
    external_id = call.values.get("accountId")
    if not external_id:
        return None
    account = await call.services.accounts.by_external_id(call.viewer, external_id)
    if account is None or not account["is_active"]:
        raise ApiError(ResponseCode.ACCOUNT_INACTIVE)
    account_id: UUID = account["id"]
    return account_id


METHODS = (
    Method(
        "WebHookEventList",
        Level.APPLICATION,
        "List the events that a webhook can receive.",
        _list_events,
        needs=Permission.MANAGE_WEBHOOKS,
        response=(
            Field(
                "events",
                Kind.ROWS,
                "All events.",
                inner=(
                    Field("id", Kind.TEXT, "`eventId` for WebHookSave."),
                    Field("description", Kind.TEXT, "When it is sent."),
                ),
                shape="WebHookEvent",
            ),
        ),
    ),
    Method(
        "WebHookSave",
        Level.APPLICATION,
        "Set the URL that receives an event, replacing any previous URL; without `url` the event is no "
        "longer sent. docs/webhooks.md describes how requests are signed.",
        _save,
        needs=Permission.MANAGE_WEBHOOKS,
        request=(
            Field(
                "eventId",
                Kind.TEXT,
                "An event of WebHookEventList.",
                is_required=True,
                aliases=("event", "id"),
            ),
            Field(
                "url",
                Kind.TEXT,
                "URL that receives the event, starting with https://.",
                aliases=("callbackUrl",),
            ),
            Field(
                "accountId",
                Kind.TEXT,
                "Only events of this practice; events of all practices by default.",
            ),
        ),
        response=(
            Field(
                "secret",
                Kind.TEXT,
                "Signing secret of a new webhook, returned only once; null for an existing one.",
            ),
        ),
        codes=(4011, 4060),
    ),
)
