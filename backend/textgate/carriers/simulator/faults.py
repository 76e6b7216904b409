"""Faults between us and the simulated carrier, and their shares."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from textgate.carriers.simulator.chance import chance

_SHARES = ("refuse", "timeout_before", "timeout_after_accept", "late")
_KNOWN = ", ".join(_SHARES)


class Fault(Enum):
    """TIMEOUT_AFTER_ACCEPT has the call's effect and loses its answer; the others have no effect."""

    NONE = auto()
    REFUSE = auto()
    TIMEOUT_BEFORE = auto()
    TIMEOUT_AFTER_ACCEPT = auto()


@dataclass(frozen=True, slots=True)
class Faults:
    """Shares of the calls that change something. The first three are mutually exclusive."""

    refuse: float = 0.0
    timeout_before: float = 0.0
    timeout_after_accept: float = 0.0
    late: float = 0.0
    late_seconds: float = 1.0

    def __post_init__(self) -> None:
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"Fault {name!r} is a share from 0 to 1")
        if self.refuse + self.timeout_before + self.timeout_after_accept > 1:
            raise ValueError("refuse, timeout_before and timeout_after_accept exceed 1 together")
        if not 0 <= self.late_seconds < float("inf"):
            raise ValueError("Late answers come after a number of seconds, not below 0")

    @classmethod
    def parse(cls, text: str) -> Faults:
        """Parse `refuse=0.05,timeout_after_accept=0.02,late=0.1:0.5` (late: share, then seconds)."""
        values: dict[str, float] = {}
        for part in filter(None, (part.strip() for part in text.split(","))):
            name, has_value, value = (piece.strip() for piece in part.partition("="))
            if name not in _SHARES:
                raise ValueError(f"Unknown fault {name!r}: use {_KNOWN}")
            if not has_value:
                raise ValueError(f"Fault {name!r} needs a share, for example {name}=0.05")
            if name in values:
                raise ValueError(f"Fault {name!r} is given twice")
            share, has_seconds, seconds = value.partition(":")
            if has_seconds and name != "late":
                raise ValueError(f"Fault {name!r} has no seconds; only late has")
            values[name] = _number(name, share)
            if has_seconds:
                values["late_seconds"] = _number(name, seconds)
        return cls(**values)

    @property
    def any(self) -> bool:
        return any(getattr(self, name) for name in _SHARES)

    def draw(self, seed: int, operation: str, reference: str, attempt: int) -> Fault:
        """The fault of this call; each attempt draws again."""
        drawn = chance(seed, "fault", operation, reference, attempt)
        for fault, share in (
            (Fault.REFUSE, self.refuse),
            (Fault.TIMEOUT_BEFORE, self.timeout_before),
            (Fault.TIMEOUT_AFTER_ACCEPT, self.timeout_after_accept),
        ):
            if drawn < share:
                return fault
            drawn -= share
        return Fault.NONE

    def delay(self, seed: int, operation: str, reference: str, attempt: int) -> float | None:
        """Seconds to delay the answer to this call; None for no delay."""
        is_late = chance(seed, "late", operation, reference, attempt) < self.late
        return self.late_seconds if is_late else None


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"Fault {name!r} needs a number, not {text!r}") from None
