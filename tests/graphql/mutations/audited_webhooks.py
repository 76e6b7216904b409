"""The audit log entries that each webhook mutation must write; see audited.py."""

from __future__ import annotations

from typing import Any

from tests.graphql.mutations.audited_terms import OK, UNKNOWN, Entry, Step

_HOOK: dict[str, Any] = {
    "url": "https://Acme.example/hooks",
    "events": ["MESSAGE_STATUS", "SMS_NUMBER_STATUS"],
}
_CREATED: list[list[str | None]] = [
    ["url", None, "https://acme.example/hooks"],
    ["events", None, "SMS_NUMBER_STATUS, MESSAGE_STATUS"],
]
_NO_WEBHOOK = {"id": f"webhook_{UNKNOWN}"}

WEBHOOK_STEPS: dict[str, list[Step]] = {
    "createWebhook": [
        Step(_HOOK, OK, (Entry("WEBHOOK_CREATED", "webhook_", None, _CREATED),)),
        Step(
            _HOOK | {"accountId": "{account}", "description": " Ours "},
            OK,
            (
                Entry(
                    "WEBHOOK_CREATED",
                    "webhook_",
                    "account",
                    [*_CREATED, ["description", None, "Ours"]],
                ),
            ),
        ),
        Step(_HOOK | {"url": "http://acme.example"}, "INVALID"),
        Step(_HOOK | {"events": []}, "REQUIRED"),
        Step(_HOOK | {"accountId": f"account_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "updateWebhook": [
        Step(
            {"id": "{webhook}", "description": "Ours", "isEnabled": False},
            OK,
            (
                Entry(
                    "WEBHOOK_UPDATED",
                    "webhook",
                    None,
                    [["description", None, "Ours"], ["status", "ENABLED", "DISABLED"]],
                ),
            ),
        ),
        Step({"id": "{webhook}", "description": "Ours", "isEnabled": False}, OK),
        Step({"id": "{webhook}", "url": "https://127.0.0.1/"}, "INVALID"),
        Step(_NO_WEBHOOK | {"isEnabled": False}, "NOT_FOUND"),
    ],
    "rotateWebhookSecret": [
        Step(
            {"id": "{webhook}", "hours": 0},
            OK,
            (Entry("WEBHOOK_SECRET_ROTATED", "webhook", None, []),),
        ),
        Step({"id": "{webhook}", "hours": 169}, "INVALID"),
        Step(_NO_WEBHOOK, "NOT_FOUND"),
    ],
    "sendTestWebhook": [
        Step({"id": "{webhook}"}, OK, (Entry("WEBHOOK_TESTED", "webhook", None, []),)),
        Step(_NO_WEBHOOK, "NOT_FOUND"),
    ],
    "resendWebhookDelivery": [
        Step(
            {"id": "{delivery}"},
            OK,
            (Entry("WEBHOOK_DELIVERY_RESENT", "delivery", None, []),),
        ),
        Step({"id": f"webhook_delivery_{UNKNOWN}"}, "NOT_FOUND"),
    ],
    "deleteWebhook": [
        Step(
            {"id": "{webhook}"},
            OK,
            (
                Entry(
                    "WEBHOOK_DELETED",
                    "webhook",
                    None,
                    [["url", "https://acme.example/", None], ["events", "MESSAGE_STATUS", None]],
                ),
            ),
        ),
        Step({"id": "{webhook}"}, "NOT_FOUND"),
    ],
}
