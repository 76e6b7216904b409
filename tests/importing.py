"""Imports texts and files for one partner and collects the report."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.product import Product
from textgate.services.imports import ImportSummary, Report, import_files
from textgate.storage.tables import account, sender


class KeptFile(StringIO):
    """A file whose text stays readable after it is closed."""

    text = ""

    def close(self) -> None:
        self.text = self.getvalue()
        super().close()


class Importing:
    """Imports texts as files for one partner of the product."""

    def __init__(self, product: Product, directory: Path, partner_id: Any) -> None:
        self.product = product
        self.directory = directory
        self.partner_id = partner_id
        self.notes: list[dict[str, str]] = []

    async def run(self, practices: str, locations: str | None = None) -> ImportSummary:
        (self.directory / "practices.csv").write_text(practices, encoding="utf-8")
        if locations is not None:
            (self.directory / "locations.csv").write_text(locations, encoding="utf-8")
        return await self.run_files(
            self.directory / "practices.csv",
            self.directory / "locations.csv" if locations is not None else None,
        )

    async def run_files(self, practices: Path, locations: Path | None) -> ImportSummary:
        output = KeptFile()
        with Report(output) as report:
            summary = await import_files(
                self.product.services.database,
                self.product.clock,
                partner_id=self.partner_id,
                practices=practices,
                locations=locations,
                report=report,
            )
        self.notes = list(csv.DictReader(StringIO(output.text)))
        return summary

    async def accounts(self) -> list[Any]:
        async with self.product.services.database.read() as connection:
            rows = await connection.execute(select(account).order_by(account.c.external_id))
            return list(rows)

    async def locations(self) -> list[Any]:
        """The locations that have an external ID. Default locations have none."""
        statement = select(sender).where(sender.c.external_id.is_not(None))
        async with self.product.services.database.read() as connection:
            rows = await connection.execute(statement.order_by(sender.c.external_id))
            return list(rows)

    async def count(self, table: Any) -> int:
        async with self.product.services.database.read() as connection:
            statement = select(func.count()).select_from(table)
            count: int = (await connection.execute(statement)).scalar_one()
            return count
