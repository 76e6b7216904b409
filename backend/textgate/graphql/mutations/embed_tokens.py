"""Tokens for composers that partners embed in pages of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import strawberry

from textgate.graphql.declare.context import Info
from textgate.graphql.mutations.inputs import require_id
from textgate.graphql.mutations.payload import Payload, returns_user_errors


@strawberry.input(description="What the token is for.")
class CreateEmbedTokenInput:
    account_id: strawberry.ID = strawberry.field(description="The account to text from.")
    origin: str = strawberry.field(
        description="The web origin of the page that embeds the composer, such as "
        "https://ehr.example.org; requests from anywhere else are refused."
    )
    user_name: str = strawberry.field(
        description="Who will use it, as your program knows them: named in the audit log."
    )
    minutes: int = strawberry.field(default=10, description="For how long; 60 at the most.")


@strawberry.type(description="The answer of createEmbedToken.")
class CreateEmbedTokenPayload(Payload):
    token: str | None = strawberry.field(
        default=None, description="The token, shown only now; hand it to the page."
    )
    expires_at: datetime | None = strawberry.field(default=None, description="When it ends.")


@returns_user_errors(CreateEmbedTokenPayload)
async def create_embed_token(
    info: Info,
    input: Annotated[CreateEmbedTokenInput, strawberry.argument(description="What for.")],
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
