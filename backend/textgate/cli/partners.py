"""Commands about partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, say, with_services

if TYPE_CHECKING:
    from textgate.services.services import Services

app = typer.Typer(
    help="Create partners, list them, switch their SMS actions on and off.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="The partner's name.", show_default=False)]


@app.command()
def create(
    name: Name,
    enable_sms: Annotated[
        bool, typer.Option("--enable-sms", help="Activate its SMS actions at once.")
    ] = False,
) -> None:
    """Create a partner: an EHR vendor whose practices text through Textgate.

    Without --enable-sms every send answers 4015 until `textgate partner enable-sms`.

    Example: textgate partner create "Acme EHR" --enable-sms
    """

    async def work(services: Services) -> None:
        await services.partners.create(name, sms_enabled=enable_sms)

    with_services(work)
    say(f"Created partner {name!r}; SMS is {'on' if enable_sms else 'off'}.")
    say(f"Next: textgate credential create {name!r}")


@app.command("list")
def list_partners() -> None:
    """List the partners with their SMS activation and how many accounts they have."""

    async def work(services: Services) -> Table:
        table = Table("Partner", "SMS", "Accounts")
        for partner in await services.partners.all():
            table.add_row(
                partner.name, "on" if partner.sms_enabled else "off", f"{partner.accounts:,}"
            )
        return table

    console.print(with_services(work))


@app.command("enable-sms")
def enable_sms(name: Name) -> None:
    """Activate a partner's SMS actions."""
    _set(name, enabled=True)


@app.command("disable-sms")
def disable_sms(name: Name) -> None:
    """Deactivate a partner's SMS actions: every send answers 4015 from now on."""
    _set(name, enabled=False)


def _set(name: str, *, enabled: bool) -> None:
    async def work(services: Services) -> bool:
        return await services.partners.set_sms_enabled(name, enabled=enabled)

    if not with_services(work):
        fail(f"There is no partner {name!r}; see `textgate partner list`.")
    say(f"SMS is {'on' if enabled else 'off'} for {name!r}.")
