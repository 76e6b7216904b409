"""The texts of the last two weeks of the demo, by day: accepted and refused ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from textgate.domain.ids import new_id

DAYS = 13
"""The texts of today are in build.py."""

STOPPED = "+15005550004"
"""The simulated carrier reports an opt-out (STOP) of this recipient."""

_BODIES = (
    "{name}: your visit is tomorrow at 9:00 AM. Call us to change it.",
    "{name}: your results are in. Please call us when you have a minute.",
    "{name}: our office closes at noon on Wednesday.",
    "{name}: it is time for your yearly check-up. Call us for an appointment.",
    "{name}: thank you for coming in. Please call with any questions.",
)
_NORTHERN, _STEADY = "Northern Family Practice", "Grandview Cardiology"
_INCOMPLETE, _WAITING = "Riverbend Pediatrics", "Clintonville Eye Care"
_SENDERS = (
    (_NORTHERN, "Default Location"),
    (_STEADY, "Default Location"),
    (_NORTHERN, "Dublin"),
)
# Days ago to refused texts. There are fewer at weekends.
_REFUSED: Mapping[int, tuple[tuple[str, str], ...]] = {
    11: ((_NORTHERN, STOPPED),),
    10: ((_INCOMPLETE, "(614) 555-0191"), (_NORTHERN, STOPPED)),
    8: ((_NORTHERN, "614 555 019"), (_INCOMPLETE, "(614) 555-0191")),
    7: ((_WAITING, "(614) 555-0192"),),
    6: ((_STEADY, "not given"),),
    4: ((_WAITING, "(614) 555-0192"), (_INCOMPLETE, "(614) 555-0193"), (_NORTHERN, STOPPED)),
    3: ((_WAITING, "(614) 555-0192"),),
    1: ((_INCOMPLETE, "(614) 555-0191"), ("", "(614) 555-0194")),
}

SenderIds = Mapping[tuple[str, str], UUID]
"""Names of practice and sender to the sender's id."""


@dataclass(frozen=True, slots=True)
class Text:
    sender_id: UUID
    recipient: str
    body: str


def texts_of(day: date, days_ago: int, sender_ids: SenderIds) -> Iterator[Text]:
    """The texts of one day. Each sender has at most one, within the throughput of its number."""
    is_weekend = day.weekday() >= 5
    count = 1 if is_weekend else 2 + days_ago % 2
    for names in _SENDERS[:count]:
        recipient = f"(614) 555-01{81 + (days_ago + count) % 9}"
        yield Text(sender_ids[names], recipient, _body(names[0], days_ago + count))
    for name, recipient in _REFUSED.get(days_ago, ()):
        # Without a practice: a program sends with an unknown sender id.
        sender_id = sender_ids[name, "Default Location"] if name else new_id()
        yield Text(sender_id, recipient, _body(name or "Reminder", days_ago))


def _body(name: str, number: int) -> str:
    return _BODIES[number % len(_BODIES)].format(name=name)
