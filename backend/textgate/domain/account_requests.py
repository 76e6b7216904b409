"""Requests of users to their account's administrators, for what they may not do themselves."""

from __future__ import annotations

from enum import StrEnum


class AccountRequestKind(StrEnum):
    MISSING_DETAILS = "MISSING_DETAILS"
    ADD_NUMBER = "ADD_NUMBER"
