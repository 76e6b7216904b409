"""Runs a Python peer as its documentation advises for production: uvicorn on uvloop and httptools, no logs."""

from __future__ import annotations

import gc
import os
from typing import Any

import uvicorn


def serve(app: Any) -> None:
    """Serve an ASGI application on the benchmark's port until a signal ends it."""
    # What is loaded by now stays: the garbage collector need not look through it again and again.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(os.environ["BENCH_PORT"]),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
