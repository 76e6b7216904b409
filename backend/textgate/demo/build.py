"""Fills an empty database with the demo's story, through the services and on a clock of its own.

The clock starts three weeks ago, and the simulated carrier decides in that time. So pending verifications
last as long as a real review, and there are texts of two weeks.
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
from textgate.demo.story import Practice, StorySender
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

STARTED_AGO = timedelta(days=21)
# The carrier has decided, and the deadline for corrections is still open.
REJECTED_SINCE_DAYS = 7
OVERDUE_SINCE_DAYS = 9
# The slow carrier decides after the end of any demo.
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
    """A partner with the token of its program. `application_id` is the partner's id."""

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
    """Write the story into a migrated, empty database.

    `examples` is the directory of the real practices, `password` the password of all users.
    """
    now = system_clock()
    clock = _StoryClock(now - STARTED_AGO)
    database = Database(database_url)
    options = Options(number_type=NumberType.LOCAL_10DLC)
    carrier = Simulator(carrier_file, SimulatorOptions(undelivered_share=0.0), clock)
    slow_options = SimulatorOptions(review_seconds=SLOW_REVIEW.total_seconds())
    slow_carrier = Simulator(carrier_file, slow_options, clock)
    services = build(database, carrier, clock, options)
    slow = build(database, slow_carrier, clock, options)
    try:
        builder = _StoryBuilder(services, slow, carrier, clock, now)
        return await builder.build(examples, password)
    finally:
        await slow_carrier.close()
        await carrier.close()
        await database.close()


class _StoryBuilder:
    def __init__(
        self,
        services: Services,
        slow: Services,
        carrier: Simulator,
        clock: _StoryClock,
        now: datetime,
    ) -> None:
        """`slow` are the same services with a slow carrier."""
        self._services = services
        self._slow = slow
        self._carrier = carrier
        self._clock = clock
        self._now = now

    async def build(self, examples: Path, password: str) -> list[DemoCredential]:
        viewer, first = await self._partner(story.PARTNER, sms_enabled=True)
        await self._services.partners.update_business_details(viewer, story.PARTNER_DETAILS)
        senders = [
            pair for practice in story.PRACTICES for pair in await self._practice(viewer, practice)
        ]
        await self._numbers(viewer, senders, story.APPROVED)
        await self._people(viewer, password)
        await self._import(viewer, examples)
        await self._fortnight(viewer, senders)
        self._clock.now = self._now - PENDING_SINCE
        await self._work()
        await self._numbers(viewer, senders, story.PENDING)
        self._clock.now = self._now - TEXTED_AGO
        await self._texts(viewer, senders[0][1])
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
        authenticated = await self._services.credentials.authenticate(token)
        assert authenticated is not None
        return authenticated.viewer, DemoCredential(name, str(partner_id), token, sms_enabled)

    async def _people(self, viewer: Viewer, password: str) -> None:
        """Invite the users and accept each invitation by its link."""
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

    async def _practice(self, viewer: Viewer, practice: Practice) -> list[tuple[StorySender, UUID]]:
        account_id = await self._services.accounts.create(viewer, practice.details)
        default, *others = practice.senders
        pairs = [(default, await self._default(account_id))]
        for story_sender in others:
            kind = SenderKind.QUEUE if story_sender.is_queue else SenderKind.LOCATION
            changes = {"name": story_sender.name}
            pairs.append(
                (
                    story_sender,
                    await self._services.senders.create(viewer, account_id, kind, changes),
                )
            )
        return pairs

    async def _default(self, account_id: UUID) -> UUID:
        statement = select(sender.c.id).where(
            sender.c.account_id == account_id, sender.c.is_default
        )
        async with self._services.database.read() as connection:
            sender_id: UUID = (await connection.execute(statement)).scalar_one()
        return sender_id

    async def _numbers(
        self, viewer: Viewer, senders: Iterable[tuple[StorySender, UUID]], state: str
    ) -> None:
        """Request the numbers of the story: the carrier reserves them under Textgate's reference."""
        for story_sender, sender_id in senders:
            if story_sender.phone is not None and story_sender.state == state:
                number = await self._services.sms_numbers.add_number(viewer, SenderRef(sender_id))
                await self._carrier.adopt_number(story_sender.phone, reference=str(number))
        if state == story.OVERDUE:
            while await self._slow.review.run_due():
                pass
        await self._work()

    async def _fortnight(self, viewer: Viewer, senders: Sequence[tuple[StorySender, UUID]]) -> None:
        """Send the texts of each day, and start the overdue and the rejected verification."""
        names = [
            practice.details["name"] or "" for practice in story.PRACTICES for _ in practice.senders
        ]
        known = {
            (name, story_sender.name): sender_id
            for name, (story_sender, sender_id) in zip(names, senders, strict=True)
        }
        self._clock.now = self._now - timedelta(days=fortnight.DAYS + 1)
        await self._work()
        for days_ago in range(fortnight.DAYS, 0, -1):
            self._clock.now = self._now - timedelta(days=days_ago)
            if days_ago == OVERDUE_SINCE_DAYS:
                await self._numbers(viewer, senders, story.OVERDUE)
            if days_ago == REJECTED_SINCE_DAYS:
                await self._numbers(viewer, senders, story.REJECTED)
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
