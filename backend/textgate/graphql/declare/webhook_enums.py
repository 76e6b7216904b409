"""The enums of webhooks as the schema shows them, every value described."""

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
    "What a webhook is told of. In a payload's `type` it is in lower case.",
    {
        "SMS_VERIFICATION_STATUS": "Once a day, at eight in the morning of the partner's time zone: the "
        "numbers whose verification has been decided since the last time. Nothing on days without any.",
        "SMS_NUMBER_STATUS": "At once: the verification of one number has been decided.",
        "MESSAGE_STATUS": "At once: a text has come to another status.",
        "TEST": "What sendTestWebhook sends; no webhook subscribes to it.",
    },
)
show(
    WebhookStatus,
    "Whether anything is sent to a webhook.",
    {
        "ENABLED": "What happens is sent to it.",
        "DISABLED": "Nothing is sent to it, nor kept for it; see `disabledReason`.",
    },
)
show(
    WebhookDisabledReason,
    "Why a webhook is disabled.",
    {
        "REQUESTED": "Somebody disabled it.",
        "GONE": "It answered 410: it wants nothing any more.",
        "FAILING": "For five days nothing arrived there.",
    },
)
show(
    DeliveryStatus,
    "How far a delivery is.",
    {
        "PENDING": "To be sent, for the first time or again.",
        "DELIVERED": "The webhook has answered with 2xx.",
        "FAILED": "It was given up: after the last try, or because the webhook was disabled.",
    },
)
show(
    DeliveryError,
    "What went wrong with one try.",
    {
        "STATUS": "It was answered with something else than 2xx.",
        "REDIRECT": "It was answered with another address (3xx); none is followed.",
        "TIMEOUT": "It was not answered within 15 seconds.",
        "NAME_NOT_FOUND": "The host's name leads to no address.",
        "BLOCKED": "The host's name leads to an address, or the URL to a port, that nothing is sent to.",
        "UNREACHABLE": "No connection could be made, or it broke off.",
        "CERTIFICATE": "The connection could not be protected: the certificate is not good for the host.",
        "INVALID_ANSWER": "What was answered is not HTTP.",
    },
)
