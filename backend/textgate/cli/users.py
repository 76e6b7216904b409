"""Commands about users."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, partner_id_or_fail, say, with_services
from textgate.domain.permissions import Role

if TYPE_CHECKING:
    from textgate.services.people.user_links import Invited
    from textgate.services.people.user_list import UserSummary
    from textgate.services.services import Services

app = typer.Typer(
    help="Invite, list and deactivate users, and make them new links.",
    no_args_is_help=True,
)


class PersonRole(StrEnum):
    """The roles of users."""

    PARTNER_ADMIN = "PARTNER_ADMIN"
    PARTNER_SUPPORT = "PARTNER_SUPPORT"
    ACCOUNT_ADMIN = "ACCOUNT_ADMIN"
    ACCOUNT_SENDER = "ACCOUNT_SENDER"


Email = Annotated[str, typer.Argument(help="The user's email address.", show_default=False)]
ShowLink = Annotated[
    bool,
    typer.Option("--show-link", help="Show the link. Without a mail server it is always shown."),
]


@app.command()
def invite(
    partner: Annotated[str, typer.Argument(help="The partner's name.", show_default=False)],
    email: Email,
    name: Annotated[str, typer.Option(help="The user's name.", show_default=False)],
    role: Annotated[
        PersonRole,
        typer.Option(
            help="The user's role. ACCOUNT_ roles require --account.",
            case_sensitive=False,
            show_default=False,
        ),
    ],
    account: Annotated[
        str | None,
        typer.Option(
            help="The account to limit the user to, by the partner's own identifier.",
            show_default=False,
        ),
    ] = None,
    show_link: ShowLink = False,
) -> None:
    """Invite a user by a link to set a password. The link is valid for seven days.

    With TEXTGATE_SMTP_URL the user gets the link by mail. Otherwise the command shows it, to pass on.

    Example: textgate user invite "Acme EHR" ada@acme.example --name "Ada Lovelace" --role PARTNER_ADMIN
    """

    async def work(services: Services) -> tuple[Invited, bool]:
        from textgate.domain.viewer import operator

        partner_id = await partner_id_or_fail(services, partner)
        account_id = None
        if account is not None:
            account_id = await services.users.account_id(partner_id, account)
            if account_id is None:
                fail(f"{partner!r} has no account {account!r}.")
        by_mail = services.options.smtp is not None
        invited = await services.user_links.invite(
            operator(partner_id),
            email=email,
            name=name,
            role=Role(role.value),
            account_id=account_id,
            by_mail=by_mail,
            return_url=show_link or not by_mail,
        )
        return invited, by_mail

    invited, by_mail = with_services(work)
    say(f"Invited {email} as {role.value}.")
    _hand_over(invited.url, by_mail=by_mail)


@app.command("list")
def list_users(
    partner: Annotated[
        str | None, typer.Option(help="Only the users of this partner.", show_default=False)
    ] = None,
) -> None:
    """List users with their addresses, roles, employers and states."""

    async def work(services: Services) -> list[UserSummary]:
        if partner is None:
            return await services.users.all()
        partner_id = await partner_id_or_fail(services, partner)
        return await services.users.all(partner_id)

    table = Table()
    for title in ("Email", "Name", "Role", "Partner", "Account", "State"):
        table.add_column(title, overflow="fold")
    for user in with_services(work):
        names = (user.email, user.name, user.role, user.partner, user.account or "")
        table.add_row(*names, _state(user))
    console.print(table)


@app.command()
def link(email: Email, show_link: ShowLink = False) -> None:
    """Make a new link for a user: an invitation, or a password reset. Older links end.

    Example: textgate user link ada@acme.example --show-link
    """

    async def work(services: Services) -> tuple[bool, str | None, bool]:
        by_mail = services.options.smtp is not None
        if by_mail and not show_link:
            return await services.user_links.mail_link(email), None, by_mail
        url = await services.user_links.link_for(email, by_mail=by_mail)
        return url is not None, url, by_mail

    exists, url, by_mail = with_services(work)
    if not exists:
        fail(f"No user who can receive a link has the address {email!r}. See `textgate user list`.")
    _hand_over(url, by_mail=by_mail)


@app.command()
def deactivate(email: Email) -> None:
    """Deactivate a user. Sessions and links end at once.

    This is the only way to deactivate a partner's last active administrator.

    Example: textgate user deactivate ada@acme.example
    """

    async def work(services: Services) -> tuple[UserSummary | None, bool]:
        from textgate.domain.viewer import operator

        user = await services.users.summary_of(email)
        if user is None:
            return None, False
        await services.users.deactivate(operator(user.partner_id), user.id)
        remaining = await services.users.all(user.partner_id)
        return user, any(other.is_administrator for other in remaining)

    user, has_administrator = with_services(work)
    if user is None:
        fail(f"No user has the address {email!r}. See `textgate user list`.")
    say(f"Deactivated {email}.")
    if user.is_administrator and not has_administrator:
        say(f"{user.partner} has no active administrator now. See `textgate user invite --help`.")


def _hand_over(url: str | None, *, by_mail: bool) -> None:
    if by_mail:
        say("A running server or worker will mail the link.")
    if url is not None:
        say("The link works once. It is not shown again:")
        # No wrapping and no color, so that it can be copied and piped.
        typer.echo(url)


def _state(user: UserSummary) -> str:
    if user.status == "ACTIVE" and user.last_sign_in_at is not None:
        return f"signed in {user.last_sign_in_at:%Y-%m-%d}"
    return user.status.lower()
