"""Results of a search."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.graphql.types.account import Account
from textgate.graphql.types.sms_message import SmsMessage
from textgate.graphql.types.sms_number import SmsNumber

SearchResult = Annotated[
    Account | SmsNumber | SmsMessage,
    strawberry.union("SearchResult", description="An object that a search finds."),
]
