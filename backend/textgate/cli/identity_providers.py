"""Commands that let a partner's people sign in with the partner's own identity provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from textgate.cli.common import fail, say, settings_or_fail, with_services

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
            help="The provider's issuer, spelt as the provider spells it; https, or http on this machine.",
            show_default=False,
        ),
    ],
    client_id: Annotated[
        str, typer.Option(help="What the provider calls Textgate.", show_default=False)
    ],
) -> None:
    """Let a partner's users sign in with the partner's own identity provider (OpenID Connect).

    The client's secret is read from TEXTGATE_OIDC_CLIENT_SECRET, or asked for; an empty one is a public
    client's. A provider set before is replaced.

    Example: textgate partner set-identity-provider "Acme EHR" --issuer https://login.acme.example
    --client-id textgate
    """
    from textgate.services.sign_in import oidc

    if not oidc.is_installed():
        fail("This needs the extra `oidc`: pip install 'textgate[oidc]'")
    secret = settings_or_fail().oidc_client_secret
    if secret is None:
        question = "Client secret (empty for a public client)"
        secret = typer.prompt(question, default="", hide_input=True, show_default=False)

    async def work(services: Services) -> tuple[UUID, str]:
        partner_id = await _partner_id(services, partner)
        await services.identity_providers.set(
            partner_id, issuer=issuer, client_id=client_id, client_secret=secret
        )
        return partner_id, services.options.public_url

    partner_id, public_url = with_services(work)
    say(f"Users of {partner!r} can sign in at {issuer.strip()}.")
    say(f"Let the provider send them back to: {public_url}{oidc.CALLBACK}")
    say(f"They begin at: {public_url}/auth/oidc/start?partner=partner_{partner_id.hex}")


def remove_identity_provider(partner: Name) -> None:
    """Let nobody sign in with the partner's own identity provider any more; passwords still work.

    Example: textgate partner remove-identity-provider "Acme EHR"
    """

    async def work(services: Services) -> bool:
        return await services.identity_providers.remove(await _partner_id(services, partner))

    if not with_services(work):
        fail(f"{partner!r} has no identity provider.")
    say(f"Nobody of {partner!r} signs in with an identity provider any more.")


async def _partner_id(services: Services, name: str) -> UUID:
    found = await services.partners.id_of(name)
    if found is None:
        fail(f"There is no partner {name!r}; see `textgate partner list`.")
    return found
