"""Decides about texts, many at once in one transaction: each has its own verdict, as if it had come alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect, Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.audit import Event
from textgate.domain.clock import Clock
from textgate.domain.errors import (
    AuthorityLost,
    DomainError,
    IdempotencyConflict,
    RecipientOptedOut,
    SmsNotEnabled,
)
from textgate.domain.sms_gate import NumberNotVerified, Verdict
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, scope_of
from textgate.services.audit import audit_log
from textgate.services.messaging.limits import LimitReservation, SendLimits
from textgate.services.messaging.message_rows import (
    Known,
    Row,
    Slot,
    insert_texts,
    new_text,
    sent,
    used_keys,
)
from textgate.services.messaging.send_request import ParsedMessage
from textgate.services.messaging.tally import SendTally
from textgate.services.options import Options
from textgate.services.senders.state import (
    SenderState,
    insufficient,
    load_sender_states,
    require_active,
    sender_not_found,
)
from textgate.services.verification.sms_numbers import SmsNumbers
from textgate.storage.parameters import encode_rows, row_table
from textgate.storage.prepared_select import PreparedSelect
from textgate.storage.tables import opt_out
from textgate.storage.transactions import RetryTransaction


# Two of them are never the same, however alike.
@dataclass(slots=True, eq=False)
class SendCommand:
    """A text, and who wants it sent; `refusal` is set when that caller turns out to have lost its authority."""

    viewer: Viewer
    text: ParsedMessage
    refusal: AuthorityLost | None = None

    @property
    def slot(self) -> Slot:
        return self.viewer.partner_id, self.text.key


Verdicts = Mapping[SendCommand, SenderState | DomainError]
"""What the gate and the recipients say of each text: a sender that may text or is to ask for a number,
or a refusal."""


class Acceptance:
    def __init__(
        self, clock: Clock, options: Options, sms_numbers: SmsNumbers, tally: SendTally
    ) -> None:
        self._clock = clock
        self._limits = SendLimits(options)
        self._sms_numbers = sms_numbers
        self._tally = tally

    async def decide(
        self, connection: AsyncConnection, sends: Sequence[SendCommand]
    ) -> list[UUID | DomainError]:
        """What becomes of each, in the order in which they have come: its message's id, or why there is
        none. Refusals are returned, and raised only after the commit: here they would roll back what
        others have got, and the requests that they tell of.

        The number of statements does not depend on the number of texts. Raises StartOver when a caller has
        lost its authority: only its own texts are refused then, and the others are decided about again.
        """
        try:
            return await self._decide(connection, sends)
        except AuthorityLost as lost:
            for send in sends:
                if send.viewer.id == lost.caller_id:
                    send.refusal = type(lost)(lost.caller_id)
            raise RetryTransaction from None

    async def _decide(
        self, connection: AsyncConnection, sends: Sequence[SendCommand]
    ) -> list[UUID | DomainError]:
        now = self._clock()
        allowed = [send for send in sends if send.refusal is None]
        used = await used_keys(connection, [send.slot for send in allowed])
        judged = await self._judge(connection, [send for send in allowed if send.slot not in used])
        going = [(found.account_id, send.text.recipient) for send, found in _open(judged)]
        allowance = await self._limits.reserve(connection, going, now)
        batch = _Batch(used, judged, allowance, now)
        outcomes = [batch.take(send) for send in sends]
        await allowance.release(connection)
        newest = await self._request(connection, batch)
        if batch.rows:
            await insert_texts(connection, batch.rows, now)
            counted = [(row["partner_id"], row["account_id"]) for row in batch.rows]
            await self._tally.accepted(connection, counted, now)
        viewers = [viewer for viewer, _ in batch.done]
        await audit_log.record(connection, viewers, now, *(event for _, event in batch.done))
        return [
            NumberNotVerified(newest[each.sender_id], is_new=True)
            if isinstance(each, SenderState)
            else each
            for each in outcomes
        ]

    async def _judge(self, connection: AsyncConnection, sends: Iterable[SendCommand]) -> Verdicts:
        by_partner: dict[UUID, list[SendCommand]] = {}
        for send in sends:
            by_partner.setdefault(send.viewer.partner_id, []).append(send)
        judged: dict[SendCommand, SenderState | DomainError] = {}
        for partner_id, members in by_partner.items():
            refs = {send.text.sender for send in members}
            # For all at once: people and programs of many practices may be among them.
            found = await load_sender_states(connection, Scope(partner_id, None), refs)
            judged |= {
                send: _through_the_gate(send.viewer, found.get(send.text.sender))
                for send in members
            }
        stopped = await _stopped(connection, judged)
        return judged | {send: RecipientOptedOut() for send in stopped}

    async def _request(self, connection: AsyncConnection, batch: _Batch) -> dict[UUID, UUID]:
        """Request verification once for each sender that is to; the newest one's id by the sender's."""
        by_scope: dict[Scope, list[tuple[Viewer, SenderState]]] = {}
        for viewer, found in batch.wanted.values():
            by_scope.setdefault(scope_of(viewer), []).append((viewer, found))
        newest: dict[UUID, UUID] = {}
        for members in by_scope.values():
            senders = [found for _, found in members]
            started = await self._sms_numbers.start_verifications(
                connection, members[0][0], senders
            )
            newest |= started.newest
            who = {newest[found.sender_id]: viewer for viewer, found in members}
            batch.done += [(who[event.subject_id], event) for event in started.events]
        return newest


class _Batch:
    """Texts as they are taken one after the other, each in view of those before it."""

    def __init__(
        self, used: dict[Slot, Known], judged: Verdicts, allowance: LimitReservation, now: datetime
    ) -> None:
        self._used = used
        self._judged = judged
        self._allowance = allowance
        self._now = now
        self.rows: list[Row] = []
        self.done: list[tuple[Viewer, Event]] = []
        # By the sender's id: who was the first to need its verification.
        self.wanted: dict[UUID, tuple[Viewer, SenderState]] = {}

    def take(self, send: SendCommand) -> UUID | DomainError | SenderState:
        """The message's id, a refusal, or a sender whose verification is to be asked for."""
        if send.refusal is not None:
            return send.refusal
        known = self._used.get(send.slot)
        if known is not None:
            is_same = known.fingerprint == send.text.fingerprint
            return known.id if is_same else IdempotencyConflict()
        found = self._judged[send]
        if isinstance(found, DomainError):
            return found
        if found.verdict is Verdict.REQUEST:
            self.wanted.setdefault(found.sender_id, (send.viewer, found))
            return found
        refusal = self._allowance.consume(found.account_id, send.text.recipient)
        return refusal or self._accept(send, found)

    def _accept(self, send: SendCommand, found: SenderState) -> UUID:
        row = new_text(found, send.text, self._now)
        self.rows.append(row)
        self.done.append((send.viewer, sent(row)))
        message_id: UUID = row["id"]
        if send.text.key is not None:
            self._used[send.slot] = Known(message_id, row["request_hash"])
        return message_id


def _through_the_gate(viewer: Viewer, found: SenderState | None) -> SenderState | DomainError:
    if found is None or not scope_of(viewer).has(found.partner_id, found.account_id):
        return sender_not_found()
    if not found.sms_enabled:
        return SmsNotEnabled()
    try:
        require_active(found)
    except DomainError as refusal:
        return refusal
    if found.verdict is Verdict.PENDING:
        assert found.verification_id is not None
        return NumberNotVerified(found.verification_id)
    if found.verdict is Verdict.INSUFFICIENT:
        return insufficient(found)
    return found


def _open(judged: Verdicts) -> list[tuple[SendCommand, SenderState]]:
    return [
        (send, found)
        for send, found in judged.items()
        if isinstance(found, SenderState) and found.verdict is Verdict.OPEN
    ]


def _opt_outs(dialect: Dialect) -> Select[Any]:
    # By pairs, which are found one by one: of a number's opt-outs there may be many.
    wanted = row_table("wanted", _PAIR, dialect).subquery()
    is_wanted = and_(*(each == wanted.c[each.name] for each in _PAIR))
    return select(opt_out.c.number_id, opt_out.c.recipient).join(wanted, is_wanted)


_PAIR = (opt_out.c.partner_id, opt_out.c.number_id, opt_out.c.recipient)
_OPT_OUTS = PreparedSelect(_opt_outs)


async def _stopped(connection: AsyncConnection, judged: Verdicts) -> list[SendCommand]:
    """The texts whose recipients have opted out of the number they would come from."""
    going = _open(judged)
    if not going:
        return []
    wanted = [
        {
            "partner_id": found.partner_id,
            "number_id": found.number_id,
            "recipient": send.text.recipient,
        }
        for send, found in going
    ]
    asked = encode_rows(wanted, _PAIR, connection.dialect)
    rows = await _OPT_OUTS.rows(connection, wanted=asked)
    stopped = {(row["number_id"], row["recipient"]) for row in rows}
    return [send for send, found in going if (found.number_id, send.text.recipient) in stopped]
