"""Wakes this process's worker as soon as work is due, before its next poll."""

from __future__ import annotations

import asyncio


class WorkerSignals:
    """A hint: the rows are the queue. A lost signal costs one polling interval."""

    def __init__(self) -> None:
        self.messages = asyncio.Event()
        self.verifications = asyncio.Event()
        self.mails = asyncio.Event()
        self.webhooks = asyncio.Event()
        self.imports = asyncio.Event()
