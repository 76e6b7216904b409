"""Commands that set and remove a partner's own identity provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from textgate.cli.common import (
    fail,
    partner_id_or_fail,
    say,
    settings_or_fail,
    with_services,
)

if TYPE_CHECKING:
    from textgate.services.services import Services

Name = Annotated[str, typer.Argument(help="The partner's name.", show_default=False)]


def register(app: typer.Typer) -> None:
    app.command("set-identity-provider")(set_identity_provider)
    app.command("remove-identity-provider")(remove_identity_provider)


def set_identity_provider(
    partner: Name,
    issuer: Annotated[
        str,
        typer.Option(
            help="The issuer, exactly as the provider spells it. http only on this machine.",
            show_default=False,
        ),
    ],
    client_id: Annotated[
        str, typer.Option(help="Textgate's client id at the provider.", show_default=False)
    ],
) -> None:
    """Let a partner's users sign in with the partner's own identity provider (OpenID Connect).

    Reads the client secret from TEXTGATE_OIDC_CLIENT_SECRET or prompts for it. A public client has an empty
    secret. Replaces an existing provider.

    Example: textgate partner set-identity-provider "Acme EHR" --issuer https://login.acme.example
    --client-id textgate
    """
    from textgate.services.sign_in import oidc

    if not oidc.is_installed():
        fail("This requires the extra `oidc`: pip install 'textgate[oidc]'")
    secret = settings_or_fail().oidc_client_secret
    if secret is None:
        question = "Client secret (empty for a public client)"
        secret = typer.prompt(question, default="", hide_input=True, show_default=False)

    async def work(services: Services) -> tuple[UUID, str]:
        partner_id = await partner_id_or_fail(services, partner)
        await services.identity_providers.set(
            partner_id, issuer=issuer, client_id=client_id, client_secret=secret
        )
        return partner_id, services.options.public_url

    partner_id, public_url = with_services(work)
    say(f"Users of {partner!r} can sign in at {issuer.strip()}.")
    say(f"Redirect URI for the provider: {public_url}{oidc.CALLBACK}")
    say(f"Sign-in URL for users: {public_url}/auth/oidc/start?partner=partner_{partner_id.hex}")


def remove_identity_provider(partner: Name) -> None:
    """Remove a partner's identity provider. Users can still sign in with passwords.

    Example: textgate partner remove-identity-provider "Acme EHR"
    """

    async def work(services: Services) -> bool:
        return await services.identity_providers.remove(await partner_id_or_fail(services, partner))

    if not with_services(work):
        fail(f"{partner!r} has no identity provider.")
    say(f"Removed the identity provider of {partner!r}.")
