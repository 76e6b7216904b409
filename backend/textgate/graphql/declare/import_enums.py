"""Registers the enums of imports in the schema, with a description of every value."""

from __future__ import annotations

from textgate.domain.imports import ImportAction, ImportFailure, ImportKind, ImportState
from textgate.graphql.declare.enums import show

show(
    ImportKind,
    "Contents of an imported file.",
    {"ACCOUNTS": "A row per account.", "LOCATIONS": "A row per location of an account."},
)
show(
    ImportState,
    "Progress of an import.",
    {
        "QUEUED": "Waiting for the worker.",
        "RUNNING": "Rows are being stored.",
        "COMPLETED": "Every row is stored or reported as refused.",
        "FAILED": "Ended before the last row; see `failure` and `rowsDone`.",
    },
)
show(
    ImportFailure,
    "Reason why an import ended before its last row.",
    {
        "ACCESS_ENDED": "The caller that started it lost its access or its role.",
        "INTERRUPTED": "The server stopped five times without storing another row.",
        "INTERNAL_ERROR": "An unexpected error occurred.",
    },
)
show(
    ImportAction,
    "What an import did with a value.",
    {
        "REFUSED": "Did not store the value, which is invalid. The stored value, if any, is unchanged.",
        "CORRECTED": "Stored the value in another form.",
        "ROW_REFUSED": "Stored nothing of the row.",
        "IGNORED": "Ignored the column, which is unknown.",
    },
)
