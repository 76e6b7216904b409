"""How the simulated carrier is to behave."""

from __future__ import annotations

from dataclasses import dataclass, field

from textgate.carriers.simulator.faults import Faults


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """`seed` decides all that looks like chance.

    A `review_seconds` of None means two or three business days; a number is how long a review
    takes instead, up to a quarter more. `delivery_seconds` is about when a text is delivered.
    The shares are of recipients and of businesses: the same one always fares the same.
    """

    seed: int = 0
    idempotent: bool = False
    review_seconds: float | None = None
    delivery_seconds: float = 2.0
    undelivered_share: float = 0.02
    partner_website_rejection_share: float = 0.25
    faults: Faults = field(default_factory=Faults)

    def __post_init__(self) -> None:
        if self.review_seconds is not None and not 0 <= self.review_seconds < float("inf"):
            raise ValueError("review_seconds is not below 0")
        if not 0 <= self.delivery_seconds < float("inf"):
            raise ValueError("delivery_seconds is not below 0")
        if not 0 <= self.undelivered_share <= 1:
            raise ValueError("undelivered_share is a share from 0 to 1")
        if not 0 <= self.partner_website_rejection_share <= 1:
            raise ValueError("partner_website_rejection_share is a share from 0 to 1")
