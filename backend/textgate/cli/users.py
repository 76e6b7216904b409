"""Commands about the people who sign in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from textgate.cli.common import console, fail, say, with_services
from textgate.domain.permissions import Role

if TYPE_CHECKING:
    from textgate.services.people.user_links import Invited
    from textgate.services.people.user_list import UserSummary
    from textgate.services.services import Services

app = typer.Typer(
    help="Invite people who sign in, list and deactivate them, make them new links.",
    no_args_is_help=True,
)


class PersonRole(StrEnum):
    """The roles that people can have."""

    PARTNER_ADMIN = "PARTNER_ADMIN"
    PARTNER_SUPPORT = "PARTNER_SUPPORT"
    ACCOUNT_ADMIN = "ACCOUNT_ADMIN"
    ACCOUNT_SENDER = "ACCOUNT_SENDER"


Email = Annotated[str, typer.Argument(help="The person's e-mail address.", show_default=False)]
ShowLink = Annotated[
    bool,
    typer.Option("--show-link", help="Show the link here too; without a mail server it always is."),
]


@app.command()
def invite(
    partner: Annotated[str, typer.Argument(help="The partner's name.", show_default=False)],
    email: Email,
    name: Annotated[str, typer.Option(help="The person's name.", show_default=False)],
    role: Annotated[
        PersonRole,
        typer.Option(
            help="What the person is allowed; those of accounts need --account.",
            case_sensitive=False,
            show_default=False,
        ),
    ],
    account: Annotated[
        str | None,
        typer.Option(
            help="The practice that the person is limited to, by the partner's own identifier.",
            show_default=False,
        ),
    ] = None,
    show_link: ShowLink = False,
) -> None:
    """Invite somebody to sign in, by a link to choose a password with, good for seven days.

    With TEXTGATE_SMTP_URL the person gets it by mail; without it the link is shown here, to be handed on.

    Example: textgate user invite "Acme EHR" ada@acme.example --name "Ada Lovelace" --role PARTNER_ADMIN
    """

    async def work(services: Services) -> tuple[Invited, bool]:
        from textgate.domain.viewer import operator

        partner_id = await services.partners.id_of(partner)
        if partner_id is None:
            fail(f"There is no partner {partner!r}; see `textgate partner list`.")
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
        str | None, typer.Option(help="Only this partner's.", show_default=False)
    ] = None,
) -> None:
    """List users: their addresses, roles, for whom they work, and whether they can sign in."""

    async def work(services: Services) -> list[UserSummary]:
        if partner is None:
            return await services.users.all()
        partner_id = await services.partners.id_of(partner)
        if partner_id is None:
            fail(f"There is no partner {partner!r}; see `textgate partner list`.")
        return await services.users.all(partner_id)

    table = Table()
    for title in ("E-mail", "Name", "Role", "Partner", "Account", "State"):
        table.add_column(title, overflow="fold")
    for user in with_services(work):
        names = (user.email, user.name, user.role, user.partner, user.account or "")
        table.add_row(*names, _state(user))
    console.print(table)


@app.command()
def link(email: Email, show_link: ShowLink = False) -> None:
    """Make a fresh link for a user: another invitation, or a way to a new password. Older ones end.

    Example: textgate user link ada@acme.example --show-link
    """

    async def work(services: Services) -> tuple[bool, str | None, bool]:
        by_mail = services.options.smtp is not None
        if by_mail and not show_link:
            return await services.user_links.mail_link(email), None, by_mail
        url = await services.user_links.link_for(email, by_mail=by_mail)
        return url is not None, url, by_mail

    found, url, by_mail = with_services(work)
    if not found:
        fail(f"No user who can be sent a link has the address {email!r}; see `textgate user list`.")
    _hand_over(url, by_mail=by_mail)


@app.command()
def deactivate(email: Email) -> None:
    """Let a user sign in no more; sessions and links end at once.

    This is the only way to deactivate a partner's last active administrator.

    Example: textgate user deactivate ada@acme.example
    """

    async def work(services: Services) -> tuple[UserSummary | None, bool]:
        from textgate.domain.viewer import operator

        found = await services.users.summary_of(email)
        if found is None:
            return None, False
        await services.users.deactivate(operator(found.partner_id), found.id)
        users = await services.users.all(found.partner_id)
        return found, any(user.is_administrator for user in users)

    found, has_administrator = with_services(work)
    if found is None:
        fail(f"Nobody has the address {email!r}; see `textgate user list`.")
    say(f"{email} can sign in no more.")
    if found.is_administrator and not has_administrator:
        say(f"{found.partner} has no active administrator now: see `textgate user invite --help`.")


def _hand_over(url: str | None, *, by_mail: bool) -> None:
    if by_mail:
        say("A mail with the link is on its way: a running server or worker sends it.")
    if url is not None:
        say("The link works once, and is shown only now:")
        # Not wrapped and not coloured, so that it can be copied and piped.
        typer.echo(url)


def _state(user: UserSummary) -> str:
    if user.status == "ACTIVE" and user.last_sign_in_at is not None:
        return f"signed in {user.last_sign_in_at:%Y-%m-%d}"
    return user.status.lower()
