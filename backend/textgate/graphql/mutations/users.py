"""Inviting users, giving them other roles, deactivating them."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.domain.permissions import Role
from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import require_id
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.user import User


@strawberry.input(description="Whom to invite.")
class InviteUserInput:
    email: str = strawberry.field(description="The e-mail address, where the link is sent.")
    name: str = strawberry.field(description="The person's name.")
    role: Role = strawberry.field(
        description="What the person is to be allowed: PARTNER_ADMIN or PARTNER_SUPPORT without an "
        "account, ACCOUNT_ADMIN or ACCOUNT_SENDER with one."
    )
    account_id: strawberry.ID | None = strawberry.field(
        default=None, description="The practice that the person works for and is limited to."
    )


@strawberry.input(description="A user's new role.")
class UpdateUserRoleInput:
    id: strawberry.ID = strawberry.field(description="The user, who is not the viewer.")
    role: Role = strawberry.field(
        description="The role; the partner's own people keep to the partner's roles, people of a "
        "practice to those of practices."
    )


@strawberry.input(description="Who is to sign in no more.")
class DeactivateUserInput:
    id: strawberry.ID = strawberry.field(description="The user, who is not the viewer.")


@strawberry.type(description="The answer of inviteUser.")
class InviteUserPayload(Payload):
    user: User | None = strawberry.field(default=None, description="The invited user.")


@strawberry.type(description="The answer of updateUserRole.")
class UpdateUserRolePayload(Payload):
    user: User | None = strawberry.field(default=None, description="The user.")


@strawberry.type(description="The answer of deactivateUser.")
class DeactivateUserPayload(Payload):
    user: User | None = strawberry.field(default=None, description="The user.")


@returns_user_errors(InviteUserPayload)
async def invite_user(
    info: Info,
    input: Annotated[InviteUserInput, strawberry.argument(description="Whom.")],
) -> InviteUserPayload:
    account_id = None
    if input.account_id is not None:
        account_id = require_id(input.account_id, "account", "accountId")
    user_id = await info.context.services.users.invite(
        info.context.viewer,
        email=input.email,
        name=input.name,
        role=input.role,
        account_id=account_id,
    )
    return await load_payload(info, InviteUserPayload, "user", User, user_id)


@returns_user_errors(UpdateUserRolePayload)
async def update_user_role(
    info: Info,
    input: Annotated[UpdateUserRoleInput, strawberry.argument(description="Whose, and which.")],
) -> UpdateUserRolePayload:
    user_id = require_id(input.id, "user", "id")
    await info.context.services.users.update_role(info.context.viewer, user_id, input.role)
    return await load_payload(info, UpdateUserRolePayload, "user", User, user_id)


@returns_user_errors(DeactivateUserPayload)
async def deactivate_user(
    info: Info,
    input: Annotated[DeactivateUserInput, strawberry.argument(description="Whom.")],
) -> DeactivateUserPayload:
    user_id = require_id(input.id, "user", "id")
    await info.context.services.users.deactivate(info.context.viewer, user_id)
    return await load_payload(info, DeactivateUserPayload, "user", User, user_id)
