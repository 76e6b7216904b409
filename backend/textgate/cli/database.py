"""Commands about the database's schema and the APIs'."""

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
    """Bring the database to the newest schema. `textgate serve` does so by itself."""
    settings = settings_or_fail()

    from textgate.storage.migrate import upgrade

    run_on_database(upgrade(settings.resolved_database_url))
    say("The database is up to date.")


def schema(
    output: Annotated[
        Path | None,
        typer.Option(
            help="Write it to this file instead of printing it.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
) -> None:
    """Print the GraphQL schema, every type and field described.

    Example: textgate schema --output schema.graphql
    """
    from textgate.graphql.schema import schema as graphql_schema

    _put(graphql_schema.as_str() + "\n", output)


def openapi(
    output: Annotated[
        Path | None,
        typer.Option(
            help="Write it to this file instead of printing it.",
            show_default=False,
            dir_okay=False,
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            help="Make the tables of this page of the documentation anew as well.",
            show_default=False,
            dir_okay=False,
            exists=True,
        ),
    ] = None,
) -> None:
    """Print the partner API as an OpenAPI document, every method and field described.

    Example: textgate openapi --output openapi.json --tables docs/rest.md
    """
    from textgate.rest.partner_api import openapi as partner_api
    from textgate.rest.partner_api.tables import fill

    _put(partner_api.as_json(), output)
    if tables is not None:
        _put(fill(tables.read_text(encoding="utf-8")), tables)


def _put(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        fail(f"{output}: {error.strerror}")
