"""Settings of the simulated carrier."""

from __future__ import annotations

from dataclasses import dataclass, field

from textgate.carriers.simulator.faults import Faults


@dataclass(frozen=True, slots=True)
class SimulatorOptions:
    """`seed` decides everything that looks random.

    A review takes `review_seconds`, up to a quarter longer, or two to three business days if that is None.
    A message takes at most `delivery_seconds`. The shares select recipients and businesses, always the same
    ones for a seed.
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
