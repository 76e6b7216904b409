"""A carrier of our own for demos and tests: it behaves as an external company would."""

from textgate.carriers.simulator.faults import Faults
from textgate.carriers.simulator.messages import SentText
from textgate.carriers.simulator.options import SimulatorOptions
from textgate.carriers.simulator.review import review_codes, would_reject
from textgate.carriers.simulator.simulator import Simulator

__all__ = [
    "Faults",
    "SentText",
    "Simulator",
    "SimulatorOptions",
    "review_codes",
    "would_reject",
]
