"""Tells this process's worker that there is work, so that it need not wait for its next look."""

from __future__ import annotations

import asyncio


class WorkerSignals:
    """A nudge, not a queue: the rows are the queue, and a lost nudge costs one polling interval."""

    def __init__(self) -> None:
        self.messages = asyncio.Event()
        self.verifications = asyncio.Event()
        self.mails = asyncio.Event()
        self.webhooks = asyncio.Event()
