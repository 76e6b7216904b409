"""Commands that migrate the database and print the schemas of the APIs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textgate.cli.common import fail, run_on_database, say, settings_or_fail


def register(app: typer.Typer) -> None:
    app.command()(migrate)
    app.command()(schema)
    app.command()(openapi)


def migrate() -> None:
    """Migrate the database to the newest schema. `textgate serve` does this automatically."""
    settings = settings_or_fail()

    from textgate.storage.migrate import upgrade

    run_on_database(upgrade(settings.resolved_database_url))
    say("The database is up to date.")


def schema(
    output: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file instead of standard output.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Print the GraphQL schema with all descriptions.

    Example: textgate schema --output schema.graphql
    """
    from textgate.graphql.schema import schema as graphql_schema

    _output(graphql_schema.as_str() + "\n", output)


def openapi(
    output: Annotated[
        Path | None,
        typer.Option(
            help="Write to this file instead of standard output.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            help="Also update the tables of this documentation page.",
            show_default=False,
            dir_okay=False,
            exists=True,
        ),
    ] = None,
) -> None:
    """Print the OpenAPI document of the partner API with all descriptions.

    Example: textgate openapi --output openapi.json --tables docs/rest.md
    """
    from textgate.rest.partner_api import openapi as partner_api
    from textgate.rest.partner_api.tables import fill

    _output(partner_api.as_json(), output)
    if tables is not None:
        _output(fill(tables.read_text(encoding="utf-8")), tables)


def _output(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{output}: {error.strerror}")
