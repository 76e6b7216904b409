"""Commands about the credentials of partners' programs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from rich.table import Table

from textgate.cli.common import console, fail, partner_id_or_fail, say, with_services

if TYPE_CHECKING:
    from textgate.services.credentials.credentials import CredentialSummary
    from textgate.services.services import Services

app = typer.Typer(
    help="Create, list and revoke the credentials of partners' programs.", no_args_is_help=True
)


@app.command()
def create(
    partner: Annotated[str, typer.Argument(help="The partner's name.", show_default=False)],
    name: Annotated[str, typer.Option(help="A name for the credential.")] = "default",
    days: Annotated[
        int | None,
        typer.Option(min=1, max=3650, help="Days until it expires. Default: never."),
    ] = None,
) -> None:
    """Create a credential and show its token once: Textgate stores only a hash.

    Programs send the token in the header `Authorization: Bearer <token>`. In the partner API the
    applicationId is the id of the credential or the partner, and the applicationPassword is the token.

    Example: textgate credential create "Acme EHR" --name nightly-sync --days 365
    """

    async def work(services: Services) -> tuple[UUID, UUID, str]:
        partner_id = await partner_id_or_fail(services, partner)
        valid_for = timedelta(days=days) if days else None
        return partner_id, *await services.credentials.create(partner_id, name, valid_for=valid_for)

    partner_id, credential_id, token = with_services(work)
    say(f"Credential {credential_id} for {partner!r} (partner {partner_id}).")
    say(
        "In the partner API use either id as the applicationId and the token as the applicationPassword."
    )
    say("This is the token. It is not shown again:")
    # No wrapping and no color, so that it can be copied and piped.
    typer.echo(token)


@app.command("list")
def list_credentials(
    partner: Annotated[
        str | None, typer.Option(help="Only the credentials of this partner.", show_default=False)
    ] = None,
) -> None:
    """List credentials with their partners, names and states."""

    async def work(services: Services) -> tuple[list[CredentialSummary], datetime]:
        partner_id = await partner_id_or_fail(services, partner) if partner else None
        return await services.credentials.all(partner_id), services.clock()

    credentials, now = with_services(work)
    table = Table()
    # Never truncate the id: users copy it.
    table.add_column("Id", no_wrap=True, min_width=36)
    for title in ("Partner", "Name", "State"):
        table.add_column(title, overflow="fold")
    for credential in credentials:
        state = _state(credential, now)
        table.add_row(str(credential.id), credential.partner, credential.name, state)
    console.print(table)


@app.command()
def revoke(
    credential_id: Annotated[
        UUID, typer.Argument(help="The id, from `textgate credential list`.", show_default=False)
    ],
) -> None:
    """Revoke a credential. Takes effect at the next request."""

    async def work(services: Services) -> bool:
        return await services.credentials.revoke(credential_id)

    if not with_services(work):
        fail("There is no such credential, or it is already revoked.")
    say("Revoked.")


def _state(credential: CredentialSummary, now: datetime) -> str:
    if credential.revoked_at is not None:
        return f"revoked {credential.revoked_at:%Y-%m-%d}"
    if credential.expires_at is not None and credential.expires_at <= now:
        return f"expired {credential.expires_at:%Y-%m-%d}"
    if credential.last_used_at is None:
        return "never used"
    return f"used {credential.last_used_at:%Y-%m-%d}"
