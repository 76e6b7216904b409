"""Registers the enums of webhooks in the schema, with a description of every value."""

from __future__ import annotations

from textgate.domain.webhooks import (
    DeliveryError,
    DeliveryStatus,
    WebhookDisabledReason,
    WebhookEvent,
    WebhookStatus,
)
from textgate.graphql.declare.enums import show

show(
    WebhookEvent,
    "Event that a webhook can subscribe to. A payload's `type` is its name in lower case.",
    {
        "SMS_VERIFICATION_STATUS": "Daily digest at 8:00 a.m. in the partner's time zone: the numbers whose "
        "verification was decided since the last digest. No digest is sent if there are none.",
        "SMS_NUMBER_STATUS": "The verification of one number was decided. Sent immediately.",
        "MESSAGE_STATUS": "The carrier reported a new status of a message. Sent immediately.",
        "TEST": "Sent by sendTestWebhook; webhooks cannot subscribe to it.",
    },
)
show(
    WebhookStatus,
    "Whether a webhook receives events.",
    {
        "ENABLED": "Receives events.",
        "DISABLED": "Receives nothing. Events are not kept for later; see `disabledReason`.",
    },
)
show(
    WebhookDisabledReason,
    "Reason why a webhook is disabled.",
    {
        "REQUESTED": "A caller disabled it.",
        "GONE": "Its server responded 410 Gone.",
        "FAILING": "All deliveries failed for five days.",
    },
)
show(
    DeliveryStatus,
    "Progress of a delivery.",
    {
        "PENDING": "Waiting for its first attempt or a retry.",
        "DELIVERED": "The server responded with 2xx.",
        "FAILED": "Given up after the last attempt, or because the webhook was disabled.",
    },
)
show(
    DeliveryError,
    "Reason why an attempt failed.",
    {
        "STATUS": "The server responded with a status other than 2xx or 3xx.",
        "REDIRECT": "The server responded with a redirect (3xx). Redirects are not followed.",
        "TIMEOUT": "The server did not respond within 15 seconds.",
        "NAME_NOT_FOUND": "The hostname could not be resolved.",
        "BLOCKED": "The hostname resolves to a private or blocked address, or the port is not allowed.",
        "UNREACHABLE": "The connection could not be opened, or broke.",
        "CERTIFICATE": "TLS failed: the certificate is not valid for the host.",
        "INVALID_ANSWER": "The response is not valid HTTP.",
    },
)
