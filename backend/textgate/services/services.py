"""All services over one database, one carrier and one clock: what the faces of the product are given."""

from __future__ import annotations

from dataclasses import dataclass

from textgate.carriers.base import Carrier
from textgate.domain.clock import Clock
from textgate.domain.sms_numbers import NumberType
from textgate.services.accounts import Accounts
from textgate.services.credentials import Credentials
from textgate.services.delivery import Delivery
from textgate.services.messages import Messages
from textgate.services.partners import Partners
from textgate.services.review import Review
from textgate.services.senders import Senders
from textgate.services.sms_numbers import SmsNumbers
from textgate.services.wake import Wake
from textgate.storage.database import Database


@dataclass(frozen=True, slots=True)
class Services:
    """Built once, by the composition root."""

    database: Database
    clock: Clock
    wake: Wake
    partners: Partners
    credentials: Credentials
    accounts: Accounts
    senders: Senders
    sms_numbers: SmsNumbers
    messages: Messages
    delivery: Delivery
    review: Review


def build(database: Database, carrier: Carrier, clock: Clock, number_type: NumberType) -> Services:
    wake = Wake()
    sms_numbers = SmsNumbers(database, clock, wake, number_type)
    return Services(
        database=database,
        clock=clock,
        wake=wake,
        partners=Partners(database, clock),
        credentials=Credentials(database, clock),
        accounts=Accounts(database, clock, sms_numbers),
        senders=Senders(database, clock),
        sms_numbers=sms_numbers,
        messages=Messages(database, clock, wake, sms_numbers),
        delivery=Delivery(database, clock, carrier),
        review=Review(database, clock, carrier),
    )
