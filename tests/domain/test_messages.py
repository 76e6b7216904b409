"""The final status of a message does not depend on the order of its status reports."""

from __future__ import annotations

from itertools import permutations

import pytest

from textgate.domain.messages import FINAL, MessageStatus, may_follow
from textgate.domain.verification import VerificationStatus
from textgate.domain.verification import may_follow as verification_may_follow

S = MessageStatus


def status_after(*reports: MessageStatus) -> MessageStatus:
    status = S.QUEUED
    for reported in reports:
        if may_follow(status, reported):
            status = reported
    return status


@pytest.mark.parametrize("last", [S.DELIVERED, S.UNDELIVERED, S.FAILED])
def test_every_order_of_duplicated_callbacks_ends_in_the_same_status(last: MessageStatus) -> None:
    for order in permutations([S.SENDING, S.SENT, last] * 2):
        assert status_after(*order) is last


@pytest.mark.parametrize("final", sorted(FINAL))
@pytest.mark.parametrize("reported", list(S))
def test_a_final_status_never_changes(final: MessageStatus, reported: MessageStatus) -> None:
    assert not may_follow(final, reported)


def test_a_lost_response_does_not_undo_a_reported_status() -> None:
    assert may_follow(S.SENDING, S.UNCERTAIN)
    assert not may_follow(S.SENT, S.UNCERTAIN)
    assert not may_follow(S.QUEUED, S.UNCERTAIN)


def test_only_a_message_in_sending_or_uncertain_returns_to_the_queue() -> None:
    assert [status for status in S if may_follow(status, S.QUEUED)] == [S.SENDING, S.UNCERTAIN]


def test_an_uncertain_message_continues_after_its_lookup() -> None:
    assert status_after(S.SENDING, S.UNCERTAIN, S.SENDING, S.SENT, S.DELIVERED) is S.DELIVERED


def test_the_same_status_again_is_no_transition() -> None:
    assert not any(may_follow(status, status) for status in S)


def test_verifications_never_return_to_an_earlier_status() -> None:
    states = list(VerificationStatus)
    allowed = {(a, b) for a in states for b in states if verification_may_follow(a, b)}
    assert not any((b, a) in allowed for a, b in allowed)
    ended = (VerificationStatus.APPROVED, VerificationStatus.REJECTED)
    assert not any(a in ended for a, _ in allowed)
    assert (VerificationStatus.ACTION_REQUIRED, VerificationStatus.REJECTED) in allowed
