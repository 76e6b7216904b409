"""Messages of several accounts, as rows and as Python objects."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from tests.product import START, Product
from tests.rows import a_location, a_message, a_number, an_account, an_author, insert_numbers
from textgate.domain.messages import MessageStatus
from textgate.domain.sms_numbers import SmsNumberStatus
from textgate.graphql.declare import ids
from textgate.storage.tables import account, message, message_author, sender

Row = dict[str, Any]

NAMES = ("Ada Moss", "Zoë O'Hara", "Moss Ada Jr", "100% Program", None)
RECIPIENTS = ("+14065550120", "+14065550121", "+14065557120", "+18335550120")
STATUSES = (*[MessageStatus.DELIVERED] * 6, *MessageStatus)


class Rows:
    """Messages of three accounts of a partner, as Python objects."""

    def __init__(self, partner_id: Any) -> None:
        chance = random.Random(7)
        self.accounts = [an_account(partner_id) for _ in range(3)]
        self.places = [a_location(owner) for owner in self.accounts for _ in range(2)]
        self.numbers = [a_number(place, SmsNumberStatus.APPROVED) for place in self.places]
        self.messages: list[Row] = []
        for minute in range(200):
            values = {
                "recipient": chance.choice(RECIPIENTS),
                "status": chance.choice(STATUSES),
                "sent_by_name": chance.choice(NAMES),
                "created_at": START + timedelta(minutes=minute),
            }
            self.messages.append(a_message(chance.choice(self.numbers), **values))

    async def write(self, product: Product) -> None:
        async with product.services.database.write() as connection:
            await connection.execute(insert(account), self.accounts)
            await connection.execute(insert(sender), self.places)
            await insert_numbers(connection, self.numbers)
            await connection.execute(insert(message), self.messages)
            authors = [an_author(owner, name) for owner in self.accounts for name in NAMES if name]
            await connection.execute(insert(message_author), authors)

    def matching(self, **criteria: Any) -> list[str]:
        """The global ids of the messages that match, the newest first."""
        return [
            ids.encode("message", row["id"])
            for row in reversed(self.messages)
            if all(test(row) for test in criteria.values())
        ]
