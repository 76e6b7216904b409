"""The command that shows and changes a partner's business details, and what accounts still lack."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from textgate.cli.common import console, fail, say, with_services

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from textgate.domain.business_details import BusinessDetailField
    from textgate.services.details.completeness import Completeness
    from textgate.services.services import Services


def register(app: typer.Typer) -> None:
    app.command()(details)


def _given(help: str) -> Any:
    return typer.Option(help=help, show_default=False)


def details(
    partner: Annotated[str, typer.Argument(help="The partner's name.", show_default=False)],
    business_name: Annotated[str | None, _given("The partner's name as a business.")] = None,
    legal_name: Annotated[str | None, _given("Its legal name.")] = None,
    website: Annotated[
        str | None, _given("Its website, for accounts without one; begins with https://.")
    ] = None,
    address1: Annotated[str | None, _given("Street and number.")] = None,
    address2: Annotated[str | None, _given("Suite, floor or building.")] = None,
    city: Annotated[str | None, _given("City.")] = None,
    state: Annotated[str | None, _given("State or territory, by its two letters or name.")] = None,
    postal_code: Annotated[str | None, _given("ZIP code of 5 or 9 digits, or postal code.")] = None,
    country_code: Annotated[str | None, _given("Country, such as US.")] = None,
    contact_first_name: Annotated[
        str | None, _given("First name of the contact for accounts without one.")
    ] = None,
    contact_last_name: Annotated[str | None, _given("Last name of that contact.")] = None,
    contact_email: Annotated[str | None, _given("E-mail address of that contact.")] = None,
    contact_phone: Annotated[str | None, _given("Phone number of that contact.")] = None,
    time_zone: Annotated[str | None, _given("Time zone, such as America/New_York.")] = None,
) -> None:
    """Show a partner's business details, or change those that are given.

    Carriers verify an account with its own details. Where it has no website or contact, the partner's
    are used. An empty value ('') removes a detail; only the time zone must stay.

    Example: textgate partner details "Acme EHR" --website https://acme.example
    --contact-first-name Ada --contact-last-name Lovelace --contact-email ada@acme.example
    --contact-phone "(617) 555-0148"
    """
    given = {
        "business_name": business_name,
        "legal_name": legal_name,
        "website": website,
        "address1": address1,
        "address2": address2,
        "city": city,
        "state": state,
        "postal_code": postal_code,
        "country_code": country_code,
        "contact_first_name": contact_first_name,
        "contact_last_name": contact_last_name,
        "contact_email": contact_email,
        "contact_phone": contact_phone,
        "time_zone": time_zone,
    }
    changes = {column: value for column, value in given.items() if value is not None}

    async def work(services: Services) -> tuple[RowMapping, Completeness]:
        from textgate.domain.viewer import operator
        from textgate.services.details.completeness import completeness

        partner_id = await services.partners.id_of(partner)
        if partner_id is None:
            fail(f"There is no partner {partner!r}; see `textgate partner list`.")
        if changes:
            await services.partners.update_business_details(operator(partner_id), changes)
        row = await services.partners.details(partner_id)
        return row, await completeness(services.database, partner_id)

    row, found = with_services(work)
    table = Table("Detail", "Value")
    for column in given:
        table.add_row(_option(column).removeprefix("--"), row[column] or "")
    console.print(table)
    show_completeness(partner, found)


def show_completeness(partner: str, found: Completeness) -> None:
    """How many accounts can be verified, and how the others get what they lack."""
    lacking = found.total - found.complete
    rest = f"; {lacking:,} {'does' if lacking == 1 else 'do'} not yet" if lacking else ""
    say(
        f"{found.complete:,} of the partner's {found.total:,} accounts have the business details that "
        f"verification needs{rest}."
    )
    if found.missing:
        counts = (f"{_column(each)} ({number:,})" for each, number in found.missing.items())
        say(f"Missing: {', '.join(counts)}.")
    if found.from_partner:
        say("Next, give them for all accounts that have none of their own:")
        say(_command(partner, found.from_partner))
    if found.from_accounts:
        names = ", ".join(map(_column, found.from_accounts))
        say(f"Next, fill in {names} in the file of practices, and import it again.")


def _command(partner: str, fields: Iterable[BusinessDetailField]) -> str:
    options = " ".join(f"{_option(_column(each))} …" for each in fields)
    return f"  textgate partner details {shlex.quote(partner)} {options}"


def _column(field: BusinessDetailField) -> str:
    """A detail's name in files and options; a business is called by its name."""
    return "name" if field.value == "BUSINESS_NAME" else field.value.lower()


def _option(column: str) -> str:
    return "--" + column.replace("_", "-")
