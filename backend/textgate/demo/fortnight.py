"""The texts of the demo's last fortnight, day by day: accepted ones, and refused ones of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from textgate.domain.ids import new_id

DAYS = 13
"""Today has its own texts."""

STOPPED = "+15005550004"
"""The simulated carrier says of this recipient that they have asked to stop."""

_BODIES = (
    "{name}: your visit is tomorrow at 9:00 AM. Call us to change it.",
    "{name}: your results are in. Please call us when you have a minute.",
    "{name}: our office closes at noon on Wednesday.",
    "{name}: it is time for your yearly check-up. Call us for an appointment.",
    "{name}: thank you for coming in. Please call with any questions.",
)
_NORTHERN, _STEADY = "Northern Family Practice", "Grandview Cardiology"
_INCOMPLETE, _WAITING = "Riverbend Pediatrics", "Clintonville Eye Care"
_PLACES = (
    (_NORTHERN, "Default Location"),
    (_STEADY, "Default Location"),
    (_NORTHERN, "Dublin"),
)
# By how many days ago; at the weekend fewer people are texted, and fewer mistakes are made.
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

Places = Mapping[tuple[str, str], UUID]
"""The ids of what texts are sent from, by the practice's name and the place's."""


@dataclass(frozen=True, slots=True)
class Text:
    sender_id: UUID
    recipient: str
    body: str


def texts_of(day: date, days_ago: int, places: Places) -> Iterator[Text]:
    """The texts of one day; each place has one at the most, which its number takes at once."""
    is_weekend = day.weekday() >= 5
    count = 1 if is_weekend else 2 + days_ago % 2
    for place in _PLACES[:count]:
        recipient = f"(614) 555-01{81 + (days_ago + count) % 9}"
        yield Text(places[place], recipient, _body(place[0], days_ago + count))
    for name, recipient in _REFUSED.get(days_ago, ()):
        # Somebody's program still has the id of what has never been here.
        sender_id = places[name, "Default Location"] if name else new_id()
        yield Text(sender_id, recipient, _body(name or "Reminder", days_ago))


def _body(name: str, number: int) -> str:
    return _BODIES[number % len(_BODIES)].format(name=name)
