"""The terms of imports: what a file contains, and the states of an import."""

from __future__ import annotations

from enum import StrEnum


class ImportKind(StrEnum):
    """What the rows of a file are."""

    ACCOUNTS = "ACCOUNTS"
    LOCATIONS = "LOCATIONS"


class ImportState(StrEnum):
    """Progress of an import."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class ImportFailure(StrEnum):
    """Why an import ended before its last row. Rows up to `rows_done` are stored."""

    ACCESS_ENDED = "ACCESS_ENDED"
    INTERRUPTED = "INTERRUPTED"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class RowOutcome(StrEnum):
    """What an import does with a row."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    UNCHANGED = "UNCHANGED"
    REFUSED = "REFUSED"


class ImportAction(StrEnum):
    """What an import did with a value. The values are those of the report."""

    REFUSED = "refused"
    CORRECTED = "corrected"
    ROW_REFUSED = "row refused"
    IGNORED = "column ignored"
