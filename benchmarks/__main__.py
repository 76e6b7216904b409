"""`python -m benchmarks`, which scripts/bench runs."""

from __future__ import annotations

from benchmarks.run import main

main()
