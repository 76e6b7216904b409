"""Runs a Python peer with the recommended production setup: uvicorn on uvloop and httptools, no logs."""

from __future__ import annotations

import gc
import os
from typing import Any

import uvicorn


def serve(app: Any) -> None:
    """Serve an ASGI application on the benchmark's port until a signal ends it."""
    # Loaded objects are permanent: exclude them from garbage collection.
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
