"""A simulated carrier for demos and tests; it behaves like an external company, with its own state."""

from textgate.carriers.simulator.faults import Faults
from textgate.carriers.simulator.messages import SentMessage
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.review import review_codes, would_reject
from textgate.carriers.simulator.simulator import Simulator

__all__ = [
    "Faults",
    "SentMessage",
    "Simulator",
    "SimulatorOptions",
    "review_codes",
    "would_reject",
]
