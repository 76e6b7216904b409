"""Commands about partners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, say, with_services

if TYPE_CHECKING:
    from textgate.services.services import Services

app = typer.Typer(
    help="Create and list partners, activate and deactivate their SMS.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(help="The partner's name.", show_default=False)]


@app.command()
def create(
    name: Name,
    enable_sms: Annotated[bool, typer.Option("--enable-sms", help="Activate SMS at once.")] = False,
) -> None:
    """Create a partner: an EHR vendor whose practices text through Textgate.

    Without --enable-sms every send fails with 4015 until `textgate partner enable-sms`.

    Example: textgate partner create "Acme EHR" --enable-sms
    """

    async def work(services: Services) -> None:
        await services.partners.create(name, sms_enabled=enable_sms)

    with_services(work)
    say(f"Created partner {name!r}; SMS is {'on' if enable_sms else 'off'}.")
    say(f"Next: textgate credential create {name!r}")


@app.command("list")
def list_partners() -> None:
    """List the partners with their SMS activation and number of accounts."""

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
    """Activate SMS for a partner."""
    _set(name, enabled=True)


@app.command("disable-sms")
def disable_sms(name: Name) -> None:
    """Deactivate SMS for a partner. Every send then fails with 4015."""
    _set(name, enabled=False)


def _set(name: str, *, enabled: bool) -> None:
    async def work(services: Services) -> bool:
        return await services.partners.set_sms_enabled(name, enabled=enabled)

    if not with_services(work):
        fail(f"There is no partner {name!r}. See `textgate partner list`.")
    say(f"SMS is {'on' if enabled else 'off'} for {name!r}.")
