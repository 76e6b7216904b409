"""The composition root: makes the database, the carrier and the services from the settings.

Separate from app.py: most commands need no web application, and its import doubles their start-up time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textgate.carriers.base import Carrier
from textgate.domain.clock import Clock, system_clock
from textgate.domain.mail_server import parse_smtp_url
from textgate.services.options import Options
from textgate.services.services import Services, build
from textgate.settings import Settings
from textgate.storage.database import Database


def open_carrier(settings: Settings, clock: Clock) -> Carrier:
    """Open the carrier of the settings."""
    from textgate.carriers.simulator import Faults, Simulator, SimulatorOptions

    options = SimulatorOptions(
        seed=settings.simulator_seed,
        idempotent=settings.simulator_idempotent,
        review_seconds=settings.simulator_review_seconds,
        delivery_seconds=settings.simulator_delivery_seconds,
        undelivered_share=settings.simulator_undelivered_share,
        faults=Faults.parse(settings.simulator_faults),
    )
    return Simulator(settings.simulator_file, options, clock)


def options(settings: Settings) -> Options:
    """The settings of the services."""
    return Options(
        number_type=settings.number_type,
        public_url=settings.resolved_public_url,
        texts_per_account_and_day=settings.texts_per_account_and_day,
        texts_per_recipient_and_hour=settings.texts_per_recipient_and_hour,
        points_per_second=settings.points_per_second,
        points_at_once=settings.points_at_once,
        metrics_token=settings.metrics_token,
        smtp=parse_smtp_url(settings.smtp_url) if settings.smtp_url else None,
        mail_from=settings.mail_from,
        webhooks_allow_loopback=settings.webhooks_allow_loopback,
    )


@asynccontextmanager
async def open_services(settings: Settings, clock: Clock = system_clock) -> AsyncIterator[Services]:
    """Open the database, the carrier and the services. Closes them on exit."""
    database = Database(settings.resolved_database_url)
    carrier = open_carrier(settings, clock)
    try:
        yield build(database, carrier, clock, options(settings))
    finally:
        await carrier.close()
        await database.close()
