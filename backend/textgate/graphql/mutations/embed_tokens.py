"""The mutation that creates tokens for embedded composers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import require_id
from textgate.graphql.mutations.payload import Payload, returns_user_errors


@strawberry.input(description="Input of createEmbedToken.")
class CreateEmbedTokenInput:
    account_id: strawberry.ID = strawberry.field(
        description="ID of the account to send messages from."
    )
    origin: str = strawberry.field(
        description="Web origin of the page that embeds the composer, such as https://ehr.example.org. "
        "Requests from other origins are refused."
    )
    user_name: str = strawberry.field(
        description="Name of the composer's user in your program; recorded in the audit log."
    )
    minutes: int = strawberry.field(default=10, description="Lifetime in minutes, from 1 to 60.")


@strawberry.type(description="Payload of createEmbedToken.")
class CreateEmbedTokenPayload(Payload):
    token: str | None = strawberry.field(
        default=None,
        description="The token to hand to the page; null if there are user errors. It is shown only once.",
    )
    expires_at: datetime | None = strawberry.field(
        default=None, description="Time at which the token expires; null if there are user errors."
    )


@returns_user_errors(CreateEmbedTokenPayload)
async def create_embed_token(
    info: Info,
    input: Annotated[
        CreateEmbedTokenInput,
        strawberry.argument(description="The account, page and user that the token is for."),
    ],
) -> CreateEmbedTokenPayload:
    account_id = require_id(input.account_id, "account", "accountId")
    context = info.context
    token, expires_at = await context.services.embed_tokens.create(
        context.viewer,
        account_id,
        origin=input.origin,
        user_name=input.user_name,
        minutes=input.minutes,
    )
    return CreateEmbedTokenPayload(token=token, expires_at=expires_at)
