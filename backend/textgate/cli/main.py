"""Assembles the commands. Each imports its slow modules when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from textgate.cli import (
    audit,
    credentials,
    database,
    demo,
    identity_providers,
    importing,
    partner_details,
    partners,
    serving,
    users,
)
from textgate.cli.common import defer_garbage_collection

app = typer.Typer(
    name="textgate",
    help="Text patients only from phone numbers the carriers have approved.\n\n"
    "To look around, run [bold]textgate demo[/]. To set up for real: [bold]textgate partner create[/], "
    "[bold]textgate partner details[/], [bold]textgate credential create[/], [bold]textgate import[/], "
    "[bold]textgate serve[/].\n\n"
    "Settings are environment variables with the prefix TEXTGATE_, such as TEXTGATE_DATABASE_URL "
    "and TEXTGATE_DATA_DIR. The README lists them.",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)


def _show_version(is_wanted: bool) -> None:  # noqa: FBT001 (Typer passes it by position)
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"textgate {version('textgate')}")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version and exit.", is_eager=True, callback=_show_version
        ),
    ] = False,
) -> None:
    defer_garbage_collection()


serving.register(app)
demo.register(app)
importing.register(app)
database.register(app)
partner_details.register(partners.app)
identity_providers.register(partners.app)
app.add_typer(partners.app, name="partner")
app.add_typer(credentials.app, name="credential")
app.add_typer(users.app, name="user")
app.add_typer(audit.app, name="audit")
