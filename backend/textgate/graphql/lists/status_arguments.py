"""The `status` arguments of lists, which several fields share."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.domain.messages import MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.domain.verification import VerificationStatus
from textgate.domain.webhooks import DeliveryStatus, WebhookStatus
from textgate.services.access.user_status import UserStatus

NumberStatusArgument = Annotated[
    SmsNumberStatus | None, strawberry.argument(description="Only numbers with this status.")
]
VerificationStatusArgument = Annotated[
    VerificationStatus | None,
    strawberry.argument(description="Only verifications with this status."),
]
MessageStatusArgument = Annotated[
    MessageStatus | None, strawberry.argument(description="Only messages with this status.")
]
UserStatusArgument = Annotated[
    UserStatus | None, strawberry.argument(description="Only users with this status.")
]
WebhookStatusArgument = Annotated[
    WebhookStatus | None, strawberry.argument(description="Only webhooks with this status.")
]
DeliveryStatusArgument = Annotated[
    DeliveryStatus | None, strawberry.argument(description="Only deliveries with this status.")
]
