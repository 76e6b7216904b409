"""Evaluates each send of a batch: its sender and gate (a statement per partner), and opt-outs (one for all)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from textgate.domain.errors import AuthorityLost, DomainError, RecipientOptedOut, SmsNotEnabled
from textgate.domain.sms_gate import NumberNotVerified, Verdict
from textgate.domain.viewer import Viewer
from textgate.services.access.scope import Scope, scope_of
from textgate.services.messaging.authors import Author
from textgate.services.messaging.send_request import ParsedMessage
from textgate.services.senders.state import (
    SenderState,
    insufficient,
    load_sender_states,
    require_active,
    sender_not_found,
)
from textgate.storage.parameters import encode_rows, row_table
from textgate.storage.tables import opt_out


# Compared by identity: two equal requests are two commands.
@dataclass(slots=True, eq=False)
class SendCommand:
    """A message to send and its caller.

    `refusal` is set once the caller has lost its authority, `author` once the message is accepted.
    """

    viewer: Viewer
    message: ParsedMessage
    refusal: AuthorityLost | None = None
    author: Author | None = None


GateResults: TypeAlias = Mapping[SendCommand, SenderState | DomainError]
"""A refusal, or the sender's state, whose own verdict is OPEN (send) or REQUEST (start a verification)."""


async def evaluate(connection: AsyncConnection, commands: Iterable[SendCommand]) -> GateResults:
    by_partner: dict[UUID, list[SendCommand]] = {}
    for command in commands:
        by_partner.setdefault(command.viewer.partner_id, []).append(command)
    results: dict[SendCommand, SenderState | DomainError] = {}
    for partner_id, members in by_partner.items():
        refs = {command.message.sender for command in members}
        # Callers limited to different accounts share this statement; _apply_gate checks each one's scope.
        states = await load_sender_states(connection, Scope(partner_id, None), refs)
        for command in members:
            results[command] = _apply_gate(command.viewer, states.get(command.message.sender))
    opted_out = await _select_opted_out(connection, sendable(results))
    return results | {command: RecipientOptedOut() for command in opted_out}


def sendable(results: GateResults) -> list[tuple[SendCommand, SenderState]]:
    """The commands that may send now, each with its sender's state."""
    return [
        (command, result)
        for command, result in results.items()
        if isinstance(result, SenderState) and result.verdict is Verdict.OPEN
    ]


def _apply_gate(viewer: Viewer, state: SenderState | None) -> SenderState | DomainError:
    if state is None or not scope_of(viewer).has(state.partner_id, state.account_id):
        return sender_not_found()
    if not state.sms_enabled:
        return SmsNotEnabled()
    try:
        require_active(state)
    except DomainError as refusal:
        return refusal
    if state.verdict is Verdict.PENDING:
        assert state.verification_id is not None
        return NumberNotVerified(state.verification_id)
    if state.verdict is Verdict.INSUFFICIENT:
        return insufficient(state)
    return state


async def _select_opted_out(
    connection: AsyncConnection, sends: list[tuple[SendCommand, SenderState]]
) -> list[SendCommand]:
    """The commands whose recipients have opted out of the sender's number."""
    if not sends:
        return []
    pairs = [
        {
            "partner_id": state.partner_id,
            "number_id": state.number_id,
            "recipient": command.message.recipient,
        }
        for command, state in sends
    ]
    dialect = connection.dialect
    values = {"pairs": encode_rows(pairs, _PAIR, dialect)}
    rows = await connection.execute(_select_opt_outs(dialect.name), values)
    opted_out = {(row.number_id, row.recipient) for row in rows}
    return [
        command
        for command, state in sends
        if (state.number_id, command.message.recipient) in opted_out
    ]


@cache
def _select_opt_outs(dialect: str) -> Select[Any]:
    # Joined by whole pairs, one index lookup each: one number may have very many opt-outs.
    pairs = row_table("pairs", _PAIR, dialect).subquery()
    is_pair = and_(*(column == pairs.c[column.name] for column in _PAIR))
    return select(opt_out.c.number_id, opt_out.c.recipient).join(pairs, is_pair)


_PAIR = (opt_out.c.partner_id, opt_out.c.number_id, opt_out.c.recipient)
