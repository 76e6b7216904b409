"""The command that shows and changes a partner's business details and reports the gaps of its accounts."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from textgate.cli.common import console, fail, partner_id_or_fail, say, with_services

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from textgate.domain.business_details import BusinessDetailField
    from textgate.domain.errors import FieldError
    from textgate.services.details.completeness import Completeness
    from textgate.services.services import Services


def register(app: typer.Typer) -> None:
    app.command()(details)


def _detail(help: str) -> Any:
    return typer.Option(help=help, show_default=False)


def details(
    partner: Annotated[str, typer.Argument(help="The partner's name.", show_default=False)],
    business_name: Annotated[str | None, _detail("The partner's name as a business.")] = None,
    legal_name: Annotated[str | None, _detail("Its legal name.")] = None,
    website: Annotated[
        str | None, _detail("Its website, for accounts without one; begins with https://.")
    ] = None,
    address1: Annotated[str | None, _detail("Street and number.")] = None,
    address2: Annotated[str | None, _detail("Suite, floor or building.")] = None,
    city: Annotated[str | None, _detail("City.")] = None,
    state: Annotated[str | None, _detail("State or territory, by its two letters or name.")] = None,
    postal_code: Annotated[
        str | None, _detail("ZIP code of 5 or 9 digits, or postal code.")
    ] = None,
    country_code: Annotated[str | None, _detail("Country, such as US.")] = None,
    contact_first_name: Annotated[
        str | None, _detail("First name of the contact for accounts without one.")
    ] = None,
    contact_last_name: Annotated[str | None, _detail("Last name of that contact.")] = None,
    contact_email: Annotated[str | None, _detail("Email address of that contact.")] = None,
    contact_phone: Annotated[str | None, _detail("Phone number of that contact.")] = None,
    time_zone: Annotated[str | None, _detail("Time zone, such as America/New_York.")] = None,
) -> None:
    """Show or change a partner's business details.

    Carriers verify an account by its own details. For an account without a website or contact, they get the
    partner's. An empty value ('') removes a detail; the time zone is required.

    Example: textgate partner details "Acme EHR" --website https://acme.example
    --contact-first-name Ada --contact-last-name Lovelace --contact-email ada@acme.example
    --contact-phone "(617) 555-0148"
    """
    entered = {
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
    changes = {column: value for column, value in entered.items() if value is not None}
    row, completeness = with_services(lambda services: _change(services, partner, changes))
    table = Table("Detail", "Value")
    for column in entered:
        table.add_row(_option(column).removeprefix("--"), row[column] or "")
    console.print(table)
    show_completeness(partner, completeness)


async def _change(
    services: Services, partner: str, changes: Mapping[str, str]
) -> tuple[RowMapping, Completeness]:
    from textgate.domain.errors import InvalidInput
    from textgate.domain.viewer import operator
    from textgate.services.details.completeness import completeness

    partner_id = await partner_id_or_fail(services, partner)
    if changes:
        try:
            await services.partners.update_business_details(operator(partner_id), changes)
        except InvalidInput as error:
            fail("\n".join(map(_explain, error.errors)))
    row = await services.partners.details(partner_id)
    return row, await completeness(services.database, partner_id)


def show_completeness(partner: str, completeness: Completeness) -> None:
    """Report how many accounts can be verified, and the next step for the others."""
    incomplete = completeness.total - completeness.complete
    rest = f"; {incomplete:,} {'does' if incomplete == 1 else 'do'} not yet" if incomplete else ""
    say(
        f"{completeness.complete:,} of the partner's {completeness.total:,} accounts have the business "
        f"details that verification needs{rest}."
    )
    if completeness.missing:
        counts = (f"{_column(field)} ({count:,})" for field, count in completeness.missing.items())
        say(f"Missing: {', '.join(counts)}.")
    if completeness.from_partner:
        say("Next, set them for all accounts that have none of their own:")
        say(_command(partner, completeness.from_partner))
    if completeness.from_accounts:
        names = ", ".join(map(_column, completeness.from_accounts))
        say(f"Next, fill in {names} in the file of practices, and import it again.")


def _command(partner: str, fields: Iterable[BusinessDetailField]) -> str:
    options = " ".join(f"{_option(_column(field))} …" for field in fields)
    return f"  textgate partner details {shlex.quote(partner)} {options}"


def _column(field: BusinessDetailField) -> str:
    """The name of a detail in files and options."""
    return "name" if field.value == "BUSINESS_NAME" else field.value.lower()


def _option(column: str) -> str:
    return "--" + column.replace("_", "-")


def _explain(error: FieldError) -> str:
    from textgate.domain.field_labels import sentence

    option = _option_at(error.path)
    return f"{option}: {error.message}" if error.subject else sentence(option, error.problem)


def _option_at(path: tuple[str, ...]) -> str:
    """The option of an input field: ("contact", "firstName") is --contact-first-name."""
    if path == ("name",):
        return _option("business_name")
    words = path[1:] if path[0] == "address" else path
    return _option(
        "_".join(re.sub(r"[A-Z]", lambda capital: "_" + capital[0].lower(), w) for w in words)
    )
