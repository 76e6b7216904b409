"""Mutations that create and revoke the API tokens of the partner's programs."""

from __future__ import annotations

from typing import Annotated

import strawberry

from textgate.domain.errors import not_found
from textgate.graphql.declare.context import Info
from textgate.graphql.declare.ids import decode_as
from textgate.graphql.mutations.payload import Payload, load_payload, returns_user_errors
from textgate.graphql.types.api_token import ApiToken


@strawberry.input(description="Input of createApiToken.")
class CreateApiTokenInput:
    name: str = strawberry.field(
        description="Name of the token, such as the program that uses it; 100 characters at most."
    )


@strawberry.input(description="Input of revokeApiToken.")
class RevokeApiTokenInput:
    id: strawberry.ID = strawberry.field(description="ID of the token.")


@strawberry.type(description="Payload of createApiToken.")
class CreateApiTokenPayload(Payload):
    api_token: ApiToken | None = strawberry.field(
        default=None, description="The new token; null if there are user errors."
    )
    token: str | None = strawberry.field(
        default=None,
        description="The secret that programs send as `Authorization: Bearer`; null if there are user errors. "
        "It is shown only once.",
    )


@strawberry.type(description="Payload of revokeApiToken.")
class RevokeApiTokenPayload(Payload):
    api_token: ApiToken | None = strawberry.field(
        default=None, description="The revoked token; null if there are user errors."
    )


@returns_user_errors(CreateApiTokenPayload)
async def create_api_token(
    info: Info,
    input: Annotated[CreateApiTokenInput, strawberry.argument(description="The new token.")],
) -> CreateApiTokenPayload:
    credentials = info.context.services.credentials
    credential_id, token = await credentials.create_for(info.context.viewer, input.name)
    return await load_payload(
        info, CreateApiTokenPayload, "api_token", ApiToken, credential_id, token=token
    )


@returns_user_errors(RevokeApiTokenPayload)
async def revoke_api_token(
    info: Info,
    input: Annotated[RevokeApiTokenInput, strawberry.argument(description="The token.")],
) -> RevokeApiTokenPayload:
    credential_id = decode_as(input.id, "credential")
    if credential_id is None:
        raise not_found("API token")
    await info.context.services.credentials.revoke_for(info.context.viewer, credential_id)
    return await load_payload(info, RevokeApiTokenPayload, "api_token", ApiToken, credential_id)
