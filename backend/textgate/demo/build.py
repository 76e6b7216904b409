"""Fills an empty database with the demo's story, by the product's own services and three weeks of its own.

The story's clock starts three weeks ago: what the carrier has approved or rejected by now it has really
decided, what is pending will be for as long as a real review takes, and texts were sent for a fortnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from textgate.carriers.simulator import Simulator, SimulatorOptions
from textgate.demo import fortnight, story
from textgate.demo.story import Place, Practice
from textgate.domain.clock import system_clock
from textgate.domain.errors import DomainError
from textgate.domain.sms_numbers import NumberType
from textgate.domain.viewer import Viewer
from textgate.services.imports import Report, import_files
from textgate.services.messaging.send_request import SendRequest
from textgate.services.options import Options
from textgate.services.senders.state import SenderRef
from textgate.services.services import Services, build
from textgate.storage.database import Database
from textgate.storage.tables import SenderKind, sender

BEGUN_AGO = timedelta(days=21)
# Decided by now, and few enough days ago to be corrected.
REJECTED_SINCE_DAYS = 7
OVERDUE_SINCE_DAYS = 9
# The carrier that takes too long answers when the demo is long over.
SLOW_REVIEW = timedelta(days=60)
PENDING_SINCE = timedelta(hours=20)
TEXTED_AGO = timedelta(hours=2)
TEXTS = (
    (
        "(614) 555-0181",
        "Northern Family Practice: your visit is tomorrow at 9:00 AM. Call us to change it.",
    ),
    ("(614) 555-0182", "Northern Family Practice: our office closes at noon on Wednesday."),
)


@dataclass(frozen=True, slots=True)
class DemoCredential:
    """A partner of the demo with the token of its program; `application_id` is the partner's id."""

    partner: str
    application_id: str
    token: str
    sms_enabled: bool


class _StoryClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def build_demo(
    database_url: str, carrier_file: Path, examples: Path, password: str
) -> list[DemoCredential]:
    """Write the story into a migrated, empty database; `examples` holds the real practices, and
    `password` is everybody's."""
    now = system_clock()
    clock = _StoryClock(now - BEGUN_AGO)
    database = Database(database_url)
    options = Options(number_type=NumberType.LOCAL_10DLC)
    carrier = Simulator(carrier_file, SimulatorOptions(undelivered_share=0.0), clock)
    late = SimulatorOptions(review_seconds=SLOW_REVIEW.total_seconds())
    slow_carrier = Simulator(carrier_file, late, clock)
    services = build(database, carrier, clock, options)
    slow = build(database, slow_carrier, clock, options)
    try:
        teller = _Teller(services, slow, carrier, clock, now)
        return await teller.tell(examples, password)
    finally:
        await slow_carrier.close()
        await carrier.close()
        await database.close()


class _Teller:
    def __init__(
        self,
        services: Services,
        slow: Services,
        carrier: Simulator,
        clock: _StoryClock,
        now: datetime,
    ) -> None:
        """`slow` are the same services with a carrier that takes its time."""
        self._services = services
        self._slow = slow
        self._carrier = carrier
        self._clock = clock
        self._now = now

    async def tell(self, examples: Path, password: str) -> list[DemoCredential]:
        viewer, first = await self._partner(story.PARTNER, sms_enabled=True)
        await self._services.partners.update_business_details(viewer, story.PARTNER_DETAILS)
        places = [
            place
            for practice in story.PRACTICES
            for place in await self._practice(viewer, practice)
        ]
        await self._numbers(viewer, places, story.APPROVED)
        await self._people(viewer, password)
        await self._import(viewer, examples)
        await self._fortnight(viewer, places)
        self._clock.now = self._now - PENDING_SINCE
        await self._work()
        await self._numbers(viewer, places, story.PENDING)
        self._clock.now = self._now - TEXTED_AGO
        await self._texts(viewer, places[0][1])
        self._clock.now = self._now
        await self._work()
        other, second = await self._partner(story.PARTNER_WITHOUT_SMS, sms_enabled=False)
        await self._services.partners.update_business_details(other, story.PARTNER_DETAILS)
        ((_, lakeshore),) = await self._practice(other, story.PRACTICE_OF_THE_OTHER)
        await self._send(other, fortnight.Text(lakeshore, *TEXTS[0]))
        return [first, second]

    async def _partner(self, name: str, *, sms_enabled: bool) -> tuple[Viewer, DemoCredential]:
        partner_id = await self._services.partners.create(name, sms_enabled=sms_enabled)
        _, token = await self._services.credentials.create(partner_id, "demo")
        who = await self._services.credentials.authenticate(token)
        assert who is not None
        return who.viewer, DemoCredential(name, str(partner_id), token, sms_enabled)

    async def _people(self, viewer: Viewer, password: str) -> None:
        """Invite them, and accept for them by the link that each is given."""
        services = self._services
        for person in story.PEOPLE:
            account_id = person.practice and await services.users.account_id(
                viewer.partner_id, person.practice
            )
            invited = await services.user_links.invite(
                viewer,
                email=person.email,
                name=person.name,
                role=person.role,
                account_id=account_id or None,
                by_mail=False,
                return_url=True,
            )
            assert invited.url is not None
            token = invited.url.partition("#")[2]
            await services.own_password.choose(token, password, viewer.origin)

    async def _practice(self, viewer: Viewer, practice: Practice) -> list[tuple[Place, UUID]]:
        account_id = await self._services.accounts.create(viewer, practice.details)
        default, *others = practice.places
        found = [(default, await self._default(account_id))]
        for place in others:
            kind = SenderKind.QUEUE if place.is_queue else SenderKind.LOCATION
            changes = {"name": place.name}
            found.append(
                (place, await self._services.senders.create(viewer, account_id, kind, changes))
            )
        return found

    async def _default(self, account_id: UUID) -> UUID:
        statement = select(sender.c.id).where(
            sender.c.account_id == account_id, sender.c.is_default
        )
        async with self._services.database.read() as connection:
            found: UUID = (await connection.execute(statement)).scalar_one()
        return found

    async def _numbers(
        self, viewer: Viewer, places: Iterable[tuple[Place, UUID]], state: str
    ) -> None:
        """Ask for the story's own numbers: the carrier has them set aside under our reference."""
        for place, sender_id in places:
            if place.phone is not None and place.state == state:
                number = await self._services.sms_numbers.add_number(viewer, SenderRef(sender_id))
                await self._carrier.adopt_number(place.phone, reference=str(number))
        if state == story.OVERDUE:
            while await self._slow.review.run_due():
                pass
        await self._work()

    async def _fortnight(self, viewer: Viewer, places: Sequence[tuple[Place, UUID]]) -> None:
        """Every day's texts; the verification that takes too long, and the one to be corrected."""
        names = [
            practice.details["name"] or "" for practice in story.PRACTICES for _ in practice.places
        ]
        known = {
            (name, place.name): sender_id
            for name, (place, sender_id) in zip(names, places, strict=True)
        }
        self._clock.now = self._now - timedelta(days=fortnight.DAYS + 1)
        await self._work()
        for days_ago in range(fortnight.DAYS, 0, -1):
            self._clock.now = self._now - timedelta(days=days_ago)
            if days_ago == OVERDUE_SINCE_DAYS:
                await self._numbers(viewer, places, story.OVERDUE)
            if days_ago == REJECTED_SINCE_DAYS:
                await self._numbers(viewer, places, story.REJECTED)
            for text in fortnight.texts_of(self._clock.now.date(), days_ago, known):
                await self._send(viewer, text)
                self._clock.now += timedelta(seconds=40)
            await self._work()

    async def _send(self, viewer: Viewer, text: fortnight.Text) -> None:
        request = SendRequest(SenderRef(text.sender_id), text.recipient, text.body)
        with suppress(DomainError):
            await self._services.messages.send(viewer, request)

    async def _texts(self, viewer: Viewer, sender_id: UUID) -> None:
        for recipient, body in TEXTS:
            request = SendRequest(SenderRef(sender_id), recipient, body)
            await self._services.messages.send(viewer, request)
            await self._work()
            self._clock.now += timedelta(seconds=30)
        await self._work()

    async def _work(self) -> None:
        while (
            await self._services.review.run_due()
            + await self._services.delivery.run_due()
            + await self._services.delivery.apply_events()
        ):
            pass

    async def _import(self, viewer: Viewer, examples: Path) -> None:
        await import_files(
            self._services.database,
            self._clock,
            partner_id=viewer.partner_id,
            practices=examples / "practices.csv",
            locations=examples / "locations.csv",
            report=Report(None),
        )
