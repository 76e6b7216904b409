"""Imports of practices and locations: their progress, counts and first problems."""

from __future__ import annotations

from datetime import datetime

import strawberry

from textgate.domain.imports import ImportAction, ImportFailure, ImportKind, ImportState
from textgate.domain.permissions import Permission
from textgate.graphql.declare.entity import entity
from textgate.graphql.declare.field import field
from textgate.graphql.types.node import Node
from textgate.storage.tables import import_job


@strawberry.type(description="A value or row that an import refused, corrected or ignored.")
class ImportProblem:
    row: int = strawberry.field(
        description="Row number in a spreadsheet; the header in the first line is row 1."
    )
    external_id: str = strawberry.field(description="ID of the row; empty if it has none.")
    column: str = strawberry.field(description="Column; empty if the whole row is affected.")
    value: str = strawberry.field(description="Value in the file, 200 characters at most.")
    code: ImportAction = strawberry.field(description="What the import did.")
    message: str = strawberry.field(description="Reason, as a sentence.")


@strawberry.type(description="An import of a CSV file of practices or locations, kept for 30 days.")
class Import(Node):
    file_name: str = strawberry.field(description="Name of the file.")
    kind: ImportKind = strawberry.field(description="Contents of the file.")
    state: ImportState = strawberry.field(description="Progress of the import.")
    failure: ImportFailure | None = strawberry.field(
        description="Reason why the import ended before its last row; null if it did not."
    )
    rows_total: int = strawberry.field(description="Number of rows in the file.")
    rows_done: int = strawberry.field(
        description="Number of rows that are finished; their changes are stored."
    )
    created: int = strawberry.field(description="Number of created accounts or locations.")
    updated: int = strawberry.field(description="Number of updated accounts or locations.")
    unchanged: int = strawberry.field(
        description="Number of rows that equal what was already stored."
    )
    refused: int = strawberry.field(description="Number of refused rows.")
    problem_count: int = strawberry.field(
        description="Number of refused, corrected and ignored values and rows, all of which the report lists."
    )
    actor_name: str = strawberry.field(description="Name of the caller that started the import.")
    created_at: datetime = strawberry.field(description="Time of the start.")
    finished_at: datetime | None = strawberry.field(
        description="Time of the end; null while the import is unfinished."
    )

    @field("First 100 problems.", of=("problems",))
    def problems(self) -> list[ImportProblem]:
        return [
            ImportProblem(
                row=problem["row"],
                external_id=problem["externalId"],
                column=problem["column"],
                value=problem["value"],
                code=ImportAction[problem["code"]],
                message=problem["message"],
            )
            for problem in self.row["problems"]
        ]


entity(import_job, "import", needs=Permission.CREATE_ACCOUNTS)(Import)
