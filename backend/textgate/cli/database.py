"""Commands about the database's schema and the API's."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textgate.cli.common import fail, run_on_database, say, settings_or_fail


def register(app: typer.Typer) -> None:
    app.command()(migrate)
    app.command()(schema)


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

    text = graphql_schema.as_str() + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            fail(f"{output}: {error.strerror}")
