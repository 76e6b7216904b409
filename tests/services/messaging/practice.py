"""A partner with accounts in every state, requests with every outcome, and the rows that they leave."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from tests.product import ADDRESS, Client, Product
from textgate.domain.audit import AuditAction
from textgate.domain.errors import DomainError, InvalidInput
from textgate.domain.ids import new_id
from textgate.domain.sms_gate import BusinessDetailsInsufficient, NumberNotVerified
from textgate.domain.viewer import Viewer
from textgate.graphql.declare.ids import decode_as
from textgate.services.messaging.messages import Messages
from textgate.services.messaging.send_request import SendRequest
from textgate.services.senders.state import SenderRef
from textgate.services.services import Services, build
from textgate.storage.database import Database
from textgate.storage.tables import (
    account,
    audit_entry,
    message,
    message_event,
    opt_out,
    send_tally,
    sms_number,
    verification,
)

SENT = {AuditAction.SMS_SENT, AuditAction.VERIFICATION_REQUESTED}


@dataclass(slots=True)
class Practice:
    """A partner with an account in each state; `accounts` maps the state's name to the id."""

    client: Client
    accounts: dict[str, UUID]

    @classmethod
    async def open(cls, product: Product, *names: str) -> list[Practice]:
        """Create one practice for each partner name."""
        opened = [await cls._open(product, name) for name in names]
        await product.finish_reviews()
        for practice in opened:
            await practice.begin(product)
        return opened

    @classmethod
    async def _open(cls, product: Product, name: str) -> Practice:
        client = await product.partner(name)
        details: dict[str, dict[str, Any]] = {
            "open": {},
            "other": {},
            "asleep": {},
            "rejected": {"address": ADDRESS | {"address1": "PO Box 12"}},
        }
        ids = {word: await product.account(client, **more) for word, more in details.items()}
        practice = cls(client, {word: _uuid(account_id) for word, account_id in ids.items()})
        for word in ids:
            await answer(product.services.messages, client.viewer, practice.text(word))
        return practice

    async def begin(self, product: Product) -> None:
        """Create the remaining states, once the first accounts are reviewed."""
        client = self.client
        for word, more in {"new": {}, "pending": {}, "lacking": {"address": None}}.items():
            self.accounts[word] = _uuid(await product.account(client, **more))
        await answer(product.services.messages, client.viewer, self.text("pending"))
        async with product.services.database.write() as connection:
            await connection.execute(
                update(account)
                .where(account.c.id == self.accounts["asleep"])
                .values(is_active=False)
            )
            number = select(sms_number.c.id).where(sms_number.c.account_id == self.accounts["open"])
            stopped = {
                "id": new_id(),
                "partner_id": client.viewer.partner_id,
                "number_id": (await connection.execute(number)).scalar_one(),
                "recipient": "+14065550129",
                "created_at": product.clock.now,
            }
            await connection.execute(insert(opt_out), stopped)

    def text(self, word: str, **changes: Any) -> SendRequest:
        ref = SenderRef(self.accounts[word], is_account=True)
        given: dict[str, Any] = {"to": "4065550120", "body": "See you at nine."}
        return SendRequest(ref, **(given | changes))

    def requests(self) -> list[SendRequest]:
        """Requests with every outcome; some depend on earlier requests in the list."""
        unknown = SendRequest(SenderRef(new_id()), "4065550120", "Hi")
        return [
            self.text("open", idempotency_key="before"),
            self.text("open"),
            self.text("new"),
            self.text("open", idempotency_key="k", to="4065550121"),
            unknown,
            self.text("open", idempotency_key="k", to="(406) 555-0121"),
            self.text("open", idempotency_key="k", to="4065550122"),
            replace(unknown, idempotency_key="k"),
            self.text("open", to="4065550129"),
            self.text("lacking", idempotency_key="lost"),
            self.text("open", idempotency_key="lost", to="4065550123"),
            self.text("new", idempotency_key="k2"),
            self.text("pending"),
            self.text("rejected"),
            self.text("asleep"),
            self.text("open", body=""),
            self.text("open", to="555"),
            # The third message to one number within the hour; a refusal does not use the key.
            self.text("open", idempotency_key="late"),
            self.text("open", idempotency_key="late"),
            self.text("open", idempotency_key="late", to="4065550124"),
            self.text("open", to="4065550125"),
            # The account's daily limit is reached.
            self.text("open", to="4065550126"),
            self.text("open", to="4065550126", idempotency_key="k"),
            self.text("other", to="4065550126"),
            self.text("other", idempotency_key="before"),
        ]


def _uuid(global_id: str) -> UUID:
    found = decode_as(global_id, "account")
    assert found is not None
    return found


async def answer(messages: Messages, viewer: Viewer, request: SendRequest) -> UUID | DomainError:
    try:
        return await messages.send(viewer, request)
    except DomainError as refusal:
        return refusal


def plain(outcomes: Sequence[UUID | DomainError]) -> list[Any]:
    """Outcomes without ids: a message by its index, a refusal by its contents."""
    seen: list[UUID] = []
    comparable: list[Any] = []
    for outcome in outcomes:
        if isinstance(outcome, UUID):
            seen += [] if outcome in seen else [outcome]
            comparable.append(seen.index(outcome))
        elif isinstance(outcome, NumberNotVerified):
            seen += [] if outcome.verification_id in seen else [outcome.verification_id]
            comparable.append((outcome.code, seen.index(outcome.verification_id)))
        elif isinstance(outcome, BusinessDetailsInsufficient):
            comparable.append(
                (outcome.code, outcome.missing, [reason.code for reason in outcome.reasons])
            )
        elif isinstance(outcome, InvalidInput):
            comparable.append((outcome.code, outcome.errors))
        else:
            comparable.append(
                (type(outcome).__name__, outcome.message, getattr(outcome, "retry_at", None))
            )
    return comparable


async def stored(product: Product, practice: Practice) -> dict[str, Any]:
    """All rows that a partner's sends have left, without ids, and sorted without them."""
    words = {account_id: word for word, account_id in practice.accounts.items()}
    partner_id = practice.client.viewer.partner_id
    contents: dict[str, Any] = {}
    columns = {
        message: ("recipient", "body", "idempotency_key", "request_hash", "segments", "status"),
        send_tally: ("day", "code", "count"),
        audit_entry: ("action", "changes", "request_id"),
        verification: ("attempt", "status"),
        sms_number: ("status",),
    }
    async with product.services.database.read() as connection:
        for table, names in columns.items():
            statement = select(table).where(table.c.partner_id == partner_id)
            lines = [
                (words.get(row["account_id"]), *(row[name] for name in names))
                for row in (await connection.execute(statement)).mappings()
            ]
            contents[table.name] = sorted(lines, key=repr)
        events = select(func.count()).where(message_event.c.partner_id == partner_id)
        contents["events"] = (await connection.execute(events)).scalar_one()
    # Request hashes and other audit entries contain ids.
    contents["message"] = [(*line[:4], *line[5:]) for line in contents["message"]]
    contents["audit_entry"] = [line for line in contents["audit_entry"] if line[1] in SENT]
    return contents


@asynccontextmanager
async def processes(product: Product, count: int) -> AsyncIterator[list[Services]]:
    """Services over one database, each with connections of its own, as in several server processes."""
    databases = [Database(product.database_url) for _ in range(count)]
    options = product.services.options
    yield [build(database, product.carrier, product.clock, options) for database in databases]
    for database in databases:
        await database.close()
