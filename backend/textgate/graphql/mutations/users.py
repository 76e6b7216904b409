"""Mutations that invite and deactivate users and change their roles."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.domain.permissions import Role
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import require_id
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.user import User

_IS_MAILED = "True if the link was sent by mail; false if this server sends no mail."
_LINK = (
    "One-time link for choosing a password, to pass on to the user: valid for seven days, or for an hour if "
    "the user is active. It is shown only once, and only to signed-in users of a server that sends no mail; "
    "otherwise null."
)


@strawberry.input(description="Input of inviteUser.")
class InviteUserInput:
    email: str = strawberry.field(description="Email address that the invitation is sent to.")
    name: str = strawberry.field(description="Name of the user.")
    role: Role = strawberry.field(
        description="PARTNER_ADMIN or PARTNER_SUPPORT without an account; ACCOUNT_ADMIN or ACCOUNT_SENDER "
        "with one."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None,
        description="ID of the account that the user is limited to; omit for users of the partner.",
    )


@strawberry.input(description="Input of updateUserRole.")
class UpdateUserRoleInput:
    id: strawberry.ID = strawberry.field(description="ID of the user, who cannot be the viewer.")
    role: Role = strawberry.field(
        description="New role: a partner's role for users of the partner, an account's role for users of "
        "a practice."
    )


@strawberry.input(description="Input of deactivateUser.")
class DeactivateUserInput:
    id: strawberry.ID = strawberry.field(description="ID of the user, who cannot be the viewer.")


@strawberry.input(description="Input of renewUserLink.")
class RenewUserLinkInput:
    id: strawberry.ID = strawberry.field(description="ID of the user, who cannot be the viewer.")


@strawberry.type(description="Payload of inviteUser.")
class InviteUserPayload(Payload):
    user: User | None = strawberry.field(
        default=None, description="The invited user; null if there are user errors."
    )
    is_mailed: bool = strawberry.field(default=False, description=_IS_MAILED)
    link: str | None = strawberry.field(default=None, description=_LINK)


@strawberry.type(description="Payload of renewUserLink.")
class RenewUserLinkPayload(Payload):
    user: User | None = strawberry.field(
        default=None, description="The user; null if there are user errors."
    )
    is_mailed: bool = strawberry.field(default=False, description=_IS_MAILED)
    link: str | None = strawberry.field(default=None, description=_LINK)


@strawberry.type(description="Payload of updateUserRole.")
class UpdateUserRolePayload(Payload):
    user: User | None = strawberry.field(
        default=None, description="The changed user; null if there are user errors."
    )


@strawberry.type(description="Payload of deactivateUser.")
class DeactivateUserPayload(Payload):
    user: User | None = strawberry.field(
        default=None, description="The deactivated user; null if there are user errors."
    )


@returns_user_errors(InviteUserPayload)
async def invite_user(
    info: Info,
    input: Annotated[InviteUserInput, strawberry.argument(description="The user to invite.")],
) -> InviteUserPayload:
    account_id = None
    if input.account_id is not None:
        account_id = require_id(input.account_id, "account", "accountId")
    viewer, user_links = info.context.viewer, info.context.services.user_links
    invited = await user_links.invite(
        viewer,
        email=input.email,
        name=input.name,
        role=input.role,
        account_id=account_id,
        return_url=user_links.are_shown_to(viewer),
    )
    return await load_payload(
        info,
        InviteUserPayload,
        "user",
        User,
        invited.user_id,
        is_mailed=invited.is_mailed,
        link=invited.url,
    )


@returns_user_errors(RenewUserLinkPayload)
async def renew_user_link(
    info: Info,
    input: Annotated[RenewUserLinkInput, strawberry.argument(description="The user.")],
) -> RenewUserLinkPayload:
    user_id = require_id(input.id, "user", "id")
    renewed = await info.context.services.user_links.renew(info.context.viewer, user_id)
    return await load_payload(
        info,
        RenewUserLinkPayload,
        "user",
        User,
        user_id,
        is_mailed=renewed.is_mailed,
        link=renewed.url,
    )


@returns_user_errors(UpdateUserRolePayload)
async def update_user_role(
    info: Info,
    input: Annotated[
        UpdateUserRoleInput, strawberry.argument(description="The user and the new role.")
    ],
) -> UpdateUserRolePayload:
    user_id = require_id(input.id, "user", "id")
    await info.context.services.users.update_role(info.context.viewer, user_id, input.role)
    return await load_payload(info, UpdateUserRolePayload, "user", User, user_id)


@returns_user_errors(DeactivateUserPayload)
async def deactivate_user(
    info: Info,
    input: Annotated[
        DeactivateUserInput, strawberry.argument(description="The user to deactivate.")
    ],
) -> DeactivateUserPayload:
    user_id = require_id(input.id, "user", "id")
    await info.context.services.users.deactivate(info.context.viewer, user_id)
    return await load_payload(info, DeactivateUserPayload, "user", User, user_id)
